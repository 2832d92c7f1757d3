// Settings that are whole numbers.
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
