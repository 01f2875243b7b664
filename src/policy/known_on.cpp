// Takes out the figures that nobody could have known yet on a day.
// Facts that were not known yet are left to the population.

#include "doudi/policy/known_on.hpp"

namespace doudi::policy {

Policy known_on(const Policy& policy, base::Date day) {
    Policy known = policy;
    for (Parameter& parameter : known.parameters)
        for (ParameterLeaf& leaf : parameter.leaves)
            std::erase_if(leaf.figures, [day](const DatedFigure& figure) { return figure.published.value_or(figure.from) > day; });
    return known;
}

}  // namespace doudi::policy
