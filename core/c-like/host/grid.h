// The grid of a launch.
#pragma once

namespace px {

/** Blocks, threads of a block, and the threads that a kernel runs which cannot see its blocks. */
struct Grid {
    unsigned int blocks[3], threads[3], extent[3];
};

}  // namespace px
