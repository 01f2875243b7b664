#pragma once
// The oracle's numbers: Boost's rationals, taken over from literals as text. Nothing of base/exact.hpp computes here.

#include <string>
#include <string_view>

#include <boost/multiprecision/cpp_int.hpp>

namespace doudi::oracle {

using Whole = boost::multiprecision::cpp_int;
using Number = boost::multiprecision::cpp_rational;

/// "-981.5", "2/3", "360". Throws std::invalid_argument for another text.
Number read_number(std::string_view text);
/// Exactly when it ends within six decimals, else as a fraction.
std::string write_number(const Number& value);
/// With two decimals; a value finer than 0.01 as write_number().
std::string write_amount(const Number& value);

bool is_whole(const Number& value);
/// Throws std::range_error when it is not whole.
long to_whole(const Number& value);
/// The greatest whole number not above `value`.
Whole floor_of(const Number& value);
/// To a multiple of `step`, by the mode's word ("half_up").
Number round_to(const Number& value, const Number& step, std::string_view mode);

}  // namespace doudi::oracle
