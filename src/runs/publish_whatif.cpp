// The files of a what-if, and its manifest. How they come into place stands in place.cpp.

#include "doudi/report/comparison.hpp"
#include "doudi/report/manifest.hpp"
#include "doudi/runs/whatif.hpp"
#include "doudi/runs/place.hpp"

namespace doudi::runs {

namespace {

std::string manifest_of(const policy::Policy& given, const WhatIfOptions& options, const Compared& compared,
                        const std::string& version, const std::map<std::string, std::string>& files) {
    report::Manifest manifest;
    manifest.version = version;
    manifest.policy = &given;
    for (const BaselineMonth& month : compared.baseline) {
        manifest.inputs.emplace_back(month.month, month.inputs);
        manifest.totals.emplace_back(month.month, &month.totals);
    }
    const HistoryOptions& history = options.history;
    manifest.options.emplace_back("months", history.first.to_string() + ".." + history.last.to_string());
    if (history.from_nothing) manifest.options.emplace_back("state", "from nothing");
    manifest.what_if = report::comparison_json(shown_law(compared), compared.comparison);
    if (options.reformed) manifest.reforms = options.reformed->reforms;
    if (history.known_on) manifest.options.emplace_back("known_on", history.known_on->to_string());
    for (const auto& [name, bytes] : files) manifest.outputs.emplace_back(name, bytes);
    return report::to_json(manifest);
}

}  // namespace

Outcome publish(const policy::Policy& policy, const WhatIfOptions& options, const Compared& compared,
                const std::string& version, const std::filesystem::path& place, Published& published) {
    std::map<std::string, std::string> files;
    files["comparison.csv"] = report::comparison_csv(compared.comparison);
    files["gains-losses.csv"] = report::gains_losses_csv(compared.comparison);
    std::string manifest = manifest_of(policy, options, compared, version, files);
    files["manifest.json"] = std::move(manifest);
    return put_in_place(files, place, published);
}

}  // namespace doudi::runs
