// Reads and writes PNG pictures without a library: 8-bit pictures of every colour type in, RGBA with stored deflate out.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace px {
namespace png {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgba;
};

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

inline void put32(std::vector<unsigned char>& out, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<unsigned char>(value >> shift));
}

inline uint32_t get32(const unsigned char* at) {
    return static_cast<uint32_t>(at[0]) << 24 | static_cast<uint32_t>(at[1]) << 16 | static_cast<uint32_t>(at[2]) << 8 | at[3];
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

/** Unpacks a deflate stream (RFC 1951); stops when the input ends or is broken, ok says which. */
class Inflate {
public:
    bool ok = true;
    std::vector<unsigned char> out;

    Inflate(const unsigned char* data, size_t size, size_t most) : data_(data), size_(size), most_(most) {
        bool last = false;
        while (ok && !last) {
            last = bits(1) == 1;
            switch (bits(2)) {
                case 0: stored(); break;
                case 1: fixed(); break;
                case 2: dynamic(); break;
                default: ok = false;
            }
        }
    }

private:
    /** A canonical Huffman code: how many codes of each length, and the symbols in their order. */
    struct Code {
        int count[16] = {};
        std::vector<int> symbols;
    };

    const unsigned char* data_;
    size_t size_;
    size_t most_;
    size_t at_ = 0;
    uint32_t hold_ = 0;
    int held_ = 0;

    uint32_t bits(int count) {
        while (held_ < count) {
            if (at_ >= size_) {
                ok = false;
                return 0;
            }
            hold_ |= static_cast<uint32_t>(data_[at_++]) << held_;
            held_ += 8;
        }
        const uint32_t value = hold_ & ((1u << count) - 1);
        hold_ >>= count;
        held_ -= count;
        return value;
    }

    static Code code_of(const unsigned char* lengths, int symbols) {
        Code code;
        for (int i = 0; i < symbols; i++) code.count[lengths[i]]++;
        code.count[0] = 0;
        int first[16] = {};
        for (int length = 1; length < 15; length++) first[length + 1] = first[length] + code.count[length];
        code.symbols.assign(static_cast<size_t>(symbols), 0);
        for (int i = 0; i < symbols; i++)
            if (lengths[i] != 0) code.symbols[static_cast<size_t>(first[lengths[i]]++)] = i;
        return code;
    }

    int symbol(const Code& code) {
        int value = 0, first = 0, index = 0;
        for (int length = 1; length < 16; length++) {
            value |= static_cast<int>(bits(1));
            if (!ok) return -1;
            const int count = code.count[length];
            if (value - count < first) return code.symbols[static_cast<size_t>(index + value - first)];
            index += count;
            first = (first + count) << 1;
            value <<= 1;
        }
        ok = false;
        return -1;
    }

    void put(unsigned char byte) {
        if (out.size() >= most_) ok = false;
        else out.push_back(byte);
    }

    void stored() {
        hold_ = 0;
        held_ = 0;
        if (size_ - at_ < 4) {
            ok = false;
            return;
        }
        size_t count = data_[at_] | static_cast<size_t>(data_[at_ + 1]) << 8;
        at_ += 4;
        for (; ok && count > 0; count--) {
            if (at_ >= size_) ok = false;
            else put(data_[at_++]);
        }
    }

    void fixed() {
        unsigned char lengths[288], distances[30];
        for (int i = 0; i < 288; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
        for (unsigned char& length : distances) length = 5;
        codes(code_of(lengths, 288), code_of(distances, 30));
    }

    void dynamic() {
        static const int order[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
        const int literals = static_cast<int>(bits(5)) + 257;
        const int distances = static_cast<int>(bits(5)) + 1;
        const int given = static_cast<int>(bits(4)) + 4;
        unsigned char lengths[320] = {};
        for (int i = 0; i < given; i++) lengths[order[i]] = static_cast<unsigned char>(bits(3));
        const Code code = code_of(lengths, 19);
        std::memset(lengths, 0, sizeof lengths);
        for (int i = 0; ok && i < literals + distances;) {
            const int next = symbol(code);
            if (next < 16) {
                lengths[i++] = static_cast<unsigned char>(next < 0 ? 0 : next);
                continue;
            }
            const unsigned char value = next == 16 && i > 0 ? lengths[i - 1] : 0;
            int times = next == 16 ? 3 + static_cast<int>(bits(2)) : next == 17 ? 3 + static_cast<int>(bits(3)) : 11 + static_cast<int>(bits(7));
            if ((next == 16 && i == 0) || i + times > literals + distances) {
                ok = false;
                return;
            }
            while (times-- > 0) lengths[i++] = value;
        }
        if (ok && literals <= 286 && distances <= 30) codes(code_of(lengths, literals), code_of(lengths + literals, distances));
        else ok = false;
    }

    void codes(const Code& literal, const Code& distance) {
        static const int base[29] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
        static const int extra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
        static const int far_base[30] = {1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
        static const int far_extra[30] = {0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
        while (ok) {
            const int next = symbol(literal);
            if (next == 256 || next < 0) return;
            if (next < 256) {
                put(static_cast<unsigned char>(next));
                continue;
            }
            if (next - 257 >= 29) break;
            int length = base[next - 257] + static_cast<int>(bits(extra[next - 257]));
            const int where = symbol(distance);
            if (where < 0 || where >= 30) break;
            const size_t back = static_cast<size_t>(far_base[where]) + bits(far_extra[where]);
            if (back > out.size()) break;
            while (ok && length-- > 0) put(out[out.size() - back]);
        }
        ok = false;
    }
};

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
