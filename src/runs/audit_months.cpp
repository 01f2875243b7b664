// Which months an audit is asked about, and which it has to recompute for that.

#include "audit_months.hpp"

#include <algorithm>
#include <set>

namespace doudi::runs {

namespace {

std::set<base::Month> months_in(const population::Paid& paid) {
    std::set<base::Month> months;
    for (const population::Payment& payment : paid.payments) months.insert(payment.month);
    return months;
}

}  // namespace

std::vector<base::Month> asked_months(const AuditOptions& options, const population::Paid& paid) {
    std::vector<base::Month> asked;
    if (options.months_of_file) {
        const auto months = months_in(paid);
        return {months.begin(), months.end()};
    }
    for (base::Month month = options.history.first; month <= options.history.last; month = month + 1) asked.push_back(month);
    return asked;
}

std::vector<base::Month> months_of(const AuditOptions& options, const population::Paid& paid) {
    std::vector<base::Month> months = asked_months(options, paid);
    if (options.months_of_file || !paid.by_pay_month || options.history.state_file) return months;
    const std::set<base::Month> held = months_in(paid);
    for (base::Month before = months.front() - 1; held.contains(before); before = before - 1) {
        const auto place = population::place_of(options.history.population, before);
        if (!place || place->held_still) break;
        months.insert(months.begin(), before);
    }
    return months;
}

}  // namespace doudi::runs
