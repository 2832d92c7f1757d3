// WRITE_IMAGE: pixels as a PNG file.
#pragma once
#include <string>
#include "array.h"
#include "files.h"
#include "png-write.h"

namespace px {

inline void write_image(Array& array, const std::string& path) {
    if (array.width < 1 || array.height < 1) fail("%s has no width and height; SET %s.width and %s.height", array.name, array.name, array.name);
    const size_t size = static_cast<size_t>(array.width) * static_cast<size_t>(array.height) * 4;
    if (size != array.bytes()) fail("%s has %zu bytes; a picture of %d x %d needs %zu", array.name, array.bytes(), array.width, array.height, size);
    write_file(path, png::encode(array.width, array.height, array.download()));
}

}  // namespace px
