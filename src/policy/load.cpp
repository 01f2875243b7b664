// From a folder to a Policy: layers merged, each section read, everything checked.

#include "doudi/policy/load.hpp"

#include <algorithm>
#include <functional>

#include "doudi/base/text.hpp"
#include "fields.hpp"
#include "scope.hpp"

namespace doudi::policy {

namespace {

void read_roles(Context& context, const Fields& head, Policy& policy) {
    const Node* node = head.find("roles");
    if (node == nullptr) return;
    if (!node->is_map()) {
        context.diagnostics.error("not-a-map", node->span);
        return;
    }
    for (std::size_t i = 0; i < node->keys.size(); ++i) {
        policy.roles.names[node->keys[i].text] = node->items[i].text;
        policy.roles.spans[node->keys[i].text] = node->keys[i].span;
    }
}

void read_head(Context& context, Policy& policy) {
    Fields head(context, context.merged.head, {}, {"policy", "title", "summary", "extends", "currency", "applies_to", "shared", "roles"});
    policy.id = head.text("policy").value_or("");
    policy.title = head.label("title");
    policy.summary = head.label("summary");
    policy.currency = head.text("currency").value_or("");
    if (policy.currency != "CNY") context.diagnostics.error("currency", head.place("currency"), {policy.currency});
    if (const Node* applies = head.find("applies_to"); applies != nullptr && applies->is_map())
        for (std::size_t i = 0; i < applies->keys.size(); ++i) policy.applies_to[applies->keys[i].text] = applies->items[i].text;
    for (const Node* law : head.list("shared")) policy.shared.push_back(law->text);
    read_roles(context, head, policy);
}

base::Result<Policy> read_merged(const std::filesystem::path& folder) {
    auto merged = read_layers(folder);
    if (!merged) return std::move(merged.diagnostics());
    Policy policy;
    base::Diagnostics diagnostics = std::move(merged.diagnostics());
    Context context{*merged, diagnostics};
    read_head(context, policy);
    read_inputs(context, policy);
    for (std::size_t i = 0; i < merged->laws.keys.size(); ++i) {
        const std::string& law = merged->laws.keys[i].text;
        const Node& sections = merged->laws.items[i];
        if (const Node* section = sections.find("parameters")) read_parameters(context, law, *section, policy);
        if (const Node* section = sections.find("variables")) read_variables(context, law, *section, policy);
        if (const Node* section = sections.find("benefits")) read_benefits(context, law, *section, policy);
    }
    policy.layers = std::move(merged->layers);
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(policy), std::move(diagnostics)};
}

}  // namespace

base::Result<Policy> load_unchecked(const std::filesystem::path& folder) { return read_merged(folder); }

base::Result<Policy> load(const std::filesystem::path& folder) {
    auto policy = read_merged(folder);
    if (!policy) return policy;
    base::Diagnostics diagnostics = std::move(policy.diagnostics());
    PolicyChecker(*policy, diagnostics).check_all();
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(*policy), std::move(diagnostics)};
}

}  // namespace doudi::policy
