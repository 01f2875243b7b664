#pragma once
// What each household of a month was due, read from the frame that compute would read.

#include <optional>
#include <string>
#include <vector>

#include "batches.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/runs/history.hpp"

namespace doudi::runs {

/// Amounts by benefit of the policy.
using Amounts = std::vector<base::Rational>;
Amounts operator-(Amounts a, const Amounts& b);
base::Rational sum_of(const Amounts& amounts, const std::vector<int>& benefits);  ///< empty: of all

struct UnitDue {
    int benefit = 0;
    std::string person_id;             ///< empty: the household's own
    table::Status status = table::Status::ineligible;
    base::Rational amount;             ///< also when unclaimed or held
    std::vector<std::string> reasons;
};
struct HouseholdDue {
    std::string household_id;
    Amounts amounts;                   ///< of the eligible: what was to be paid
    std::vector<UnitDue> units;
    bool nobody_counted = false;       ///< the role `members` holds for no person
    std::string died;                  ///< a person who died before the month, by the role `died`
    std::optional<base::Date> died_on;
};

/// What has to be computed beside the benefits: the roles an audit reads.
std::vector<expr::Meaning> audit_roles(const policy::Policy& policy);

/// The frame of a batch, and what it says of each household in the batch's order.
struct DueOfBatch {
    engine::Frame frame;
    std::vector<HouseholdDue> households;
    std::vector<Need> needs;           ///< figures that nothing states: the run has to be refused
};
DueOfBatch due_of(const policy::Policy& policy, const plan::Plan& plan, const table::Batch& batch, const engine::State& before, const table::Words& words);

}  // namespace doudi::runs
