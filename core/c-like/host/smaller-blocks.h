// Blocks of kernels that cannot see them.
#pragma once
#include "block-limit.h"
#include "covering-grid.h"

namespace px {

/** The same threads in smaller blocks, where the stated ones are too large. */
inline Grid smaller_blocks(const char* kernel, const Grid& grid) {
    if (fits_block(grid)) return grid;
    return covering_grid(kernel, {grid.extent[0], grid.extent[1], grid.extent[2]}, {16, 16, 1});
}

}  // namespace px
