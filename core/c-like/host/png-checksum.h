// The checksum of the chunks of a PNG file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace px {
namespace png {

inline uint32_t crc(const unsigned char* data, size_t size) {
    static const std::vector<uint32_t> table = [] {
        std::vector<uint32_t> made(256);
        for (uint32_t n = 0; n < 256; n++) {
            uint32_t c = n;
            for (int k = 0; k < 8; k++) c = (c & 1) ? 0xedb88320u ^ (c >> 1) : c >> 1;
            made[n] = c;
        }
        return made;
    }();
    uint32_t c = 0xffffffffu;
    for (size_t i = 0; i < size; i++) c = table[(c ^ data[i]) & 255] ^ (c >> 8);
    return c ^ 0xffffffffu;
}

}  // namespace png
}  // namespace px
