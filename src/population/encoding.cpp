// Finds the first byte that is not UTF-8 text and names the likely encoding, for the iconv line of the message.
// Nothing is converted here: what a file is written in is for its owner to say, and transcode.cpp does it.

#include "encoding.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

using namespace std::string_view_literals;

bool is_within(std::string_view bytes, std::size_t at, int low, int high) {
    return at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= low &&
           static_cast<unsigned char>(bytes[at]) <= high;
}

// Every byte belongs to a character of one, two or four bytes.
bool is_gb18030(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (is_within(bytes, at, 0x00, 0x7F)) {
            at += 1;
        } else if (!is_within(bytes, at, 0x81, 0xFE)) {
            return false;
        } else if (is_within(bytes, at + 1, 0x40, 0x7E) || is_within(bytes, at + 1, 0x80, 0xFE)) {
            at += 2;
        } else if (is_within(bytes, at + 1, 0x30, 0x39) && is_within(bytes, at + 2, 0x81, 0xFE) &&
                   is_within(bytes, at + 3, 0x30, 0x39)) {
            at += 4;
        } else {
            return false;
        }
    }
    return true;
}

std::string wide_encoding(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) {
        return "UTF-32";
    }
    if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) {
        return "UTF-16";
    }
    // Without a mark: the header's first letters alternate with NUL.
    if (bytes.size() >= 4 && bytes[1] == '\0' && bytes[3] == '\0' && bytes[0] != '\0') {
        return bytes[2] == '\0' ? "UTF-32LE" : "UTF-16LE";
    }
    if (bytes.size() >= 4 && bytes[0] == '\0' && bytes[2] == '\0' && bytes[3] != '\0') {
        return bytes[1] == '\0' ? "UTF-32BE" : "UTF-16BE";
    }
    return {};
}

}  // namespace

bool is_spreadsheet(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("\xD0\xCF\x11\xE0"sv);
}

std::optional<EncodingFault> find_encoding_fault(std::string_view bytes) {
    if (is_spreadsheet(bytes)) {
        return EncodingFault{EncodingFault::Kind::spreadsheet, 0, {}};
    }
    const auto invalid = base::first_invalid_utf8(bytes);
    if (!invalid) {
        return std::nullopt;
    }
    if (std::string encoding = wide_encoding(bytes); !encoding.empty()) {
        return EncodingFault{EncodingFault::Kind::other_encoding, 0, encoding};
    }
    if (bytes[*invalid] == '\0') {
        return EncodingFault{EncodingFault::Kind::nul_byte, *invalid, {}};
    }
    if (bytes.find('\0') == std::string_view::npos && is_gb18030(bytes)) {
        return EncodingFault{EncodingFault::Kind::other_encoding, *invalid, "GB18030"};
    }
    return EncodingFault{EncodingFault::Kind::bad_byte, *invalid, {}};
}

bool is_surely_utf8(std::string_view bytes) {
    const auto is_long = [](char c) { return static_cast<unsigned char>(c) >= 0xE0; };
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        return true;
    }
    return std::any_of(bytes.begin(), bytes.end(), is_long) && !base::first_invalid_utf8(bytes);
}

}  // namespace doudi::population
