// Refuses ids that a spreadsheet has damaged or that hide a character; there is no telling what they were.
// Check digits and doubles are left to others.

#include "ids.hpp"

#include <algorithm>

#include "cell.hpp"
#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool are_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// 3.1E+17 or 3E17.
bool is_exponent_form(std::string_view id) {
    const std::size_t e = id.find_first_of("eE");
    if (e == std::string_view::npos) {
        return false;
    }
    std::string_view power = id.substr(e + 1);
    const bool is_signed = power.starts_with('+');
    power.remove_prefix(is_signed ? 1 : 0);
    const std::size_t point = id.substr(0, e).find('.');
    const bool has_point = point != std::string_view::npos;
    const bool is_mantissa = has_point
                                 ? are_digits(id.substr(0, point)) && are_digits(id.substr(point + 1, e - point - 1))
                                 : are_digits(id.substr(0, e));
    return is_mantissa && are_digits(power) && (has_point || is_signed);  // 12E4 alone may be a house number
}

// 110.0
bool is_decimal_form(std::string_view id) {
    const std::size_t point = id.find('.');
    return point != std::string_view::npos && are_digits(id.substr(0, point)) && !id.substr(point + 1).empty() &&
           id.find_first_not_of('0', point + 1) == std::string_view::npos;
}

}  // namespace

std::optional<IdFault> find_id_fault(std::string_view id, std::string_view column) {
    if (id.empty()) {
        return IdFault{"empty-id", {base::shown(column)}};
    }
    // The quick way for nearly all: letters and digits other than e, without a point.
    if (std::all_of(id.begin(), id.end(), [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z' && c != 'E'); })) {
        return std::nullopt;
    }
    if (const auto hidden = find_hidden_character(id, true)) {
        return IdFault{"hidden-in-id", {base::shown(column), hidden->name, std::to_string(hidden->position)}};
    }
    if (is_exponent_form(id) || is_decimal_form(id)) {
        return IdFault{"damaged-id",
                       {base::shown(column), base::shown(id)}};  // nobody's number any more, so it may be shown
    }
    for (std::size_t at = 0; at < id.size();) {
        const std::size_t begin = at;
        const char32_t c = base::next_character(id, at);
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return IdFault{"full-width-id", {base::shown(column), std::string(id.substr(begin, at - begin))}};
        }
    }
    return std::nullopt;
}

}  // namespace doudi::population
