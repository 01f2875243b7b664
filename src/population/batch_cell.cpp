// A column keeps numbers apart from everything else, and standings only where not every row is known.
// Where cells come from is left to who puts them in.

#include "batch_cell.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::population {

using table::ColumnKind;

std::string_view to_string(Remark::Weight weight) {
    switch (weight) {
        case Remark::Weight::note: return "note";
        case Remark::Weight::warn: return "warn";
        case Remark::Weight::hold: return "hold";
    }
    return {};
}

Cell cell_at(const table::Column& column, std::size_t row) {
    Cell cell;
    cell.standing = column.standing_of(row);
    if (column.kind == ColumnKind::number) {
        cell.number = column.numbers[row];
    } else {
        cell.integer = column.integers[row];
    }
    return cell;
}

void set_cell(table::Column& column, std::size_t rows, std::size_t row, const Cell& cell) {
    if (column.kind == ColumnKind::number) {
        column.numbers[row] = cell.number;
    } else {
        column.integers[row] = cell.integer;
    }
    if (column.standing.empty() && cell.standing != table::known) {
        column.standing.assign(rows, table::known);
    }
    if (!column.standing.empty()) {
        column.standing[row] = cell.standing;
    }
}

bool same_cell(const table::Column& a, std::size_t row_a, const table::Column& b, std::size_t row_b) {
    const table::Standing standing = a.standing_of(row_a);
    if (standing != b.standing_of(row_b)) {
        return false;
    }
    if (standing != table::known) {
        return true;
    }
    return a.kind == ColumnKind::number ? a.numbers[row_a] == b.numbers[row_b] : a.integers[row_a] == b.integers[row_b];
}

std::string shown_cell(const Cell& cell, const table::ColumnSpec& column, const table::Words& words) {
    if (cell.standing != table::known) {
        return {};
    }
    switch (column.kind) {
        case ColumnKind::number: return (cell.number / column.scale).to_string();
        case ColumnKind::boolean: return cell.integer != 0 ? "true" : "false";
        case ColumnKind::date: return base::Date{static_cast<std::int32_t>(cell.integer)}.to_string();
        case ColumnKind::month: return base::Month{static_cast<std::int32_t>(cell.integer)}.to_string();
        case ColumnKind::code:
        case ColumnKind::text: break;
    }
    const std::string& word = words.word(cell.integer);
    return column.personal ? base::masked(word) : base::shown(word);
}

table::Column empty_column(ColumnKind kind, std::size_t rows) {
    table::Column column;
    column.kind = kind;
    if (kind == ColumnKind::number) {
        column.numbers.resize(rows);
    } else {
        column.integers.resize(rows);
    }
    column.standing.assign(rows, table::missing);
    return column;
}

void add_joined_columns(const table::Schema& schema, std::vector<table::Batch>& batches) {
    for (table::Batch& batch : batches) {
        for (std::size_t t = 0; t < schema.tables.size(); ++t) {
            const auto& columns = schema.tables[t].columns;
            for (std::size_t i = batch.columns[t].size(); i < columns.size(); ++i) {
                base::ensure(columns[i].joined || schema.tables[t].matched, "joined columns stand last");
                batch.columns[t].push_back(empty_column(columns[i].kind, batch.rows(t)));
            }
        }
    }
}

table::Schema without_joined(table::Schema schema) {
    for (table::TableSpec& spec : schema.tables) {
        std::erase_if(spec.columns, [&](const table::ColumnSpec& column) { return column.joined || spec.matched; });
    }
    return schema;
}

}  // namespace doudi::population
