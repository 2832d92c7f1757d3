// Grids that arrays hold.
#pragma once
#include <climits>
#include <cstring>
#include "array.h"
#include "covering-grid.h"
#include "grid.h"

namespace px {

/** As many blocks as the three elements of an array say; without one along some axis nothing runs. */
inline Grid indirect_grid(const char* kernel, Array& array, const unsigned int (&threads)[3]) {
    unsigned int blocks[3];
    if (array.length != 3) fail("%s: %s has %lld elements where a grid has 3", kernel, array.name, array.length);
    std::memcpy(blocks, array.download().data(), sizeof blocks);
    Grid grid = {{0, 0, 0}, {threads[0], threads[1], threads[2]}, {0, 0, 0}};
    if (blocks[0] == 0 || blocks[1] == 0 || blocks[2] == 0) return grid;
    unsigned long long all = 1;
    for (int axis = 0; axis < 3; axis++) {
        const unsigned long long along = 1ull * blocks[axis] * threads[axis];
        if (along > INT_MAX || (all *= along) > 1ull + INT_MAX) fail("%s: a grid of %u x %u x %u blocks has too many threads", kernel, blocks[0], blocks[1], blocks[2]);
        grid.blocks[axis] = blocks[axis];
        grid.extent[axis] = static_cast<unsigned int>(along);
    }
    return grid;
}
/** The same threads in blocks of this shape, for kernels that cannot see their blocks. */
inline Grid cut_anew(const char* kernel, const Grid& grid, const unsigned int (&block)[3]) {
    return covering_grid(kernel, {grid.extent[0], grid.extent[1], grid.extent[2]}, block);
}

}  // namespace px
