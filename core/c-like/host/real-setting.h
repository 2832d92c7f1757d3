// Settings that are floats or doubles.
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
