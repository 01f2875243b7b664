#pragma once
// The entitlements of a month, or of a history of months, as files.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/file.hpp"
#include "doudi/report/breakdown.hpp"
#include "doudi/report/funding.hpp"
#include "doudi/report/indicators.hpp"
#include "doudi/report/totals.hpp"
#include "doudi/runs/history.hpp"
#include "doudi/runs/place.hpp"

namespace doudi::runs {

struct ComputeOptions {
    HistoryOptions history;
    bool all_rows = false;                          ///< ineligible rows too
    unsigned threads = 0;                           ///< 0: all cores; never changes a byte
    bool workbook = false;                          ///< publish writes results.xlsx too
    std::vector<std::string> household_variables;   ///< names to write to variables-household.csv
    std::vector<std::string> person_variables;
    std::string by;                                 ///< "region:6,benefit": what summary.csv is broken down by
};

/// What one month came to.
struct MonthResult {
    base::Month month;
    report::Totals totals;
    std::optional<report::Breakdown> breakdown;     ///< with --by
    report::Indicators indicators;
    report::Funding funding;
    bool held_still = false;
    std::map<std::string, std::string> files;       ///< name → bytes
    std::vector<population::InputFile> inputs;
    std::vector<population::Remark> remarks;
    std::vector<base::Diagnostic> conversions;      ///< what was read otherwise than it stands in the sheets
    std::vector<population::Quarantined> quarantined;
    std::uint64_t households_set_aside = 0;
};
struct Computed {
    std::vector<MonthResult> months;
};

/// Computes everything and checks control totals; writes nothing. Errors by trouble: policy (an unfilled slot, a figure
/// that is not stated, an unknown variable), data.
Outcome compute(const policy::Policy& policy, const ComputeOptions& options, Computed& computed);

/// Puts the folder in place whole or not at all: one month's files directly in it, a history's in a folder a month.
/// The same result already there is fine; another is refused (output-exists).
Outcome publish(const policy::Policy& policy, const ComputeOptions& options, const Computed& computed, const std::string& version,
                const std::filesystem::path& place, Published& published);

}  // namespace doudi::runs
