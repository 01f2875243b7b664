// The columns a population has, as the law declares them.

#include <array>
#include <map>

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

const std::map<std::string, expr::ValueKind> kinds = {{"bool", expr::ValueKind::boolean}, {"integer", expr::ValueKind::number}, {"number", expr::ValueKind::number},
                                                      {"date", expr::ValueKind::date},    {"month", expr::ValueKind::month},    {"code", expr::ValueKind::code},
                                                      {"text", expr::ValueKind::text}};

void read_type(Context& context, Fields& fields, const Node& key, Input& input) {
    const auto word = fields.text("type");
    if (!word) {
        if (!fields.has("type")) context.diagnostics.error("type-missing", key.span, {key.text});
        return;
    }
    const auto kind = kinds.find(*word);
    if (kind == kinds.end()) {
        context.diagnostics.error("unknown-type", fields.find("type")->span, {base::shown(*word)});
        return;
    }
    input.type.kind = kind->second;
    if (const auto unit = fields.text("unit")) {
        const auto declared = expr::parse_unit(*unit);
        if (!declared) context.diagnostics.error("unknown-unit", fields.find("unit")->span, {base::shown(*unit)});
        if (declared && kind->second != expr::ValueKind::number) context.diagnostics.error("unit-of-no-number", fields.place("unit"), {*word});
        if (declared) input.unit = *declared;
        input.type.unit = input.unit.unit;
    }
    const auto decimals = fields.whole("decimals", 0, 6);
    input.decimals = decimals.value_or(input.unit.unit.is_money() ? 2 : 0);
    if (*word == "number" && !decimals && !input.unit.unit.is_money()) context.diagnostics.error("decimals-missing", key.span, {key.text});
}

/// How an empty cell reads: one of the five, or required when none is named.
void read_presence(Context& context, Fields& fields, const Node& key, Input& input) {
    static constexpr std::array<std::pair<std::string_view, Presence>, 4> flags = {
        {{"required", Presence::required}, {"optional", Presence::optional}, {"unknown", Presence::unknown}, {"ignored", Presence::ignored}}};
    int named = 0;
    for (const auto& [word, presence] : flags) {
        if (!fields.flag(word).value_or(false)) continue;
        input.presence = presence;
        ++named;
    }
    if (fields.has("default")) {
        input.presence = Presence::with_default;
        input.default_text = fields.text("default").value_or("");
        ++named;
    }
    if (named > 1) context.diagnostics.error("presence-twice", key.span, {key.text});
    input.type.optional = input.presence == Presence::optional;
}

void add_spelling(Context& context, const Node& at, const std::string& spelling, const std::string& code, Input& input) {
    const auto [found, added] = input.spellings.emplace(spelling, code);
    if (!added && found->second != code) context.diagnostics.error("spelling-twice", at.span, {spelling, found->second, code});
}

/// A list of codes, or a map from code to the spellings accepted.
void read_values(Context& context, Fields& fields, Input& input) {
    const Node* values = fields.find("values");
    if (values == nullptr) return;
    const bool is_bool = input.type.kind == expr::ValueKind::boolean;
    if (input.type.kind != expr::ValueKind::code && !is_bool) {
        context.diagnostics.error("values-of-no-code", fields.place("values"));
        return;
    }
    std::vector<std::string> codes;
    if (values->is_map()) {
        for (std::size_t i = 0; i < values->keys.size(); ++i) {
            codes.push_back(values->keys[i].text);
            add_spelling(context, values->keys[i], values->keys[i].text, values->keys[i].text, input);
            const Node& spellings = values->items[i];
            if (spellings.is_scalar()) add_spelling(context, spellings, spellings.text, codes.back(), input);
            for (const Node& spelling : spellings.items) add_spelling(context, spelling, spelling.text, codes.back(), input);
        }
    } else {
        for (const Node* item : fields.list("values")) {
            codes.push_back(item->text);
            add_spelling(context, *item, item->text, item->text, input);
        }
    }
    if (!is_bool) input.type.codes = std::make_shared<const std::vector<std::string>>(std::move(codes));
}

void read_input(Context& context, expr::TableId table, const Node& key, const Node& node, Policy& policy) {
    Input input;
    input.table = table;
    Fields fields(context, node, key.span,
                  {"type", "unit", "decimals", "min", "max", "values", "required", "default", "optional", "unknown", "ignored", "lasting", "label", "aliases",
                   "description", "reference"});
    if (!fields.usable()) return;
    read_named(context, fields, key, {}, input);
    read_type(context, fields, key, input);
    read_presence(context, fields, key, input);
    read_values(context, fields, input);
    input.min = fields.number("min");
    input.max = fields.number("max");
    input.lasting = fields.flag("lasting").value_or(false);
    for (const Node* alias : fields.list("aliases")) input.aliases.push_back(alias->text);
    policy.inputs.push_back(std::move(input));
}

}  // namespace

void read_inputs(Context& context, Policy& policy) {
    for (const std::string name : {"household", "person"}) {
        const Node* section = context.merged.inputs.find(name);
        for (std::size_t i = 0; section != nullptr && i < section->keys.size(); ++i)
            read_input(context, table_of(name), section->keys[i], section->items[i], policy);
    }
}

}  // namespace doudi::policy
