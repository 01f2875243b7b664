#pragma once
// Past payments recomputed, each month under the law and the facts known when it was paid.

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "doudi/population/payments.hpp"
#include "doudi/runs/compute.hpp"
#include "doudi/runs/history.hpp"
#include "doudi/table/finding.hpp"

namespace doudi::runs {

struct AuditOptions {
    HistoryOptions history;      ///< `first` and `last`: the months asked; `known_on` replaces the pay day of all payments
    bool months_of_file = true;  ///< instead of `first` and `last`: every month the paid file holds
    bool all_rows = false;       ///< matches too in findings.csv
};
struct Audited {
    table::Audit audit;
    std::vector<std::pair<base::Month, std::vector<population::InputFile>>> inputs;  ///< by month read
};

/// Compares everything; writes nothing. Errors by trouble: data (a month without a folder of its own, a benefit that the
/// policy does not have), policy (as compute).
Outcome audit(const policy::Policy& policy, const AuditOptions& options, const population::Paid& paid, Audited& audited);

/// findings.csv, summary.csv and manifest.json: whole or not at all, never over another result.
Outcome publish(const policy::Policy& policy, const AuditOptions& options, const population::Paid& paid, const Audited& audited,
                const std::string& version, const std::filesystem::path& place, Published& published);

}  // namespace doudi::runs
