// GPU_COPY_TO_GPU and GPU_COPY_FROM_GPU.
#pragma once
#include <algorithm>
#include "array.h"

namespace px {

/** The first elements of one array into another, as many as both have. */
inline void copy(Array& from, Array& to, long long elements) {
    if (&from == &to || elements <= 0) return;
    if (to.length < 0) to.resize(elements);
    const long long both = std::min({elements, from.length, to.length});
    const std::vector<unsigned char>& source = from.download();
    std::copy_n(source.begin(), both * static_cast<long long>(from.element_bytes), to.download().begin());
    to.on_device = false;
}

}  // namespace px
