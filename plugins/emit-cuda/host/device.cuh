// The CUDA side of the host runtime: memory, copies and launches, each checked, each launch timed by events.
#pragma once
#include <cuda_runtime.h>
#include "launch.h"
#include "session.h"

namespace px {
namespace gpu {

inline void check(cudaError_t result, const char* what) {
    if (result != cudaSuccess) fail("%s: %s (%s)", what, cudaGetErrorString(result), cudaGetErrorName(result));
}

inline std::string name() {
    int device = 0;
    cudaDeviceProp properties;
    check(cudaGetDevice(&device), "cudaGetDevice");
    check(cudaGetDeviceProperties(&properties, device), "cudaGetDeviceProperties");
    return properties.name;
}

inline void* allocate(size_t bytes) {
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes), "cudaMalloc");
    return memory;
}

inline void release(void* memory) {
    if (memory != nullptr) check(cudaFree(memory), "cudaFree");
}

inline void clear(void* memory, size_t bytes) { check(cudaMemset(memory, 0, bytes), "cudaMemset"); }

inline void upload(void* to, const void* from, size_t bytes) {
    check(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice), "cudaMemcpy to the device");
}

inline void download(void* to, const void* from, size_t bytes) {
    check(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToHost), "cudaMemcpy from the device");
}

inline void synchronize() { check(cudaDeviceSynchronize(), "cudaDeviceSynchronize"); }

inline void select(int device) { check(cudaSetDevice(device), "cudaSetDevice"); }

/** Runs a kernel over a grid, in parts where its y or z has more than 65535 blocks, and notes how long it took. */
template <typename... Parameters, typename... Arguments>
void launch(Session& session, const char* kernel_name, void (*kernel)(px_launch, Parameters...), const Grid& grid, Arguments... arguments) {
    if (grid.empty()) return;
    cudaEvent_t begin, end;
    check(cudaEventCreate(&begin), "cudaEventCreate");
    check(cudaEventCreate(&end), "cudaEventCreate");
    check(cudaEventRecord(begin), "cudaEventRecord");
    each_part(grid, [&](const px_launch& part, const unsigned int* blocks) {
        const dim3 part_blocks(blocks[0], blocks[1], blocks[2]);
        const dim3 block(grid.threads[0], grid.threads[1], grid.threads[2]);
        kernel<<<part_blocks, block>>>(part, static_cast<Parameters>(arguments)...);
        check(cudaGetLastError(), kernel_name);
    });
    check(cudaEventRecord(end), "cudaEventRecord");
    check(cudaEventSynchronize(end), kernel_name);
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, begin, end), "cudaEventElapsedTime");
    check(cudaEventDestroy(begin), "cudaEventDestroy");
    check(cudaEventDestroy(end), "cudaEventDestroy");
    session.timed(kernel_name, milliseconds);
}

}  // namespace gpu
}  // namespace px
