// The host files of this folder as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.
// biome-ignore-all lint/complexity/noUselessStringRaw: whether a file holds a backslash changes
export const HOST_FILES = {
  'array.h': String.raw`// Arrays of the program and their way between the memories of host and device; each GPU interface defines the functions below.
#pragma once
#include <algorithm>
#include <climits>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>
#include "files.h"
#include "png.h"

namespace px {

// What the file of each GPU interface defines.
namespace gpu {
std::string name();
void* allocate(size_t bytes);
void release(void* memory);
void clear(void* memory, size_t bytes);
void upload(void* to, const void* from, size_t bytes);
void download(void* to, const void* from, size_t bytes);
void synchronize();
void select(int device);
}  // namespace gpu

/** An array of the program: its bytes live on the host, on the device, or on both; where neither has them they are zeros. */
class Array {
public:
    const std::string name;
    const size_t element_bytes;
    /** Of a picture; 0 where there is none. */
    int width = 0;
    int height = 0;

    Array(const char* name, size_t element_bytes) : name(name), element_bytes(element_bytes) {}
    Array(const Array&) = delete;
    ~Array() { gpu::release(device_); }

    bool has_length() const { return known_; }
    size_t length() const { return length_; }
    /** The length as kernels take it. */
    unsigned int count() const { return static_cast<unsigned int>(length_); }
    size_t bytes() const { return length_ * element_bytes; }

    /** Zeros of this length. */
    void resize(long long elements) {
        if (elements < 0 || elements > INT_MAX) fail("%s cannot have %lld elements", name.c_str(), elements);
        gpu::release(device_);
        device_ = nullptr;
        host_.clear();
        length_ = static_cast<size_t>(elements);
        known_ = true;
        on_host_ = on_device_ = false;
    }

    void fill(const void* data, size_t size) {
        if (size % element_bytes != 0)
            fail("%s holds elements of %zu bytes; %zu bytes are no whole number of them", name.c_str(), element_bytes, size);
        resize(static_cast<long long>(size / element_bytes));
        const unsigned char* first = static_cast<const unsigned char*>(data);
        host_.assign(first, first + size);
        on_host_ = true;
    }

    void read(const std::string& path) {
        const std::vector<unsigned char> bytes = read_file(path);
        fill(bytes.data(), bytes.size());
    }

    /** Four bytes a pixel: red, green, blue, alpha. */
    void read_image(const std::string& path) {
        png::Picture picture;
        const std::string fault = png::decode(read_file(path), picture);
        if (!fault.empty()) fail("%s: %s", path.c_str(), fault.c_str());
        fill(picture.rgba.data(), picture.rgba.size());
        width = picture.width;
        height = picture.height;
    }

    void write(const std::string& path) { write_file(path, on_host()); }

    void write_image(const std::string& path) {
        if (width < 1 || height < 1) fail("%s has no width and height; SET %s.width and %s.height", name.c_str(), name.c_str(), name.c_str());
        const size_t size = static_cast<size_t>(width) * static_cast<size_t>(height) * 4;
        if (size != bytes()) fail("%s has %zu bytes; a picture of %d x %d needs %zu", name.c_str(), bytes(), width, height, size);
        write_file(path, png::encode(width, height, on_host()));
    }

    /** The bytes on the host, fetched if the device has newer ones. */
    std::vector<unsigned char>& on_host() {
        if (!on_host_) {
            host_.assign(bytes(), 0);
            if (on_device_ && bytes() > 0) gpu::download(host_.data(), device_, bytes());
            on_host_ = true;
        }
        return host_;
    }

    /** The bytes on the host, about to be changed there. */
    std::vector<unsigned char>& change_on_host() {
        on_host();
        on_device_ = false;
        return host_;
    }

    /** The memory on the device, with the newest contents. */
    template <typename T> const T* read() {
        to_device();
        return static_cast<const T*>(device_);
    }

    /** The same, about to be written. */
    template <typename T> T* write() {
        to_device();
        on_host_ = false;
        return static_cast<T*>(device_);
    }

    void to_device() {
        if (device_ == nullptr) device_ = gpu::allocate(std::max<size_t>(bytes(), 1));
        if (on_device_) return;
        if (on_host_) {
            if (bytes() > 0) gpu::upload(device_, host_.data(), bytes());
        } else gpu::clear(device_, bytes());
        on_device_ = true;
    }

    /** Moves ahead of time, where the plan says so; nothing happens while there is no length. */
    void planned_upload() {
        if (known_) to_device();
    }
    void planned_download() {
        if (known_) on_host();
    }

    /** Back to the host, for a change of the device. */
    void leave_device() {
        if (known_) on_host();
        gpu::release(device_);
        device_ = nullptr;
        on_device_ = false;
    }

    /** Takes over the contents of another array, which is left with those of this one. */
    void take(Array& from) {
        std::swap(host_, from.host_);
        std::swap(device_, from.device_);
        std::swap(length_, from.length_);
        std::swap(known_, from.known_);
        std::swap(on_host_, from.on_host_);
        std::swap(on_device_, from.on_device_);
    }

private:
    std::vector<unsigned char> host_;
    void* device_ = nullptr;
    size_t length_ = 0;
    bool known_ = false;
    bool on_host_ = false;
    bool on_device_ = false;
};

}  // namespace px
`,
  'files.h': String.raw`// Reads and writes whole files.
#pragma once
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>
#include "options.h"

namespace px {

inline std::vector<unsigned char> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) fail("cannot read %s: %s", path.c_str(), std::strerror(errno));
    std::vector<unsigned char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (file.bad()) fail("cannot read %s: %s", path.c_str(), std::strerror(errno));
    return bytes;
}

inline void write_file(const std::string& path, const std::vector<unsigned char>& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.flush();
    if (!file) fail("cannot write %s: %s", path.c_str(), std::strerror(errno));
}

inline bool is_png(const std::string& path) {
    return path.size() >= 4 && (path.compare(path.size() - 4, 4, ".png") == 0 || path.compare(path.size() - 4, 4, ".PNG") == 0);
}

}  // namespace px
`,
  'grid.h': String.raw`// Grids of launches: stated ones, and those that cover so many threads.
#pragma once
#include <algorithm>
#include <climits>
#include <initializer_list>
#include "options.h"

namespace px {

/** Blocks, threads of a block, and the threads that a kernel without a view of its blocks runs. */
struct Grid {
    unsigned int blocks[3] = {1, 1, 1};
    unsigned int threads[3] = {1, 1, 1};
    unsigned int extent[3] = {1, 1, 1};

    bool empty() const { return extent[0] == 0 || extent[1] == 0 || extent[2] == 0; }
    unsigned long long all_threads() const {
        return static_cast<unsigned long long>(extent[0]) * extent[1] * extent[2];
    }
};

inline void check_block(const char* kernel, const Grid& grid, unsigned int most) {
    const unsigned long long threads = static_cast<unsigned long long>(grid.threads[0]) * grid.threads[1] * grid.threads[2];
    if (threads > most)
        fail("%s: a block of %llu threads; the limit threads per block is %u", kernel, threads, most);
}

/** The grid that covers so many threads in blocks of this shape. */
inline Grid covering_grid(const char* kernel, long long x, long long y, long long z, std::initializer_list<unsigned int> block, unsigned int most) {
    Grid grid;
    const long long extent[3] = {x, y, z};
    int axis = 0;
    for (const unsigned int threads : block) {
        if (extent[axis] < 0 || extent[axis] > INT_MAX) fail("%s: %lld threads", kernel, extent[axis]);
        grid.threads[axis] = threads;
        grid.extent[axis] = static_cast<unsigned int>(extent[axis]);
        grid.blocks[axis] = static_cast<unsigned int>((extent[axis] + threads - 1) / threads);
        axis++;
    }
    check_block(kernel, grid, most);
    return grid;
}

/** The grid that a launch states: BLOCKS and THREADS. A kernel that cannot see its blocks gets smaller ones where these are too large. */
inline Grid stated_grid(const char* kernel, std::initializer_list<long long> blocks, std::initializer_list<long long> threads, unsigned int most, bool blind) {
    long long count[2][3] = {{1, 1, 1}, {1, 1, 1}};
    const auto take = [&](const char* word, std::initializer_list<long long> from, long long* to) {
        for (const long long value : from) {
            if (value < 1 || value > INT_MAX) fail("%s: %s is %lld; it must be between 1 and %d", kernel, word, value, INT_MAX);
            *to++ = value;
        }
    };
    take("BLOCKS", blocks, count[0]);
    take("THREADS", threads, count[1]);
    for (int axis = 0; axis < 3; axis++)
        if (count[0][axis] * count[1][axis] > INT_MAX)
            fail("%s: %lld threads along axis %d; thread ids end at %d", kernel, count[0][axis] * count[1][axis], axis, INT_MAX);
    if (blind && (count[1][0] > most || count[1][1] > most || count[1][2] > most || count[1][0] * count[1][1] * count[1][2] > most))
        return covering_grid(kernel, count[0][0] * count[1][0], count[0][1] * count[1][1], count[0][2] * count[1][2], {16, 16, 1}, most);
    Grid grid;
    for (int axis = 0; axis < 3; axis++) {
        grid.blocks[axis] = static_cast<unsigned int>(count[0][axis]);
        grid.threads[axis] = static_cast<unsigned int>(std::min<long long>(count[1][axis], INT_MAX));
        grid.extent[axis] = grid.blocks[axis] * grid.threads[axis];
    }
    check_block(kernel, grid, most);
    return grid;
}

}  // namespace px
`,
  'launch.h': String.raw`// What a launch tells its kernel, and how a grid that is too large for the hardware is launched in parts.
#pragma once
#include <algorithm>
#include "record.h"
#include "grid.h"

namespace px {

/** Calls launch(record, blocks) for each part of the grid. No order binds blocks, so parts may run one after another. */
template <typename Launch> void each_part(const Grid& grid, const Launch& launch) {
    const unsigned int most = 65535;
    for (unsigned int z = 0; z < grid.blocks[2]; z += std::min(most, grid.blocks[2] - z))
        for (unsigned int y = 0; y < grid.blocks[1]; y += std::min(most, grid.blocks[1] - y)) {
            const unsigned int blocks[3] = {grid.blocks[0], std::min(most, grid.blocks[1] - y), std::min(most, grid.blocks[2] - z)};
            const px_launch record = {grid.extent[0], grid.extent[1], grid.extent[2], grid.blocks[1], grid.blocks[2], y, z};
            launch(record, blocks);
        }
}

}  // namespace px
`,
  'options.h': String.raw`// The command line of an emitted program, and how it ends with a message instead of a crash.
#pragma once
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

namespace px {

/** Ends the program with a message; wrong options and files end here, never in a crash. */
[[noreturn]] inline void fail(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::fprintf(stderr, "error: ");
    std::vfprintf(stderr, format, arguments);
    std::fprintf(stderr, "\n");
    va_end(arguments);
    std::exit(1);
}

struct Options {
    std::map<std::string, std::string> in, out, set;
    std::map<std::string, long long> size;
    long long threads = 0;
    bool selfcheck = false;
    bool quiet = false;
    std::string root;
};

inline long long whole_number(const std::string& text, const char* what) {
    char* end = nullptr;
    errno = 0;
    const long long value = std::strtoll(text.c_str(), &end, 0);
    if (text.empty() || *end != '\0' || errno == ERANGE) fail("%s is no whole number: %s", what, text.c_str());
    return value;
}

inline Options parse_options(int count, char** words, const char* usage) {
    Options options;
    const auto next = [&](int& i) -> std::string {
        if (i + 1 >= count) fail("%s needs a value\n%s", words[i], usage);
        return words[++i];
    };
    const auto pair = [&](int& i) -> std::pair<std::string, std::string> {
        const std::string option = words[i];
        const std::string text = next(i);
        const size_t split = text.find('=');
        if (split == std::string::npos || split == 0) fail("%s takes name=value, not %s", option.c_str(), text.c_str());
        return {text.substr(0, split), text.substr(split + 1)};
    };
    for (int i = 1; i < count; i++) {
        const std::string word = words[i];
        if (word == "--in") options.in.insert(pair(i));
        else if (word == "--out") options.out.insert(pair(i));
        else if (word == "--set") options.set.insert(pair(i));
        else if (word == "--size") {
            const auto [name, value] = pair(i);
            const long long elements = whole_number(value, "--size");
            if (elements < 0 || elements > INT_MAX) fail("--size %s must be between 0 and %d", name.c_str(), INT_MAX);
            options.size[name] = elements;
        } else if (word == "--threads") {
            options.threads = whole_number(next(i), "--threads");
            if (options.threads < 1 || options.threads > INT_MAX) fail("--threads must be between 1 and %d", INT_MAX);
        } else if (word == "--root") options.root = next(i);
        else if (word == "--selfcheck") options.selfcheck = true;
        else if (word == "--quiet") options.quiet = true;
        else if (word == "--help") {
            std::printf("%s\n", usage);
            std::exit(0);
        } else fail("unknown option %s\n%s", word.c_str(), usage);
    }
    return options;
}

}  // namespace px
`,
  'png.h': String.raw`// Reads and writes PNG pictures without a library: 8-bit pictures of every colour type in, RGBA with stored deflate out.
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
`,
  'record.h': String.raw`// What a launch tells its kernel and the hardware does not: how many threads it has, and where this part of its grid
// begins (the y and z of a grid end at 65535 blocks; larger ones are launched in parts).
#pragma once

struct px_launch {
    unsigned int nx, ny, nz;
    unsigned int grid_y, grid_z;
    unsigned int first_y, first_z;
};
`,
  'self-check.h': String.raw`// Compares what kernels left on small inputs with what they must leave.
#pragma once
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>
#include "array.h"

namespace px {

/** What an element may hold. */
struct Bounds {
    double low, high;
    bool nan = false;
};

/** A half by its bits. */
struct Half {
    unsigned short bits;

    explicit operator double() const {
        const double sign = (bits & 0x8000) ? -1 : 1;
        const int exponent = (bits >> 10) & 31, mantissa = bits & 1023;
        if (exponent == 31) return mantissa ? std::nan("") : sign * HUGE_VAL;
        return sign * (exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25));
    }
};

/** Compares what a kernel left with what it must leave, and counts. */
class Check {
public:
    int failed = 0;
    int passed = 0;

    template <typename T> void equal(const char* kernel, Array& array, const T* expected, size_t count) {
        const std::vector<unsigned char>& bytes = array.on_host();
        for (size_t i = 0; i < count; i++) {
            T got;
            std::memcpy(&got, bytes.data() + i * sizeof(T), sizeof(T));
            if (got == expected[i]) continue;
            report(kernel, array, i, std::to_string(got), std::to_string(expected[i]));
            return;
        }
        passed++;
    }

    /** Each element between two bounds, or NaN where that is allowed. */
    template <typename T> void between(const char* kernel, Array& array, const Bounds* bounds, size_t count) {
        const std::vector<unsigned char>& bytes = array.on_host();
        for (size_t i = 0; i < count; i++) {
            T stored;
            std::memcpy(&stored, bytes.data() + i * sizeof(T), sizeof(T));
            const double got = static_cast<double>(stored);
            if (got != got ? bounds[i].nan : got >= bounds[i].low && got <= bounds[i].high) continue;
            report(kernel, array, i, std::to_string(got), std::to_string(bounds[i].low) + " to " + std::to_string(bounds[i].high));
            return;
        }
        passed++;
    }

    int result() const {
        std::printf("selfcheck: %d passed, %d failed\n", passed, failed);
        return failed == 0 ? 0 : 1;
    }

private:
    void report(const char* kernel, const Array& array, size_t i, const std::string& got, const std::string& expected) {
        failed++;
        std::printf("selfcheck: %s: %s[%zu] is %s, expected %s\n", kernel, array.name.c_str(), i, got.c_str(), expected.c_str());
    }
};

}  // namespace px
`,
  'session.h': String.raw`// One run of the program: its arrays and settings by name, sizes that follow from others, files at the end, times.
#pragma once
#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>
#include "array.h"
#include "grid.h"

namespace px {

class Session {
public:
    const Options& options;

    explicit Session(const Options& options) : options(options) {}

    /** Every array, for --in, --out and --size; those that are read and that nothing in the program fills need data. */
    void know(Array& array, bool open, bool read) {
        arrays_.push_back({&array, open, read});
    }

    /** Reads the inputs, once all arrays are known; the program has these settings and no others. */
    void begin(std::initializer_list<const char*> settings) {
        for (const auto& [name, value] : options.set) {
            std::string names;
            bool found = false;
            for (const char* setting : settings) {
                found = found || name == setting;
                names += std::string(names.empty() ? "" : ", ") + setting;
            }
            if (!found) fail("--set: there is no setting %s; the program has %s", name.c_str(), names.empty() ? "none" : names.c_str());
        }
        check_names(options.in, "--in");
        check_names(options.out, "--out");
        for (const auto& [name, elements] : options.size) {
            Array& array = find(name, "--size");
            array.resize(elements);
        }
        for (const auto& [array, open, read] : arrays_) {
            const auto given = options.in.find(array->name);
            if (given == options.in.end() || !open) continue;
            load(*array, given->second);
        }
        for (const auto& [array, open, read] : arrays_)
            if (open && read && !array->has_length())
                fail("%s is read and has neither data nor a size; give --in %s=FILE or --size %s=N", array->name.c_str(), array->name.c_str(), array->name.c_str());
    }

    /** Zeros in an array of the program; --in may fill it with as many elements. */
    void allocate(Array& array, long long elements) {
        array.resize(elements);
        const auto given = options.in.find(array.name);
        if (given == options.in.end()) return;
        load(array, given->second);
        if (array.length() != static_cast<size_t>(elements))
            fail("%s has %lld elements, %s has %zu", array.name.c_str(), elements, given->second.c_str(), array.length());
    }

    void allocate_like(Array& array, const Array& other) {
        allocate(array, static_cast<long long>(other.length()));
        array.width = other.width;
        array.height = other.height;
    }

    void allocate_matrix(Array& array, long long rows, long long columns) {
        if (rows < 0 || columns < 0 || (columns > 0 && rows > INT_MAX / columns)) fail("%s cannot have %lld BY %lld elements", array.name.c_str(), rows, columns);
        allocate(array, rows * columns);
        array.width = static_cast<int>(columns);
        array.height = static_cast<int>(rows);
    }

    int whole_setting(const char* name, long long low, long long high) const {
        const long long value = whole_number(setting(name), name);
        if (value < low || value > high) fail("%s is %lld; it must be between %lld and %lld", name, value, low, high);
        return static_cast<int>(value);
    }
    unsigned int unsigned_setting(const char* name) const {
        const long long value = whole_number(setting(name), name);
        if (value < 0 || value > 4294967295LL) fail("%s is %lld; it must be between 0 and 4294967295", name, value);
        return static_cast<unsigned int>(value);
    }
    double double_setting(const char* name) const {
        const std::string text = setting(name);
        char* end = nullptr;
        const double value = std::strtod(text.c_str(), &end);
        if (text.empty() || *end != '\0') fail("%s is no number: %s", name, text.c_str());
        return value;
    }
    float float_setting(const char* name) const { return static_cast<float>(double_setting(name)); }
    bool bool_setting(const char* name) const {
        const std::string text = setting(name);
        if (text == "true" || text == "1") return true;
        if (text == "false" || text == "0") return false;
        fail("%s must be true or false, not %s", name, text.c_str());
    }

    std::string path(const char* relative) const {
        return options.root.empty() ? relative : options.root + "/" + relative;
    }

    /** Threads of a launch that states none: as many as asked for, else as the longest array has elements. */
    long long implied_threads() const {
        if (options.threads > 0) return options.threads;
        long long longest = -1;
        for (const auto& [array, open, read] : arrays_)
            if (array->has_length()) longest = std::max(longest, static_cast<long long>(array->length()));
        if (longest < 0) fail("no array has a length; say how many threads: --threads N");
        return longest;
    }

    /** Gives arrays that are only written, and still have no length, that of the longest input, else the number of threads. */
    void prepare(const Grid& grid, std::initializer_list<Array*> bound) {
        long long longest = -1;
        for (const auto& [array, open, read] : arrays_)
            if (open && read && array->has_length()) longest = std::max(longest, static_cast<long long>(array->length()));
        for (Array* array : bound)
            if (!array->has_length()) array->resize(longest >= 0 ? longest : static_cast<long long>(grid.all_threads()));
    }

    /** Gives the memory back; what is asked for with --out stays on the host. */
    void free(Array& array) {
        if (options.out.count(array.name) > 0) array.leave_device();
        else array.resize(0);
    }

    /** The first elements of one array into another, as many as both have. */
    void copy(Array& from, Array& to, long long elements) {
        if (&from == &to || elements <= 0) return;
        if (!to.has_length()) to.resize(elements);
        const size_t both = std::min(from.length(), to.length());
        const size_t size = std::min(static_cast<size_t>(elements), both) * from.element_bytes;
        const std::vector<unsigned char>& source = from.on_host();
        std::copy_n(source.begin(), size, to.change_on_host().begin());
    }

    void select(int device) {
        for (const auto& [array, open, read] : arrays_) array->leave_device();
        gpu::select(device);
    }

    void timed(const char* what, double milliseconds) { times_.push_back({what, milliseconds}); }

    /** Writes the outputs that were asked for, and prints times and checksums. */
    void end() {
        for (const auto& [name, path] : options.out) {
            Array& array = find(name, "--out");
            if (is_png(path)) array.write_image(path);
            else array.write(path);
        }
        if (options.quiet) return;
        std::printf("device: %s\n", gpu::name().c_str());
        for (const auto& [what, milliseconds] : times_) std::printf("%s: %.3f ms\n", what.c_str(), milliseconds);
        for (const auto& [array, open, read] : arrays_)
            if (open && array->has_length())
                std::printf("%s: %zu elements, FNV-1a %016llx\n", array->name.c_str(), array->length(), checksum(array->on_host()));
    }

private:
    struct Known {
        Array* array;
        bool open;
        bool read;
    };
    std::vector<Known> arrays_;
    std::vector<std::pair<std::string, double>> times_;

    static unsigned long long checksum(const std::vector<unsigned char>& bytes) {
        unsigned long long hash = 14695981039346656037ULL;
        for (const unsigned char byte : bytes) hash = (hash ^ byte) * 1099511628211ULL;
        return hash;
    }

    static void load(Array& array, const std::string& path) {
        if (is_png(path)) array.read_image(path);
        else array.read(path);
    }

    Array& find(const std::string& name, const char* option) const {
        std::string names;
        for (const auto& known : arrays_) {
            if (known.array->name == name) return *known.array;
            names += (names.empty() ? "" : ", ") + known.array->name;
        }
        fail("%s: there is no array %s; the program has %s", option, name.c_str(), names.c_str());
    }

    void check_names(const std::map<std::string, std::string>& given, const char* option) const {
        for (const auto& [name, path] : given) find(name, option);
    }

    std::string setting(const char* name) const {
        const auto found = options.set.find(name);
        if (found == options.set.end()) fail("%s has no value; give --set %s=VALUE", name, name);
        return found->second;
    }
};

}  // namespace px
`,
} as const;
