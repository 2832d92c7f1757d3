// The grid of a launch that states its blocks.
#pragma once
#include <climits>
#include "fail.h"
#include "grid.h"

namespace px {

/** The grid of BLOCKS and THREADS. */
inline Grid stated_grid(const char* kernel, const long long (&blocks)[3], const long long (&threads)[3]) {
    Grid grid;
    for (int axis = 0; axis < 3; axis++) {
        if (blocks[axis] < 1 || blocks[axis] > INT_MAX) fail("%s: BLOCKS is %lld; it must be between 1 and %d", kernel, blocks[axis], INT_MAX);
        if (threads[axis] < 1 || threads[axis] > INT_MAX) fail("%s: THREADS is %lld; it must be between 1 and %d", kernel, threads[axis], INT_MAX);
        if (blocks[axis] * threads[axis] > INT_MAX) fail("%s: %lld threads along axis %d; thread ids end at %d", kernel, blocks[axis] * threads[axis], axis, INT_MAX);
        grid.blocks[axis] = static_cast<unsigned int>(blocks[axis]);
        grid.threads[axis] = static_cast<unsigned int>(threads[axis]);
        grid.extent[axis] = grid.blocks[axis] * grid.threads[axis];
    }
    return grid;
}

}  // namespace px
