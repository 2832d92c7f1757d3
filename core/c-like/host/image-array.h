// Arrays whose length and contents are part of the program, as in an image.
#pragma once
#include <string>
#include "array-files.h"
#include "options.h"

namespace px {

/** These contents, or zeros without any; --in replaces them by as many elements. */
inline void image_array(Array& array, long long elements, const unsigned char* contents, const Options& options) {
    array.resize(elements);
    if (contents != nullptr) array.fill(contents, array.bytes());
    const auto file = options.find(std::string("--in ") + array.name);
    if (file == options.end()) return;
    load(array, file->second);
    if (array.length != elements) fail("%s has %lld elements, %s has %lld", array.name, elements, file->second.c_str(), array.length);
}

}  // namespace px
