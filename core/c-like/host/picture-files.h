// Arrays from and to files: pictures where the name ends in .png, else raw elements. Takes the place of array-files.h.
#pragma once
#include <string>
#include "raw-file.h"
#include "read-image.h"
#include "write-image.h"

namespace px {

inline bool is_png(const std::string& path) {
    const std::string end = path.size() < 4 ? "" : path.substr(path.size() - 4);
    return end == ".png" || end == ".PNG";
}
/** Raw little-endian elements, or a picture. */
inline void load(Array& array, const std::string& path) {
    if (is_png(path)) read_image(array, path);
    else read_raw(array, path);
}
inline void save(Array& array, const std::string& path) {
    if (is_png(path)) write_image(array, path);
    else write_file(path, array.download());
}

}  // namespace px
