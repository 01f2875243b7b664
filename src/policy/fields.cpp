// Keys of a map by kind. Numbers and days are read from the text by our own grammar, never by the YAML library.

#include "fields.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::policy {

Fields::Fields(Context& context, const Node& node, const base::SourceSpan& place, std::initializer_list<std::string_view> allowed)
    : context_(context), node_(node), place_(place), usable_(node.is_map()) {
    if (!usable_) {
        context.diagnostics.error("not-a-map", node.is_null() ? place : node.span);
        return;
    }
    const std::vector<std::string> known(allowed.begin(), allowed.end());
    for (std::size_t i = 0; i < node.keys.size(); ++i)
        if (std::find(known.begin(), known.end(), node.keys[i].text) == known.end())
            report_unknown_key(context.diagnostics, node, node.keys[i], node.items[i], known);
}

bool is_cut_by_comma(const Node& map, const Node& key, const Node& value) {
    const auto in_word = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    const bool word = std::all_of(key.text.begin(), key.text.end(), in_word);
    return map.flow && value.is_null() && value.text.empty() && !key.quoted && !word && &key != &map.keys.front();
}

void report_unknown_key(base::Diagnostics& diagnostics, const Node& map, const Node& key, const Node& value, const std::vector<std::string>& known) {
    if (is_cut_by_comma(map, key, value)) {
        diagnostics.error("unquoted-comma", key.span, {base::shown(key.text)});
        return;
    }
    const auto near = base::nearest(key.text, known);
    auto& error = diagnostics.error("unknown-key", key.span, {base::shown(key.text)});
    if (near) error.with_help("help-did-you-mean", {*near});
}

base::SourceSpan Fields::place(std::string_view key) const {
    const Node* found = usable_ ? node_.key_of(key) : nullptr;
    return found != nullptr ? found->span : place_;
}

std::optional<std::string> Fields::text(std::string_view key) {
    const Node* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_scalar() && !value->text.empty()) return value->text;
    context_.diagnostics.error("not-a-text", value->span, {std::string(key)});
    return std::nullopt;
}

std::optional<bool> Fields::flag(std::string_view key) {
    const auto word = text(key);
    if (!word) return std::nullopt;
    if (*word == "true") return true;
    if (*word == "false") return false;
    context_.diagnostics.error("not-true-or-false", find(key)->span, {std::string(key), base::shown(*word)});
    return std::nullopt;
}

std::optional<base::Rational> Fields::number(std::string_view key) {
    const auto word = text(key);
    if (!word) return std::nullopt;
    auto value = base::Rational::parse_decimal(*word, true);
    if (!value) context_.diagnostics.error("bad-number-literal", find(key)->span, {base::shown(*word)});
    return value;
}

std::optional<int> Fields::whole(std::string_view key, int least, int most) {
    const auto value = number(key);
    if (!value) return std::nullopt;
    const auto whole = value->to_int64();
    if (whole && *whole >= least && *whole <= most) return static_cast<int>(*whole);
    context_.diagnostics.error("out-of-bounds", find(key)->span, {std::string(key), std::to_string(least), std::to_string(most)});
    return std::nullopt;
}

Label Fields::label(std::string_view key) {
    const Node* value = find(key);
    if (value == nullptr) return {};
    if (value->is_scalar()) return {value->text, value->text};
    Fields languages(context_, *value, place(key), {"en", "zh"});
    return {languages.text("en").value_or(""), languages.text("zh").value_or("")};
}

std::vector<const Node*> Fields::list(std::string_view key) {
    const Node* value = find(key);
    std::vector<const Node*> items;
    if (value == nullptr) return items;
    if (value->is_scalar()) return {value};
    if (value->kind != NodeKind::sequence) {
        context_.diagnostics.error("not-a-list", value->span, {std::string(key)});
        return items;
    }
    for (const Node& item : value->items) {
        if (item.is_scalar()) {
            items.push_back(&item);
        } else {
            context_.diagnostics.error("not-a-text", item.span, {std::string(key)});
        }
    }
    return items;
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

bool is_reserved(const std::string& name) {
    static const std::set<std::string> words = {
        "if", "then", "else", "or", "and", "not", "in", "default", "at", "as", "of", "where", "true", "false", "choose", "when", "otherwise",
        "sum", "count", "any", "all", "min", "max", "known", "previous", "round", "clamp", "abs", "floor", "ceil", "age", "months_between", "month_of",
        "starts_with", "month", "months", "year", "years", "day", "days", "household", "households", "person", "persons", "household_id", "person_id"};
    return words.contains(name);
}

std::optional<base::Date> read_day(const std::string& text) {
    if (const auto day = base::Date::parse(text)) return day;
    if (const auto month = base::Month::parse(text)) return month->first_day();
    return std::nullopt;
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

expr::TableId table_of(const std::string& name) {
    if (name == "household") return expr::household_table;
    if (name == "person") return expr::person_table;
    return expr::no_table;
}

}  // namespace doudi::policy
