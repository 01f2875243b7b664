#pragma once
// Pieces of the law as text, shared by the screens of `doudi show`.

#include <string>
#include <vector>

#include "doudi/runs/show.hpp"

namespace doudi::runs {

/// "CNY/month", "%", "yes or no", "code (a, b)".
std::string shown_type(const expr::Type& type, const expr::DeclaredUnit& unit);
/// A figure as the law writes it: "1120.00", "30", "once", "–" where it ends.
std::string shown_figure(const policy::Parameter& parameter, const policy::DatedFigure& figure);
/// The figure of a leaf that is in force on a day, if one is.
const policy::DatedFigure* figure_on(const policy::ParameterLeaf& leaf, base::Date day);
/// Names of the variables and benefits that read `thing` this month, in the policy's order.
std::vector<std::string> readers_of(const policy::Policy& policy, const expr::Meaning& thing);
std::string title_of(const policy::Policy& policy, const expr::Meaning& thing, report::Language language);

}  // namespace doudi::runs
