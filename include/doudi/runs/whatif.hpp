#pragma once
// `doudi whatif`: today's law beside changed ones, over the same households, in one pass.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "doudi/policy/setting.hpp"
#include "doudi/report/totals.hpp"
#include "doudi/runs/compute.hpp"
#include "doudi/runs/history.hpp"
#include "doudi/table/comparison.hpp"

namespace doudi::runs {

struct WhatIfOptions {
    HistoryOptions history;
    std::vector<policy::Setting> settings;  ///< in their order
    std::optional<policy::Policy> reformed; ///< the policy with reforms laid over it (load_reformed), before the settings
    unsigned threads = 0;                   ///< 0: all cores; never changes a byte
};
/// A month under today's law: what compute finds.
struct BaselineMonth {
    base::Month month;
    report::Totals totals;
    bool held_still = false;
    std::vector<population::InputFile> inputs;
    std::vector<population::Remark> remarks;
    std::vector<base::Diagnostic> conversions;  ///< what was read otherwise than it stands in the sheets
};
struct Compared {
    policy::WhatIf law;
    std::vector<BaselineMonth> baseline;
    table::Comparison comparison;
};

/// The law by which a comparison is shown: today's, or the reformed one where that has further benefits.
const policy::Policy& shown_law(const Compared& compared);

/// Every scenario of reforms and settings beside the policy, each walking its own history from the same state. Writes nothing.
/// Errors by trouble: policy (of policy::what_if, as of compute, and setting-nobody; of reforms reform-not-then, reform-and-slot, reform-wants-region), data.
Outcome what_if(const policy::Policy& policy, const WhatIfOptions& options, Compared& compared);

/// comparison.csv, gains-losses.csv, manifest.json, as publish of compute puts its files in place.
Outcome publish(const policy::Policy& policy, const WhatIfOptions& options, const Compared& compared,
                const std::string& version, const std::filesystem::path& place, Published& published);

}  // namespace doudi::runs
