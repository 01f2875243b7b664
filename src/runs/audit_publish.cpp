// The files of an audit, sealed by a manifest.

#include "doudi/report/findings.hpp"
#include "doudi/report/manifest.hpp"
#include "doudi/runs/audit.hpp"
#include "doudi/runs/place.hpp"

namespace doudi::runs {

Outcome publish(const policy::Policy& policy, const AuditOptions& options, const population::Paid& paid, const Audited& audited, const std::string& version,
                const std::filesystem::path& place, Published& published) {
    std::map<std::string, std::string> files;
    files["findings.csv"] = report::findings_csv(audited.audit, options.all_rows);
    files["summary.csv"] = report::audit_summary_csv(audited.audit);
    report::Manifest manifest;
    manifest.version = version;
    manifest.policy = &policy;
    manifest.inputs = audited.inputs;
    manifest.payments = paid.files;
    manifest.audit = &audited.audit;
    if (!audited.audit.months.empty()) manifest.options.emplace_back("months", audited.audit.months.front().to_string() + ".." + audited.audit.months.back().to_string());
    manifest.options.emplace_back("rows", options.all_rows ? "all" : "findings");
    if (options.history.known_on) manifest.options.emplace_back("known on", options.history.known_on->to_string());
    if (options.history.from_nothing) manifest.options.emplace_back("state", "from nothing");
    for (const auto& [name, bytes] : files) manifest.outputs.emplace_back(name, bytes);
    files["manifest.json"] = report::to_json(manifest);
    return put_in_place(files, place, published);
}

}  // namespace doudi::runs
