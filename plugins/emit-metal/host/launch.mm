// Launches of Metal kernels, each waited for.
#pragma once
#include <initializer_list>
#include "grid.h"
#include "record.h"
#include "device.mm"

namespace px {
namespace gpu {

/** Runs a kernel over a grid; the time of the device in milliseconds. */
inline double launch(const char* name, const char* symbol, const Grid& grid, std::initializer_list<const void*> arrays, const void* values, size_t values_size) {
    if (grid.extent[0] == 0 || grid.extent[1] == 0 || grid.extent[2] == 0) return 0;
    NSError* error = nil;
    id<MTLFunction> function = [state().library newFunctionWithName:@(symbol)];
    if (function == nil) fail("%s: the library has no kernel %s", name, symbol);
    id<MTLComputePipelineState> pipeline = [state().device newComputePipelineStateWithFunction:function error:&error];
    check(pipeline != nil, error, name);
    const NSUInteger threads = static_cast<NSUInteger>(grid.threads[0]) * grid.threads[1] * grid.threads[2];
    if (threads > pipeline.maxTotalThreadsPerThreadgroup)
        fail("%s: a block of %lu threads; the limit maxTotalThreadsPerThreadgroup is %lu", name, static_cast<unsigned long>(threads), static_cast<unsigned long>(pipeline.maxTotalThreadsPerThreadgroup));
    id<MTLCommandBuffer> commands = [state().queue commandBuffer];
    id<MTLComputeCommandEncoder> encoder = [commands computeCommandEncoder];
    [encoder setComputePipelineState:pipeline];
    NSUInteger index = 0;
    for (const void* array : arrays) [encoder setBuffer:buffer_of(array) offset:0 atIndex:index++];
    [encoder setBytes:values length:values_size atIndex:index];
    [encoder dispatchThreadgroups:MTLSizeMake(grid.blocks[0], grid.blocks[1], grid.blocks[2]) threadsPerThreadgroup:MTLSizeMake(grid.threads[0], grid.threads[1], grid.threads[2])];
    [encoder endEncoding];
    [commands commit];
    [commands waitUntilCompleted];
    check(commands.status == MTLCommandBufferStatusCompleted, commands.error, name);
    return (commands.GPUEndTime - commands.GPUStartTime) * 1000;
}

/** The launch record of a whole grid: Metal's grids need no parts. */
inline px_launch whole(const Grid& grid) {
    return {grid.extent[0], grid.extent[1], grid.extent[2], grid.blocks[1], grid.blocks[2], 0, 0};
}

}  // namespace gpu
}  // namespace px
