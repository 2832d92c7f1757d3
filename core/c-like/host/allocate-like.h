// GPU_ALLOC of an array that is as long as another one.
#pragma once
#include "allocate.h"

namespace px {

inline void allocate_like(Array& array, const Array& other, const Options& options) {
    allocate(array, other.length, options);
    array.width = other.width;
    array.height = other.height;
}

}  // namespace px
