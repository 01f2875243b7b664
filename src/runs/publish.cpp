// Puts a computed run in place: whole or not at all, and never over another one.

#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "doudi/report/manifest.hpp"
#include "doudi/runs/compute.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_output = std::size_t{1} << 40U;

bool already_there(const fs::path& place, const std::map<std::string, std::string>& files) {
    for (const auto& [name, bytes] : files) {
        const auto found = base::read_file(place / name, largest_output);
        if (!found || *found != bytes) return false;
    }
    return true;
}

std::string manifest_of(const policy::Policy& policy, const ComputeOptions& options, const MonthResult& month, const std::string& version) {
    report::Manifest manifest;
    manifest.version = version;
    manifest.policy = &policy;
    manifest.inputs.emplace_back(month.month, month.inputs);
    manifest.options.emplace_back("month", month.month.to_string());
    manifest.options.emplace_back("rows", options.all_rows ? "all" : "not ineligible");
    if (options.history.known_on) manifest.options.emplace_back("known on", options.history.known_on->to_string());
    if (options.history.from_nothing) manifest.options.emplace_back("state", "from nothing");
    if (!options.household_variables.empty()) manifest.options.emplace_back("variables household", base::join(options.household_variables, ","));
    if (!options.person_variables.empty()) manifest.options.emplace_back("variables person", base::join(options.person_variables, ","));
    manifest.totals.emplace_back(month.month, &month.totals);
    for (const auto& [name, bytes] : month.files) manifest.outputs.emplace_back(name, bytes);
    return report::to_json(manifest);
}

/// All files of the run by their name in the folder.
std::map<std::string, std::string> files_of(const policy::Policy& policy, const ComputeOptions& options, const Computed& computed, const std::string& version) {
    std::map<std::string, std::string> files;
    for (const MonthResult& month : computed.months) {
        const std::string folder = options.history.first == options.history.last ? "" : month.month.to_string() + "/";
        for (const auto& [name, bytes] : month.files) files[folder + name] = bytes;
        files[folder + "manifest.json"] = manifest_of(policy, options, month, version);
    }
    return files;
}

}  // namespace

Outcome publish_files(const std::map<std::string, std::string>& files, const fs::path& place, Published& published) {
    if (fs::exists(fs::symlink_status(place))) {
        published = Published::already_there;
        if (already_there(place, files)) return {};
        base::Diagnostics diagnostics;
        diagnostics.error("other-result", {std::make_shared<const base::SourceFile>(base::SourceFile{place.string(), {}}), 0, 0, 0});
        return Outcome::failed(Trouble::file, std::move(diagnostics));
    }
    auto folder = base::StagedFolder::beside(place);
    if (!folder) return Outcome::failed(Trouble::file, std::move(folder.diagnostics()));
    for (const auto& [name, bytes] : files)
        if (auto trouble = folder->write(name, bytes); trouble.has_errors()) return Outcome::failed(Trouble::file, std::move(trouble));
    if (auto trouble = folder->publish(); trouble.has_errors()) return Outcome::failed(Trouble::file, std::move(trouble));
    published = Published::written;
    return {};
}

Outcome publish(const policy::Policy& policy, const ComputeOptions& options, const Computed& computed, const std::string& version, const fs::path& place, Published& published) {
    return publish_files(files_of(policy, options, computed, version), place, published);
}

}  // namespace doudi::runs
