// The files of a computed run, and its manifest. How they come into place stands in place.cpp.

#include "doudi/base/text.hpp"
#include "doudi/report/manifest.hpp"
#include "doudi/runs/compute.hpp"
#include "place.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

std::string manifest_of(const policy::Policy& policy, const ComputeOptions& options, const MonthResult& month, const std::string& version) {
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

Outcome publish(const policy::Policy& policy, const ComputeOptions& options, const Computed& computed, const std::string& version, const fs::path& place, Published& published) {
    return put_in_place(files_of(policy, options, computed, version), place, published);
}

}  // namespace doudi::runs
