#pragma once
// What the law lets somebody decide otherwise for a household or person, in a population's overrides.csv.

#include <string>
#include <vector>

#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// An input, variable or condition with `overridable: true`.
struct Overridable {
    std::string name;                      ///< "household.deposits", "minimum_living.size", "allowance.income_below_standard"
    std::vector<std::string> spellings;    ///< under which a row may name it where they mean it alone: bare name, labels
    expr::TableId table = expr::household_table;
    expr::Type type;
    expr::Meaning meaning;                 ///< of an input or variable
    const Condition* condition = nullptr;  ///< of a condition
    base::SourceSpan span;
};
/// In one order for each policy: its plans, schema and populations speak of them by place.
std::vector<Overridable> overridables_of(const Policy& policy);

}  // namespace doudi::policy
