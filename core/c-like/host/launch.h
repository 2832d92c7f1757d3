// What a launch tells its kernel, and how a grid that is too large for the hardware is launched in parts.
#pragma once
#include <algorithm>
#include "record.h"
#include "grid.h"

namespace px {

/** Calls launch(record, blocks) for each part of the grid. No order binds blocks, so parts may run one after another. */
template <typename Launch> void each_part(const Grid& grid, const Launch& launch) {
    const unsigned int most = 65535;
    for (unsigned int z = 0; z < grid.blocks[2]; z += std::min(most, grid.blocks[2] - z))
        for (unsigned int y = 0; y < grid.blocks[1]; y += std::min(most, grid.blocks[1] - y)) {
            const unsigned int blocks[3] = {grid.blocks[0], std::min(most, grid.blocks[1] - y), std::min(most, grid.blocks[2] - z)};
            const px_launch record = {grid.extent[0], grid.extent[1], grid.extent[2], grid.blocks[1], grid.blocks[2], y, z};
            launch(record, blocks);
        }
}

}  // namespace px
