// Puts a computed run in place: whole or not at all, and never over another one.

#include "doudi/base/digest.hpp"
#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "doudi/report/manifest.hpp"
#include "doudi/report/xlsx.hpp"
#include "doudi/runs/compute.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_output = std::size_t{1} << 40U;

constexpr const char* workbook_name = "results.xlsx";

std::string manifest_of(const policy::Policy& policy, const ComputeOptions& options, const MonthResult& month, const std::string& workbook, const std::string& version) {
    report::Manifest manifest;
    manifest.version = version;
    manifest.policy = &policy;
    manifest.inputs.emplace_back(month.month, month.inputs);
    manifest.options.emplace_back("month", month.month.to_string());
    manifest.options.emplace_back("rows", options.all_rows ? "all" : "not ineligible");
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

bool already_there(const fs::path& place, const std::map<std::string, std::string>& files) {
    for (const auto& [name, bytes] : files) {
        const auto found = base::read_file(place / name, largest_output);
        if (!found || *found != bytes) return false;
    }
    return true;
}

}  // namespace

Outcome publish_files(const std::map<std::string, std::string>& files, const fs::path& place, Published& published, std::optional<base::StagedFolder> staged) {
    if (fs::exists(fs::symlink_status(place))) {
        published = Published::already_there;
        if (already_there(place, files)) return {};
        base::Diagnostics diagnostics;
        diagnostics.error("other-result", {std::make_shared<const base::SourceFile>(base::SourceFile{place.string(), {}}), 0, 0, 0});
        return Outcome::failed(Trouble::file, std::move(diagnostics));
    }
    if (!staged) {
        auto folder = base::StagedFolder::beside(place);
        if (!folder) return Outcome::failed(Trouble::file, std::move(folder.diagnostics()));
        staged.emplace(std::move(*folder));
    }
    for (const auto& [name, bytes] : files)
        if (auto trouble = staged->write(name, bytes); trouble.has_errors()) return Outcome::failed(Trouble::file, std::move(trouble));
    if (auto trouble = staged->publish(); trouble.has_errors()) return Outcome::failed(Trouble::file, std::move(trouble));
    published = Published::written;
    return {};
}

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
    return publish_files(files, place, published, std::move(staged));
}

}  // namespace doudi::runs
