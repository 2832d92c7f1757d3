// READ_FILE: the bytes of a file as elements.
#pragma once
#include <string>
#include "array.h"
#include "files.h"

namespace px {

inline void read_raw(Array& array, const std::string& path) {
    const std::vector<unsigned char> bytes = read_file(path);
    array.fill(bytes.data(), bytes.size());
}

}  // namespace px
