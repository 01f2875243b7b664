// The manifest as JSON, keys in a fixed order, digests of every file.

#include "doudi/report/manifest.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "doudi/base/digest.hpp"
#include "doudi/report/values.hpp"

namespace doudi::report {

using Json = nlohmann::ordered_json;

namespace {

Json law_files_json(const policy::Layer& layer) {
    Json files = Json::array();
    for (const auto& file : layer.files)
        files.push_back({{"name", std::filesystem::path(file->name).filename().string()}, {"sha256", base::digest(file->text)}});
    return files;
}

Json policy_json(const policy::Policy& policy) {
    Json layers = Json::array();
    for (const policy::Layer& layer : policy.layers) {
        layers.push_back({{"id", layer.id}, {"files", law_files_json(layer)}});
    }
    return {{"id", policy.id}, {"layers", std::move(layers)}};
}

Json month_json(const Totals& totals, const policy::Policy& policy) {
    Json benefits = Json::array();
    for (std::size_t i = 0; i < policy.benefits.size(); ++i) {
        Json statuses = Json::object();
        for (std::size_t s = 0; s < table::status_count; ++s) {
            const auto status = static_cast<table::Status>(s);
            const Sum sum = totals.sum(static_cast<int>(i), status);
            statuses[std::string(table::to_string(status))] = {{"units", sum.units}, {"persons", sum.persons}, {"amount", amount_of(policy.benefits[i], sum.amount)}};
        }
        benefits.push_back({{"benefit", policy.benefits[i].name}, {"status", std::move(statuses)}});
    }
    return {{"households", totals.households()}, {"persons", totals.persons()}, {"benefits", std::move(benefits)}};
}

Json files_json(const std::vector<population::InputFile>& files) {
    Json list = Json::array();
    for (const population::InputFile& file : files) list.push_back({{"name", file.name}, {"sha256", file.digest}, {"bytes", file.bytes}, {"rows", file.rows}});
    return list;
}

Json paid_json(const table::Audit& audit) {
    const auto sum = [](const table::PaidSum& one) { return Json{{"rows", one.rows}, {"amount", money(one.amount)}}; };
    return {{"paid_file", sum(audit.file)}, {"matched", sum(audit.matched)}, {"unmatched", sum(audit.unmatched)}, {"outside", sum(audit.outside)}};
}

}  // namespace

std::string totals_json(const policy::Policy& policy, const std::vector<std::pair<base::Month, const Totals*>>& totals) {
    Json json;
    for (const auto& [month, sums] : totals) json[month.to_string()] = month_json(*sums, policy);
    return json.dump(2) + "\n";
}

std::string to_json(const Manifest& manifest) {
    Json json;
    json["program"] = {{"name", "doudi"}, {"version", manifest.version}};
    json["policy"] = policy_json(*manifest.policy);
    for (const auto& [month, files] : manifest.inputs) json["inputs"][month.to_string()] = files_json(files);
    if (!manifest.payments.empty()) json["inputs"]["payments"] = files_json(manifest.payments);
    json["options"] = Json::object();
    for (const auto& [name, value] : manifest.options) json["options"][name] = value;
    for (const auto& [month, totals] : manifest.totals) json["control_totals"][month.to_string()] = month_json(*totals, *manifest.policy);
    if (manifest.audit != nullptr) json["control_totals"] = paid_json(*manifest.audit);
    if (manifest.households_set_aside) json["households_set_aside"] = *manifest.households_set_aside;
    if (!manifest.what_if.empty()) json["what_if"] = Json::parse(manifest.what_if);
    for (const policy::Layer& reform : manifest.reforms) json["reforms"].push_back({{"id", reform.id}, {"files", law_files_json(reform)}});
    json["outputs"] = Json::array();
    for (const auto& [name, bytes] : manifest.outputs) json["outputs"].push_back({{"name", name}, {"sha256", base::digest(bytes)}, {"bytes", bytes.size()}});
    return json.dump(2) + "\n";
}

}  // namespace doudi::report
