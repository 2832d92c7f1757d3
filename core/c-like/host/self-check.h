// Compares what kernels left on small inputs with what they must leave.
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
