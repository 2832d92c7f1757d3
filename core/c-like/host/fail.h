// How an emitted program ends when options, files or the GPU are not as they must be: with a message, never in a crash.
#pragma once
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace px {

/** Ends the program with a message. */
[[noreturn]] inline void fail(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::fputs("error: ", stderr);
    std::vfprintf(stderr, format, arguments);
    std::fputc('\n', stderr);
    std::exit(1);
}

}  // namespace px
