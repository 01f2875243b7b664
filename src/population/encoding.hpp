#pragma once
// What a file is written in, when it is not UTF-8 text.

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

}  // namespace doudi::population
