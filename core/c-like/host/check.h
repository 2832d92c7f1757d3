// Compares what kernels left on small inputs with what they must leave.
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
