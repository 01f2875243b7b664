// Keys of a map by kind. Numbers are read from the text by our own grammar, never by the YAML library.

#include "doudi/yaml/fields.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::yaml {

Fields::Fields(base::Diagnostics& diagnostics, const Node& node, const base::SourceSpan& place, const std::vector<std::string_view>& allowed)
    : diagnostics_(diagnostics), node_(node), place_(place), usable_(node.is_map()) {
    if (!usable_) {
        diagnostics.error("not-a-map", node.is_null() ? place : node.span);
        return;
    }
    const std::vector<std::string> known(allowed.begin(), allowed.end());
    for (std::size_t i = 0; i < node.keys.size(); ++i)
        if (std::find(known.begin(), known.end(), node.keys[i].text) == known.end())
            report_unknown_key(diagnostics, node, node.keys[i], node.items[i], known);
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
    diagnostics_.error("not-a-text", value->span, {std::string(key)});
    return std::nullopt;
}

std::optional<bool> Fields::flag(std::string_view key) {
    const auto word = text(key);
    if (!word) return std::nullopt;
    if (*word == "true") return true;
    if (*word == "false") return false;
    diagnostics_.error("not-true-or-false", find(key)->span, {std::string(key), base::shown(*word)});
    return std::nullopt;
}

std::optional<base::Rational> Fields::number(std::string_view key) {
    const auto word = text(key);
    if (!word) return std::nullopt;
    auto value = base::Rational::parse_decimal(*word, true);
    if (!value) diagnostics_.error("bad-number-literal", find(key)->span, {base::shown(*word)});
    return value;
}

std::optional<int> Fields::whole(std::string_view key, int least, int most) {
    const auto value = number(key);
    if (!value) return std::nullopt;
    const auto whole = value->to_int64();
    if (whole && *whole >= least && *whole <= most) return static_cast<int>(*whole);
    diagnostics_.error("out-of-bounds", find(key)->span, {std::string(key), std::to_string(least), std::to_string(most)});
    return std::nullopt;
}

std::vector<const Node*> Fields::list(std::string_view key) {
    const Node* value = find(key);
    std::vector<const Node*> items;
    if (value == nullptr) return items;
    if (value->is_scalar()) return {value};
    if (value->kind != NodeKind::sequence) {
        diagnostics_.error("not-a-list", value->span, {std::string(key)});
        return items;
    }
    for (const Node& item : value->items) {
        if (item.is_scalar()) {
            items.push_back(&item);
        } else {
            diagnostics_.error("not-a-text", item.span, {std::string(key)});
        }
    }
    return items;
}

}  // namespace doudi::yaml
