#pragma once
// Whether published figures keep what a law's lints say of them.

#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::runs {

/// Warnings `lint`, each at the figure that broke it, for the first month in which it does; a note `lint-nowhere` for one that
/// no stated figures can answer.
void check_lints(const policy::Policy& policy, base::Diagnostics& findings);

}  // namespace doudi::runs
