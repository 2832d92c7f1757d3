// GPU_ALLOC of rows and columns.
#pragma once
#include <climits>
#include "allocate.h"

namespace px {

inline void allocate_matrix(Array& array, long long rows, long long columns, const Options& options) {
    if (rows < 0 || columns < 0 || (columns > 0 && rows > INT_MAX / columns)) fail("%s cannot have %lld BY %lld elements", array.name, rows, columns);
    allocate(array, rows * columns, options);
    array.width = static_cast<int>(columns);
    array.height = static_cast<int>(rows);
}

}  // namespace px
