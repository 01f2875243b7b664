// The columns a population has, as the law declares them.

#include <algorithm>
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
    bool unit_is_sound = true;
    if (const auto unit = fields.text("unit")) {
        const auto declared = expr::parse_unit(*unit);
        unit_is_sound = declared.has_value();
        if (!declared) context.diagnostics.error("unknown-unit", fields.find("unit")->span, {base::shown(*unit)});
        if (declared && kind->second != expr::ValueKind::number) context.diagnostics.error("only-for-numbers", fields.place("unit"), {"unit", *word});
        if (declared) input.unit = *declared;
        input.unit_text = *unit;
        input.type.unit = input.unit.unit;
    }
    for (const std::string_view bound : {"decimals", "min", "max"})
        if (fields.has(bound) && kind->second != expr::ValueKind::number) context.diagnostics.error("only-for-numbers", fields.place(bound), {std::string(bound), *word});
    const auto decimals = fields.whole("decimals", 0, *word == "integer" ? 0 : 6);
    input.decimals = decimals.value_or(input.unit.unit.is_money() ? 2 : 0);
    if (*word == "number" && !fields.has("decimals") && unit_is_sound && !input.unit.unit.is_money()) context.diagnostics.error("decimals-missing", key.span, {key.text});
}

/// How an empty cell reads: one of the five, or required when none is named.
void read_presence(Context& context, Fields& fields, const Node& key, Input& input) {
    static constexpr std::array<std::pair<std::string_view, Presence>, 4> flags = {
        {{"required", Presence::required}, {"optional", Presence::optional}, {"unknown", Presence::unknown}, {"ignored", Presence::ignored}}};
    int named = 0;
    for (const auto& [word, presence] : flags) {
        const auto flag = fields.flag(word);
        if (flag && !*flag) context.diagnostics.error("presence-false", fields.place(word), {std::string(word)});
        if (!flag.value_or(false)) continue;
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

/// The spellings of a code: one, or a list of them.
std::vector<const Node*> scalars_of(Context& context, const Node& node, const std::string& code) {
    if (node.is_scalar()) return {&node};
    std::vector<const Node*> result;
    if (node.kind != NodeKind::sequence) context.diagnostics.error("not-a-text", node.span, {base::shown(code)});
    for (const Node& item : node.items) {
        if (node.kind == NodeKind::sequence && item.is_scalar()) {
            result.push_back(&item);
        } else if (node.kind == NodeKind::sequence) {
            context.diagnostics.error("not-a-text", item.span, {base::shown(code)});
        }
    }
    return result;
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
            for (const Node* spelling : scalars_of(context, values->items[i], codes.back())) add_spelling(context, *spelling, spelling->text, codes.back(), input);
        }
    } else {
        for (const Node* item : fields.list("values")) {
            if (std::find(codes.begin(), codes.end(), item->text) != codes.end()) context.diagnostics.error("listed-twice", item->span, {base::shown(item->text)});
            codes.push_back(item->text);
            add_spelling(context, *item, item->text, item->text, input);
        }
    }
    if (codes.empty()) context.diagnostics.error("codes-missing", fields.place("values"), {input.name});
    if (!is_bool) input.type.codes = std::make_shared<const std::vector<std::string>>(std::move(codes));
}

void read_bounds(Context& context, Fields& fields, Input& input) {
    for (const auto& [key, bound] : {std::pair{"min", &Input::min}, std::pair{"max", &Input::max}}) {
        input.*bound = fields.number(key);
        if (input.*bound && !(input.*bound)->decimals(input.decimals))
            context.diagnostics.error("figure-decimals", fields.find(key)->span, {base::shown(fields.find(key)->text), std::to_string(input.decimals)});
    }
    if (input.min && input.max && *input.min > *input.max) context.diagnostics.error("min-above-max", fields.place("min"), {input.min->to_string(), input.max->to_string()});
}

/// What fills an empty cell has to be a cell that the column would take.
bool is_cell(const Input& input, const std::string& text) {
    switch (input.type.kind) {
        case expr::ValueKind::boolean: return text == "true" || text == "false" || input.spellings.contains(text);
        case expr::ValueKind::date: return base::Date::parse(text).has_value();
        case expr::ValueKind::month: return base::Month::parse(text).has_value();
        case expr::ValueKind::code: return !input.type.codes || std::find(input.type.codes->begin(), input.type.codes->end(), text) != input.type.codes->end();
        case expr::ValueKind::text: return true;
        case expr::ValueKind::number: break;
    }
    const auto number = base::Rational::parse_decimal(text);
    return number && number->decimals(input.decimals) && (!input.min || *number >= *input.min) && (!input.max || *number <= *input.max);
}

