// HIP's runtime interface on the CPU.
#pragma once
#include "../device.h"
PX_SHIM_INTERFACE(hip, hipSuccess, hipMemcpyHostToDevice, hipMemcpyDeviceToHost, hipDeviceProp_t)
