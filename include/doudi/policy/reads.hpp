#pragma once
// What a single thing of the law reads of earlier months. What it reads this month: reads_of in policy.hpp.

#include <set>

#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// What a variable or a benefit reads through `previous` and `year_to_date`, over all its dated formulas.
std::set<expr::Meaning> remembered_by(const Policy& policy, expr::MeaningKind kind, int id);
std::set<expr::Meaning> remembered_by(const Check& check);
std::set<expr::Meaning> remembered_by(const Indicator& indicator);

}  // namespace doudi::policy
