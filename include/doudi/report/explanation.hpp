#pragma once
// An explanation drawn as a page, or as JSON.

#include <string>

#include "doudi/report/messages.hpp"
#include "doudi/table/explanation.hpp"

namespace doudi::report {

std::string draw(const table::Explanation& explanation, Language language);
std::string to_json(const table::Explanation& explanation);

}  // namespace doudi::report
