#pragma once
// What the policy's own checks found among the households of a batch.

#include <cstdint>
#include <vector>

#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/population/read.hpp"
#include "doudi/runs/history.hpp"

namespace doudi::runs {

struct ChecksFound {
    std::vector<population::Remark> remarks;        ///< of overrides, then of holds and warnings, each in the order of the households
    std::vector<population::Quarantined> aside;     ///< of households that are set aside: one for each row that fails
    std::uint64_t households_aside = 0;
    std::uint64_t persons_aside = 0;
    void add(ChecksFound other);
};
ChecksFound checks_found(const policy::Policy& policy, const engine::Frame& frame, const engine::Settled& settled,
                         const population::Population& population, const table::Words& words);

/// Households that checks set aside count with those that were read with mistakes: more than `--quarantine` lets pass
/// stop the run, with all that was found.
Outcome allowed_aside(const ChecksFound& found, const population::Population& population, std::size_t quarantine);

}  // namespace doudi::runs
