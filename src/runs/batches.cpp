// Batches on threads, and what every run over all households needs beside them.
// What is done with a batch is left to the run.

#include "batches.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

unsigned threads_of(unsigned asked) { return asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency()); }

void on_threads(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr trouble;
    std::mutex guard;
    const auto worker = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++) {
                base::obey_interrupt();
                work(i);
            }
        } catch (...) {
            next = count;
            const std::scoped_lock lock(guard);
            if (!trouble) trouble = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> pool;
        for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i) pool.emplace_back(worker);
        worker();
    }
    if (trouble) std::rethrow_exception(trouble);
}

std::vector<expr::Meaning> roles_of_sums(const policy::Policy& policy) {
    std::vector<expr::Meaning> found;
    for (const std::string role : {"region", "size"})
        if (const std::string name = policy.roles.of(role); !name.empty()) found.push_back(policy.find(name).front());
    return found;
}

plan::Slot slot_of_role(const policy::Policy& policy, const plan::Plan& plan, const std::string& role) {
    const std::string name = policy.roles.of(role);
    return name.empty() ? plan::no_slot : plan.find(policy.find(name).front());
}

const plan::BenefitPlan& plan_of(const plan::Plan& plan, int benefit) {
    const auto found = std::find_if(plan.benefits.begin(), plan.benefits.end(), [&](const plan::BenefitPlan& one) { return one.benefit == benefit; });
    base::ensure(found != plan.benefits.end(), "a row's benefit is in the plan");
    return *found;
}

std::string region_of(const engine::Frame& frame, plan::Slot region, std::uint32_t household,
                      const table::Words& words) {
    return region == plan::no_slot
               ? ""
               : report::file_value(frame, region, frame.row_of(region, expr::household_table, household), words);
}

base::Diagnostics not_stated_errors(const std::vector<Need>& needs, const policy::Policy& policy, base::Month month) {
    std::map<std::string, std::pair<std::set<std::string>, std::uint64_t>> needed;
    for (const Need& one : needs) {
        auto& [regions, households] = needed[one.parameter];
        regions.insert(one.region);
        ++households;
    }
    base::Diagnostics diagnostics;
    for (const auto& [parameter, need] : needed) {
        constexpr std::size_t shown = 3;
        std::vector<std::string> regions(need.first.begin(), need.first.end());
        if (regions.size() > shown) {
            regions.resize(shown);
            regions.emplace_back("…");
        }
        diagnostics.error("not-stated", policy.named(policy.find(parameter).front())->span,
                          {parameter, base::join(regions, ", "), month.to_string(), std::to_string(need.second)});
    }
    return diagnostics;
}

}  // namespace doudi::runs
