// The host files of this folder as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.
// biome-ignore-all lint/complexity/noUselessStringRaw: whether a file holds a backslash changes
export const HOST_FILES = {
  'device.hip.h': String.raw`// The HIP side of the host runtime: memory, copies and launches, each checked, each launch timed by events.
#pragma once
#include <hip/hip_runtime.h>
#include "launch.h"
#include "session.h"

namespace px {
namespace gpu {

inline void check(hipError_t result, const char* what) {
    if (result != hipSuccess) fail("%s: %s (%s)", what, hipGetErrorString(result), hipGetErrorName(result));
}

inline std::string name() {
    int device = 0;
    hipDeviceProp_t properties;
    check(hipGetDevice(&device), "hipGetDevice");
    check(hipGetDeviceProperties(&properties, device), "hipGetDeviceProperties");
    return properties.name;
}

inline void* allocate(size_t bytes) {
    void* memory = nullptr;
    check(hipMalloc(&memory, bytes), "hipMalloc");
    return memory;
}

inline void release(void* memory) {
    if (memory != nullptr) check(hipFree(memory), "hipFree");
}

inline void clear(void* memory, size_t bytes) { check(hipMemset(memory, 0, bytes), "hipMemset"); }

inline void upload(void* to, const void* from, size_t bytes) {
    check(hipMemcpy(to, from, bytes, hipMemcpyHostToDevice), "hipMemcpy to the device");
}

inline void download(void* to, const void* from, size_t bytes) {
    check(hipMemcpy(to, from, bytes, hipMemcpyDeviceToHost), "hipMemcpy from the device");
}

inline void synchronize() { check(hipDeviceSynchronize(), "hipDeviceSynchronize"); }

inline void select(int device) { check(hipSetDevice(device), "hipSetDevice"); }

/** Runs a kernel over a grid, in parts where its y or z has more than 65535 blocks, and notes how long it took. */
template <typename... Parameters, typename... Arguments>
void launch(Session& session, const char* kernel_name, void (*kernel)(px_launch, Parameters...), const Grid& grid, Arguments... arguments) {
    if (grid.empty()) return;
    hipEvent_t begin, end;
    check(hipEventCreate(&begin), "hipEventCreate");
    check(hipEventCreate(&end), "hipEventCreate");
    check(hipEventRecord(begin), "hipEventRecord");
    each_part(grid, [&](const px_launch& part, const unsigned int* blocks) {
        const dim3 part_blocks(blocks[0], blocks[1], blocks[2]);
        const dim3 block(grid.threads[0], grid.threads[1], grid.threads[2]);
        kernel<<<part_blocks, block>>>(part, static_cast<Parameters>(arguments)...);
        check(hipGetLastError(), kernel_name);
    });
    check(hipEventRecord(end), "hipEventRecord");
    check(hipEventSynchronize(end), kernel_name);
    float milliseconds = 0;
    check(hipEventElapsedTime(&milliseconds, begin, end), "hipEventElapsedTime");
    check(hipEventDestroy(begin), "hipEventDestroy");
    check(hipEventDestroy(end), "hipEventDestroy");
    session.timed(kernel_name, milliseconds);
}

}  // namespace gpu
}  // namespace px
`,
} as const;
