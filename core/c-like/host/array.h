// Arrays of the program and their way between the memories of host and device.
#pragma once
#include <algorithm>
#include <climits>
#include <cstddef>
#include <vector>
#include "fail.h"
#include "gpu.h"

namespace px {

/** An array: its bytes live on the host, on the device, or on both; where neither has them they are zeros. */
struct Array {
    const char* const name;
    const size_t element_bytes;
    long long length = -1;  // until something gives it one
    int width = 0, height = 0;
    std::vector<unsigned char> host;
    void* device = nullptr;
    bool on_host = false, on_device = false;

    Array(const char* name, size_t element_bytes) : name(name), element_bytes(element_bytes) {}
    Array(const Array&) = delete;
    ~Array() { gpu::release(device); }

    unsigned int count() const { return length < 0 ? 0 : static_cast<unsigned int>(length); }
    size_t bytes() const { return count() * element_bytes; }

    /** Zeros of this length. */
    void resize(long long elements) {
        if (elements < 0 || elements > INT_MAX) fail("%s cannot have %lld elements", name, elements);
        gpu::release(device);
        device = nullptr;
        length = elements;
        on_host = on_device = false;
    }
    void fill(const void* data, size_t size) {
        if (size % element_bytes != 0) fail("%s: %zu bytes are no whole number of elements of %zu bytes", name, size, element_bytes);
        resize(static_cast<long long>(size / element_bytes));
        host.assign(static_cast<const unsigned char*>(data), static_cast<const unsigned char*>(data) + size);
        on_host = true;
    }
    /** The newest bytes, on the host. */
    std::vector<unsigned char>& download() {
        if (!on_host) host.assign(bytes(), 0);
        if (!on_host && on_device) gpu::download(host.data(), device, bytes());
        on_host = true;
        return host;
    }
    /** The newest bytes, on the device. */
    void* upload() {
        if (device == nullptr) device = gpu::allocate(std::max<size_t>(bytes(), 1));
        if (!on_device && on_host) gpu::upload(device, host.data(), bytes());
        else if (!on_device) gpu::clear(device, bytes());
        on_device = true;
        return device;
    }
    template <typename T> const T* read() { return static_cast<const T*>(upload()); }
    template <typename T> T* write() {
        upload();
        on_host = false;
        return static_cast<T*>(device);
    }
};

}  // namespace px
