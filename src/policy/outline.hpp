#pragma once
// A law without its figures: what tells whether two laws say the same of everything else.

#include <string>
#include <vector>

#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// All that can change an amount, a status or a reason, as texts in one order; labels and references are none of it.
std::vector<std::string> outline_of(const Policy& policy);

}  // namespace doudi::policy
