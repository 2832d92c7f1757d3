// Arrays of the program and their way between the memories of host and device; each GPU interface defines the functions below.
#pragma once
#include <algorithm>
#include <climits>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>
#include "files.h"
#include "png.h"

namespace px {

// What the file of each GPU interface defines.
namespace gpu {
std::string name();
void* allocate(size_t bytes);
void release(void* memory);
void clear(void* memory, size_t bytes);
void upload(void* to, const void* from, size_t bytes);
void download(void* to, const void* from, size_t bytes);
void synchronize();
void select(int device);
}  // namespace gpu

/** An array of the program: its bytes live on the host, on the device, or on both; where neither has them they are zeros. */
class Array {
public:
    const std::string name;
    const size_t element_bytes;
    /** Of a picture; 0 where there is none. */
    int width = 0;
    int height = 0;

    Array(const char* name, size_t element_bytes) : name(name), element_bytes(element_bytes) {}
    Array(const Array&) = delete;
    ~Array() { gpu::release(device_); }

    bool has_length() const { return known_; }
    size_t length() const { return length_; }
    /** The length as kernels take it. */
    unsigned int count() const { return static_cast<unsigned int>(length_); }
    size_t bytes() const { return length_ * element_bytes; }

    /** Zeros of this length. */
    void resize(long long elements) {
        if (elements < 0 || elements > INT_MAX) fail("%s cannot have %lld elements", name.c_str(), elements);
        gpu::release(device_);
        device_ = nullptr;
        host_.clear();
        length_ = static_cast<size_t>(elements);
        known_ = true;
        on_host_ = on_device_ = false;
    }

    void fill(const void* data, size_t size) {
        if (size % element_bytes != 0)
            fail("%s holds elements of %zu bytes; %zu bytes are no whole number of them", name.c_str(), element_bytes, size);
        resize(static_cast<long long>(size / element_bytes));
        const unsigned char* first = static_cast<const unsigned char*>(data);
        host_.assign(first, first + size);
        on_host_ = true;
    }

    void read(const std::string& path) {
        const std::vector<unsigned char> bytes = read_file(path);
        fill(bytes.data(), bytes.size());
    }

    /** Four bytes a pixel: red, green, blue, alpha. */
    void read_image(const std::string& path) {
        png::Picture picture;
        const std::string fault = png::decode(read_file(path), picture);
        if (!fault.empty()) fail("%s: %s", path.c_str(), fault.c_str());
        fill(picture.rgba.data(), picture.rgba.size());
        width = picture.width;
        height = picture.height;
    }

    void write(const std::string& path) { write_file(path, on_host()); }

    void write_image(const std::string& path) {
        if (width < 1 || height < 1) fail("%s has no width and height; SET %s.width and %s.height", name.c_str(), name.c_str(), name.c_str());
        const size_t size = static_cast<size_t>(width) * static_cast<size_t>(height) * 4;
        if (size != bytes()) fail("%s has %zu bytes; a picture of %d x %d needs %zu", name.c_str(), bytes(), width, height, size);
        write_file(path, png::encode(width, height, on_host()));
    }

    /** The bytes on the host, fetched if the device has newer ones. */
    std::vector<unsigned char>& on_host() {
        if (!on_host_) {
            host_.assign(bytes(), 0);
            if (on_device_ && bytes() > 0) gpu::download(host_.data(), device_, bytes());
            on_host_ = true;
        }
        return host_;
    }

    /** The bytes on the host, about to be changed there. */
    std::vector<unsigned char>& change_on_host() {
        on_host();
        on_device_ = false;
        return host_;
    }

    /** The memory on the device, with the newest contents. */
    template <typename T> const T* read() {
        to_device();
        return static_cast<const T*>(device_);
    }

    /** The same, about to be written. */
    template <typename T> T* write() {
        to_device();
        on_host_ = false;
        return static_cast<T*>(device_);
    }

    void to_device() {
        if (device_ == nullptr) device_ = gpu::allocate(std::max<size_t>(bytes(), 1));
        if (on_device_) return;
        if (on_host_) {
            if (bytes() > 0) gpu::upload(device_, host_.data(), bytes());
        } else gpu::clear(device_, bytes());
        on_device_ = true;
    }

    /** Moves ahead of time, where the plan says so; nothing happens while there is no length. */
    void planned_upload() {
        if (known_) to_device();
    }
    void planned_download() {
        if (known_) on_host();
    }

    /** Back to the host, for a change of the device. */
    void leave_device() {
        if (known_) on_host();
        gpu::release(device_);
        device_ = nullptr;
        on_device_ = false;
    }

    /** Takes over the contents of another array, which is left with those of this one. */
    void take(Array& from) {
        std::swap(host_, from.host_);
        std::swap(device_, from.device_);
        std::swap(length_, from.length_);
        std::swap(known_, from.known_);
        std::swap(on_host_, from.on_host_);
        std::swap(on_device_, from.on_device_);
    }

private:
    std::vector<unsigned char> host_;
    void* device_ = nullptr;
    size_t length_ = 0;
    bool known_ = false;
    bool on_host_ = false;
    bool on_device_ = false;
};

}  // namespace px
