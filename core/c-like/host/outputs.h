// What the command line asks for: files at the end, and times.
#pragma once
#include <cstdio>
#include <string>
#include "array-files.h"
#include "options.h"

namespace px {

inline void write_output(Array& array, const Options& options) {
    const auto file = options.find(std::string("--out ") + array.name);
    if (file != options.end()) save(array, file->second);
}

}  // namespace px
