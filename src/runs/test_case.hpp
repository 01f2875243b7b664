#pragma once
// One worked case, seen from inside: plans that cases share, and who watches its months.

#include <functional>
#include <map>
#include <tuple>
#include <vector>

#include "doudi/engine/run.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/runs/test.hpp"

namespace doudi::runs {

/// Plans by month, by what is wanted and whether the checks are: cases that ask the same share one. The policy does not change while they live.
class Plans {
public:
    Plans(const policy::Policy& policy, table::Words& words) : policy_(policy), words_(words) {}
    const base::Result<plan::Plan>& of(base::Month month, const std::vector<expr::Meaning>& wanted, bool checks);

private:
    const policy::Policy& policy_;
    table::Words& words_;
    std::map<std::tuple<base::Month, std::vector<expr::Meaning>, bool>, base::Result<plan::Plan>> plans_;
};

/// Sees each month of a case as it was computed.
using MonthSeen = std::function<void(const engine::Frame&)>;

CaseResult run_case(const policy::Policy& policy, const table::Schema& schema, table::Words& words, Plans& plans,
                    const policy::Case& one, const MonthSeen& seen);

}  // namespace doudi::runs
