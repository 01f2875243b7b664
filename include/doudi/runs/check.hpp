#pragma once
// `doudi check`: what a law leaves open or says in vain, and what a population looks like.

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::runs {

bool has_warnings(const base::Diagnostics& diagnostics);

/// A check that may be asked for alone. Mistakes in a law are not among them: they are always told.
struct NamedCheck {
    std::string_view name;        ///< "figure-falls": stands in brackets behind its findings
    std::string_view about;       ///< key of the text that says what it looks for
    base::Severity severity;      ///< warning or note
    bool on_request = false;      ///< told only when asked for by name: true of much law that is in order
};
const std::vector<NamedCheck>& named_checks();
/// One line a check: name, severity, what it looks for.
std::string list_checks(report::Language language);

struct CheckedPolicy {
    base::Diagnostics findings;  ///< errors of test files, warnings, notes
    std::size_t laws = 0;
    std::size_t figures = 0;
    std::size_t cases = 0;
    [[nodiscard]] bool has_warnings() const;
};
/// `policy` is loaded already, and so without errors. Its layers' cases are read, not run.
/// `only`: names of checks; empty: all that need no request.
CheckedPolicy check(const policy::Policy& policy, const std::set<std::string>& only = {});
/// "ok" with the counts.
std::string print(const CheckedPolicy& checked, const policy::Policy& policy, report::Language language);

struct PopulationCheck {
    std::filesystem::path folder;
    std::optional<base::Month> month;              ///< nothing: every month of a folder of months
    std::optional<std::filesystem::path> before;   ///< an older population to compare with
};
/// Rows, and of each column what it was found under and what it holds. Beside it, as notes and warnings: what was
/// converted, remarks, suspicions. Errors: as population::read.
base::Result<std::string> describe_population(const policy::Policy& policy, const PopulationCheck& check, report::Language language);

}  // namespace doudi::runs
