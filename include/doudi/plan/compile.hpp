#pragma once
// From a policy to the plan of a month.

#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/plan/plan.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/table/column.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::plan {

/// The columns that the policy's inputs ask of a population: one for each input, in the policy's order.
table::Schema schema_of(const policy::Policy& policy);

/// Which column of its table an input is.
std::size_t column_of(const policy::Policy& policy, int input);

/// Compiles all benefits, and what else is `wanted` (variables). The plan points into `policy`, which has to outlive it.
/// Codes become word numbers in `words`. Errors: unfilled-slot, formula-not-begun. A figure that is not stated for a region
/// and month is found by the run, which is then refused.
base::Result<Plan> compile(const policy::Policy& policy, base::Month month, table::Words& words,
                           const std::vector<expr::Meaning>& wanted = {});

/// Compiles what is `wanted` (inputs, variables, benefits by any of their fields), what that rests on, and nothing else:
/// the worked cases of a law run while slots of its other parts are still open. `checks`: the policy's checks too, as
/// whenever a benefit is wanted.
base::Result<Plan> compile_only(const policy::Policy& policy, base::Month month, table::Words& words,
                                const std::vector<expr::Meaning>& wanted, bool checks = false);

}  // namespace doudi::plan
