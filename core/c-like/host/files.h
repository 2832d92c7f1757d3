// Reads and writes whole files.
#pragma once
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>
#include "fail.h"

namespace px {

inline std::vector<unsigned char> read_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    std::vector<unsigned char> bytes, part(1 << 16);
    for (size_t size = 1; file != nullptr && size > 0; bytes.insert(bytes.end(), part.data(), part.data() + size))
        size = std::fread(part.data(), 1, part.size(), file);
    if (file == nullptr || std::ferror(file)) fail("cannot read %s: %s", path.c_str(), std::strerror(errno));
    std::fclose(file);
    return bytes;
}
inline void write_file(const std::string& path, const std::vector<unsigned char>& bytes) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() || std::fclose(file) != 0)
        fail("cannot write %s: %s", path.c_str(), std::strerror(errno));
}

}  // namespace px
