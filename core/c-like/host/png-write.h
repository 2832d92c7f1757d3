// Writes PNG pictures without a library: RGBA with stored deflate.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>
#include "png-checksum.h"

namespace px {
namespace png {

inline void put32(std::vector<unsigned char>& out, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<unsigned char>(value >> shift));
}

inline void chunk(std::vector<unsigned char>& out, const char* type, const std::vector<unsigned char>& data) {
    put32(out, static_cast<uint32_t>(data.size()));
    const size_t start = out.size();
    out.insert(out.end(), type, type + 4);
    out.insert(out.end(), data.begin(), data.end());
    put32(out, crc(out.data() + start, out.size() - start));
}

/** RGBA, 8 bits a channel, rows from the top. */
inline std::vector<unsigned char> encode(int width, int height, const std::vector<unsigned char>& rgba) {
    std::vector<unsigned char> out = {137, 80, 78, 71, 13, 10, 26, 10};
    std::vector<unsigned char> header;
    put32(header, static_cast<uint32_t>(width));
    put32(header, static_cast<uint32_t>(height));
    for (const unsigned char byte : {8, 6, 0, 0, 0}) header.push_back(byte);
    chunk(out, "IHDR", header);

    const size_t stride = static_cast<size_t>(width) * 4;
    std::vector<unsigned char> raw;
    raw.reserve((stride + 1) * static_cast<size_t>(height));
    for (int y = 0; y < height; y++) {
        raw.push_back(0);
        const auto row = rgba.begin() + static_cast<long>(stride * static_cast<size_t>(y));
        raw.insert(raw.end(), row, row + static_cast<long>(stride));
    }
    std::vector<unsigned char> packed = {0x78, 0x01};
    uint32_t a = 1, b = 0;
    for (size_t at = 0; at < raw.size() || at == 0; at += 65535) {
        const size_t size = raw.size() - at < 65535 ? raw.size() - at : 65535;
        packed.push_back(at + size >= raw.size() ? 1 : 0);
        packed.push_back(static_cast<unsigned char>(size & 255));
        packed.push_back(static_cast<unsigned char>(size >> 8));
        packed.push_back(static_cast<unsigned char>(~size & 255));
        packed.push_back(static_cast<unsigned char>((~size >> 8) & 255));
        for (size_t i = 0; i < size; i++) {
            packed.push_back(raw[at + i]);
            a = (a + raw[at + i]) % 65521;
            b = (b + a) % 65521;
        }
    }
    put32(packed, b << 16 | a);
    chunk(out, "IDAT", packed);
    chunk(out, "IEND", {});
    return out;
}

}  // namespace png
}  // namespace px
