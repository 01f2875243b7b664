#pragma once
// A what-if as files, as JSON, and on the screen.

#include <string>
#include <utility>
#include <vector>

#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"
#include "doudi/report/totals.hpp"
#include "doudi/table/comparison.hpp"

namespace doudi::report {

/// `cost`, or `cost_in_file` when those who would come in cannot be seen.
std::string comparison_csv(const table::Comparison& comparison);
std::string gains_losses_csv(const table::Comparison& comparison);
/// One row of gains-losses.csv.
std::string gains_losses_row(const std::string& scenario, base::Month month, const table::ChangedUnit& unit);
/// Figures, sums, movements and bands of every scenario.
std::string comparison_json(const policy::Policy& policy, const table::Comparison& comparison);

/// `baseline`: the months under today's law.
std::string comparison_screen(const policy::Policy& policy,
                              const std::vector<std::pair<base::Month, const Totals*>>& baseline,
                              const table::Comparison& comparison, Language language);

}  // namespace doudi::report
