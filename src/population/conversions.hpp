#pragma once
// Notes of what was read otherwise than it stands in the sheets, with counts.

#include <cstdint>
#include <vector>

#include "cell.hpp"
#include "controls.hpp"
#include "doudi/base/diagnostic.hpp"
#include "table_form.hpp"

namespace doudi::population {

/// What became of one column's cells.
struct ReadColumn {
    const ColumnForm* form = nullptr;
    CellCounts counts;
};
/// One diagnostic each: of the sheet ("sheet-read"), of its dates and separators over all columns, of a column whose
/// cells took another meaning ("column-converted"), of an input without a column ("absent-column"). Pieces that belong
/// together are its notes.
std::vector<base::Diagnostic> describe_reading(const TableForm& form, const std::vector<ReadColumn>& columns,
                                               const Controls& controls, std::uint64_t rows);

}  // namespace doudi::population
