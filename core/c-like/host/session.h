// One run of the program: its arrays and settings by name, sizes that follow from others, files at the end, times.
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
