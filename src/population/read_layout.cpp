// Reads population.yaml. What of it fits the policy's inputs is checked by table_form.cpp, what fits the sheets by
// sheet_columns.cpp; a line that is missing is named here. A table's own keys are read by read_layout_table.cpp.

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"
#include "layout_outline.hpp"
#include "layout_reader.hpp"
#include "sheet_probe.hpp"

namespace doudi::population {

namespace fs = std::filesystem;

bool has_column(const table::TableSpec& spec, std::string_view name) {
    return std::any_of(spec.columns.begin(), spec.columns.end(),
                       [&](const table::ColumnSpec& column) { return column.name == name; });
}

// The line that is not there, with what it would be where that can be told.
base::Diagnostic& LayoutReader::missing(const std::string& line, const base::SourceSpan& place,
                                        const std::string& above) {
    const std::string key = line.substr(0, line.find(':'));
    base::Diagnostic& told = diagnostics_.error("layout-line-missing", place, {key + ":"});
    return above.empty() ? told.with_help("help-put-line-first", {line})
                         : told.with_help("help-put-line", {line, above});
}

const table::TableSpec* LayoutReader::spec_of(const std::string& name) const {
    for (const KnownTable& known : tables_) {
        if (known.spec->name == name) {
            return known.spec;
        }
    }
    return nullptr;
}

// A folder is often called by its month.
std::optional<std::string> LayoutReader::month_of_folder() const {
    const std::string name = fs::weakly_canonical(folder_.empty() ? fs::path(".") : folder_).filename().string();
    const std::string month = name.substr(0, 7);
    return base::Month::parse(month) ? std::optional(month) : std::nullopt;
}

// Of the two, one tells much of the other.
void LayoutReader::read_when(Fields& root) {
    const base::SourceSpan whole = {layout_.file, 0, 0, 0};
    const std::string exported = root.has("exported") ? root.find("exported")->text.substr(0, 7) : "YYYY-MM";
    const std::string month = root.has("month") ? root.find("month")->text : "YYYY-MM";
    if (described_ == Described::population) {
        if (const auto text = root.text("month")) {
            layout_.month = base::Month::parse(*text);
            if (!layout_.month) {
                diagnostics_.error("bad-month", root.find("month")->span, {"month", base::shown(*text)});
            }
        } else if (!root.has("month")) {
            missing("month: " + month_of_folder().value_or(exported), whole, "");
        }
    }
    if (const auto text = root.text("exported")) {
        layout_.exported = base::Date::parse(*text);
        if (!layout_.exported) {
            diagnostics_.error("bad-date", root.find("exported")->span, {"exported", base::shown(*text)});
        }
    } else if (!root.has("exported")) {
        missing("exported: " + month + "-DD", whole, "");
    }
}

void LayoutReader::read_root(const Node& node) {
    const base::SourceSpan whole = {layout_.file, 0, 0, 0};
    const bool is_population = described_ == Described::population;
    Fields root = is_population ? Fields(diagnostics_, node, whole, {"month", "exported", "tables", "absent"})
                                : Fields(diagnostics_, node, whole, {"exported", "tables", "absent"});
    if (!root.usable()) {
        return;
    }
    read_when(root);
    if (!root.has("tables")) {
        missing("tables:", whole, "");
        return;
    }
    read_tables(root.find("tables"));
    if (const Node* absent = root.find("absent")) {
        read_absent(absent);
    }
}

void LayoutReader::read_tables(const Node* tables) {
    if (!tables->is_map()) {
        diagnostics_.error("not-a-map", tables->span);
        return;
    }
    for (std::size_t i = 0; i < tables->keys.size(); ++i) {
        const table::TableSpec* spec = spec_of(tables->keys[i].text);
        if (spec == nullptr) {
            unknown_table(tables->keys[i]);
        } else {
            read_table(tables->keys[i], tables->items[i], *spec);
        }
    }
    for (const KnownTable& known : tables_) {
        const bool is_misspelt = std::any_of(tables->keys.begin(), tables->keys.end(), [&](const Node& key) {
            return base::nearest(key.text, {known.spec->name}).has_value();
        });
        if (known.required && !is_misspelt) {
            const auto sheets = unread_sheets(folder_, layout_.tables);
            base::Diagnostic& told = missing(known.spec->name + ":", tables->span, "tables:");
            if (!sheets.empty()) {
                told.with_help("help-put-table", {known.spec->name + ":", base::join(sheets, ", ")});
            }
        }
    }
}

void LayoutReader::unknown_table(const Node& key) {
    std::vector<std::string> names;
    for (const KnownTable& known : tables_) {
        names.push_back(known.spec->name);
    }
    base::Diagnostic& told =
        diagnostics_.error("layout-unknown-table", key.span, {base::shown(key.text), base::join(names, ", ")});
    if (const auto near = base::nearest(key.text, names)) {
        told.with_help("help-did-you-mean", {*near});
    }
}

void LayoutReader::read_table(const Node& key, const Node& node, const table::TableSpec& spec) {
    Fields fields(diagnostics_, node, key.span,
                  described_ == Described::payments
                      ? std::initializer_list<std::string_view>{"file", "encoding", "skip_rows", "total_row", "rows",
                                                                "sums", "columns", "ignore", "months"}
                      : std::initializer_list<std::string_view>{"file", "encoding", "skip_rows", "total_row", "rows",
                                                                "sums", "columns", "ignore", "distinct"});
    if (!fields.usable()) {
        return;
    }
    TableLayout table;
    table.table = key.text;
    table.span = key.span;
    table.skip_rows = fields.whole("skip_rows", 0, 100).value_or(0);
    read_total_row(fields, table);
    read_sums(fields, table);
    read_columns(fields, spec, table);
    read_ignore(fields, table);
    if (const auto distinct = fields.text("distinct")) {
        table.distinct = *distinct;
        table.distinct_span = fields.place("distinct");
    }
    table.months = fields.whole("months", 1, 12).value_or(1);
    read_files(fields, key, table);
    read_encoding(fields, key, table);
    read_rows(fields, key, table);
    layout_.tables.push_back(std::move(table));
}

void LayoutReader::read_absent(const Node* absent) {
    if (absent->is_null()) {
        return;  // nothing is; a column that is not there is told with the sheet
    }
    if (!absent->is_map()) {
        diagnostics_.error("not-a-map", absent->span);
        return;
    }
    for (std::size_t i = 0; i < absent->keys.size(); ++i) {
        find_absent_table(absent->keys[i], absent->items[i]);
    }
}

// `vehicles`, or `household.vehicles` where two tables have one.
void LayoutReader::find_absent_table(const Node& key, const Node& value) {
    const std::size_t dot = key.text.find('.');
    const std::string table = dot == std::string::npos ? "" : key.text.substr(0, dot);
    const std::string input = dot == std::string::npos ? key.text : key.text.substr(dot + 1);
    std::vector<std::string> having;
    std::vector<std::string> names;
    for (const KnownTable& known : tables_) {
        for (const table::ColumnSpec& column : known.spec->columns) {
            names.push_back(column.name);
        }
        const bool is_described = layout_.find(known.spec->name) != nullptr || known.required;
        if (has_column(*known.spec, input) && (table.empty() ? is_described : table == known.spec->name)) {
            having.push_back(known.spec->name);
        }
    }
    const bool is_value = value.is_scalar();
    if (!is_value) {
        diagnostics_.error("absent-without-value", key.span, {base::shown(key.text)});
    } else if (having.size() > 1) {
        diagnostics_.error("absent-of-two", key.span, {input, having[0] + "." + input, having[1] + "." + input});
    } else if (having.empty()) {
        base::Diagnostic& told = diagnostics_.error("absent-unknown", key.span, {base::shown(key.text)});
        if (const auto near = base::nearest(input, names)) {
            told.with_help("help-did-you-mean", {*near});
        }
    } else {
        layout_.absent.push_back({having.front(), input, value.text, key.span});
    }
}

base::Result<Layout> LayoutReader::read() {
    // A parent that is missing makes nonsense of what stands below it, and sometimes another sense.
    if (auto parent = find_missing_parent(layout_.file, tables_)) {
        diagnostics_.items().push_back(std::move(*parent));
        return std::move(diagnostics_);
    }
    const auto root = yaml::read_yaml(layout_.file);
    if (!root) {
        return root.diagnostics();
    }
    read_root(*root);
    return diagnostics_.has_errors() ? base::Result<Layout>(std::move(diagnostics_)) : std::move(layout_);
}

const ColumnLayout* TableLayout::find(std::string_view input) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const ColumnLayout& column) { return column.input == input; });
    return found == columns.end() ? nullptr : &*found;
}

bool TableLayout::ignores(std::string_view header) const {
    return std::any_of(ignore.begin(), ignore.end(), [&](const auto& one) { return one.first == header; });
}

const TableLayout* Layout::find(std::string_view table) const {
    const auto found =
        std::find_if(tables.begin(), tables.end(), [&](const TableLayout& one) { return one.table == table; });
    return found == tables.end() ? nullptr : &*found;
}

const AbsentInput* Layout::find_absent(std::string_view table, std::string_view input) const {
    const auto found = std::find_if(absent.begin(), absent.end(),
                                    [&](const AbsentInput& one) { return one.table == table && one.input == input; });
    return found == absent.end() ? nullptr : &*found;
}

base::Result<Layout> read_layout(const std::shared_ptr<const base::SourceFile>& file,
                                 const std::vector<KnownTable>& tables, Described described) {
    return LayoutReader(file, tables, described).read();
}

}  // namespace doudi::population
