// Empty tables with a data dictionary, and drafts of population.yaml. What is read of sheets is population::draft's.
// The files depend on no language: comments and labels stand in both.

#include "doudi/runs/template.hpp"

#include "doudi/base/text.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/population/draft.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

using table::ColumnKind;
using table::ColumnSpec;
using table::TableSpec;

std::string header_of(const TableSpec& spec) {
    std::vector<std::string> names;
    for (const std::string& key : {spec.parent_key, spec.key})
        if (!key.empty()) names.push_back(key);
    for (const ColumnSpec& column : spec.columns)
        if (!column.ignored && !column.joined) names.push_back(column.name);
    return report::csv_row(names);
}

std::string type_word(const ColumnSpec& column) {
    switch (column.kind) {
        case ColumnKind::boolean: return "bool";
        case ColumnKind::number: return column.decimals == 0 ? "integer" : "number";
        case ColumnKind::date: return "date";
        case ColumnKind::month: return "month";
        case ColumnKind::code: return "code";
        case ColumnKind::text: return "text";
    }
    return {};
}

/// What an empty cell is, in the words of a policy.
std::string empty_word(const ColumnSpec& column) {
    if (column.ignored) return "ignored";
    switch (column.empty) {
        case table::Empty::refused: return "required";
        case table::Empty::filled: return "default: " + column.fill;
        case table::Empty::missing: return "optional";
        case table::Empty::unknown: return "unknown";
    }
    return {};
}

/// "urban|城镇|城市;rural|农村": each value with its other spellings; forms of dates and bools.
std::string allowed_cells(const ColumnSpec& column) {
    if (column.kind == ColumnKind::date) return "YYYY-MM-DD";
    if (column.kind == ColumnKind::month) return "YYYY-MM";
    std::map<std::string, std::vector<std::string>> by_value;
    if (column.kind == ColumnKind::boolean) by_value = {{"true", {"1", "是"}}, {"false", {"0", "否"}}};
    for (const auto& [text, value] : column.spellings) {
        auto& others = by_value[value];
        if (text != value) others.push_back(text);
    }
    std::vector<std::string> values;
    for (const auto& [value, others] : by_value)
        values.push_back(others.empty() ? value : value + "|" + base::join(others, "|"));
    return base::join(values, ";");
}

std::string in_both(const policy::Label& label) {
    if (label.zh == label.en || label.en.empty()) return label.zh;
    return label.zh.empty() ? label.en : label.zh + " / " + label.en;
}

void describe(const TableSpec& table, const ColumnSpec& column, const policy::Input* input, std::string& csv) {
    const auto bound = [](const std::optional<base::Rational>& number) { return number ? number->to_string() : ""; };
    const bool is_number = column.kind == ColumnKind::number;
    csv += report::csv_row({table.name, table.file, column.name, input == nullptr ? "" : in_both(input->label),
                            input == nullptr ? "" : base::join(input->aliases, ";"), type_word(column), column.unit,
                            is_number ? std::to_string(column.decimals) : "", bound(column.min), bound(column.max),
                            empty_word(column), allowed_cells(column), input == nullptr ? "" : input->description});
}

ColumnSpec id_column(const std::string& name) {
    ColumnSpec column;
    column.name = name;
    column.kind = ColumnKind::text;
    return column;
}

std::string dictionary(const policy::Policy& policy, const table::Schema& schema) {
    std::string csv = "table,file,column,label,aliases,type,unit,decimals,min,max,empty_cell,values,description\n";
    for (std::size_t t = 0; t < schema.tables.size(); ++t) {
        const TableSpec& table = schema.tables[t];
        if (table.matched) continue;   // its columns are the register's
        for (const std::string& key : {table.parent_key, table.key})
            if (!key.empty()) describe(table, id_column(key), nullptr, csv);
        for (const ColumnSpec& column : table.columns)
            if (!column.joined) describe(table, column, policy.find_input(static_cast<expr::TableId>(t), column.name), csv);
    }
    for (const table::RegisterSpec& one : schema.registers)
        for (const ColumnSpec& column : one.sheet.columns)
            describe(one.sheet, column, one.rows ? policy.find_input(static_cast<expr::TableId>(*one.rows), column.name)
                                                 : policy.find_input(static_cast<expr::TableId>(one.table), one.sheet.name + "." + column.name), csv);
    return csv;
}

std::string in_both_languages(std::string_view key, const std::vector<std::string>& args) {
    const std::string en = report::text(report::Language::en, key, args);
    const std::string zh = report::text(report::Language::zh, key, args);
    return en + (en.find('\n') == std::string::npos ? "  " : "\n") + zh;
}

}  // namespace

std::map<std::string, std::string> empty_population(const policy::Policy& policy) {
    const table::Schema schema = plan::schema_of(policy);
    std::map<std::string, std::string> files;
    for (const TableSpec& table : schema.tables)
        if (!table.matched) files[table.file] = header_of(table);
    for (const table::RegisterSpec& one : schema.registers) files[one.sheet.file] = header_of(one.sheet);
    files["dictionary.csv"] = dictionary(policy, schema);
    return files;
}

base::Result<std::map<std::string, std::string>> drafted_population(const policy::Policy& policy,
                                                                    const std::vector<std::filesystem::path>& sheets) {
    const table::Schema schema = plan::schema_of(policy);
    auto draft = population::draft_layout(sheets, schema, in_both_languages);
    if (!draft) return std::move(draft.diagnostics());
    return std::map<std::string, std::string>{{"population.yaml", std::move(*draft)}, {"dictionary.csv", dictionary(policy, schema)}};
}

}  // namespace doudi::runs
