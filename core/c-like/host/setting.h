// Settings of the program as they stand on the command line.
#pragma once
#include <string>
#include "options.h"

namespace px {

inline const std::string& setting(const char* name, const Options& options) {
    const auto found = options.find(std::string("--set ") + name);
    if (found == options.end()) fail("%s has no value: --set %s=VALUE", name, name);
    return found->second;
}

}  // namespace px
