#pragma once
// Figures of two laws side by side, month by month.

#include <functional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/table/comparison.hpp"

namespace doudi::policy {

/// The figure of the month: the one in force on its first day, of a series the month's own. Nothing: none is stated, or it has ended.
const DatedFigure* figure_of(const Parameter& parameter, const std::vector<DatedFigure>& figures, base::Month month);
bool same_value(const DatedFigure* a, const DatedFigure* b);   ///< two that are not there are the same

/// One leaf of a parameter in both laws.
struct FigurePair {
    const Parameter& parameter;
    const std::vector<std::string>& keys;
    const std::vector<DatedFigure>& before;
    const std::vector<DatedFigure>& after;
};
/// Adds the months from `first` to `last` in which the leaf's figure is another one, runs of equal months as one.
/// `unrounded`: what a new figure was before it was rounded, where it was.
void note_changes(const FigurePair& pair, base::Month first, base::Month last, std::vector<table::ChangedFigure>& figures,
                  const std::function<std::string(const DatedFigure&)>& unrounded = {});

}  // namespace doudi::policy
