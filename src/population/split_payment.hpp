#pragma once
// One amount for several months.

#include <vector>

#include "doudi/base/exact.hpp"

namespace doudi::population {

/// Equal shares in whole fen that add up to the amount; the fen that do not divide go to the earlier months.
std::vector<base::Rational> split_amount(const base::Rational& amount, int months);

}  // namespace doudi::population
