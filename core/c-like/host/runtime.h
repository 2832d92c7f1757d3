// The host side of an emitted program that no GPU interface shows in: options, files, arrays, grids, timings.
// It is compiled as a part of every emitted program and by itself in the tests. C++17, standard library only.
#pragma once
#include <algorithm>
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <map>
#include <string>
#include <vector>
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

// ------------------------------------------------------------------------------------------------ options

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

// ------------------------------------------------------------------------------------------------ files

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

// ------------------------------------------------------------------------------------------------ arrays

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

// ------------------------------------------------------------------------------------------------ launches

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

// ------------------------------------------------------------------------------------------------ one run of the program

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

// ------------------------------------------------------------------------------------------------ self-check

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
