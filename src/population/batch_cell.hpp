#pragma once
// Single cells of batches: taken out, put in, shown.

#include <string>

#include "doudi/population/read.hpp"

namespace doudi::population {

Cell cell_at(const table::Column& column, std::size_t row);
/// `rows` is how many the column has.
void set_cell(table::Column& column, std::size_t rows, std::size_t row, const Cell& cell);
bool same_cell(const table::Column& a, std::size_t row_a, const table::Column& b, std::size_t row_b);
/// As the cell of a sheet would say it; "" when empty, masked when personal.
std::string shown_cell(const Cell& cell, const table::ColumnSpec& column, const table::Words& words);
/// A column of which every row is missing.
table::Column empty_column(table::ColumnKind kind, std::size_t rows);

/// Gives each batch the columns that no sheet holds, all missing.
void add_joined_columns(const table::Schema& schema, std::vector<table::Batch>& batches);
/// What sheets have of it.
table::Schema without_joined(table::Schema schema);

}  // namespace doudi::population
