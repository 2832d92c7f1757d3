// The command line of an emitted program, and how it ends with a message instead of a crash.
#pragma once
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

namespace px {

/** Ends the program with a message; wrong options and files end here, never in a crash. */
[[noreturn]] inline void fail(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::fprintf(stderr, "error: ");
    std::vfprintf(stderr, format, arguments);
    std::fprintf(stderr, "\n");
    va_end(arguments);
    std::exit(1);
}

struct Options {
    std::map<std::string, std::string> in, out, set;
    std::map<std::string, long long> size;
    long long threads = 0;
    bool selfcheck = false;
    bool quiet = false;
    std::string root;
};

inline long long whole_number(const std::string& text, const char* what) {
    char* end = nullptr;
    errno = 0;
    const long long value = std::strtoll(text.c_str(), &end, 0);
    if (text.empty() || *end != '\0' || errno == ERANGE) fail("%s is no whole number: %s", what, text.c_str());
    return value;
}

inline Options parse_options(int count, char** words, const char* usage) {
    Options options;
    const auto next = [&](int& i) -> std::string {
        if (i + 1 >= count) fail("%s needs a value\n%s", words[i], usage);
        return words[++i];
    };
    const auto pair = [&](int& i) -> std::pair<std::string, std::string> {
        const std::string option = words[i];
        const std::string text = next(i);
        const size_t split = text.find('=');
        if (split == std::string::npos || split == 0) fail("%s takes name=value, not %s", option.c_str(), text.c_str());
        return {text.substr(0, split), text.substr(split + 1)};
    };
    for (int i = 1; i < count; i++) {
        const std::string word = words[i];
        if (word == "--in") options.in.insert(pair(i));
        else if (word == "--out") options.out.insert(pair(i));
        else if (word == "--set") options.set.insert(pair(i));
        else if (word == "--size") {
            const auto [name, value] = pair(i);
            const long long elements = whole_number(value, "--size");
            if (elements < 0 || elements > INT_MAX) fail("--size %s must be between 0 and %d", name.c_str(), INT_MAX);
            options.size[name] = elements;
        } else if (word == "--threads") {
            options.threads = whole_number(next(i), "--threads");
            if (options.threads < 1 || options.threads > INT_MAX) fail("--threads must be between 1 and %d", INT_MAX);
        } else if (word == "--root") options.root = next(i);
        else if (word == "--selfcheck") options.selfcheck = true;
        else if (word == "--quiet") options.quiet = true;
        else if (word == "--help") {
            std::printf("%s\n", usage);
            std::exit(0);
        } else fail("unknown option %s\n%s", word.c_str(), usage);
    }
    return options;
}

}  // namespace px
