// What a GPU runs at most in one block.
#pragma once
#include "fail.h"
#include "grid.h"

namespace px {

const unsigned int most_threads = 1024;

inline bool fits_block(const Grid& grid) {
    const unsigned int* threads = grid.threads;
    return threads[0] <= most_threads && threads[1] <= most_threads && threads[2] <= most_threads && threads[0] * threads[1] <= most_threads && threads[0] * threads[1] * threads[2] <= most_threads;
}
/** Blocks that a kernel sees are never made smaller. */
inline Grid within_limit(const char* kernel, const Grid& grid) {
    if (!fits_block(grid)) fail("%s: a block of %u x %u x %u threads; the limit threads per block is %u", kernel, grid.threads[0], grid.threads[1], grid.threads[2], most_threads);
    return grid;
}

}  // namespace px
