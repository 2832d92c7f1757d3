// The Metal side of the host runtime: the device, the library made from source, buffers in memory that both sides see.
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
