// Settings that are true or false.
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
