// Arrays whose contents are too large to stand in the program: they stand in a file beside it.
#pragma once
#include <string>
#include "image-array.h"
#include "raw-file.h"

namespace px {

/** The contents of the file; --in replaces them by as many elements. */
inline void image_file(Array& array, long long elements, const std::string& path, const Options& options) {
    if (options.count(std::string("--in ") + array.name) > 0) return image_array(array, elements, nullptr, options);
    read_raw(array, path);
    if (array.length != elements) fail("%s: %lld elements of %zu bytes; %s has %lld", path.c_str(), array.length, array.element_bytes, array.name, elements);
}

}  // namespace px
