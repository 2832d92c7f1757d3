// Paths that stand in the program.
#pragma once
#include <string>
#include "options.h"

namespace px {

/** A path of the program, which counts from the folder of --root unless it is absolute. */
inline std::string path(const char* written, const Options& options) {
    const auto root = options.find("--root");
    return root == options.end() || written[0] == '/' ? written : root->second + "/" + written;
}

}  // namespace px
