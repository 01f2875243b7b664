#pragma once
// What compute and whatif share: batches on all cores, roles, figures that nothing states.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/plan/plan.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::runs {

/// All cores where nothing else was asked.
unsigned threads_of(unsigned asked);
/// Runs `work` for 0..count-1 on some threads. The first exception is thrown again here.
void on_threads(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& work);

/// What sums go by: the things with the roles region and size, as far as the policy has them.
std::vector<expr::Meaning> roles_of_sums(const policy::Policy& policy);
/// A row's benefit. Benefits that are not in force are not in the plan.
const plan::BenefitPlan& plan_of(const plan::Plan& plan, int benefit);
plan::Slot slot_of_role(const policy::Policy& policy, const plan::Plan& plan, const std::string& role);
/// "" without the role.
std::string region_of(const engine::Frame& frame, plan::Slot region, std::uint32_t household,
                      const table::Words& words);

/// A figure that a household needs and nothing states.
struct Need {
    std::string parameter;  ///< law.name
    std::string region;
};
/// One message for each figure, with the regions it is not stated for and the number of households that need it.
base::Diagnostics not_stated_errors(const std::vector<Need>& needs, const policy::Policy& policy, base::Month month);

}  // namespace doudi::runs
