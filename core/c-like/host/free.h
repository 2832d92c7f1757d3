// GPU_FREE.
#pragma once
#include <string>
#include "leave-device.h"
#include "options.h"

namespace px {

/** Gives the memory back; what is asked for with --out stays on the host. */
inline void free(Array& array, const Options& options) {
    if (options.count(std::string("--out ") + array.name) > 0) leave_device(array);
    else array.resize(0);
}

}  // namespace px
