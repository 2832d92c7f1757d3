// Lengths of arrays that are only written and that nothing sizes.
#pragma once
#include <algorithm>
#include <initializer_list>
#include "array.h"
#include "grid.h"

namespace px {

/** Gives arrays without a length that of the longest input, else the number of threads. */
inline void give_length(std::initializer_list<Array*> arrays, std::initializer_list<const Array*> inputs, const Grid& grid) {
    long long longest = -1;
    for (const Array* input : inputs) longest = std::max(longest, input->length);
    const long long threads = static_cast<long long>(grid.extent[0]) * grid.extent[1] * grid.extent[2];
    for (Array* array : arrays)
        if (array->length < 0) array->resize(longest < 0 ? threads : longest);
}

}  // namespace px
