// GPU_SELECT.
#pragma once
#include <initializer_list>
#include "leave-device.h"

namespace px {

/** Goes on with another device; the arrays follow through the memory of the host. */
inline void select(int device, std::initializer_list<Array*> arrays) {
    for (Array* array : arrays) leave_device(*array);
    gpu::select(device);
}

}  // namespace px
