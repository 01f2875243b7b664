// Reads what population.yaml says of one table: its file, encoding and control figures, its columns line by line.
// Which tables there are, and what is absent, is left to read_layout.cpp.

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"
#include "layout_reader.hpp"
#include "sheet_probe.hpp"
#include "table_form.hpp"

namespace doudi::population {

namespace fs = std::filesystem;

namespace {

bool is_input_of(const table::TableSpec& spec, std::string_view name) {
    return has_column(spec, name) || (!name.empty() && (name == spec.key || name == spec.parent_key));
}

}  // namespace

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
        const std::string line =
            counts.size() == 1 ? "rows: " + counts.front() : "rows: [" + base::join(counts, ", ") + "]";
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
    table.total_row =
        TotalRow{total.text("column").value_or(""), total.text("text").value_or(""), fields.place("total_row")};
}

// The map under `key`; nothing when there is none, or when it is no map (said).
const Node* LayoutReader::map_of(const Fields& fields, std::string_view key) {
    const Node* node = fields.find(key);
    if (node == nullptr || node->is_map()) {
        return node;
    }
    diagnostics_.error("not-a-map", node->span);
    return nullptr;
}

void LayoutReader::read_sums(Fields& fields, TableLayout& table) {
    const Node* node = map_of(fields, "sums");
    if (node == nullptr) {
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
    const Node* node = map_of(fields, "values");
    if (node == nullptr) {
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
            diagnostics_.error("not-a-text", value.is_null() ? node->keys[i].span : value.span,
                               {base::shown(node->keys[i].text)});
        } else {
            column.values.emplace(node->keys[i].text, std::move(meaning));
        }
    }
}

void LayoutReader::read_ignore(Fields& fields, TableLayout& table) {
    if (fields.has("ignore") && fields.find("ignore")->is_null()) {
        return;  // nothing is ignored; a header that nobody reads is told with the sheet
    }
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

}  // namespace doudi::population
