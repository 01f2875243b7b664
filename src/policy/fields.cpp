// What the readers of the law share: labels, names, days, formulas.

#include "fields.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::policy {

Label Fields::label(std::string_view key) {
    const Node* value = find(key);
    if (value == nullptr) return {};
    if (value->is_scalar()) return {value->text, value->text};
    yaml::Fields languages(diagnostics_, *value, place(key), {"en", "zh"});
    return {languages.text("en").value_or(""), languages.text("zh").value_or("")};
}

void read_named(Context& context, Fields& fields, const Node& key, const std::string& law, Named& named) {
    named.name = key.text;
    named.law = law;
    named.span = key.span;
    named.layer = context.layer_of(key.span);
    named.label = fields.label("label");
    named.description = fields.text("description").value_or("");
    named.reference = fields.text("reference").value_or("");
    check_name(context, key);
}

void check_name(Context& context, const Node& key) {
    const auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    if (!std::all_of(key.text.begin(), key.text.end(), is_name) || key.text.empty() || (key.text[0] >= '0' && key.text[0] <= '9'))
        context.diagnostics.error("bad-name", key.span, {base::shown(key.text)});
}

bool is_reserved(const std::string& name, const Policy& policy) {
    const auto is_word_of = [&](const Entity& one) { return name == one.name || name == one.plural || name == one.key; };
    return is_reserved(name) || std::any_of(policy.entities.begin(), policy.entities.end(), is_word_of);
}

bool is_reserved(const std::string& name) {
    static const std::set<std::string> words = {
        "if", "then", "else", "or", "and", "not", "in", "default", "at", "as", "of", "where", "true", "false", "choose", "when", "otherwise", "checks",
        "sum", "count", "any", "all", "min", "max", "only", "known", "previous", "year_to_date", "months_since_previous", "round", "clamp", "abs", "floor", "ceil", "age", "months_between", "month_of",
        "starts_with", "valid_resident_id", "month", "months", "year", "years", "day", "days"};
    return words.contains(name);
}

std::optional<base::Date> read_day(const std::string& text) {
    if (const auto day = base::Date::parse(text)) return day;
    if (const auto month = base::Month::parse(text)) return month->first_day();
    return std::nullopt;
}

namespace {

std::optional<base::Date> read_end(Context& context, Fields& fields, std::string_view key) {
    const auto text = fields.text(key);
    if (!text) return std::nullopt;
    if (const auto day = base::Date::parse(*text)) return day;
    const auto month = base::Month::parse(*text);
    if (month) return key == "from" ? month->first_day() : month->last_day();
    context.diagnostics.error("date-expected", fields.find(key)->span, {base::shown(*text)});
    return std::nullopt;
}

}  // namespace

expr::InForce read_in_force(Context& context, const Fields& fields) {
    const Node* node = fields.find("in_force");
    if (node == nullptr) return {};
    Fields ends(context, *node, fields.place("in_force"), {"from", "to"});
    const expr::InForce in_force{read_end(context, ends, "from"), read_end(context, ends, "to")};
    if (ends.usable() && !ends.has("from") && !ends.has("to")) context.diagnostics.error("in-force-empty", node->span);
    if (in_force.from && in_force.to && *in_force.to < *in_force.from)
        context.diagnostics.error("in-force-order", node->span, {in_force.from->to_string(), in_force.to->to_string()});
    return in_force;
}

std::optional<expr::Expr> read_formula(Context& context, const Node* node) {
    if (node == nullptr) return std::nullopt;
    if (!node->is_scalar()) {
        context.diagnostics.error("not-a-formula", node->span);
        return std::nullopt;
    }
    auto parsed = expr::parse(formula_source(*node));
    context.diagnostics.append(parsed.diagnostics());
    if (!parsed) return std::nullopt;
    return std::move(*parsed);
}

void report_unknown_table(Context& context, const Node& at, const Policy& policy, bool registers) {
    std::vector<std::string> names;
    for (const Entity& one : policy.entities) names.push_back(one.name);
    for (const Register& one : policy.registers)
        if (registers) names.push_back(one.name);
    auto& error = context.diagnostics.error("unknown-table", at.span, {base::shown(at.text)});
    if (const auto near = base::nearest(at.text, names)) error.with_help("help-did-you-mean", {*near});
}

}  // namespace doudi::policy
