// CUDA's runtime interface on the CPU.
#pragma once
#include "device.h"
PX_SHIM_INTERFACE(cuda, cudaSuccess, cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaDeviceProp)
