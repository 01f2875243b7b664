// Takes out of a policy what was published after a day.
// Facts that became known later are left to the population room.

#include "doudi/policy/known_on.hpp"

#include <algorithm>

namespace doudi::policy {

namespace {

void forget(Parameter& parameter, base::Date day) {
    for (ParameterLeaf& leaf : parameter.leaves)
        std::erase_if(leaf.figures, [&](const DatedFigure& figure) { return figure.published.value_or(figure.from) > day; });
    const auto is_known = [](const ParameterLeaf& leaf) { return !leaf.figures.empty(); };
    // With nothing left the leaves stay: the figure is not stated, which is no open slot.
    if (std::any_of(parameter.leaves.begin(), parameter.leaves.end(), is_known))
        std::erase_if(parameter.leaves, [&](const ParameterLeaf& leaf) { return !is_known(leaf); });
}

}  // namespace

Policy known_on(const Policy& policy, const std::optional<base::Date>& day) {
    Policy known = policy;
    if (!day) return known;
    for (Parameter& parameter : known.parameters) forget(parameter, *day);
    for (Variable& variable : known.variables) {
        const auto is_later = [&](const DatedFormula& formula) { return formula.from && formula.published.value_or(*formula.from) > *day; };
        std::erase_if(variable.formulas, is_later);
    }
    return known;
}

}  // namespace doudi::policy
