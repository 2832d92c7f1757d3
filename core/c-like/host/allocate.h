// GPU_ALLOC of so many elements.
#pragma once
#include <string>
#include "array-files.h"
#include "options.h"

namespace px {

/** Zeros; --in may fill the array with as many elements. */
inline void allocate(Array& array, long long elements, const Options& options) {
    array.resize(elements);
    const auto file = options.find(std::string("--in ") + array.name);
    if (file == options.end()) return;
    load(array, file->second);
    if (array.length != elements) fail("%s has %lld elements, %s has %lld", array.name, elements, file->second.c_str(), array.length);
}

}  // namespace px
