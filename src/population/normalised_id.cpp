// ID numbers as they are compared: one spelling for each.
// Whether a number is well formed is left to who reads it.

#include <algorithm>
#include <array>

#include "doudi/base/text.hpp"
#include "doudi/population/payments.hpp"

namespace doudi::population {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Control characters, spaces and marks that nobody sees, as spreadsheets leave them around numbers.
bool is_blank(char32_t c) {
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x2064) || c == 0x3000 || c == 0xFEFF;
}

// GB 11643-1999: ISO 7064 MOD 11-2 over the first 17 digits.
char check_digit(std::string_view digits) {
    constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view marks = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += (digits[i] - '0') * weights[i];
    }
    return marks[static_cast<std::size_t>(sum % 11)];
}

}  // namespace

std::string normalised_id(const std::string& text) {
    constexpr std::size_t old_length = 15;
    constexpr std::size_t length = 18;
    std::string id;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = base::next_character(text, at);
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

}  // namespace doudi::population
