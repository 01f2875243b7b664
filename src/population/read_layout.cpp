// Reads population.yaml. What of it fits the policy's inputs is checked by table_form.cpp, what fits the sheets by
// sheet_columns.cpp; a line that is missing is named here.

#include "doudi/population/layout.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/yaml/fields.hpp"
#include "doudi/yaml/node.hpp"
#include "layout_outline.hpp"
#include "sheet_probe.hpp"
#include "table_form.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;
using yaml::Fields;
using yaml::Node;

class LayoutReader {
public:
    LayoutReader(const std::shared_ptr<const base::SourceFile>& file, const std::vector<KnownTable>& tables,
                 Described described)
        : tables_(tables), described_(described), folder_(fs::path(file->name).parent_path()) {
        layout_.file = file;
    }
    base::Result<Layout> read();

private:
    void read_root(const Node& root);
    void read_when(Fields& root);
    void read_tables(const Node* tables);
    void read_table(const Node& key, const Node& node, const table::TableSpec& spec);
    void read_files(Fields& fields, const Node& key, TableLayout& table);
    void read_encoding(Fields& fields, const Node& key, TableLayout& table);
    void read_rows(Fields& fields, const Node& key, TableLayout& table);
    void read_total_row(Fields& fields, TableLayout& table);
    void read_sums(Fields& fields, TableLayout& table);
    void read_columns(Fields& fields, const table::TableSpec& spec, TableLayout& table);
    void read_column(const Node& key, const Node& node, TableLayout& table);
    void read_values(Fields& fields, ColumnLayout& column, const std::string& table);
    void read_ignore(Fields& fields, TableLayout& table);
    void read_absent(const Node* absent);
    void find_absent_table(const Node& key, const Node& value);

    void unknown_table(const Node& key);
    void unknown_input(const Node& key, const table::TableSpec& spec);
    base::Diagnostic& missing(const std::string& line, const base::SourceSpan& place, const std::string& above);
    [[nodiscard]] const table::TableSpec* spec_of(const std::string& name) const;
    [[nodiscard]] std::optional<std::string> month_of_folder() const;

    const std::vector<KnownTable>& tables_;
    Described described_;
    fs::path folder_;
    Layout layout_;
    base::Diagnostics diagnostics_;
};

bool has_column(const table::TableSpec& spec, std::string_view name) {
    return std::any_of(spec.columns.begin(), spec.columns.end(),
                       [&](const table::ColumnSpec& column) { return column.name == name; });
}

bool is_input_of(const table::TableSpec& spec, std::string_view name) {
    return has_column(spec, name) || (!name.empty() && (name == spec.key || name == spec.parent_key));
}

