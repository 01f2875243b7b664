#pragma once
// Which column of a sheet is which input of a table, in the plain format and as population.yaml says.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "header.hpp"
#include "mistakes.hpp"
#include "sheet.hpp"
#include "table_form.hpp"

namespace doudi::population {

/// Fields of a sheet; `absent` where it has none.
struct SheetColumns {
    std::size_t key = absent;
    std::size_t parent_key = absent;
    std::size_t distinct = absent;
    std::vector<std::size_t> columns;  ///< as in the TableSpec
};
/// Nothing when columns are missing, twice there or read by nobody; the mistakes say what to put where.
std::optional<SheetColumns> find_sheet_columns(const Rows& rows, const TableForm& form, Mistakes& mistakes);

/// False, and told, when the line behind the stated title lines names fewer columns than another near it.
bool check_header_line(const SheetFile& file, const TableForm& form, Mistakes& mistakes);

}  // namespace doudi::population
