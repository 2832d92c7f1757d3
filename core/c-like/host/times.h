// Prints how long launches took.
#pragma once
#include <cstdio>
#include "options.h"

namespace px {

inline void print_time(const char* kernel, double milliseconds, const Options& options) {
    if (options.count("--quiet") == 0) std::printf("%s: %.3f ms\n", kernel, milliseconds);
}

}  // namespace px
