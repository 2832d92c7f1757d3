// The host files of this folder as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.
// biome-ignore-all lint/complexity/noUselessStringRaw: whether a file holds a backslash changes
export const HOST_FILES = {
  'allocate-like.h': String.raw`// GPU_ALLOC of an array that is as long as another one.
#pragma once
#include "allocate.h"

namespace px {

inline void allocate_like(Array& array, const Array& other, const Options& options) {
    allocate(array, other.length, options);
    array.width = other.width;
    array.height = other.height;
}

}  // namespace px
`,
  'allocate-matrix.h': String.raw`// GPU_ALLOC of rows and columns.
#pragma once
#include <climits>
#include "allocate.h"

namespace px {

inline void allocate_matrix(Array& array, long long rows, long long columns, const Options& options) {
    if (rows < 0 || columns < 0 || (columns > 0 && rows > INT_MAX / columns)) fail("%s cannot have %lld BY %lld elements", array.name, rows, columns);
    allocate(array, rows * columns, options);
    array.width = static_cast<int>(columns);
    array.height = static_cast<int>(rows);
}

}  // namespace px
`,
  'allocate.h': String.raw`// GPU_ALLOC of so many elements.
#pragma once
#include <string>
#include "array-files.h"
#include "options.h"

namespace px {

/** Zeros; --in may fill the array with as many elements. */
inline void allocate(Array& array, long long elements, const Options& options) {
    array.resize(elements);
    const auto file = options.find(std::string("--in ") + array.name);
    if (file == options.end()) return;
    load(array, file->second);
    if (array.length != elements) fail("%s has %lld elements, %s has %lld", array.name, elements, file->second.c_str(), array.length);
}

}  // namespace px
`,
  'array-files.h': String.raw`// Arrays from and to files of raw elements, for programs without pictures.
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
`,
  'array.h': String.raw`// Arrays of the program and their way between the memories of host and device.
#pragma once
#include <algorithm>
#include <climits>
#include <cstddef>
#include <vector>
#include "fail.h"
#include "gpu.h"

namespace px {

/** An array: its bytes live on the host, on the device, or on both; where neither has them they are zeros. */
struct Array {
    const char* const name;
    const size_t element_bytes;
    long long length = -1;  // until something gives it one
    int width = 0, height = 0;
    std::vector<unsigned char> host;
    void* device = nullptr;
    bool on_host = false, on_device = false;

    Array(const char* name, size_t element_bytes) : name(name), element_bytes(element_bytes) {}
    Array(const Array&) = delete;
    ~Array() { gpu::release(device); }

    unsigned int count() const { return length < 0 ? 0 : static_cast<unsigned int>(length); }
    size_t bytes() const { return count() * element_bytes; }

    /** Zeros of this length. */
    void resize(long long elements) {
        if (elements < 0 || elements > INT_MAX) fail("%s cannot have %lld elements", name, elements);
        gpu::release(device);
        device = nullptr;
        length = elements;
        on_host = on_device = false;
    }
    void fill(const void* data, size_t size) {
        if (size % element_bytes != 0) fail("%s: %zu bytes are no whole number of elements of %zu bytes", name, size, element_bytes);
        resize(static_cast<long long>(size / element_bytes));
        host.assign(static_cast<const unsigned char*>(data), static_cast<const unsigned char*>(data) + size);
        on_host = true;
    }
    /** The newest bytes, on the host. */
    std::vector<unsigned char>& download() {
        if (!on_host) host.assign(bytes(), 0);
        if (!on_host && on_device) gpu::download(host.data(), device, bytes());
        on_host = true;
        return host;
    }
    /** The newest bytes, on the device. */
    void* upload() {
        if (device == nullptr) device = gpu::allocate(std::max<size_t>(bytes(), 1));
        if (!on_device && on_host) gpu::upload(device, host.data(), bytes());
        else if (!on_device) gpu::clear(device, bytes());
        on_device = true;
        return device;
    }
    template <typename T> const T* read() { return static_cast<const T*>(upload()); }
    template <typename T> T* write() {
        upload();
        on_host = false;
        return static_cast<T*>(device);
    }
};

}  // namespace px
`,
  'block-limit.h': String.raw`// What a GPU runs at most in one block.
#pragma once
#include "fail.h"
#include "grid.h"

namespace px {

const unsigned int most_threads = 1024;

inline bool fits_block(const Grid& grid) {
    const unsigned int* threads = grid.threads;
    return threads[0] <= most_threads && threads[1] <= most_threads && threads[2] <= most_threads && threads[0] * threads[1] <= most_threads && threads[0] * threads[1] * threads[2] <= most_threads;
}
/** Blocks that a kernel sees are never made smaller. */
inline Grid within_limit(const char* kernel, const Grid& grid) {
    if (!fits_block(grid)) fail("%s: a block of %u x %u x %u threads; the limit threads per block is %u", kernel, grid.threads[0], grid.threads[1], grid.threads[2], most_threads);
    return grid;
}

}  // namespace px
`,
  'bool-setting.h': String.raw`// Settings that are true or false.
#pragma once
#include "setting.h"

namespace px {

inline bool bool_setting(const char* name, const Options& options) {
    const std::string& text = setting(name, options);
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    fail("%s must be true or false, not %s", name, text.c_str());
}

}  // namespace px
`,
  'bounds.h': String.raw`// What a self-check expects of floats that may differ in their last digits.
#pragma once
#include <cmath>
#include "check.h"

namespace px {

/** An element between two bounds, or NaN where that is allowed. */
struct Bounds {
    double low, high;
    bool nan = false;
};
inline bool agrees(double got, const Bounds& bounds) { return got != got ? bounds.nan : got >= bounds.low && got <= bounds.high; }
inline std::string text(const Bounds& bounds) { return std::to_string(bounds.low) + " to " + std::to_string(bounds.high); }

}  // namespace px
`,
  'check.h': String.raw`// Compares what kernels left on small inputs with what they must leave.
#pragma once
#include <cstdio>
#include <cstring>
#include <string>
#include "array.h"

namespace px {

struct Check { int passed = 0, failed = 0; };

template <typename T> bool agrees(T got, T expected) { return got == expected; }
template <typename T> std::string text(T expected) { return std::to_string(expected); }

/** Every element must agree with what is expected of it. */
template <typename T, typename Expected> void compare(Check& check, const char* kernel, Array& array, const Expected* expected) {
    for (size_t i = 0; i < array.count(); i++) {
        T got;
        std::memcpy(&got, &array.download()[i * sizeof(T)], sizeof(T));
        if (agrees(got, expected[i])) continue;
        std::printf("selfcheck: %s: %s[%zu] is %s, expected %s\n", kernel, array.name, i, std::to_string(got).c_str(), text(expected[i]).c_str());
        check.failed++;
        return;
    }
    check.passed++;
}

}  // namespace px
`,
  'copy.h': String.raw`// GPU_COPY_TO_GPU and GPU_COPY_FROM_GPU.
#pragma once
#include <algorithm>
#include "array.h"

namespace px {

/** The first elements of one array into another, as many as both have. */
inline void copy(Array& from, Array& to, long long elements) {
    if (&from == &to || elements <= 0) return;
    if (to.length < 0) to.resize(elements);
    const long long both = std::min({elements, from.length, to.length});
    const std::vector<unsigned char>& source = from.download();
    std::copy_n(source.begin(), both * static_cast<long long>(from.element_bytes), to.download().begin());
    to.on_device = false;
}

}  // namespace px
`,
  'covering-grid.h': String.raw`// The grid of a launch that says how many threads it needs, not how many blocks.
#pragma once
#include <climits>
#include "fail.h"
#include "grid.h"

namespace px {

/** The grid that covers so many threads in blocks of this shape. */
inline Grid covering_grid(const char* kernel, const long long (&extent)[3], const unsigned int (&block)[3]) {
    Grid grid;
    for (int axis = 0; axis < 3; axis++) {
        if (extent[axis] < 0 || extent[axis] > INT_MAX) fail("%s: %lld threads", kernel, extent[axis]);
        grid.extent[axis] = static_cast<unsigned int>(extent[axis]);
        grid.threads[axis] = block[axis];
        grid.blocks[axis] = (grid.extent[axis] + block[axis] - 1) / block[axis];
    }
    return grid;
}

}  // namespace px
`,
  'device.cuh': String.raw`// The memory of the GPU in CUDA, each call checked. HIP has the same functions under its own prefix.
#pragma once
#include <cuda_runtime.h>
#include "fail.h"

namespace px {
namespace gpu {

inline void check(cudaError_t result, const char* what) {
    if (result != cudaSuccess) fail("%s: %s (%s)", what, cudaGetErrorString(result), cudaGetErrorName(result));
}
/** Ends the program at once where there is no GPU: files are not read in vain. */
inline void require_device() {
    int devices = 0;
    const cudaError_t result = cudaGetDeviceCount(&devices);
    if (result != cudaSuccess) fail("no GPU can be used: %s (%s)", cudaGetErrorString(result), cudaGetErrorName(result));
    if (devices == 0) fail("no GPU can be used: there is none");
}
inline void* allocate(size_t bytes) {
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes), "cudaMalloc");
    return memory;
}
inline void release(void* memory) { check(cudaFree(memory), "cudaFree"); }
inline void clear(void* memory, size_t bytes) { check(cudaMemset(memory, 0, bytes), "cudaMemset"); }
inline void upload(void* to, const void* from, size_t bytes) { check(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice), "cudaMemcpy"); }
inline void download(void* to, const void* from, size_t bytes) { check(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToHost), "cudaMemcpy"); }
inline void select(int device) { check(cudaSetDevice(device), "cudaSetDevice"); }
inline void synchronize() { check(cudaDeviceSynchronize(), "cudaDeviceSynchronize"); }

}  // namespace gpu
}  // namespace px
`,
  'fail.h': String.raw`// How an emitted program ends when options, files or the GPU are not as they must be: with a message, never in a crash.
#pragma once
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace px {

/** Ends the program with a message. */
[[noreturn]] inline void fail(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::fputs("error: ", stderr);
    std::vfprintf(stderr, format, arguments);
    std::fputc('\n', stderr);
    std::exit(1);
}

}  // namespace px
`,
  'files.h': String.raw`// Reads and writes whole files.
#pragma once
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>
#include "fail.h"

namespace px {

inline std::vector<unsigned char> read_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    std::vector<unsigned char> bytes, part(1 << 16);
    for (size_t size = 1; file != nullptr && size > 0; bytes.insert(bytes.end(), part.data(), part.data() + size))
        size = std::fread(part.data(), 1, part.size(), file);
    if (file == nullptr || std::ferror(file)) fail("cannot read %s: %s", path.c_str(), std::strerror(errno));
    std::fclose(file);
    return bytes;
}
inline void write_file(const std::string& path, const std::vector<unsigned char>& bytes) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() || std::fclose(file) != 0)
        fail("cannot write %s: %s", path.c_str(), std::strerror(errno));
}

}  // namespace px
`,
  'free.h': String.raw`// GPU_FREE.
#pragma once
#include <string>
#include "leave-device.h"
#include "options.h"

namespace px {

/** Gives the memory back; what is asked for with --out stays on the host. */
inline void free(Array& array, const Options& options) {
    if (options.count(std::string("--out ") + array.name) > 0) leave_device(array);
    else array.resize(0);
}

}  // namespace px
`,
  'gas.h': String.raw`// What a launch may cost: a turn of a loop and a call cost a thread 1 each.
#pragma once
#include <cstring>
#include "array.h"

namespace px {

/** Ends the program when a thread of a launch has cost more than it may: the lowest such one has left its number. */
inline void check_gas(Array& report, size_t slot, const char* kernel, unsigned int gas) {
    unsigned int thread;
    std::memcpy(&thread, report.download().data() + slot * sizeof thread, sizeof thread);
    if (thread != 0xffffffffu) fail("OUT_OF_GAS: thread %u of kernel %s took more than %u loop turns and calls", thread, kernel, gas);
}

}  // namespace px
`,
  'give-length.h': String.raw`// Lengths of arrays that are only written and that nothing sizes.
#pragma once
#include <algorithm>
#include <initializer_list>
#include "array.h"
#include "grid.h"

namespace px {

/** Gives arrays without a length that of the longest input, else the number of threads. */
inline void give_length(std::initializer_list<Array*> arrays, std::initializer_list<const Array*> inputs, const Grid& grid) {
    long long longest = -1;
    for (const Array* input : inputs) longest = std::max(longest, input->length);
    const long long threads = static_cast<long long>(grid.extent[0]) * grid.extent[1] * grid.extent[2];
    for (Array* array : arrays)
        if (array->length < 0) array->resize(longest < 0 ? threads : longest);
}

}  // namespace px
`,
  'gpu.h': String.raw`// The memory of the GPU as the host files need it; in emitted programs the file of each GPU interface stands in its place.
#pragma once
#include <cstddef>

namespace px {
namespace gpu {

void* allocate(size_t bytes);
void release(void* memory);
void clear(void* memory, size_t bytes);
void upload(void* to, const void* from, size_t bytes);
void download(void* to, const void* from, size_t bytes);
void select(int device);
void synchronize();

}  // namespace gpu
}  // namespace px
`,
  'grid.h': String.raw`// The grid of a launch.
#pragma once

namespace px {

/** Blocks, threads of a block, and the threads that a kernel runs which cannot see its blocks. */
struct Grid {
    unsigned int blocks[3], threads[3], extent[3];
};

}  // namespace px
`,
  'half.h': String.raw`// Halves on the host, for self-checks.
#pragma once
#include <cmath>
#include "bounds.h"

namespace px {

/** A half by its bits. */
struct Half {
    unsigned short bits;

    operator double() const {
        const double sign = (bits & 0x8000) ? -1 : 1;
        const int exponent = (bits >> 10) & 31, mantissa = bits & 1023;
        if (exponent == 31) return mantissa ? std::nan("") : sign * HUGE_VAL;
        return sign * (exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25));
    }
};

}  // namespace px
`,
  'image-array.h': String.raw`// Arrays whose length and contents are part of the program, as in an image.
#pragma once
#include <string>
#include "array-files.h"
#include "options.h"

namespace px {

/** These contents, or zeros without any; --in replaces them by as many elements. */
inline void image_array(Array& array, long long elements, const unsigned char* contents, const Options& options) {
    array.resize(elements);
    if (contents != nullptr) array.fill(contents, array.bytes());
    const auto file = options.find(std::string("--in ") + array.name);
    if (file == options.end()) return;
    load(array, file->second);
    if (array.length != elements) fail("%s has %lld elements, %s has %lld", array.name, elements, file->second.c_str(), array.length);
}

}  // namespace px
`,
  'image-file.h': String.raw`// Arrays whose contents are too large to stand in the program: they stand in a file beside it.
#pragma once
#include <string>
#include "image-array.h"
#include "raw-file.h"

namespace px {

/** The contents of the file; --in replaces them by as many elements. */
inline void image_file(Array& array, long long elements, const std::string& path, const Options& options) {
    if (options.count(std::string("--in ") + array.name) > 0) return image_array(array, elements, nullptr, options);
    read_raw(array, path);
    if (array.length != elements) fail("%s: %lld elements of %zu bytes; %s has %lld", path.c_str(), array.length, array.element_bytes, array.name, elements);
}

}  // namespace px
`,
  'implied-threads.h': String.raw`// How many threads a launch has that states none.
#pragma once
#include <algorithm>
#include <climits>
#include <initializer_list>
#include "array.h"
#include "options.h"
#include "whole-number.h"

namespace px {

/** As many threads as asked for, else as the longest array has elements. */
inline long long implied_threads(const Options& options, std::initializer_list<const Array*> arrays) {
    const auto threads = options.find("--threads");
    if (threads != options.end()) return whole_number(threads->second, "--threads", 1, INT_MAX);
    long long longest = -1;
    for (const Array* array : arrays) longest = std::max(longest, array->length);
    if (longest < 0) fail("no array has a length; say how many threads: --threads N");
    return longest;
}

}  // namespace px
`,
  'indirect-grid.h': String.raw`// Grids that arrays hold.
#pragma once
#include <climits>
#include <cstring>
#include "array.h"
#include "covering-grid.h"
#include "grid.h"

namespace px {

/** As many blocks as the three elements of an array say; without one along some axis nothing runs. */
inline Grid indirect_grid(const char* kernel, Array& array, const unsigned int (&threads)[3]) {
    unsigned int blocks[3];
    if (array.length != 3) fail("%s: %s has %lld elements where a grid has 3", kernel, array.name, array.length);
    std::memcpy(blocks, array.download().data(), sizeof blocks);
    Grid grid = {{0, 0, 0}, {threads[0], threads[1], threads[2]}, {0, 0, 0}};
    if (blocks[0] == 0 || blocks[1] == 0 || blocks[2] == 0) return grid;
    unsigned long long all = 1;
    for (int axis = 0; axis < 3; axis++) {
        const unsigned long long along = 1ull * blocks[axis] * threads[axis];
        if (along > INT_MAX || (all *= along) > 1ull + INT_MAX) fail("%s: a grid of %u x %u x %u blocks has too many threads", kernel, blocks[0], blocks[1], blocks[2]);
        grid.blocks[axis] = blocks[axis];
        grid.extent[axis] = static_cast<unsigned int>(along);
    }
    return grid;
}
/** The same threads in blocks of this shape, for kernels that cannot see their blocks. */
inline Grid cut_anew(const char* kernel, const Grid& grid, const unsigned int (&block)[3]) {
    return covering_grid(kernel, {grid.extent[0], grid.extent[1], grid.extent[2]}, block);
}

}  // namespace px
`,
  'inflate.h': String.raw`// Unpacks deflate streams without a library.
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
`,
  'inputs.h': String.raw`// What the command line gives an array: a size, a file.
#pragma once
#include <climits>
#include <string>
#include "array-files.h"
#include "options.h"
#include "whole-number.h"

namespace px {

/** Gives an open array its size and data; one that is read needs either. */
inline void take_input(Array& array, const Options& options, bool is_read) {
    const std::string name = array.name;
    const auto size = options.find("--size " + name), file = options.find("--in " + name);
    if (size != options.end()) array.resize(whole_number(size->second, "--size", 0, INT_MAX));
    if (file != options.end()) load(array, file->second);
    if (is_read && array.length < 0) fail("%s has neither data nor a size: --in %s=FILE or --size %s=N", array.name, array.name, array.name);
}

}  // namespace px
`,
  'launch.cuh': String.raw`// Launches of CUDA kernels, timed by events. HIP has the same functions under its own prefix.
#pragma once
#include <algorithm>
#include "grid.h"
#include "record.h"
#include "device.cuh"

namespace px {
namespace gpu {

/** Runs a kernel over a grid, in parts where its y or z has more than 65535 blocks; the time in milliseconds. */
template <typename... Parameters, typename... Arguments>
double launch(const char* name, void (*kernel)(px_launch, Parameters...), const Grid& grid, Arguments... arguments) {
    const unsigned int most = 65535, *blocks = grid.blocks;
    if (blocks[0] == 0) return 0;
    cudaEvent_t begin, end;
    check(cudaEventCreate(&begin), "cudaEventCreate");
    check(cudaEventCreate(&end), "cudaEventCreate");
    check(cudaEventRecord(begin), "cudaEventRecord");
    for (unsigned int z = 0; z < blocks[2]; z += most)
        for (unsigned int y = 0; y < blocks[1]; y += most) {
            const px_launch part = {grid.extent[0], grid.extent[1], grid.extent[2], blocks[1], blocks[2], y, z};
            const dim3 part_blocks(blocks[0], std::min(most, blocks[1] - y), std::min(most, blocks[2] - z));
            const dim3 block(grid.threads[0], grid.threads[1], grid.threads[2]);
            kernel<<<part_blocks, block>>>(part, static_cast<Parameters>(arguments)...);
            check(cudaGetLastError(), name);
        }
    check(cudaEventRecord(end), "cudaEventRecord");
    check(cudaEventSynchronize(end), name);
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, begin, end), "cudaEventElapsedTime");
    check(cudaEventDestroy(begin), "cudaEventDestroy");
    check(cudaEventDestroy(end), "cudaEventDestroy");
    return milliseconds;
}

}  // namespace gpu
}  // namespace px
`,
  'leave-device.h': String.raw`// Brings an array back to the host and gives its memory on the device back.
#pragma once
#include "array.h"

namespace px {

inline void leave_device(Array& array) {
    if (array.length >= 0) array.download();
    gpu::release(array.device);
    array.device = nullptr;
    array.on_device = false;
}

}  // namespace px
`,
  'matrix-shapes.h': String.raw`// Shapes of matrix statements: checked before anything is launched; results get theirs.
#pragma once
#include <climits>
#include "array.h"
#include "fail.h"

namespace px {

/** Rows and columns; without columns only the number of elements is sure. */
struct Shape {
    long long rows, columns;
};

inline Shape shape_of(const Array& array) {
    if (array.width <= 0) return {array.length, 0};
    const long long rows = array.height > 0 ? array.height : (array.length + array.width - 1) / array.width;
    if (rows * array.width != array.length) fail("%s is %lld x %d and has %lld elements", array.name, rows, array.width, array.length);
    return {rows, array.width};
}

/** The columns of the first factor, which are the rows of the second: the length of the sums. */
inline int inner_length(const Array& a, const Array& b) {
    const Shape left = shape_of(a), right = shape_of(b);
    const long long inner = left.columns > 0 ? left.columns : right.columns > 0 ? right.rows : a.length;
    if (inner < 1 || a.length % inner != 0 || b.length % inner != 0 || (right.columns > 0 && right.rows != inner))
        fail("MATMUL of %s (%lld elements) and %s (%lld elements): the columns of the first are the rows of the second", a.name, a.length, b.name, b.length);
    return static_cast<int>(inner);
}

/** The shape of a product. */
inline Shape matmul_shape(const Array& a, const Array& b) {
    const long long inner = inner_length(a, b), rows = a.length / inner, columns = b.length / inner;
    if (columns > 0 && rows > INT_MAX / columns) fail("MATMUL of %s and %s has %lld x %lld elements", a.name, b.name, rows, columns);
    return {rows, columns};
}

/** The shape that two arrays have together. */
inline Shape add_shape(const Array& a, const Array& b) {
    const Shape left = shape_of(a), right = shape_of(b);
    if (a.length != b.length || (left.columns > 0 && right.columns > 0 && left.columns != right.columns))
        fail("ADD of %s (%lld elements) and %s (%lld elements): both have the same shape", a.name, a.length, b.name, b.length);
    return left.columns > 0 ? left : right.columns > 0 ? right : Shape{1, a.length};
}

/** The shape of an array by itself: a row where nothing says another one. */
inline Shape relu_shape(const Array& a) {
    const Shape shape = shape_of(a);
    return shape.columns > 0 ? shape : Shape{1, a.length};
}

/** One element, for two arrays of one length. */
inline Shape dot_shape(const Array& a, const Array& b) {
    if (a.length != b.length) fail("DOT of %s (%lld elements) and %s (%lld elements): both have the same number", a.name, a.length, b.name, b.length);
    return {1, 1};
}

/** Gives a result its shape, and its elements if it has none yet. */
inline void give_shape(Array& result, const Shape& shape) {
    const long long elements = shape.rows * shape.columns;
    if (result.length < 0) result.resize(elements);
    const Shape own = shape_of(result);
    if (result.length != elements || (own.columns > 0 && own.columns != shape.columns))
        fail("the result is %lld x %lld; %s has %lld elements%s", shape.rows, shape.columns, result.name, result.length, own.columns > 0 ? " in rows of another length" : "");
    result.width = static_cast<int>(shape.columns);
    result.height = static_cast<int>(shape.rows);
}

}  // namespace px
`,
  'options.h': String.raw`// The command line of an emitted program.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include "fail.h"

namespace px {

/** What the command line gives: --in x=FILE is kept as FILE under "--in x". */
using Options = std::map<std::string, std::string>;

inline Options parse_options(int count, char** words, const char* usage, const std::set<std::string>& known) {
    Options options;
    for (int i = 1; i < count; i++) {
        std::string key = words[i], value;
        if (key == "--help") std::exit(std::puts(usage) < 0);
        if (key != "--selfcheck" && key != "--quiet") {
            if (++i == count) fail("%s is unknown or lacks a value\n%s", key.c_str(), usage);
            value = words[i];
        }
        const size_t split = value.find('=');
        if (key != "--threads" && key != "--root" && split != std::string::npos) {
            key += " " + value.substr(0, split);
            value.erase(0, split + 1);
        }
        if (known.count(key) == 0) fail("unknown option %s\n%s", key.c_str(), usage);
        options[key] = value;
    }
    return options;
}

}  // namespace px
`,
  'outputs.h': String.raw`// What the command line asks for: files at the end, and times.
#pragma once
#include <cstdio>
#include <string>
#include "array-files.h"
#include "options.h"

namespace px {

inline void write_output(Array& array, const Options& options) {
    const auto file = options.find(std::string("--out ") + array.name);
    if (file != options.end()) save(array, file->second);
}

}  // namespace px
`,
  'path.h': String.raw`// Paths that stand in the program.
#pragma once
#include <string>
#include "options.h"

namespace px {

/** A path of the program, which counts from the folder of --root unless it is absolute. */
inline std::string path(const char* written, const Options& options) {
    const auto root = options.find("--root");
    return root == options.end() || written[0] == '/' ? written : root->second + "/" + written;
}

}  // namespace px
`,
  'picture-files.h': String.raw`// Arrays from and to files: pictures where the name ends in .png, else raw elements. Takes the place of array-files.h.
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
`,
  'png-checksum.h': String.raw`// The checksum of the chunks of a PNG file.
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
`,
  'png-read.h': String.raw`// Reads PNG pictures without a library: 8-bit pictures of every colour type.
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
`,
  'png-write.h': String.raw`// Writes PNG pictures without a library: RGBA with stored deflate.
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
`,
  'raw-file.h': String.raw`// READ_FILE: the bytes of a file as elements.
#pragma once
#include <string>
#include "array.h"
#include "files.h"

namespace px {

inline void read_raw(Array& array, const std::string& path) {
    const std::vector<unsigned char> bytes = read_file(path);
    array.fill(bytes.data(), bytes.size());
}

}  // namespace px
`,
  'read-image.h': String.raw`// READ_IMAGE: a PNG file as pixels.
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
`,
  'real-setting.h': String.raw`// Settings that are floats or doubles.
#pragma once
#include <cstdlib>
#include <string>
#include "options.h"

namespace px {

template <typename T> T real_setting(const char* name, const Options& options) {
    const auto given = options.find(std::string("--set ") + name);
    const char* text = given == options.end() ? "" : given->second.c_str();
    char* end = nullptr;
    const double value = std::strtod(text, &end);
    if (end == text || *end != '\0') fail("%s needs a number: --set %s=NUMBER", name, name);
    return static_cast<T>(value);
}

}  // namespace px
`,
  'record.h': String.raw`// What a launch tells its kernel and the hardware does not.
#pragma once

/** Threads of a launch, blocks of its grid, and where this part of the grid begins: y and z end at 65535 blocks at a time. */
struct px_launch {
    unsigned int nx, ny, nz;
    unsigned int grid_y, grid_z;
    unsigned int first_y, first_z;
};
`,
  'select.h': String.raw`// GPU_SELECT.
#pragma once
#include <initializer_list>
#include "leave-device.h"

namespace px {

/** Goes on with another device; the arrays follow through the memory of the host. */
inline void select(int device, std::initializer_list<Array*> arrays) {
    for (Array* array : arrays) leave_device(*array);
    gpu::select(device);
}

}  // namespace px
`,
  'setting.h': String.raw`// Settings of the program as they stand on the command line.
#pragma once
#include <string>
#include "options.h"

namespace px {

inline const std::string& setting(const char* name, const Options& options) {
    const auto found = options.find(std::string("--set ") + name);
    if (found == options.end()) fail("%s has no value: --set %s=VALUE", name, name);
    return found->second;
}

}  // namespace px
`,
  'smaller-blocks.h': String.raw`// Blocks of kernels that cannot see them.
#pragma once
#include "block-limit.h"
#include "covering-grid.h"

namespace px {

/** The same threads in smaller blocks, where the stated ones are too large. */
inline Grid smaller_blocks(const char* kernel, const Grid& grid) {
    if (fits_block(grid)) return grid;
    return covering_grid(kernel, {grid.extent[0], grid.extent[1], grid.extent[2]}, {16, 16, 1});
}

}  // namespace px
`,
  'stated-grid.h': String.raw`// The grid of a launch that states its blocks.
#pragma once
#include <climits>
#include "fail.h"
#include "grid.h"

namespace px {

/** The grid of BLOCKS and THREADS. */
inline Grid stated_grid(const char* kernel, const long long (&blocks)[3], const long long (&threads)[3]) {
    Grid grid;
    for (int axis = 0; axis < 3; axis++) {
        if (blocks[axis] < 1 || blocks[axis] > INT_MAX) fail("%s: BLOCKS is %lld; it must be between 1 and %d", kernel, blocks[axis], INT_MAX);
        if (threads[axis] < 1 || threads[axis] > INT_MAX) fail("%s: THREADS is %lld; it must be between 1 and %d", kernel, threads[axis], INT_MAX);
        if (blocks[axis] * threads[axis] > INT_MAX) fail("%s: %lld threads along axis %d; thread ids end at %d", kernel, blocks[axis] * threads[axis], axis, INT_MAX);
        grid.blocks[axis] = static_cast<unsigned int>(blocks[axis]);
        grid.threads[axis] = static_cast<unsigned int>(threads[axis]);
        grid.extent[axis] = grid.blocks[axis] * grid.threads[axis];
    }
    return grid;
}

}  // namespace px
`,
  'take-over.h': String.raw`// The end of a PIPELINE.
#pragma once
#include <utility>
#include "array.h"

namespace px {

/** One array takes over the contents of another, which is left with those of the first. */
inline void take_over(Array& array, Array& from) {
    std::swap(array.host, from.host);
    std::swap(array.device, from.device);
    std::swap(array.length, from.length);
    std::swap(array.on_host, from.on_host);
    std::swap(array.on_device, from.on_device);
}

}  // namespace px
`,
  'times.h': String.raw`// Prints how long launches took.
#pragma once
#include <cstdio>
#include "options.h"

namespace px {

inline void print_time(const char* kernel, double milliseconds, const Options& options) {
    if (options.count("--quiet") == 0) std::printf("%s: %.3f ms\n", kernel, milliseconds);
}

}  // namespace px
`,
  'whole-number.h': String.raw`// Whole numbers of the command line.
#pragma once
#include <cerrno>
#include <cstdlib>
#include <string>
#include "fail.h"

namespace px {

/** A whole number between two bounds, decimal or behind 0x. */
inline long long whole_number(const std::string& text, const char* what, long long low, long long high) {
    char* end = nullptr;
    errno = 0;
    const long long value = std::strtoll(text.c_str(), &end, 0);
    if (text.empty() || *end != '\0' || errno == ERANGE || value < low || value > high)
        fail("%s is %s; it must be a whole number between %lld and %lld", what, text.c_str(), low, high);
    return value;
}

}  // namespace px
`,
  'whole-setting.h': String.raw`// Settings that are whole numbers.
#pragma once
#include <limits>
#include "setting.h"
#include "whole-number.h"

namespace px {

template <typename T>
T whole_setting(const char* name, const Options& options, T low = std::numeric_limits<T>::min(), T high = std::numeric_limits<T>::max()) {
    return static_cast<T>(whole_number(setting(name, options), name, low, high));
}

}  // namespace px
`,
  'write-image.h': String.raw`// WRITE_IMAGE: pixels as a PNG file.
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
`,
} as const;
