// The host files of this folder as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.
// biome-ignore-all lint/complexity/noUselessStringRaw: whether a file holds a backslash changes
export const HOST_FILES = {
  'clang-device.h': String.raw`// What clang needs to check the kernels of an emitted CUDA file without a CUDA toolkit: qualifiers, built-ins, declarations.
#pragma once
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(threads) __attribute__((launch_bounds(threads)))
struct dim3 {
    unsigned int x, y, z;
};
struct uint3 {
    unsigned int x, y, z;
};
#include <__clang_cuda_builtin_vars.h>

using __half = _Float16;
static __device__ __forceinline__ float __half2float(__half a) { return (float)a; }
static __device__ __forceinline__ __half __float2half_rn(float a) { return (__half)a; }
static __device__ __forceinline__ __half __double2half(double a) { return (__half)a; }

static __device__ __forceinline__ int __popc(unsigned int a) { return __builtin_popcount(a); }
static __device__ __forceinline__ int __clz(int a) { return a == 0 ? 32 : __builtin_clz((unsigned int)a); }
static __device__ __forceinline__ int __float_as_int(float a) { return __builtin_bit_cast(int, a); }
static __device__ __forceinline__ unsigned int __float_as_uint(float a) { return __builtin_bit_cast(unsigned int, a); }
static __device__ __forceinline__ float __int_as_float(int a) { return __builtin_bit_cast(float, a); }
static __device__ __forceinline__ float __uint_as_float(unsigned int a) { return __builtin_bit_cast(float, a); }

#define PX_ATOMIC(name, builtin, type) \
    static __device__ __forceinline__ type name(type* cell, type value) { return builtin(cell, value, __ATOMIC_RELAXED); }
#define PX_ATOMICS(type) \
    PX_ATOMIC(atomicAdd, __atomic_fetch_add, type) \
    PX_ATOMIC(atomicSub, __atomic_fetch_sub, type) \
    PX_ATOMIC(atomicMin, __atomic_fetch_min, type) \
    PX_ATOMIC(atomicMax, __atomic_fetch_max, type) \
    PX_ATOMIC(atomicAnd, __atomic_fetch_and, type) \
    PX_ATOMIC(atomicOr, __atomic_fetch_or, type) \
    PX_ATOMIC(atomicXor, __atomic_fetch_xor, type) \
    PX_ATOMIC(atomicExch, __atomic_exchange_n, type) \
    static __device__ __forceinline__ type atomicCAS(type* cell, type expected, type value) { \
        __atomic_compare_exchange_n(cell, &expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED); \
        return expected; \
    }
PX_ATOMICS(int)
PX_ATOMICS(unsigned int)
static __device__ __forceinline__ float atomicAdd(float* cell, float value) { return __nvvm_atom_add_gen_f(cell, value); }
static __device__ __forceinline__ float atomicExch(float* cell, float value) {
    return __uint_as_float(atomicExch((unsigned int*)cell, __float_as_uint(value)));
}

#define PX_MATH1(name) \
    extern "C" __device__ float name##f(float); \
    extern "C" __device__ double name(double);
#define PX_MATH2(name) \
    extern "C" __device__ float name##f(float, float); \
    extern "C" __device__ double name(double, double);
PX_MATH1(fabs)
PX_MATH1(sqrt)
PX_MATH1(exp)
PX_MATH1(log)
PX_MATH1(sin)
PX_MATH1(cos)
PX_MATH1(tan)
PX_MATH1(tanh)
PX_MATH1(floor)
PX_MATH1(ceil)
PX_MATH1(rint)
PX_MATH2(fmod)
PX_MATH2(fmin)
PX_MATH2(fmax)
PX_MATH2(pow)
extern "C" __device__ float fmaf(float, float, float);
extern "C" __device__ double fma(double, double, double);
`,
} as const;
