// What a launch tells its kernel and the hardware does not: how many threads it has, and where this part of its grid
// begins (the y and z of a grid end at 65535 blocks; larger ones are launched in parts).
#pragma once

struct px_launch {
    unsigned int nx, ny, nz;
    unsigned int grid_y, grid_z;
    unsigned int first_y, first_z;
};
