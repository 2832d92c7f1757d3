// How many threads a launch has that states none.
#pragma once
#include <algorithm>
#include <climits>
#include <initializer_list>
#include "array.h"
#include "options.h"
#include "whole-number.h"

namespace px {

/** As many threads as asked for, else as the longest array has elements. */
inline long long implied_threads(const Options& options, std::initializer_list<const Array*> arrays) {
    const auto threads = options.find("--threads");
    if (threads != options.end()) return whole_number(threads->second, "--threads", 1, INT_MAX);
    long long longest = -1;
    for (const Array* array : arrays) longest = std::max(longest, array->length);
    if (longest < 0) fail("no array has a length; say how many threads: --threads N");
    return longest;
}

}  // namespace px
