#pragma once
// ID numbers as GB 11643 forms them.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/calendar.hpp"

namespace doudi::base {

/// One spelling for each number, by which they are compared: x = X, spaces and full-width digits taken out, 15 digits become 18.
std::string normalised_id(const std::string& text);

/// The 18th character of a number whose first 17 are digits.
char check_digit(std::string_view digits);

struct IdNumberFault {
    std::string code;  ///< "id_length", "id_character", "id_date", "id_check_digit"
    std::vector<std::string> args;
};
/// What is wrong with a normalised number; args are counts and positions, never the number.
std::optional<IdNumberFault> find_id_number_fault(std::string_view number);
/// The day of birth that a sound number holds.
std::optional<Date> birth_in(std::string_view number);

}  // namespace doudi::base
