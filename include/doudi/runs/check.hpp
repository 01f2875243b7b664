#pragma once
// `doudi check`: what a law leaves open or says in vain, and what a population looks like.

#include <filesystem>
#include <optional>
#include <string>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::runs {

bool has_warnings(const base::Diagnostics& diagnostics);

struct CheckedPolicy {
    base::Diagnostics findings;  ///< errors of test files, warnings, notes
    std::size_t laws = 0;
    std::size_t figures = 0;
    std::size_t cases = 0;
    [[nodiscard]] bool has_warnings() const;
};
/// `policy` is loaded already, and so without errors. Its layers' cases are read, not run.
CheckedPolicy check(const policy::Policy& policy);
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
