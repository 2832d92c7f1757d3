// Brings an array back to the host and gives its memory on the device back.
#pragma once
#include "array.h"

namespace px {

inline void leave_device(Array& array) {
    if (array.length >= 0) array.download();
    gpu::release(array.device);
    array.device = nullptr;
    array.on_device = false;
}

}  // namespace px
