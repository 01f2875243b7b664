#pragma once
// A household that succeeds another takes over its state.

#include <filesystem>

#include "doudi/engine/state.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/population/read.hpp"
#include "doudi/runs/history.hpp"
#include "doudi/table/column.hpp"

namespace doudi::runs {

/// Gives each household without a row in `state` the rows of the household that the role `predecessor` names, with those
/// of the persons under their ids; through at most 8 predecessors. A predecessor that neither the state nor the
/// file has is a mistake, once there is a state: all of it would begin anew unsaid. Data errors: two-successors,
/// no-such-predecessor, predecessor-circle, predecessor-chain.
Outcome take_over_states(const policy::Policy& policy, const population::Population& population,
                         const table::Words& words, const std::filesystem::path& folder, engine::State& state);

}  // namespace doudi::runs
