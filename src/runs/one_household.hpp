#pragma once
// One household out of a batch, so that looking at it alone costs little.

#include <cstddef>

#include "doudi/table/column.hpp"

namespace doudi::runs {

table::Batch one_household(const table::Batch& batch, std::size_t household);

}  // namespace doudi::runs
