// The command line of an emitted program.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include "fail.h"

namespace px {

/** What the command line gives: --in x=FILE is kept as FILE under "--in x". */
using Options = std::map<std::string, std::string>;

inline Options parse_options(int count, char** words, const char* usage, const std::set<std::string>& known) {
    Options options;
    for (int i = 1; i < count; i++) {
        std::string key = words[i], value;
        if (key == "--help") std::exit(std::puts(usage) < 0);
        if (key != "--selfcheck" && key != "--quiet") {
            if (++i == count) fail("%s is unknown or lacks a value\n%s", key.c_str(), usage);
            value = words[i];
        }
        const size_t split = value.find('=');
        if (key != "--threads" && key != "--root" && split != std::string::npos) {
            key += " " + value.substr(0, split);
            value.erase(0, split + 1);
        }
        if (known.count(key) == 0) fail("unknown option %s\n%s", key.c_str(), usage);
        options[key] = value;
    }
    return options;
}

}  // namespace px
