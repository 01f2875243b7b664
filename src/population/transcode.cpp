// GB18030 to UTF-8 by the C library's iconv, which knows every character of the standard.
// Which file is GB18030 is for its owner to say; places are counted in the converted text.

#include <iconv.h>

#include <array>
#include <cerrno>

#include "encoding.hpp"

namespace doudi::population {
namespace {

// A converter that closes itself.
class Converter {
public:
    Converter() : handle_(::iconv_open("UTF-8", "GB18030")) {}
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() {
        if (is_open()) {
            ::iconv_close(handle_);
        }
    }
    [[nodiscard]] bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }  // NOLINT
    [[nodiscard]] iconv_t handle() const { return handle_; }

private:
    iconv_t handle_;
};

}  // namespace

bool can_read_gb18030() { return Converter().is_open(); }

std::optional<std::size_t> convert_gb18030(std::string_view bytes, std::string& text) {
    const Converter converter;
    text.clear();
    text.reserve(bytes.size() + bytes.size() / 2);
    char* from = const_cast<char*>(bytes.data());  // NOLINT: iconv reads it only
    std::size_t left = bytes.size();
    std::array<char, 65536> block{};
    while (left > 0) {
        char* to = block.data();
        std::size_t room = block.size();
        const std::size_t done = ::iconv(converter.handle(), &from, &left, &to, &room);
        text.append(block.data(), block.size() - room);
        if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
            return bytes.size() - left;
        }
    }
    return std::nullopt;
}

}  // namespace doudi::population
