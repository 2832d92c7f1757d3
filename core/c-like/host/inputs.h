// What the command line gives an array: a size, a file.
#pragma once
#include <climits>
#include <string>
#include "array-files.h"
#include "options.h"
#include "whole-number.h"

namespace px {

/** Gives an open array its size and data; one that is read needs either. */
inline void take_input(Array& array, const Options& options, bool is_read) {
    const std::string name = array.name;
    const auto size = options.find("--size " + name), file = options.find("--in " + name);
    if (size != options.end()) array.resize(whole_number(size->second, "--size", 0, INT_MAX));
    if (file != options.end()) load(array, file->second);
    if (is_read && array.length < 0) fail("%s has neither data nor a size: --in %s=FILE or --size %s=N", array.name, array.name, array.name);
}

}  // namespace px
