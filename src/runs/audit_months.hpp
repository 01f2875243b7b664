#pragma once
// Which months an audit is asked about, and which it has to recompute for that.

#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/population/payments.hpp"
#include "doudi/runs/audit.hpp"

namespace doudi::runs {

/// Those asked, or those the paid file holds; ascending.
std::vector<base::Month> asked_months(const AuditOptions& options, const population::Paid& paid);
/// The same, and where the file has pay months, those of it that came before and have a folder: what became known since was paid later.
std::vector<base::Month> months_of(const AuditOptions& options, const population::Paid& paid);

}  // namespace doudi::runs
