// The grid of a launch that says how many threads it needs, not how many blocks.
#pragma once
#include <climits>
#include "fail.h"
#include "grid.h"

namespace px {

/** The grid that covers so many threads in blocks of this shape. */
inline Grid covering_grid(const char* kernel, const long long (&extent)[3], const unsigned int (&block)[3]) {
    Grid grid;
    for (int axis = 0; axis < 3; axis++) {
        if (extent[axis] < 0 || extent[axis] > INT_MAX) fail("%s: %lld threads", kernel, extent[axis]);
        grid.extent[axis] = static_cast<unsigned int>(extent[axis]);
        grid.threads[axis] = block[axis];
        grid.blocks[axis] = (grid.extent[axis] + block[axis] - 1) / block[axis];
    }
    return grid;
}

}  // namespace px
