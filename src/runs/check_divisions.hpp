#pragma once
// Divisions whose divisor may be 0: no wrong amount comes of one, but a row that is undecided.

#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::runs {

/// Notes `divisor-may-be-zero`, in the policy's order. A divisor is safe when its bounds say so (literals, figures, an
/// input's `min`, `max(x, 1)`), or a test in front of it (`if size > 0 then …`, `size != 0 and …`, a row before, a condition
/// of the benefit).
void check_divisions(const policy::Policy& policy, base::Diagnostics& findings);

}  // namespace doudi::runs
