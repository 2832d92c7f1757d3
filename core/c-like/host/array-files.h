// Arrays from and to files of raw elements, for programs without pictures.
#pragma once
#include <string>
#include "array.h"
#include "files.h"

namespace px {

/** Raw little-endian elements; a picture is none. */
inline void refuse_picture(const Array& array, const std::string& path) {
    if (path.size() >= 4 && path.substr(path.size() - 4) == ".png") fail("%s holds no pixels: %s", array.name, path.c_str());
}
inline void load(Array& array, const std::string& path) {
    refuse_picture(array, path);
    const std::vector<unsigned char> bytes = read_file(path);
    array.fill(bytes.data(), bytes.size());
}
inline void save(Array& array, const std::string& path) {
    refuse_picture(array, path);
    write_file(path, array.download());
}

}  // namespace px
