// Reads PNG pictures without a library: 8-bit pictures of every colour type.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>
#include "inflate.h"
#include "png-checksum.h"

namespace px {
namespace png {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgba;
};

inline uint32_t get32(const unsigned char* at) {
    return static_cast<uint32_t>(at[0]) << 24 | static_cast<uint32_t>(at[1]) << 16 | static_cast<uint32_t>(at[2]) << 8 | at[3];
}

/** Undoes the filters of the rows, in place; bytes is the size of a pixel. */
inline bool unfilter(std::vector<unsigned char>& raw, size_t stride, size_t rows, size_t bytes) {
    for (size_t y = 0; y < rows; y++) {
        unsigned char* row = raw.data() + y * (stride + 1);
        const unsigned char* above = y > 0 ? row - stride : nullptr;
        const unsigned char filter = row[0];
        row++;
        for (size_t x = 0; x < stride; x++) {
            const int left = x >= bytes ? row[x - bytes] : 0;
            const int up = above ? above[x] : 0;
            const int corner = above && x >= bytes ? above[x - bytes] : 0;
            int guess = 0;
            switch (filter) {
                case 0: break;
                case 1: guess = left; break;
                case 2: guess = up; break;
                case 3: guess = (left + up) / 2; break;
                case 4: {
                    const int p = left + up - corner;
                    const int a = std::abs(p - left), b = std::abs(p - up), c = std::abs(p - corner);
                    guess = a <= b && a <= c ? left : b <= c ? up : corner;
                    break;
                }
                default: return false;
            }
            row[x] = static_cast<unsigned char>(row[x] + guess);
        }
    }
    return true;
}

/** Reads a picture; the answer is empty, or says what is wrong with the file. */
inline std::string decode(const std::vector<unsigned char>& file, Picture& picture) {
    static const unsigned char signature[8] = {137, 80, 78, 71, 13, 10, 26, 10};
    if (file.size() < 8 || std::memcmp(file.data(), signature, 8) != 0) return "this is no PNG file";
    std::vector<unsigned char> packed, palette, alpha;
    unsigned char type = 255;
    for (size_t at = 8;;) {
        if (file.size() - at < 12) return "the PNG file ends early";
        const size_t size = get32(&file[at]);
        if (file.size() - at - 12 < size) return "the PNG file ends early";
        const unsigned char* data = &file[at] + 8;
        if (crc(&file[at] + 4, size + 4) != get32(data + size)) return "a checksum in the PNG file is wrong";
        const std::string name(reinterpret_cast<const char*>(&file[at] + 4), 4);
        if (name == "IHDR") {
            if (size != 13) return "the PNG header is broken";
            const uint32_t width = get32(data), height = get32(data + 4);
            if (width < 1 || height < 1 || width > 65535 || height > 65535) return "the picture has no size that can be read";
            if (data[8] != 8 || data[12] != 0) return "only PNG files with 8 bits a channel and without interlacing can be read here";
            picture.width = static_cast<int>(width);
            picture.height = static_cast<int>(height);
            type = data[9];
        } else if (name == "PLTE") palette.assign(data, data + size);
        else if (name == "tRNS") alpha.assign(data, data + size);
        else if (name == "IDAT") packed.insert(packed.end(), data, data + size);
        else if (name == "IEND") break;
        at += size + 12;
    }
    if (type != 0 && type != 2 && type != 3 && type != 4 && type != 6) return "the PNG header is broken";
    const size_t channels = type == 0 || type == 3 ? 1 : type == 4 ? 2 : type == 2 ? 3 : 4;
    const size_t width = static_cast<size_t>(picture.width), height = static_cast<size_t>(picture.height);
    const size_t stride = width * channels;
    if (packed.size() < 6) return "the PNG file has no picture data";
    Inflate inflated(packed.data() + 2, packed.size() - 2, (stride + 1) * height);
    if (inflated.out.size() != (stride + 1) * height) return "the picture data of the PNG file is broken";
    if (!unfilter(inflated.out, stride, height, channels)) return "the picture data of the PNG file is broken";
    picture.rgba.resize(width * height * 4);
    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < width; x++) {
            const unsigned char* from = &inflated.out[y * (stride + 1) + 1 + x * channels];
            unsigned char* to = &picture.rgba[(y * width + x) * 4];
            const size_t index = from[0];
            switch (type) {
                case 0:
                    to[0] = to[1] = to[2] = from[0];
                    to[3] = alpha.size() >= 2 && alpha[1] == from[0] ? 0 : 255;
                    break;
                case 2:
                    std::memcpy(to, from, 3);
                    to[3] = alpha.size() >= 6 && alpha[1] == from[0] && alpha[3] == from[1] && alpha[5] == from[2] ? 0 : 255;
                    break;
                case 3:
                    if (index * 3 + 2 >= palette.size()) return "the palette of the PNG file is too small";
                    std::memcpy(to, &palette[index * 3], 3);
                    to[3] = index < alpha.size() ? alpha[index] : 255;
                    break;
                case 4:
                    to[0] = to[1] = to[2] = from[0];
                    to[3] = from[1];
                    break;
                default: std::memcpy(to, from, 4);
            }
        }
    return "";
}

}  // namespace png
}  // namespace px
