// Whole numbers of the command line.
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
