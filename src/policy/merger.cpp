// Lays the tree of one file over the merged tree: maps by key, lists and formulas whole, figures by index and day.
// Which files there are, layers.cpp knows.

#include "merger.hpp"

#include <algorithm>
#include <array>

#include "doudi/base/text.hpp"
#include "fields.hpp"
#include "scaled_figures.hpp"

namespace doudi::policy {

namespace {

const std::array<std::string_view, 10> head_keys = {"policy", "title", "summary", "extends", "currency", "applies_to", "shared", "roles", "payout", "leap_birthday"};
const std::array<std::string_view, 5> own_keys = {"policy", "title", "summary", "extends", "currency"};
const std::array<std::string_view, 6> law_sections = {"parameters", "variables", "benefits", "checks", "indicators", "lint"};

/// Keys of which one excludes the others: setting one takes the others out.
const std::vector<std::vector<std::string>> alternatives = {{"formula", "choose"}, {"amount", "parts"}, {"when", "any", "all", "none"}, {"values", "series", "brackets"}};

Node empty_map() {
    Node node;
    node.kind = NodeKind::map;
    return node;
}

bool is_true(const Node* node) { return node != nullptr && node->is_scalar() && node->text == "true"; }

}  // namespace

void Merger::add_file(const Node& root) {
    if (root.is_null()) return;
    if (!root.is_map()) {
        diagnostics_.error("not-a-map", root.span);
        return;
    }
    const Node* law = root.find("law");
    for (std::size_t i = 0; i < root.keys.size(); ++i) add_section(root, i, law);
}

void Merger::add_sheets(const Node& root) {
    const Node* key = root.is_map() ? root.key_of("parameters_from") : nullptr;
    const Node* law = root.find("law");
    if (key == nullptr) return;
    if (law == nullptr || !law->is_scalar()) {
        diagnostics_.error("law-missing", key->span, {key->text});
        return;
    }
    Node& section = child(child(merged_.laws, *law, law->text), *key, "parameters");
    const Node overlays = parameters_of_sheet(sheets_, *key, *root.find("parameters_from"));
    for (std::size_t i = 0; i < overlays.keys.size(); ++i) {
        if (Node* present = section.find(overlays.keys[i].text)) {
            merge_into(*present, overlays.items[i]);
        } else {
            not_in_base(section, overlays.keys[i]);
        }
    }
}

void Merger::add_section(const Node& root, std::size_t at, const Node* law) {
    const Node& key = root.keys[at];
    const Node& value = root.items[at];
    if (std::find(head_keys.begin(), head_keys.end(), key.text) != head_keys.end()) {
        const bool before = changed_;
        merge_key(merged_.head, key, value);
        if (std::find(own_keys.begin(), own_keys.end(), key.text) != own_keys.end()) changed_ = before;
    } else if (key.text == "inputs") {
        tables(merged_.inputs, value);
    } else if (key.text == "entities") {
        named_things(merged_.entities, value);
    } else if (key.text == "registers") {
        named_things(merged_.registers, value);
    } else if (std::find(law_sections.begin(), law_sections.end(), key.text) != law_sections.end()) {
        if (law == nullptr || !law->is_scalar()) {
            diagnostics_.error("law-missing", key.span, {key.text});
            return;
        }
        Node& section = child(child(merged_.laws, *law, law->text), key, key.text);
        if (key.text == "variables") {
            tables(section, value);
        } else if (key.text == "parameters") {
            named_things(section, with_figures(section, value));
        } else {
            named_things(section, value);
        }
    } else if (key.text != "law" && key.text != "parameters_from") {
        unknown_key(root, at);
    }
}

void Merger::unknown_key(const Node& root, std::size_t at) {
    std::vector<std::string> known(head_keys.begin(), head_keys.end());
    known.insert(known.end(), law_sections.begin(), law_sections.end());
    known.insert(known.end(), {"law", "inputs", "entities", "registers", "parameters_from"});
    yaml::report_unknown_key(diagnostics_, root, root.keys[at], root.items[at], known);
}

Node& Merger::child(Node& parent, const Node& key, const std::string& name) {
    if (Node* found = parent.find(name)) return *found;
    Node named = key;
    named.text = name;
    parent.set(std::move(named), empty_map());
    return parent.items.back();
}

void Merger::tables(Node& section, const Node& value) {
    if (!value.is_map()) {
        diagnostics_.error("not-a-map", value.span);
        return;
    }
    for (std::size_t i = 0; i < value.keys.size(); ++i) named_things(child(section, value.keys[i], value.keys[i].text), value.items[i]);
}

void Merger::named_things(Node& section, const Node& value) {
    if (!value.is_map()) {
        diagnostics_.error("not-a-map", value.span);
        return;
    }
    for (std::size_t i = 0; i < value.keys.size(); ++i) named_thing(section, value.keys[i], value.items[i]);
}

void Merger::named_thing(Node& section, const Node& key, Node value) {
    const bool is_new = value.is_map() && is_true(value.find("new"));
    const bool removes = value.is_map() && is_true(value.find("remove"));
    if (is_new) value.erase("new");
    Node* present = section.find(key.text);
    if (removes && value.keys.size() > 1) {
        diagnostics_.error("remove-alone", key.span, {key.text});
        return;
    }
    if (removes && kind_ == Kind::reform && depth_ == 0) {
        diagnostics_.error("reform-removes", key.span, {key.text});
        return;
    }
    if (kind_ == Kind::first_layer && !removes) {
        if (present != nullptr) {
            diagnostics_.error("declared-twice", key.span, {key.text}).with_note("first-is-here", section.key_of(key.text)->span);
            return;
        }
    } else if (present != nullptr && is_new) {
        diagnostics_.error("not-new", key.span, {key.text}).with_note("first-is-here", section.key_of(key.text)->span);
        return;
    } else if (present == nullptr && (!is_new || removes)) {
        not_in_base(section, key);
        return;
    }
    if (removes) {
        section.erase(key.text);
        changed_ = true;
    } else if (present == nullptr) {
        section.set(key, strip_new(std::move(value)));
        changed_ = true;
    } else {
        merge_into(*present, value);
    }
}

void Merger::not_in_base(const Node& section, const Node& key) {
    std::vector<std::string> names;
    for (const Node& other : section.keys) names.push_back(other.text);
    auto& error = diagnostics_.error("not-in-base", key.span, {key.text});
    if (const auto near = base::nearest(key.text, names)) error.with_help("help-did-you-mean", {*near});
}

Node Merger::with_figures(const Node& section, Node parameters) {
    for (std::size_t i = 0; i < parameters.keys.size(); ++i) {
        const Node* before = section.find(parameters.keys[i].text);
        read_sheet(parameters.items[i], parameters.keys[i], before);
        read_scale(parameters.items[i], parameters.keys[i], before);
    }
    return parameters;
}

void Merger::read_sheet(Node& parameter, const Node& name, const Node* before) {
    const Node* described = parameter.find("values_from");
    if (described == nullptr) return;
    Node key = *parameter.key_of("values_from");
    if (parameter.find("values") != nullptr) {
        diagnostics_.error("one-kind-of-figures", key.span, {name.text});
        return;
    }
    Node values = values_of_sheet(sheets_, key, *described, texts_of("by", parameter, before),
                                  base::join(texts_of("unit", parameter, before), ""));
    key.text = "values";
    parameter.erase("values_from");
    parameter.set(std::move(key), std::move(values));
}

void Merger::read_scale(Node& parameter, const Node& name, const Node* before) {
    const Node* scale = parameter.find("scale");
    if (scale == nullptr) return;
    const Node key = *parameter.key_of("scale");
    Node scaled;
    if (before == nullptr || parameter.keys.size() > 1) {
        diagnostics_.error("scale-alone", key.span, {name.text});
    } else {
        scaled = scaled_figures(key, *scale, *before, diagnostics_);
    }
    parameter.erase("scale");
    for (std::size_t i = 0; i < scaled.keys.size(); ++i) parameter.set(scaled.keys[i], scaled.items[i]);
}

std::vector<std::string> Merger::texts_of(std::string_view key, const Node& parameter, const Node* before) {
    const Node* node = parameter.find(key);
    if (node == nullptr && before != nullptr) node = before->find(key);
    std::vector<std::string> texts;
    if (node != nullptr && node->is_scalar()) texts.push_back(node->text);
    if (node != nullptr)
        for (const Node& item : node->items) texts.push_back(item.text);
    return texts;
}

Node Merger::strip_new(Node node) {
    if (is_true(node.find("new"))) node.erase("new");
    for (Node& item : node.items) item = strip_new(std::move(item));
    return node;
}

void Merger::merge_into(Node& base, const Node& overlay) {
    ++depth_;
    merge_map(base, overlay);
    --depth_;
}

void Merger::merge_map(Node& base, const Node& overlay) {
    if (!overlay.is_map() || !base.is_map()) {
        changed_ = changed_ || !yaml::same_content(base, overlay);
        base = overlay;
        return;
    }
    const bool replaces = is_true(overlay.find("replace"));
    if (replaces && overlay.find("values") == nullptr && overlay.find("series") == nullptr) diagnostics_.error("replace-wants-values", overlay.key_of("replace")->span);
    for (std::size_t i = 0; i < overlay.keys.size(); ++i) {
        const Node& key = overlay.keys[i];
        const Node& value = overlay.items[i];
        if (key.text == "replace" && replaces) continue;
        take_alternatives_out(base, key.text);
        Node* present = base.find(key.text);
        if (present != nullptr && (key.text == "eligible" || key.text == "parts")) {
            named_things(*present, value);
        } else if (is_group(key.text) || (replaces && has_figures(key.text))) {
            replace_key(base, key, value);
        } else if (has_figures(key.text)) {
            merge_values(base, key, value);
        } else {
            merge_key(base, key, value);
        }
    }
}

void Merger::merge_values(Node& base, const Node& key, const Node& value) {
    Node* present = base.find(key.text);
    const bool figure = value.find("value") != nullptr;  // {value, published, …} replaces the old one whole
    if (present == nullptr || !present->is_map() || !value.is_map() || figure) {
        replace_key(base, key, value);
        return;
    }
    for (std::size_t i = 0; i < value.keys.size(); ++i) merge_values(*present, value.keys[i], value.items[i]);
}

void Merger::replace_key(Node& base, const Node& key, const Node& value) {
    const Node* present = base.find(key.text);
    changed_ = changed_ || present == nullptr || !yaml::same_content(*present, value);
    base.set(key, value);
}

void Merger::merge_key(Node& base, const Node& key, const Node& value) {
    Node* present = base.find(key.text);
    if (present != nullptr && present->is_map() && value.is_map()) {
        merge_into(*present, value);
        return;
    }
    replace_key(base, key, strip_new(value));
}

void Merger::take_alternatives_out(Node& base, const std::string& key) {
    for (const auto& group : alternatives)
        if (std::find(group.begin(), group.end(), key) != group.end())
            for (const std::string& other : group)
                if (other != key) base.erase(other);
}

}  // namespace doudi::policy