void check_default(Context& context, Fields& fields, const Input& input) {
    if (input.presence != Presence::with_default || input.default_text.empty() || is_cell(input, input.default_text)) return;
    context.diagnostics.error("default-does-not-fit", fields.find("default")->span, {base::shown(input.default_text), input.name});
}

/// A header of the data is looked up by name, label and alias: it may fit one column only.
void check_headers(Context& context, const Input& input, const Policy& policy) {
    const auto headers = [](const Input& one) {
        std::vector<std::string> all = one.aliases;
        all.insert(all.end(), {one.name.substr(one.name.rfind('.') + 1), one.label.en, one.label.zh});
        return all;
    };
    const auto same_sheet = [&](const Input& other) { return other.table == input.table && other.of_register == input.of_register; };
    for (const Input& other : policy.inputs)
        for (const std::string& header : headers(input)) {
            const auto taken = headers(other);
            if (!same_sheet(other) || header.empty() || std::find(taken.begin(), taken.end(), header) == taken.end()) continue;
            context.diagnostics.error("header-twice", input.span, {base::shown(header)}).with_note("first-is-here", other.span);
            break;
        }
    for (const Register& own : policy.registers) {
        const auto id = static_cast<int>(&own - policy.registers.data());
        if (input.of_register != id && (own.rows == expr::no_table || own.rows != input.table)) continue;
        for (const std::string& header : headers(input))
            if (std::find(own.key_headers.begin(), own.key_headers.end(), header) != own.key_headers.end() && !header.empty())
                context.diagnostics.error("header-twice", input.span, {base::shown(header)}).with_note("first-is-here", own.span);
    }
}

/// Seen from the table a register matches, each of its columns may be missing: there may be no match.
void join(int id, const Policy& policy, Input& input) {
    const Register& one = policy.registers[static_cast<std::size_t>(id)];
    input.name = one.name + "." + input.name;
    input.of_register = id;
    input.in_register = input.presence;
    if (input.presence != Presence::ignored) input.presence = Presence::optional;
    input.type.optional = true;
}

/// `of_register` is the register's place in the policy, -1 for a table's own input.
void read_input(Context& context, expr::TableId table, int of_register, const Node& key, const Node& node, Policy& policy) {
    Input input;
    input.table = table;
    Fields fields(context, node, key.span,
                  {"type", "unit", "decimals", "min", "max", "values", "required", "default", "optional", "unknown", "ignored", "lasting", "overridable", "label", "aliases",
                   "description", "reference"});
    if (!fields.usable()) return;
    read_named(context, fields, key, {}, input);
    read_type(context, fields, key, input);
    read_presence(context, fields, key, input);
    read_values(context, fields, input);
    read_bounds(context, fields, input);
    check_default(context, fields, input);
    input.lasting = fields.flag("lasting").value_or(false);
    input.overridable = fields.flag("overridable").value_or(false);
    if (input.overridable && (table > expr::person_table || input.presence == Presence::ignored))
        context.diagnostics.error("overridable-place", fields.place("overridable"), {input.name});
    for (const Node* alias : fields.list("aliases")) input.aliases.push_back(alias->text);
    if (of_register >= 0) join(of_register, policy, input);
    if (input.lasting && policy.entities[static_cast<std::size_t>(table)].of_register >= 0)
        context.diagnostics.error("register-many-lasting", fields.place("lasting"), {input.name});
    check_headers(context, input, policy);
    policy.inputs.push_back(std::move(input));
}

}  // namespace

void read_inputs(Context& context, Policy& policy) {
    const Node& sections = context.merged.inputs;
    for (std::size_t table = 0; table < policy.entities.size(); ++table) {
        const Node* section = sections.find(policy.entities[table].name);
        for (std::size_t i = 0; section != nullptr && policy.entities[table].of_register < 0 && i < section->keys.size(); ++i)
            read_input(context, static_cast<expr::TableId>(table), -1, section->keys[i], section->items[i], policy);
    }
    read_registers(context, policy);
    for (std::size_t t = 0; t < sections.keys.size(); ++t) {
        const Node& section = sections.items[t];
        const auto named_so = [&](const Register& one) { return one.name == sections.keys[t].text; };
        const auto found = std::find_if(policy.registers.begin(), policy.registers.end(), named_so);
        if (found == policy.registers.end()) continue;
        const bool is_many = found->rows != expr::no_table;
        const int id = is_many ? -1 : static_cast<int>(found - policy.registers.begin());
        for (std::size_t i = 0; i < section.keys.size(); ++i)
            if (section.keys[i].text != found->key) read_input(context, is_many ? found->rows : found->table, id, section.keys[i], section.items[i], policy);
    }
}

}  // namespace doudi::policy
