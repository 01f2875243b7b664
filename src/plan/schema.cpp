// The columns a policy asks of its population.

#include "doudi/plan/compile.hpp"
#include "doudi/policy/overridable.hpp"

namespace doudi::plan {

namespace {

table::ColumnKind kind_of(expr::ValueKind kind) {
    switch (kind) {
        case expr::ValueKind::boolean: return table::ColumnKind::boolean;
        case expr::ValueKind::number: return table::ColumnKind::number;
        case expr::ValueKind::date: return table::ColumnKind::date;
        case expr::ValueKind::month: return table::ColumnKind::month;
        case expr::ValueKind::code: return table::ColumnKind::code;
        case expr::ValueKind::text: return table::ColumnKind::text;
    }
    return table::ColumnKind::text;
}

table::Empty empty_of(policy::Presence presence) {
    switch (presence) {
        case policy::Presence::required: return table::Empty::refused;
        case policy::Presence::with_default: return table::Empty::filled;
        case policy::Presence::optional: return table::Empty::missing;
        case policy::Presence::unknown: return table::Empty::unknown;
        case policy::Presence::ignored: return table::Empty::missing;
    }
    return table::Empty::refused;
}

/// As a sheet has it: that of the input's table, or of its register.
table::ColumnSpec column(const policy::Policy& policy, const policy::Input& input) {
    table::ColumnSpec spec;
    spec.name = input.name.substr(input.name.rfind('.') + 1);
    spec.headers = {spec.name};
    for (const std::string& label : {input.label.zh, input.label.en})
        if (!label.empty() && label != spec.headers.back()) spec.headers.push_back(label);
    spec.headers.insert(spec.headers.end(), input.aliases.begin(), input.aliases.end());
    spec.kind = kind_of(input.type.kind);
    spec.empty = empty_of(input.in_register.value_or(input.presence));
    spec.fill = input.default_text;
    spec.decimals = input.decimals;
    spec.min = input.min;
    spec.max = input.max;
    spec.scale = input.unit.scale;
    spec.spellings = input.spellings;
    spec.closed = input.type.codes != nullptr;
    spec.personal = policy.roles.of("id_number") == input.name || policy.roles.of("name") == input.name;
    spec.ignored = input.presence == policy::Presence::ignored;
    spec.lasting = input.lasting;
    spec.unit = input.unit_text;
    spec.declared = input.span;
    return spec;
}

/// A register's column as the table it matches has it: no sheet of that table holds it.
table::ColumnSpec joined_column(const policy::Policy& policy, const policy::Input& input) {
    table::ColumnSpec spec = column(policy, input);
    spec.name = input.name;
    spec.headers = {input.name};
    spec.empty = empty_of(input.presence);
    spec.joined = true;
    return spec;
}

table::RegisterSpec register_of(const policy::Policy& policy, int id) {
    const policy::Register& one = policy.registers[static_cast<std::size_t>(id)];
    table::RegisterSpec spec;
    spec.sheet = {one.name, one.file, "", "", {}, {}};
    table::ColumnSpec& key = spec.sheet.columns.emplace_back();
    key.name = one.key;
    key.headers = one.key_headers;
    key.empty = table::Empty::missing;  // somebody whose number the list does not know matches nobody
    key.personal = true;
    key.declared = one.span;
    spec.table = static_cast<std::size_t>(one.table);
    spec.matched = column_of(policy, one.matched);
    if (one.rows != expr::no_table) spec.rows = static_cast<std::size_t>(one.rows);
    for (std::size_t i = 0; i < policy.inputs.size(); ++i) {
        const policy::Input& input = policy.inputs[i];
        const bool is_of_rows = one.rows != expr::no_table && input.table == one.rows;
        if (input.of_register != id && !is_of_rows) continue;
        if (input.name == (is_of_rows ? "name" : one.name + ".name") && input.type.kind == expr::ValueKind::text && input.presence != policy::Presence::ignored)
            spec.name = spec.sheet.columns.size();
        spec.sheet.columns.push_back(column(policy, input));
        spec.sheet.columns.back().personal = spec.sheet.columns.back().personal || spec.name == spec.sheet.columns.size() - 1;
        spec.joined.push_back(column_of(policy, static_cast<int>(i)));
    }
    return spec;
}

/// Of an input as its column is, but never empty; of a formula by its type, numbers with at most six decimals.
table::OverridableSpec overridable_of(const policy::Policy& policy, const policy::Overridable& one) {
    constexpr int most_decimals = 6;
    table::OverridableSpec spec{one.name, one.spellings, static_cast<std::size_t>(one.table), {}};
    if (one.meaning.kind == expr::MeaningKind::input) spec.cell = column(policy, policy.inputs[static_cast<std::size_t>(one.meaning.id)]);
    spec.cell.name = one.name;
    spec.cell.kind = kind_of(one.type.kind);
    spec.cell.empty = table::Empty::refused;
    if (one.meaning.kind == expr::MeaningKind::input) return spec;
    spec.cell.decimals = one.type.kind == expr::ValueKind::number ? most_decimals : 0;
    spec.cell.closed = one.type.codes != nullptr;
    for (std::size_t i = 0; spec.cell.closed && i < one.type.codes->size(); ++i) spec.cell.spellings[(*one.type.codes)[i]] = (*one.type.codes)[i];
    return spec;
}

}  // namespace

table::Schema schema_of(const policy::Policy& policy) {
    table::Schema schema;
    for (const policy::Entity& entity : policy.entities) {
        const std::string parent_key = entity.parent == expr::no_table ? "" : policy.entities[static_cast<std::size_t>(entity.parent)].key;
        schema.tables.push_back({entity.name, entity.file, entity.key, parent_key, {}});
        if (schema.tables.size() > 2) schema.tables.back().parent = static_cast<std::size_t>(entity.parent);
        schema.tables.back().matched = entity.of_register >= 0;
        schema.tables.back().lasting = entity.lasting;
    }
    for (const policy::Input& input : policy.inputs)
        schema.tables[static_cast<std::size_t>(input.table)].columns.push_back(input.of_register < 0 ? column(policy, input) : joined_column(policy, input));
    for (std::size_t i = 0; i < policy.registers.size(); ++i) schema.registers.push_back(register_of(policy, static_cast<int>(i)));
    for (const policy::Check& check : policy.checks)
        if (check.unique >= 0)
            schema.uniques.push_back({check.name, static_cast<std::size_t>(check.of), column_of(policy, check.unique), check.severity == policy::CheckSeverity::hold});
    for (const policy::Overridable& one : policy::overridables_of(policy)) schema.overridables.push_back(overridable_of(policy, one));
    for (const auto& [role, name] : policy.roles.names) {
        const auto found = policy.find(name);
        if (found.size() == 1 && found.front().kind == expr::MeaningKind::input) schema.roles[role] = policy.name_of(found.front());
    }
    return schema;
}

std::size_t column_of(const policy::Policy& policy, int input) {
    std::size_t column = 0;
    for (int i = 0; i < input; ++i)
        if (policy.inputs[static_cast<std::size_t>(i)].table == policy.inputs[static_cast<std::size_t>(input)].table) ++column;
    return column;
}

}  // namespace doudi::plan
