// Registers: which file, by which key, matched with which input. And what a payout may touch.
// The columns of a register are inputs and read with those; its rows are matched by the population room.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

/// "person.resident_id": a table and one of its own inputs that holds a text.
void read_match(Context& context, Fields& fields, Register& one, const Policy& policy) {
    const auto written = fields.text("matches");
    if (!written) return;
    const std::size_t dot = written->find('.');
    one.table = policy.table_called(written->substr(0, dot));
    if (one.table > expr::person_table) one.table = expr::no_table;  // a row of a record table is nobody's name
    const std::string name = dot == std::string::npos ? "" : written->substr(dot + 1);
    const Input* input = one.table == expr::no_table ? nullptr : policy.find_input(one.table, name);
    const bool is_text = input != nullptr && (input->type.kind == expr::ValueKind::text || input->type.kind == expr::ValueKind::code);
    if (is_text && input->presence != Presence::ignored) {
        one.matched = static_cast<int>(input - policy.inputs.data());
        return;
    }
    std::vector<std::string> names;
    for (const Input& other : policy.inputs)
        if (other.table <= expr::person_table) names.push_back(policy.table_name(other.table) + "." + other.name);
    auto& error = context.diagnostics.error("register-matches", fields.find("matches")->span, {base::shown(*written)});
    const auto near = base::nearest(*written, names);
    if (near && input == nullptr) error.with_help("help-did-you-mean", {*near});
}

/// A register may declare its key among its inputs, for the headers it goes by; no formula reads it.
void read_key(Context& context, Fields& fields, Register& one) {
    one.key = fields.text("key").value_or("");
    one.key_headers = {one.key};
    const Node* inputs = context.merged.inputs.find(one.name);
    const Node* key = inputs == nullptr ? nullptr : inputs->find(one.key);
    if (key == nullptr) return;
    Fields declared(context, *key, inputs->key_of(one.key)->span, {"type", "required", "label", "aliases", "description", "reference"});
    if (const auto type = declared.text("type"); type && *type != "text") context.diagnostics.error("register-key", declared.find("type")->span, {one.key});
    const Label label = declared.label("label");
    for (const std::string& header : {label.zh, label.en})
        if (!header.empty() && header != one.key_headers.back()) one.key_headers.push_back(header);
    for (const Node* alias : declared.list("aliases")) one.key_headers.push_back(alias->text);
}

void read_register(Context& context, const Node& key, const Node& node, Policy& policy) {
    Fields fields(context, node, key.span, {"file", "key", "matches", "required_for", "many", "label", "description", "reference"});
    if (!fields.usable()) return;
    Register one;
    read_named(context, fields, key, {}, one);
    for (const std::string_view wanted : {"file", "key", "matches"})
        if (!fields.has(wanted)) context.diagnostics.error("register-incomplete", key.span, {one.name, std::string(wanted)});
    one.file = fields.text("file").value_or("");
    if (one.file.find('/') != std::string::npos || (!one.file.empty() && !one.file.ends_with(".csv")))
        context.diagnostics.error("register-file", fields.find("file")->span, {base::shown(one.file)});
    read_key(context, fields, one);
    read_match(context, fields, one, policy);
    if (const auto purpose = fields.text("required_for")) {
        one.required_for_payout = *purpose == "payout";
        if (!one.required_for_payout) context.diagnostics.error("register-purpose", fields.find("required_for")->span, {base::shown(*purpose)});
    }
    if (fields.flag("many").value_or(false)) one.rows = policy.table_called(one.name);
    policy.registers.push_back(std::move(one));
}

/// "30%", from 0% to 100%.
std::optional<base::Rational> read_share(Context& context, Fields& fields, std::string_view key) {
    const auto text = fields.text(key);
    if (!text) return std::nullopt;
    const auto number = text->ends_with('%') ? base::Rational::parse_decimal(text->substr(0, text->size() - 1)) : std::nullopt;
    if (number && number->sign() >= 0 && *number <= 100) return *number / 100;
    context.diagnostics.error("bad-share", fields.find(key)->span, {std::string(key), base::shown(*text)});
    return std::nullopt;
}

}  // namespace

void read_registers(Context& context, Policy& policy) {
    const Node& registers = context.merged.registers;
    for (std::size_t i = 0; i < registers.keys.size(); ++i) read_register(context, registers.keys[i], registers.items[i], policy);
    const Node& inputs = context.merged.inputs;
    for (std::size_t i = 0; i < inputs.keys.size(); ++i) {
        const Node& table = inputs.keys[i];
        const bool is_empty = inputs.items[i].keys.empty();  // a layer took all of it out
        if (is_empty || policy.table_called(table.text) != expr::no_table || registers.find(table.text) != nullptr) continue;
        report_unknown_table(context, table, policy, true);
    }
}

void read_payout(Context& context, const Fields& head, Policy& policy) {
    constexpr int most_months = 120;
    const Node* node = head.find("payout");
    if (node == nullptr) return;
    Fields fields(context, *node, head.place("payout"), {"open_months", "back_pay_months", "offset_limit"});
    policy.payout.open_months = fields.whole("open_months", 0, most_months);
    policy.payout.back_pay_months = fields.whole("back_pay_months", 0, most_months);
    policy.payout.offset_limit = read_share(context, fields, "offset_limit");
}

}  // namespace doudi::policy
