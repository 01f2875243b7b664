#pragma once
// Small changes of a law that its worked cases should notice.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "doudi/policy/policy.hpp"
#include "doudi/runs/test.hpp"

namespace doudi::runs {

/// A parameter, variable or benefit, by its id.
using Thing = std::pair<expr::MeaningKind, int>;

struct Mutant {
    Change change;
    Thing thing;                               ///< that is changed: cases that do not compute it cannot notice
    const policy::DatedFigure* figure = nullptr;  ///< whose number is changed: nor can cases that do not take it
    std::function<void()> flip;                ///< makes the change in the policy, and undoes it when called again
};

/// Always in the same order for the same law. They point into `policy`, which has to stay where it is.
std::vector<Mutant> mutants_of(policy::Policy& policy);

}  // namespace doudi::runs
