#pragma once
// What differs between two laws: for people, as CSV, as JSON.

#include <string>

#include "doudi/report/messages.hpp"
#include "doudi/table/law_difference.hpp"

namespace doudi::report {

/// By law and date: "-" what was, "+" what is, each with its place. Says when nothing differs.
std::string law_difference_screen(const table::LawComparison& comparison, Language language);
/// `law,kind,name,what,date,change,before,after,before_at,after_at`; change: added, removed, changed.
std::string law_difference_csv(const table::LawComparison& comparison);
std::string law_difference_json(const table::LawComparison& comparison);

}  // namespace doudi::report
