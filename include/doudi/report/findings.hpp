#pragma once
// Findings of an audit: as files, as JSON, and for people.

#include <string>

#include "doudi/report/messages.hpp"
#include "doudi/table/finding.hpp"

namespace doudi::report {

/// month,household_id,person_id,benefit,paid,due,difference,class,cause,knowable,receivable; matches only with `all`.
std::string findings_csv(const table::Audit& audit, bool all);
/// month,class,rows,paid,due,difference; months "*" behind the others.
std::string audit_summary_csv(const table::Audit& audit);
/// What was matched, the classes, the first findings. Ids of persons are masked.
std::string draw(const table::Audit& audit, const std::string& title, Language language);
std::string to_json(const table::Audit& audit);

/// Reasons and causes in one text, as people read them: "a; b or c".
std::string cause_text(const table::Finding& finding, Language language);

}  // namespace doudi::report
