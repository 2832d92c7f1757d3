// The memory of the GPU as the host files need it; in emitted programs the file of each GPU interface stands in its place.
#pragma once
#include <cstddef>

namespace px {
namespace gpu {

void* allocate(size_t bytes);
void release(void* memory);
void clear(void* memory, size_t bytes);
void upload(void* to, const void* from, size_t bytes);
void download(void* to, const void* from, size_t bytes);
void select(int device);
void synchronize();

}  // namespace gpu
}  // namespace px
