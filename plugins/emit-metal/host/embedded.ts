// The host files of this folder as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.
// biome-ignore-all lint/complexity/noUselessStringRaw: whether a file holds a backslash changes
export const HOST_FILES = {
  'device.mm': String.raw`// The Metal side of the host runtime: the device, the library made from source, buffers in memory that both sides see.
#pragma once
#import <Foundation/Foundation.h>
#import <Metal/Metal.h>
#include <cstring>
#include "fail.h"

namespace px {
namespace gpu {

/** Files of the program: where the kernels stand, and whether their arithmetic is strict. */
struct Kernels {
    const char* path;
    bool strict;
};

struct State {
    id<MTLDevice> device = nil;
    id<MTLCommandQueue> queue = nil;
    id<MTLLibrary> library = nil;
};

inline State& state() {
    static State made;
    return made;
}

inline void check(bool good, NSError* error, const char* what) {
    if (!good) fail("%s: %s", what, error == nil ? "no reason given" : error.localizedDescription.UTF8String);
}

/** Takes a device and compiles the kernels; fast-math would break the meaning of the program. */
inline void start(const Kernels& kernels, int device) {
    State& now = state();
    NSArray<id<MTLDevice>>* devices = MTLCopyAllDevices();
    if (devices.count == 0) fail("there is no Metal device");
    if (device < 0 || static_cast<NSUInteger>(device) >= devices.count) fail("there is no Metal device %d; there are %lu", device, static_cast<unsigned long>(devices.count));
    now.device = devices[static_cast<NSUInteger>(device)];
    now.queue = [now.device newCommandQueue];
    NSError* error = nil;
    NSString* source = [NSString stringWithContentsOfFile:@(kernels.path) encoding:NSUTF8StringEncoding error:&error];
    check(source != nil, error, kernels.path);
    MTLCompileOptions* options = [MTLCompileOptions new];
    if (@available(macOS 15.0, *)) options.mathMode = kernels.strict ? MTLMathModeSafe : MTLMathModeFast;
    else options.fastMathEnabled = !kernels.strict;
    now.library = [now.device newLibraryWithSource:source options:options error:&error];
    check(now.library != nil, error, "newLibraryWithSource");
}

inline Kernels& kernels() {
    static Kernels files = {"", true};
    return files;
}

inline void select(int device) { start(kernels(), device); }

inline void* allocate(size_t bytes) {
    id<MTLBuffer> buffer = [state().device newBufferWithLength:bytes options:MTLResourceStorageModeShared];
    if (buffer == nil) fail("the device has no memory for %zu bytes", bytes);
    return (__bridge_retained void*)buffer;
}

inline id<MTLBuffer> buffer_of(const void* memory) { return (__bridge id<MTLBuffer>)const_cast<void*>(memory); }

inline void release(void* memory) {
    if (memory != nullptr) CFRelease(memory);
}

inline void clear(void* memory, size_t bytes) { std::memset(buffer_of(memory).contents, 0, bytes); }

inline void upload(void* to, const void* from, size_t bytes) { std::memcpy(buffer_of(to).contents, from, bytes); }

inline void download(void* to, const void* from, size_t bytes) { std::memcpy(to, buffer_of(from).contents, bytes); }

/** Launches are waited for one by one, so nothing is left to wait for. */
inline void synchronize() {}

}  // namespace gpu
}  // namespace px
`,
  'launch.mm': String.raw`// Launches of Metal kernels, each waited for.
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
`,
} as const;
