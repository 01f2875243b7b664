// The columns a policy asks of its population.

#include "doudi/plan/compile.hpp"

namespace doudi::plan {

namespace {

table::ColumnKind kind_of(const policy::Input& input) {
    switch (input.type.kind) {
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

table::ColumnSpec column(const policy::Policy& policy, const policy::Input& input) {
    table::ColumnSpec spec;
    spec.name = input.name;
    spec.headers = {input.name};
    for (const std::string& label : {input.label.zh, input.label.en})
        if (!label.empty() && label != spec.headers.back()) spec.headers.push_back(label);
    spec.headers.insert(spec.headers.end(), input.aliases.begin(), input.aliases.end());
    spec.kind = kind_of(input);
    spec.empty = empty_of(input.presence);
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

}  // namespace

table::Schema schema_of(const policy::Policy& policy) {
    table::Schema schema;
    schema.tables = {{"household", "households.csv", "household_id", "", {}}, {"person", "persons.csv", "person_id", "household_id", {}}};
    for (const policy::Input& input : policy.inputs) schema.tables[static_cast<std::size_t>(input.table)].columns.push_back(column(policy, input));
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
