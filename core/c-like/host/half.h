// Halves on the host, for self-checks.
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
