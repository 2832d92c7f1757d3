// Paths that stand in the program.
#pragma once
#include <string>
#include "options.h"

namespace px {

/** A path of the program, which counts from the folder of --root. */
inline std::string path(const char* relative, const Options& options) {
    const auto root = options.find("--root");
    return root == options.end() ? relative : root->second + "/" + relative;
}

}  // namespace px
