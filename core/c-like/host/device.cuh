// The memory of the GPU in CUDA, each call checked. HIP has the same functions under its own prefix.
#pragma once
#include <cuda_runtime.h>
#include "fail.h"

namespace px {
namespace gpu {

inline void check(cudaError_t result, const char* what) {
    if (result != cudaSuccess) fail("%s: %s (%s)", what, cudaGetErrorString(result), cudaGetErrorName(result));
}
/** Ends the program at once where there is no GPU: files are not read in vain. */
inline void require_device() {
    int devices = 0;
    const cudaError_t result = cudaGetDeviceCount(&devices);
    if (result != cudaSuccess) fail("no GPU can be used: %s (%s)", cudaGetErrorString(result), cudaGetErrorName(result));
    if (devices == 0) fail("no GPU can be used: there is none");
}
inline void* allocate(size_t bytes) {
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes), "cudaMalloc");
    return memory;
}
inline void release(void* memory) { check(cudaFree(memory), "cudaFree"); }
inline void clear(void* memory, size_t bytes) { check(cudaMemset(memory, 0, bytes), "cudaMemset"); }
inline void upload(void* to, const void* from, size_t bytes) { check(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice), "cudaMemcpy"); }
inline void download(void* to, const void* from, size_t bytes) { check(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToHost), "cudaMemcpy"); }
inline void select(int device) { check(cudaSetDevice(device), "cudaSetDevice"); }
inline void synchronize() { check(cudaDeviceSynchronize(), "cudaDeviceSynchronize"); }

}  // namespace gpu
}  // namespace px
