#pragma once
// `doudi diff`: what differs between two laws.

#include "doudi/policy/policy.hpp"
#include "doudi/table/law_difference.hpp"

namespace doudi::runs {

/// Both as read and merged: comments, layout, layers and the file a thing stands in are no difference.
table::LawComparison diff(const policy::Policy& before, const policy::Policy& after);

}  // namespace doudi::runs
