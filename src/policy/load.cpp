// From a folder to a Policy: layers merged, each section read, everything checked.

#include "doudi/policy/load.hpp"

#include <algorithm>
#include <functional>
#include <map>

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
        if (!node->items[i].is_scalar()) {
            context.diagnostics.error("not-a-text", node->items[i].span, {base::shown(node->keys[i].text)});
            continue;
        }
        policy.roles.names[node->keys[i].text] = node->items[i].text;
        policy.roles.spans[node->keys[i].text] = node->keys[i].span;
    }
}

void read_applies_to(Context& context, Fields& head, Policy& policy) {
    const Node* node = head.find("applies_to");
    if (node == nullptr) return;
    Fields applies(context, *node, head.place("applies_to"), {"region"});
    if (const auto region = applies.text("region")) policy.applies_to["region"] = *region;
}

/// Laws whose names need no prefix; each has to be there.
void read_shared(Context& context, Fields& head, Policy& policy) {
    std::vector<std::string> laws;
    for (const Node& key : context.merged.laws.keys) laws.push_back(key.text);
    for (const Node* law : head.list("shared")) {
        policy.shared.push_back(law->text);
        if (std::find(laws.begin(), laws.end(), law->text) != laws.end()) continue;
        auto& error = context.diagnostics.error("unknown-law", law->span, {base::shown(law->text)});
        if (const auto near = base::nearest(law->text, laws)) error.with_help("help-did-you-mean", {*near});
    }
}

void read_head(Context& context, Policy& policy) {
    const base::SourceSpan place{context.merged.layers.back().files.front(), 0, 0, 0};  // for what is missing
    Fields head(context, context.merged.head, place, {"policy", "title", "summary", "extends", "currency", "applies_to", "shared", "roles", "payout", "leap_birthday"});
    policy.id = head.text("policy").value_or("");
    policy.title = head.label("title");
    policy.summary = head.label("summary");
    policy.currency = head.text("currency").value_or("");
    if (policy.currency != "CNY") context.diagnostics.error("currency", head.place("currency"), {policy.currency});
    read_applies_to(context, head, policy);
    read_shared(context, head, policy);
    read_roles(context, head, policy);
    read_payout(context, head, policy);
    if (const auto leap = head.text("leap_birthday")) {
        if (*leap != "02-28" && *leap != "03-01") context.diagnostics.error("leap-birthday", head.find("leap_birthday")->span, {base::shown(*leap)});
        if (*leap == "02-28") policy.leap_birthday = base::LeapBirthday::february_28;
    }
}

/// What a formula reads otherwise can be no name in it.
void check_reserved(Context& context, const Policy& policy) {
    const auto check = [&](const auto& things) {
        for (const Named& thing : things)
            if (is_reserved(thing.name, policy)) context.diagnostics.error("reserved-name", thing.span, {thing.name});
    };
    check(policy.inputs);
    for (const Register& one : policy.registers)
        if (one.rows == expr::no_table && is_reserved(one.name, policy)) context.diagnostics.error("reserved-name", one.span, {one.name});
    check(policy.parameters);
    check(policy.variables);
    check(policy.benefits);
}

/// Two tables in one file would be read, and written by a template, one for the other.
void check_files(Context& context, const Policy& policy) {
    std::map<std::string, std::string> taken;  // file → whose it is
    for (const char* own : {"corrections.csv", "decisions.csv", "dictionary.csv", "overrides.csv", "payees.csv", "payments.csv", "returns.csv", "state.csv"})
        taken[own] = "doudi";
    const auto take = [&](const std::string& file, const Named& whose) {
        const auto [first, is_new] = taken.emplace(file, whose.name);
        if (!is_new && !file.empty()) context.diagnostics.error("file-taken", whose.span, {whose.name, base::shown(file), first->second});
    };
    for (const Entity& one : policy.entities) take(one.file, one);
    for (const Register& one : policy.registers) take(one.file, one);
}

base::Result<Policy> read_merged(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& reforms = {}) {
    auto merged = read_layers(folder, reforms);
    if (!merged) return std::move(merged.diagnostics());
    Policy policy;
    base::Diagnostics diagnostics = std::move(merged.diagnostics());
    Context context{*merged, diagnostics};
    read_head(context, policy);
    read_entities(context, policy);
    read_inputs(context, policy);
    for (std::size_t i = 0; i < merged->laws.keys.size(); ++i) {
        const std::string& law = merged->laws.keys[i].text;
        const Node& sections = merged->laws.items[i];
        check_name(context, merged->laws.keys[i]);
        if (is_reserved(law, policy)) diagnostics.error("reserved-name", merged->laws.keys[i].span, {law});
        if (const Node* section = sections.find("parameters")) read_parameters(context, law, *section, policy);
        if (const Node* section = sections.find("variables")) read_variables(context, law, *section, policy);
        if (const Node* section = sections.find("benefits")) read_benefits(context, law, *section, policy);
        if (const Node* section = sections.find("checks")) read_checks(context, law, *section, policy);
        if (const Node* section = sections.find("indicators")) read_indicators(context, law, *section, policy);
        if (const Node* section = sections.find("lint")) read_lints(context, law, *section, policy);
    }
    check_reserved(context, policy);
    check_files(context, policy);
    policy.layers = std::move(merged->layers);
    policy.reforms = std::move(merged->reforms);
    policy.reform_region = std::move(merged->reform_region);
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(policy), std::move(diagnostics)};
}

}  // namespace

base::Result<Policy> load_unchecked(const std::filesystem::path& folder) { return read_merged(folder); }

namespace {

base::Result<Policy> checked(base::Result<Policy> policy) {
    if (!policy) return policy;
    base::Diagnostics diagnostics = std::move(policy.diagnostics());
    PolicyChecker(*policy, diagnostics).check_all();
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(*policy), std::move(diagnostics)};
}

std::string place_of(const Named& one) { return one.law + "." + one.name; }
std::string place_of(const Variable& one) { return std::to_string(one.table) + "." + one.law + "." + one.name; }

/// Those of `before` first, in their order: whoever compares two policies finds the same things under the same ids.
template <class Thing>
void keep_order(const std::vector<Thing>& before, std::vector<Thing>& things) {
    std::map<std::string, std::size_t> order;
    for (const Thing& one : before) order.emplace(place_of(one), order.size());
    const auto rank = [&](const Thing& one) {
        const auto found = order.find(place_of(one));
        return found == order.end() ? order.size() : found->second;
    };
    std::stable_sort(things.begin(), things.end(), [&](const Thing& a, const Thing& b) { return rank(a) < rank(b); });
}

}  // namespace

base::Result<Policy> load(const std::filesystem::path& folder) { return checked(read_merged(folder)); }

base::Result<Policy> load_reformed(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& reforms) {
    const auto today = read_merged(folder);
    if (!today) return today.diagnostics();
    auto policy = read_merged(folder, reforms);
    if (!policy) return policy;
    keep_order(today->parameters, policy->parameters);
    keep_order(today->variables, policy->variables);
    keep_order(today->benefits, policy->benefits);
    keep_order(today->checks, policy->checks);
    keep_order(today->indicators, policy->indicators);
    return checked(std::move(policy));
}

}  // namespace doudi::policy
