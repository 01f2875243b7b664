// ID numbers as they are compared: one spelling for each.
// Whether a number is well formed is left to who reads it.

#include <algorithm>

#include "doudi/base/id_number.hpp"
#include "doudi/base/text.hpp"

namespace doudi::base {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Control characters, spaces and marks that nobody sees, as spreadsheets leave them around numbers.
bool is_blank(char32_t c) {
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x2064) || c == 0x3000 || c == 0xFEFF;
}

// The quick way for nearly all: 18 digits, or 17 and an X.
bool is_plain(const std::string& text) {
    return text.size() == 18 && std::all_of(text.begin(), text.end() - 1, is_digit) &&
           (is_digit(text.back()) || text.back() == 'X');
}

}  // namespace

std::string normalised_id(const std::string& text) {
    constexpr std::size_t old_length = 15;
    constexpr std::size_t length = 18;
    if (is_plain(text)) {
        return text;
    }
    std::string id;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_character(text, at);
        if (c >= 0xFF01 && c <= 0xFF5E) {
            id += static_cast<char>(c - 0xFF01 + '!');
        } else if (!is_blank(c)) {
            id.append(text, begin, at - begin);
        }
    }
    if (id.size() == old_length && std::all_of(id.begin(), id.end(), is_digit)) {
        id.insert(6, "19");  // such numbers were given to people born before 2000
        id += check_digit(id);
    }
    if (id.size() == length && id.back() == 'x' && std::all_of(id.begin(), id.end() - 1, is_digit)) {
        id.back() = 'X';
    }
    return id;
}

}  // namespace doudi::base
