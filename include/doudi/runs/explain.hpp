#pragma once
// Why a household gets what it gets: the same plan and frame as compute, read aloud.

#include <string>

#include "doudi/population/payments.hpp"
#include "doudi/report/messages.hpp"
#include "doudi/runs/history.hpp"
#include "doudi/table/explanation.hpp"

namespace doudi::runs {

/// Explains `household` in the last month of `options`. Errors: as compute; unknown-household (data).
Outcome explain(const policy::Policy& policy, const HistoryOptions& options, const std::string& household, report::Language language,
                table::Explanation& explanation);

/// The household of a person, by person_id or ID number, in the last month of `options`.
/// Errors: unknown-person, person-of-several (data).
Outcome find_person(const policy::Policy& policy, const HistoryOptions& options, const std::string& person, std::string& household);

/// Adds what was paid for the month explained, as an audit compares it; and other months that held back pay or a mistake.
/// Errors: as audit.
Outcome explain_paid(const policy::Policy& policy, const HistoryOptions& options, const population::Paid& paid, report::Language language,
                     table::Explanation& explanation);

}  // namespace doudi::runs
