// The Metal side of the host runtime on the CPU, in place of the Objective-C++ one: it launches what `px_shim_launch` names.
#pragma once
#include <initializer_list>
#include <vector>
#include "device.h"

namespace px {
namespace gpu {

struct Kernels {
    const char* path;
    bool strict;
};

inline Kernels& kernels() {
    static Kernels files = {"", true};
    return files;
}
inline void select(int) {}
inline void* allocate(size_t bytes) { return px_shim_allocate(bytes); }
inline void release(void* memory) { px_shim_release(memory); }
inline void clear(void* memory, size_t bytes) { std::memset(memory, 0, bytes); }
inline void upload(void* to, const void* from, size_t bytes) { std::memcpy(to, from, bytes); }
inline void download(void* to, const void* from, size_t bytes) { std::memcpy(to, from, bytes); }
inline void synchronize() {}

inline double launch(const char*, const char* symbol, const Grid& grid, std::initializer_list<const void*> arrays, const void* values, size_t) {
    if (grid.extent[0] == 0 || grid.extent[1] == 0 || grid.extent[2] == 0) return 0;
    const std::vector<const void*> bound(arrays);
    px_shim_launch(symbol, dim3(grid.blocks[0], grid.blocks[1], grid.blocks[2]), dim3(grid.threads[0], grid.threads[1], grid.threads[2]), bound.data(), values);
    return 0;
}

inline px_launch whole(const Grid& grid) {
    return {grid.extent[0], grid.extent[1], grid.extent[2], grid.blocks[1], grid.blocks[2], 0, 0};
}

}  // namespace gpu
}  // namespace px
