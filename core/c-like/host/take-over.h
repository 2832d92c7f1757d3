// The end of a PIPELINE.
#pragma once
#include <utility>
#include "array.h"

namespace px {

/** One array takes over the contents of another, which is left with those of the first. */
inline void take_over(Array& array, Array& from) {
    std::swap(array.host, from.host);
    std::swap(array.device, from.device);
    std::swap(array.length, from.length);
    std::swap(array.on_host, from.on_host);
    std::swap(array.on_device, from.on_device);
}

}  // namespace px
