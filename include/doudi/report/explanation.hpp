#pragma once
// An explanation drawn as a page, or as JSON.

#include <string>

#include "doudi/report/messages.hpp"
#include "doudi/table/explanation.hpp"

namespace doudi::report {

std::string draw(const table::Explanation& explanation, Language language);
std::string to_json(const table::Explanation& explanation);

/// Two months of one household as two columns, `earlier` first: the same line once, with both values; "≠" where they differ.
std::string draw_against(const table::Explanation& earlier, const table::Explanation& later, Language language);
std::string to_json_against(const table::Explanation& earlier, const table::Explanation& later);

}  // namespace doudi::report
