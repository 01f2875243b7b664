// SHA-256 by OpenSSL. Large inputs are digested by blocks, so that this can be done in parallel.

#include "doudi/base/digest.hpp"

#include <openssl/evp.h>

#include <array>

#include "doudi/base/diagnostic.hpp"

namespace doudi::base {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 20U;
using Sha256 = std::array<unsigned char, 32>;

Sha256 sha256(std::string_view bytes) {
    Sha256 result{};
    unsigned length = 0;
    const int done = EVP_Digest(bytes.data(), bytes.size(), result.data(), &length, EVP_sha256(), nullptr);
    ensure(done == 1 && length == result.size(), "SHA-256 is available");
    return result;
}

}  // namespace

std::string digest(std::string_view bytes) {
    std::string blocks;
    const bool large = bytes.size() > block_size;
    for (std::size_t at = 0; large && at < bytes.size(); at += block_size) {
        const Sha256 part = sha256(bytes.substr(at, block_size));
        blocks.append(part.begin(), part.end());
    }
    std::string text;
    for (const unsigned char byte : sha256(large ? std::string_view(blocks) : bytes)) {
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 0xFU];
    }
    return text;
}

}  // namespace doudi::base
