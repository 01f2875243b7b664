// Length, characters, day of birth and check digit of an ID number (GB 11643-1999).
// Whose number it is, and whether somebody else bears it, is left to the population room.

#include "doudi/base/id_number.hpp"

#include <algorithm>
#include <array>

namespace doudi::base {
namespace {

constexpr std::size_t length = 18;
constexpr std::size_t birth_at = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

// ISO 7064 MOD 11-2 over the first 17 digits.
char check_digit(std::string_view digits) {
    constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view marks = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += (digits[i] - '0') * weights[i];
    }
    return marks[static_cast<std::size_t>(sum % 11)];
}

std::optional<Date> birth_in(std::string_view number) {
    if (number.size() != length) {
        return std::nullopt;
    }
    const std::string_view day = number.substr(birth_at, 8);
    return Date::parse(std::string(day.substr(0, 4)) + "-" + std::string(day.substr(4, 2)) + "-" +
                             std::string(day.substr(6, 2)));
}

std::optional<IdNumberFault> find_id_number_fault(std::string_view number) {
    const auto wrong = std::find_if_not(number.begin(), number.end() - (number.empty() ? 0 : 1), is_digit);
    const bool ends_well = !number.empty() && (is_digit(number.back()) || number.back() == 'X');
    const auto position = static_cast<std::size_t>(wrong - number.begin()) + 1;
    if (number.size() != length) {
        return IdNumberFault{"id_length", {std::to_string(number.size())}};
    }
    if (position < length || !ends_well) {
        return IdNumberFault{"id_character", {std::to_string(position)}};
    }
    if (!birth_in(number)) {
        return IdNumberFault{"id_date", {}};
    }
    if (number.back() != check_digit(number)) {
        return IdNumberFault{"id_check_digit", {}};
    }
    return std::nullopt;
}

}  // namespace doudi::base
