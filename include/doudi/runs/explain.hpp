#pragma once
// Why a household gets what it gets: the same plan and frame as compute, read aloud.

#include <string>

#include "doudi/report/messages.hpp"
#include "doudi/runs/history.hpp"
#include "doudi/table/explanation.hpp"

namespace doudi::runs {

/// Explains `household` in the last month of `options`. Errors: as compute; unknown-household (data).
Outcome explain(const policy::Policy& policy, const HistoryOptions& options, const std::string& household, report::Language language,
                table::Explanation& explanation);

}  // namespace doudi::runs
