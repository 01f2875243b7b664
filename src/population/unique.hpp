#pragma once
// Values that no two rows may share: an account, a certificate number.

#include "doudi/population/read.hpp"

namespace doudi::population {

/// Remarks of every row whose value another row has too, and holds of their households where the check holds. Rows are
/// compared over the whole population, by normalised value; empty cells are nobody's.
void look_for_shared(const table::Schema& schema, const table::Words& words, Population& population);

}  // namespace doudi::population
