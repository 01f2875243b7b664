// The files of a computed run, and its manifest. How they come into place stands in place.cpp.

#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "doudi/report/manifest.hpp"
#include "doudi/report/xlsx.hpp"
#include "doudi/runs/compute.hpp"
#include "doudi/runs/place.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

constexpr const char* workbook_name = "results.xlsx";

std::string manifest_of(const policy::Policy& policy, const ComputeOptions& options, const MonthResult& month, const std::string& workbook, const std::string& version) {
    report::Manifest manifest;
    manifest.version = version;
    manifest.policy = &policy;
    manifest.inputs.emplace_back(month.month, month.inputs);
    manifest.options.emplace_back("month", month.month.to_string());
    manifest.options.emplace_back("rows", options.all_rows ? "all" : "not ineligible");
    if (options.history.known_on) manifest.options.emplace_back("known on", options.history.known_on->to_string());
    if (options.history.quarantine > 0) {
        manifest.options.emplace_back("quarantine", std::to_string(options.history.quarantine));
        manifest.households_set_aside = month.households_set_aside;
    }
    if (options.history.from_nothing) manifest.options.emplace_back("state", "from nothing");
    if (!options.household_variables.empty()) manifest.options.emplace_back("variables household", base::join(options.household_variables, ","));
    if (!options.person_variables.empty()) manifest.options.emplace_back("variables person", base::join(options.person_variables, ","));
    if (!options.by.empty()) manifest.options.emplace_back("by", options.by);
    if (options.workbook) manifest.options.emplace_back("xlsx", "yes");
    manifest.totals.emplace_back(month.month, &month.totals);
    for (const auto& [name, bytes] : month.files) manifest.outputs.emplace_back(name, bytes);
    if (options.workbook) manifest.outputs.emplace_back(workbook_name, workbook);
    return report::to_json(manifest);
}

/// All files of the run by their name in the folder. `workbooks`: one a month, or none.
std::map<std::string, std::string> files_of(const policy::Policy& policy, const ComputeOptions& options, const Computed& computed, const std::vector<std::string>& workbooks,
                                            const std::string& version) {
    std::map<std::string, std::string> files;
    for (std::size_t i = 0; i < computed.months.size(); ++i) {
        const MonthResult& month = computed.months[i];
        const std::string folder = options.history.first == options.history.last ? "" : month.month.to_string() + "/";
        for (const auto& [name, bytes] : month.files) files[folder + name] = bytes;
        if (options.workbook) files[folder + workbook_name] = workbooks[i];
        files[folder + "manifest.json"] = manifest_of(policy, options, month, options.workbook ? workbooks[i] : "", version);
    }
    return files;
}

/// The workbook of a month. The library collects it in files: they lie in the folder being written, not in /tmp.
base::Result<std::string> workbook_of(const MonthResult& month, const base::StagedFolder& folder) {
    std::vector<report::WorkbookSheet> sheets;
    for (const std::string name : {"entitlements", "summary", "reasons", "checks"}) sheets.push_back({name, month.files.at(name + ".csv")});
    return report::workbook(sheets, month.month, folder.path());
}

}  // namespace

Outcome publish(const policy::Policy& policy, const ComputeOptions& options, const Computed& computed, const std::string& version, const fs::path& place, Published& published) {
    std::vector<std::string> workbooks;
    std::optional<base::StagedFolder> staged;
    if (options.workbook) {
        auto folder = base::StagedFolder::beside(place);
        if (!folder) return Outcome::failed(Trouble::file, std::move(folder.diagnostics()));
        staged.emplace(std::move(*folder));
        for (const MonthResult& month : computed.months) {
            auto bytes = workbook_of(month, *staged);
            if (!bytes) return Outcome::failed(Trouble::file, std::move(bytes.diagnostics()));
            workbooks.push_back(std::move(*bytes));
        }
    }
    const auto files = files_of(policy, options, computed, workbooks, version);
    return put_in_place(files, place, published, std::move(staged));
}

}  // namespace doudi::runs
