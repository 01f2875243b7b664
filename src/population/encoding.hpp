#pragma once
// What a file is written in, and GB18030 as UTF-8.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace doudi::population {

struct EncodingFault {
    enum class Kind { other_encoding, bad_byte, nul_byte, spreadsheet };
    Kind kind;
    std::size_t at = 0;    ///< byte; everything before it is valid UTF-8
    std::string encoding;  ///< as iconv calls it, with Kind::other_encoding
};
/// Looks at every byte: a sample would not do, many GB18030 characters are also two valid UTF-8 bytes.
std::optional<EncodingFault> find_encoding_fault(std::string_view bytes);

bool is_spreadsheet(std::string_view bytes);

/// UTF-8 with characters that GB18030 would hardly write so: valid throughout, and some of three bytes or more. (Many
/// GB18030 characters are also one UTF-8 character of two bytes.)
bool is_surely_utf8(std::string_view bytes);

/// The C library's converter of GB18030 is part of the system (Debian: libc6).
bool can_read_gb18030();
/// `text` becomes the UTF-8 of `bytes`, up to the first byte that is not GB18030, whose offset is given.
std::optional<std::size_t> convert_gb18030(std::string_view bytes, std::string& text);

}  // namespace doudi::population
