// What a self-check expects of floats that may differ in their last digits.
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
