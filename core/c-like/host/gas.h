// What a launch may cost: a turn of a loop and a call cost a thread 1 each.
#pragma once
#include <cstring>
#include "array.h"

namespace px {

/** Ends the program when a thread of a launch has cost more than it may: the lowest such one has left its number. */
inline void check_gas(Array& report, size_t slot, const char* kernel, unsigned int gas) {
    unsigned int thread;
    std::memcpy(&thread, report.download().data() + slot * sizeof thread, sizeof thread);
    if (thread != 0xffffffffu) fail("OUT_OF_GAS: thread %u of kernel %s took more than %u loop turns and calls", thread, kernel, gas);
}

}  // namespace px
