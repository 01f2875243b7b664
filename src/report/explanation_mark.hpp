#pragma once
// What the pages of an explanation share.

#include <string>

#include "doudi/table/explanation.hpp"

namespace doudi::report {

/// "✓ ", "✗ ", "? " in front of a condition; nothing in front of a value.
std::string mark(table::Outcome outcome);

}  // namespace doudi::report
