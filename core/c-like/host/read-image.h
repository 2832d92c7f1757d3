// READ_IMAGE: a PNG file as pixels.
#pragma once
#include <string>
#include "array.h"
#include "files.h"
#include "png-read.h"

namespace px {

/** Four bytes a pixel: red, green, blue, alpha. */
inline void read_image(Array& array, const std::string& path) {
    png::Picture picture;
    const std::string fault = png::decode(read_file(path), picture);
    if (!fault.empty()) fail("%s: %s", path.c_str(), fault.c_str());
    array.fill(picture.rgba.data(), picture.rgba.size());
    array.width = picture.width;
    array.height = picture.height;
}

}  // namespace px