// The line that is not there, with what it would be where that can be told.
base::Diagnostic& LayoutReader::missing(const std::string& line, const base::SourceSpan& place,
                                        const std::string& above) {
    const std::string key = line.substr(0, line.find(':'));
    base::Diagnostic& told = diagnostics_.error("layout-line-missing", place, {key + ":"});
    return above.empty() ? told.with_help("help-put-line-first", {line}) : told.with_help("help-put-line", {line, above});
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

void LayoutReader::read_when(Fields& root) {
    const base::SourceSpan whole = {layout_.file, 0, 0, 0};
    if (described_ == Described::population) {
        if (const auto text = root.text("month")) {
            layout_.month = base::Month::parse(*text);
            if (!layout_.month) {
                diagnostics_.error("bad-month", root.find("month")->span, {"month", base::shown(*text)});
            }
        } else if (!root.has("month")) {
            missing("month: " + month_of_folder().value_or("YYYY-MM"), whole, "");
        }
    }
    if (const auto text = root.text("exported")) {
        layout_.exported = base::Date::parse(*text);
        if (!layout_.exported) {
            diagnostics_.error("bad-date", root.find("exported")->span, {"exported", base::shown(*text)});
        }
    } else if (!root.has("exported")) {
        missing("exported: YYYY-MM-DD", whole, "");
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
        if (known.required && tables->find(known.spec->name) == nullptr) {
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
                      ? std::initializer_list<std::string_view>{"file", "encoding", "skip_rows", "total_row", "rows", "sums",
                                                                "columns", "ignore", "months"}
                      : std::initializer_list<std::string_view>{"file", "encoding", "skip_rows", "total_row", "rows", "sums",
                                                                "columns", "ignore", "distinct"});
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

// A sheet lies in the folder of its description.
void LayoutReader::read_files(Fields& fields, const Node& key, TableLayout& table) {
    const Node* node = fields.find("file");
    if (node == nullptr) {
        std::vector<std::string> sheets = unread_sheets(folder_, layout_.tables);
        const std::string first = sheets.empty() ? "NAME.csv" : yaml_word(sheets.front(), false);
        base::Diagnostic& told = missing("file: " + first, key.span, "tables: " + key.text + ":");
        if (sheets.size() > 1) {
            told.with_note("other-sheets", {}, {base::join(sheets, ", ")});
        }
        return;
    }
    if (node->kind == yaml::NodeKind::sequence && described_ != Described::payments) {
        diagnostics_.error("layout-one-file", node->span, {table.table});
        return;
    }
    for (const Node* file : fields.list("file")) {
        const fs::path path(file->text);
        const bool leaves = std::find(path.begin(), path.end(), fs::path("..")) != path.end();
        if (file->text.empty() || path.is_absolute() || leaves) {
            diagnostics_.error("layout-file-outside", file->span, {base::shown(file->text)});
        }
        table.files.push_back(file->text);
    }
}

void LayoutReader::read_encoding(Fields& fields, const Node& key, TableLayout& table) {
    table.encoding_span = fields.place("encoding");
    if (!fields.has("encoding")) {
        const auto found = table.files.empty() ? std::nullopt : encoding_of(folder_ / table.files.front());
        missing("encoding: " + found.value_or("utf-8"), key.span, "tables: " + key.text + ":");
        return;
    }
    const auto word = fields.text("encoding");
    if (word && *word != "utf-8" && *word != "gb18030") {
        diagnostics_.error("layout-encoding", fields.find("encoding")->span, {base::shown(*word)});
    }
    table.encoding = word == "gb18030" ? Encoding::gb18030 : Encoding::utf8;
}

void LayoutReader::read_rows(Fields& fields, const Node& key, TableLayout& table) {
    table.rows_span = fields.place("rows");
    if (!fields.has("rows")) {
        std::vector<std::string> counts;
        for (const std::string& file : table.files) {
            const auto rows = rows_of(folder_ / file, table);
            counts.push_back(rows ? std::to_string(*rows) : "unstated");
        }
        const std::string line = counts.size() == 1 ? "rows: " + counts.front() : "rows: [" + base::join(counts, ", ") + "]";
        base::Diagnostic& told = missing("rows: ", key.span, "tables: " + key.text + ":");
        told.with_help("help-put-rows", {counts.empty() ? "rows: unstated" : line, "tables: " + key.text + ":"});
        return;
    }
    const Node* node = fields.find("rows");
    if (node->text == "unstated") {
        return;
    }
    for (const Node* item : fields.list("rows")) {
        const auto number = base::Rational::parse_decimal(item->text, true);
        const auto whole = number ? number->to_int64() : std::nullopt;
        if (!whole || *whole < 0) {
            diagnostics_.error("layout-rows", item->span, {base::shown(item->text)});
        } else {
            table.rows.push_back(static_cast<std::uint64_t>(*whole));
        }
    }
    if (!table.rows.empty() && !table.files.empty() && table.rows.size() != table.files.size()) {
        diagnostics_.error("layout-rows-of-files", node->span,
                           {std::to_string(table.rows.size()), std::to_string(table.files.size())});
    }
}

void LayoutReader::read_total_row(Fields& fields, TableLayout& table) {
    const Node* node = fields.find("total_row");
    if (node == nullptr) {
        return;
    }
    Fields total(diagnostics_, *node, fields.place("total_row"), {"column", "text"});
    if (!total.usable()) {
        return;
    }
    for (const char* key : {"column", "text"}) {
        if (!total.has(key)) {
            missing(std::string(key) + (std::string_view(key) == "text" ? ": 合计" : ": HEADER"),
                    fields.place("total_row"), "total_row:");
        }
    }
    table.total_row = TotalRow{total.text("column").value_or(""), total.text("text").value_or(""), fields.place("total_row")};
}

void LayoutReader::read_sums(Fields& fields, TableLayout& table) {
    const Node* node = fields.find("sums");
    if (node == nullptr) {
        return;
    }
    if (!node->is_map()) {
        diagnostics_.error("not-a-map", node->span);
        return;
    }
    for (std::size_t i = 0; i < node->keys.size(); ++i) {
        const auto sum = base::Rational::parse_decimal(node->items[i].text, true);
        if (!sum) {
            diagnostics_.error("bad-number-literal", node->items[i].span, {base::shown(node->items[i].text)});
        } else {
            table.sums.push_back({node->keys[i].text, *sum, node->keys[i].span});
        }
    }
}

void LayoutReader::unknown_input(const Node& key, const table::TableSpec& spec) {
    std::vector<std::string> names;
    for (const table::ColumnSpec& column : spec.columns) {
        names.push_back(column.name);
    }
    for (const std::string& one : {spec.key, spec.parent_key}) {
        if (!one.empty()) {
            names.push_back(one);
        }
    }
    base::Diagnostic& told = diagnostics_.error("layout-unknown-input", key.span, {base::shown(key.text), spec.name});
    if (const auto near = base::nearest(key.text, names)) {
        told.with_help("help-did-you-mean", {*near});
    }
}

void LayoutReader::read_columns(Fields& fields, const table::TableSpec& spec, TableLayout& table) {
    const Node* node = fields.find("columns");
    if (node == nullptr) {
        return;  // every header may be one of the policy's own names
    }
    if (!node->is_map()) {
        diagnostics_.error("not-a-map", node->is_null() ? fields.place("columns") : node->span);
        return;
    }
    for (std::size_t i = 0; i < node->keys.size(); ++i) {
        if (!is_input_of(spec, node->keys[i].text)) {
            unknown_input(node->keys[i], spec);
        } else {
            read_column(node->keys[i], node->items[i], table);
        }
    }
}

// A header alone, or a map that says how its cells are written.
void LayoutReader::read_column(const Node& key, const Node& node, TableLayout& table) {
    ColumnLayout column;
    column.input = key.text;
    column.span = key.span;
    if (node.is_scalar()) {
        column.header = node.text;
        table.columns.push_back(std::move(column));
        return;
    }
    Fields fields(diagnostics_, node, key.span, {"from", "unit", "values", "blank", "thousands", "format", "rule"});
    if (!fields.usable()) {
        return;
    }
    if (!fields.has("from")) {
        missing("from: HEADER", key.span, columns_of(table.table) + " " + key.text + ":");
    }
    column.header = fields.text("from").value_or("");
    column.unit = fields.text("unit").value_or("");
    column.blank = fields.text("blank");
    read_values(fields, column, table.table);
    if (const auto separator = fields.text("thousands")) {
        column.thousands = *separator == ",";
        if (!column.thousands) {
            diagnostics_.error("layout-thousands", fields.find("thousands")->span, {base::shown(*separator)});
        }
    }
    for (const Node* format : fields.list("format")) {
        column.formats.push_back(format->text);
    }
    if (const auto rule = fields.text("rule")) {
        column.rule = *rule;
        if (*rule != "pay_month" || table.table != "payments" || key.text != "month") {
            diagnostics_.error("layout-rule", fields.find("rule")->span, {base::shown(*rule)});
        }
    }
    table.columns.push_back(std::move(column));
}

// A list of benefits is one amount for several.
void LayoutReader::read_values(Fields& fields, ColumnLayout& column, const std::string& table) {
    const Node* node = fields.find("values");
    if (node == nullptr) {
        return;
    }
    if (!node->is_map()) {
        diagnostics_.error("not-a-map", node->span);
        return;
    }
    for (std::size_t i = 0; i < node->keys.size(); ++i) {
        const Node& value = node->items[i];
        std::string meaning = value.text;
        const bool is_list = value.kind == yaml::NodeKind::sequence && table == "payments" && column.input == "benefit";
        if (is_list) {
            std::vector<std::string> names;
            for (const Node& item : value.items) {
                names.push_back(item.text);
            }
            meaning = base::join(names, "+");
        }
        if ((!is_list && !value.is_scalar()) || meaning.empty()) {
            diagnostics_.error("not-a-text", value.is_null() ? node->keys[i].span : value.span, {base::shown(node->keys[i].text)});
        } else {
            column.values.emplace(node->keys[i].text, std::move(meaning));
        }
    }
}

void LayoutReader::read_ignore(Fields& fields, TableLayout& table) {
    for (const Node* header : fields.list("ignore")) {
        if (table.ignores(header->text)) {
            diagnostics_.error("listed-twice", header->span, {base::shown(header->text)});
            continue;
        }
        for (const ColumnLayout& column : table.columns) {
            if (column.header == header->text) {
                diagnostics_.error("ignored-and-read", header->span, {base::shown(header->text), column.input})
                    .with_note("described-here", column.span);
            }
        }
        table.ignore.emplace_back(header->text, header->span);
    }
}

void LayoutReader::read_absent(const Node* absent) {
    if (!absent->is_map()) {
        diagnostics_.error("not-a-map", absent->is_null() ? base::SourceSpan{layout_.file, 0, 0, 0} : absent->span);
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
    auto root = yaml::read_yaml(layout_.file);
    if (root) {
        read_root(*root);
    } else {
        diagnostics_ = std::move(root.diagnostics());
    }
    if (!diagnostics_.has_errors()) {
        return std::move(layout_);
    }
    // A parent that is missing makes nonsense of what stands below it.
    if (auto parent = find_missing_parent(layout_.file, tables_)) {
        base::Diagnostics only;
        only.items().push_back(std::move(*parent));
        return only;
    }
    return std::move(diagnostics_);
}

}  // namespace

const ColumnLayout* TableLayout::find(std::string_view input) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const ColumnLayout& column) { return column.input == input; });
    return found == columns.end() ? nullptr : &*found;
}

bool TableLayout::ignores(std::string_view header) const {
    return std::any_of(ignore.begin(), ignore.end(), [&](const auto& one) { return one.first == header; });
}

const TableLayout* Layout::find(std::string_view table) const {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableLayout& one) { return one.table == table; });
    return found == tables.end() ? nullptr : &*found;
}

const AbsentInput* Layout::find_absent(std::string_view table, std::string_view input) const {
    const auto found = std::find_if(absent.begin(), absent.end(), [&](const AbsentInput& one) {
        return one.table == table && one.input == input;
    });
    return found == absent.end() ? nullptr : &*found;
}

base::Result<Layout> read_layout(const std::shared_ptr<const base::SourceFile>& file,
                                 const std::vector<KnownTable>& tables, Described described) {
    return LayoutReader(file, tables, described).read();
}

}  // namespace doudi::population
