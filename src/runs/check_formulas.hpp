#pragma once
// What the formulas of a law say in vain: conditions that cannot fail or cannot hold, rows that are never reached.

#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::runs {

/// Warnings `condition-decided` and `row-never-reached`, in the policy's order.
void check_formulas(const policy::Policy& policy, base::Diagnostics& findings);

}  // namespace doudi::runs
