// The record that every launch passes to its kernel.
#pragma once

// What a kernel cannot ask the hardware: how many threads the launch has, and where this part of its grid begins
// (the y and z of a grid end at 65535 blocks; larger ones are launched in parts).
struct px_launch {
    unsigned int nx, ny, nz;
    unsigned int grid_y, grid_z;
    unsigned int first_y, first_z;
};
