// Grids of launches: stated ones, and those that cover so many threads.
#pragma once
#include <algorithm>
#include <climits>
#include <initializer_list>
#include "options.h"

namespace px {

/** Blocks, threads of a block, and the threads that a kernel without a view of its blocks runs. */
struct Grid {
    unsigned int blocks[3] = {1, 1, 1};
    unsigned int threads[3] = {1, 1, 1};
    unsigned int extent[3] = {1, 1, 1};

    bool empty() const { return extent[0] == 0 || extent[1] == 0 || extent[2] == 0; }
    unsigned long long all_threads() const {
        return static_cast<unsigned long long>(extent[0]) * extent[1] * extent[2];
    }
};

inline void check_block(const char* kernel, const Grid& grid, unsigned int most) {
    const unsigned long long threads = static_cast<unsigned long long>(grid.threads[0]) * grid.threads[1] * grid.threads[2];
    if (threads > most)
        fail("%s: a block of %llu threads; the limit threads per block is %u", kernel, threads, most);
}

/** The grid that covers so many threads in blocks of this shape. */
inline Grid covering_grid(const char* kernel, long long x, long long y, long long z, std::initializer_list<unsigned int> block, unsigned int most) {
    Grid grid;
    const long long extent[3] = {x, y, z};
    int axis = 0;
    for (const unsigned int threads : block) {
        if (extent[axis] < 0 || extent[axis] > INT_MAX) fail("%s: %lld threads", kernel, extent[axis]);
        grid.threads[axis] = threads;
        grid.extent[axis] = static_cast<unsigned int>(extent[axis]);
        grid.blocks[axis] = static_cast<unsigned int>((extent[axis] + threads - 1) / threads);
        axis++;
    }
    check_block(kernel, grid, most);
    return grid;
}

/** The grid that a launch states: BLOCKS and THREADS. A kernel that cannot see its blocks gets smaller ones where these are too large. */
inline Grid stated_grid(const char* kernel, std::initializer_list<long long> blocks, std::initializer_list<long long> threads, unsigned int most, bool blind) {
    long long count[2][3] = {{1, 1, 1}, {1, 1, 1}};
    const auto take = [&](const char* word, std::initializer_list<long long> from, long long* to) {
        for (const long long value : from) {
            if (value < 1 || value > INT_MAX) fail("%s: %s is %lld; it must be between 1 and %d", kernel, word, value, INT_MAX);
            *to++ = value;
        }
    };
    take("BLOCKS", blocks, count[0]);
    take("THREADS", threads, count[1]);
    for (int axis = 0; axis < 3; axis++)
        if (count[0][axis] * count[1][axis] > INT_MAX)
            fail("%s: %lld threads along axis %d; thread ids end at %d", kernel, count[0][axis] * count[1][axis], axis, INT_MAX);
    if (blind && (count[1][0] > most || count[1][1] > most || count[1][2] > most || count[1][0] * count[1][1] * count[1][2] > most))
        return covering_grid(kernel, count[0][0] * count[1][0], count[0][1] * count[1][1], count[0][2] * count[1][2], {16, 16, 1}, most);
    Grid grid;
    for (int axis = 0; axis < 3; axis++) {
        grid.blocks[axis] = static_cast<unsigned int>(count[0][axis]);
        grid.threads[axis] = static_cast<unsigned int>(std::min<long long>(count[1][axis], INT_MAX));
        grid.extent[axis] = grid.blocks[axis] * grid.threads[axis];
    }
    check_block(kernel, grid, most);
    return grid;
}

}  // namespace px
