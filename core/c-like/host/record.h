// What a launch tells its kernel and the hardware does not.
#pragma once

/** Threads of a launch, blocks of its grid, and where this part of the grid begins: y and z end at 65535 blocks at a time. */
struct px_launch {
    unsigned int nx, ny, nz;
    unsigned int grid_y, grid_z;
    unsigned int first_y, first_z;
};
