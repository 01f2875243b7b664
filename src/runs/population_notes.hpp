#pragma once
// What a run says of the population it read: conversions, households set aside.

#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/population/read.hpp"

namespace doudi::runs {

/// Rows of checks.csv: one a conversion, as a note of the population as a whole.
std::string conversion_rows(const std::vector<base::Diagnostic>& conversions, base::Month month);
/// quarantine.csv, also when nothing was set aside.
std::string quarantine_csv(const std::vector<population::Quarantined>& quarantined);

}  // namespace doudi::runs
