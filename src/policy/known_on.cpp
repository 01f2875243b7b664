// Takes out of a policy what was published after a day.
// Facts that became known later are left to the population room.

#include "doudi/policy/known_on.hpp"

#include <algorithm>

namespace doudi::policy {

namespace {

/// What a reform says is asked, not published.
bool is_of_reform(const Policy& policy, const std::string& layer) {
    return std::any_of(policy.reforms.begin(), policy.reforms.end(), [&](const Layer& one) { return one.id == layer; });
}

void forget(const Policy& policy, Parameter& parameter, base::Date day) {
    for (ParameterLeaf& leaf : parameter.leaves)
        std::erase_if(leaf.figures, [&](const DatedFigure& figure) { return figure.published.value_or(figure.from) > day && !is_of_reform(policy, figure.layer); });
    const auto is_known = [](const ParameterLeaf& leaf) { return !leaf.figures.empty(); };
    // With nothing left the leaves stay: the figure is not stated, which is no open slot.
    if (std::any_of(parameter.leaves.begin(), parameter.leaves.end(), is_known))
        std::erase_if(parameter.leaves, [&](const ParameterLeaf& leaf) { return !is_known(leaf); });
}

}  // namespace

Policy known_on(const Policy& policy, const std::optional<base::Date>& day) {
    Policy known = policy;
    if (!day) return known;
    for (Parameter& parameter : known.parameters) forget(policy, parameter, *day);
    for (Variable& variable : known.variables) {
        const auto is_later = [&](const DatedFormula& formula) { return formula.from && formula.published.value_or(*formula.from) > *day && !is_of_reform(policy, formula.layer); };
        std::erase_if(variable.formulas, is_later);
    }
    return known;
}

}  // namespace doudi::policy
