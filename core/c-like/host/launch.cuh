// Launches of CUDA kernels, timed by events. HIP has the same functions under its own prefix.
#pragma once
#include <algorithm>
#include "grid.h"
#include "record.h"
#include "device.cuh"

namespace px {
namespace gpu {

/** Runs a kernel over a grid, in parts where its y or z has more than 65535 blocks; the time in milliseconds. */
template <typename... Parameters, typename... Arguments>
double launch(const char* name, void (*kernel)(px_launch, Parameters...), const Grid& grid, Arguments... arguments) {
    const unsigned int most = 65535, *blocks = grid.blocks;
    if (blocks[0] == 0) return 0;
    cudaEvent_t begin, end;
    check(cudaEventCreate(&begin), "cudaEventCreate");
    check(cudaEventCreate(&end), "cudaEventCreate");
    check(cudaEventRecord(begin), "cudaEventRecord");
    for (unsigned int z = 0; z < blocks[2]; z += most)
        for (unsigned int y = 0; y < blocks[1]; y += most) {
            const px_launch part = {grid.extent[0], grid.extent[1], grid.extent[2], blocks[1], blocks[2], y, z};
            const dim3 part_blocks(blocks[0], std::min(most, blocks[1] - y), std::min(most, blocks[2] - z));
            const dim3 block(grid.threads[0], grid.threads[1], grid.threads[2]);
            kernel<<<part_blocks, block>>>(part, static_cast<Parameters>(arguments)...);
            check(cudaGetLastError(), name);
        }
    check(cudaEventRecord(end), "cudaEventRecord");
    check(cudaEventSynchronize(end), name);
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, begin, end), "cudaEventElapsedTime");
    check(cudaEventDestroy(begin), "cudaEventDestroy");
    check(cudaEventDestroy(end), "cudaEventDestroy");
    return milliseconds;
}

}  // namespace gpu
}  // namespace px
