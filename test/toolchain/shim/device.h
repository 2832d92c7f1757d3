// What CUDA and HIP have in common, on the CPU: qualifiers, built-in variables, intrinsics, atomics, and the memory interface.
#pragma once
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include "grid.h"

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __launch_bounds__(threads)
#define __shared__ static __attribute__((section("px_shared")))

#define threadIdx (px_shim::block().current->thread)
#define blockIdx (px_shim::block().index)
#define blockDim (px_shim::block().size)
#define gridDim (px_shim::block().grid)

inline void __syncthreads() { px_shim::barrier(); }

inline int __popc(unsigned int a) { return __builtin_popcount(a); }
inline int __clz(int a) { return a == 0 ? 32 : __builtin_clz(static_cast<unsigned int>(a)); }
template <typename To, typename From> inline To px_shim_bits(From from) {
    static_assert(sizeof(To) == sizeof(From), "bits of one size");
    To to;
    std::memcpy(&to, &from, sizeof to);
    return to;
}
inline int __float_as_int(float a) { return px_shim_bits<int>(a); }
inline unsigned int __float_as_uint(float a) { return px_shim_bits<unsigned int>(a); }
inline float __int_as_float(int a) { return px_shim_bits<float>(a); }
inline float __uint_as_float(unsigned int a) { return px_shim_bits<float>(a); }

// Fibers give way only at barriers, so a plain read and write is one step for all others.
template <typename T, typename Change> inline T px_shim_atomic(T* cell, const Change& change) {
    const T old = *cell;
    *cell = change(old);
    return old;
}
#define PX_SHIM_ATOMIC(name, type, expression) \
    inline type name(type* cell, type value) { \
        return px_shim_atomic(cell, [=](type old) -> type { return expression; }); \
    }
#define PX_SHIM_ATOMICS(type) \
    PX_SHIM_ATOMIC(atomicMin, type, old < value ? old : value) \
    PX_SHIM_ATOMIC(atomicMax, type, old > value ? old : value) \
    PX_SHIM_ATOMIC(atomicAnd, type, old & value) \
    PX_SHIM_ATOMIC(atomicOr, type, old | value) \
    PX_SHIM_ATOMIC(atomicXor, type, old ^ value) \
    PX_SHIM_ATOMIC(atomicExch, type, ((void)old, value)) \
    PX_SHIM_ATOMIC(atomicAdd, type, static_cast<type>(static_cast<unsigned int>(old) + static_cast<unsigned int>(value))) \
    PX_SHIM_ATOMIC(atomicSub, type, static_cast<type>(static_cast<unsigned int>(old) - static_cast<unsigned int>(value))) \
    inline type atomicCAS(type* cell, type expected, type value) { \
        return px_shim_atomic(cell, [=](type old) -> type { return old == expected ? value : old; }); \
    }
PX_SHIM_ATOMICS(int)
PX_SHIM_ATOMICS(unsigned int)
PX_SHIM_ATOMIC(atomicAdd, float, old + value)
PX_SHIM_ATOMIC(atomicExch, float, ((void)old, value))

/** Device memory is host memory, filled with a pattern: what a kernel reads without having been given it is not zero. */
inline void* px_shim_allocate(size_t bytes) {
    void* memory = std::malloc(bytes);
    if (memory != nullptr) std::memset(memory, 0xcd, bytes);
    return memory;
}
inline void px_shim_release(void* memory) { std::free(memory); }

using px_shim_time = std::chrono::steady_clock::time_point;

/** The functions of the two interfaces, which differ in their prefix only. */
#define PX_SHIM_INTERFACE(P, SUCCESS, TO_DEVICE, TO_HOST, PROPERTIES) \
    enum P##Error_t { SUCCESS = 0, P##ErrorMemoryAllocation = 2, P##ErrorInvalidDevice = 101 }; \
    enum P##MemcpyKind { TO_DEVICE, TO_HOST }; \
    struct PROPERTIES { char name[64]; }; \
    using P##Event_t = px_shim_time*; \
    inline const char* P##GetErrorString(P##Error_t error) { return error == SUCCESS ? "no error" : "error of the shim"; } \
    inline const char* P##GetErrorName(P##Error_t error) { return error == SUCCESS ? #SUCCESS : "shim"; } \
    /* PX_SHIM_DEVICES says how many devices there are; below 0 there is no driver. */ \
    inline P##Error_t P##GetDeviceCount(int* count) { \
        const char* devices = std::getenv("PX_SHIM_DEVICES"); \
        *count = devices == nullptr ? 1 : std::atoi(devices); \
        return *count < 0 ? P##ErrorInvalidDevice : SUCCESS; \
    } \
    inline P##Error_t P##GetDevice(int* device) { return *device = 0, SUCCESS; } \
    inline P##Error_t P##SetDevice(int device) { return device == 0 ? SUCCESS : P##ErrorInvalidDevice; } \
    inline P##Error_t P##GetDeviceProperties(PROPERTIES* properties, int) { \
        return std::strcpy(properties->name, "CPU, by the shim of the tests"), SUCCESS; \
    } \
    template <typename T> inline P##Error_t P##Malloc(T** memory, size_t bytes) { \
        *memory = static_cast<T*>(px_shim_allocate(bytes)); \
        return *memory == nullptr ? P##ErrorMemoryAllocation : SUCCESS; \
    } \
    inline P##Error_t P##Free(void* memory) { return std::free(memory), SUCCESS; } \
    inline P##Error_t P##Memset(void* memory, int value, size_t bytes) { return std::memset(memory, value, bytes), SUCCESS; } \
    inline P##Error_t P##Memcpy(void* to, const void* from, size_t bytes, P##MemcpyKind) { \
        return std::memcpy(to, from, bytes), SUCCESS; \
    } \
    inline P##Error_t P##DeviceSynchronize() { return SUCCESS; } \
    inline P##Error_t P##GetLastError() { return SUCCESS; } \
    inline P##Error_t P##EventCreate(P##Event_t* event) { return *event = new px_shim_time(), SUCCESS; } \
    inline P##Error_t P##EventDestroy(P##Event_t event) { \
        delete event; \
        return SUCCESS; \
    } \
    inline P##Error_t P##EventRecord(P##Event_t event) { return *event = std::chrono::steady_clock::now(), SUCCESS; } \
    inline P##Error_t P##EventSynchronize(P##Event_t) { return SUCCESS; } \
    inline P##Error_t P##EventElapsedTime(float* milliseconds, P##Event_t begin, P##Event_t end) { \
        return *milliseconds = std::chrono::duration<float, std::milli>(*end - *begin).count(), SUCCESS; \
    }
