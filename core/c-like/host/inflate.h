// Unpacks deflate streams without a library.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace px {
namespace png {

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

}  // namespace png
}  // namespace px
