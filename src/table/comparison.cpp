// Adding up a what-if. All sums are exact, so the order in which batches come does not matter.
// What the numbers mean to a reader is left to the report.

#include "doudi/table/comparison.hpp"

#include <algorithm>

namespace doudi::table {

namespace {

void add_counts(ReasonCounts& counts, const ReasonCounts& others) {
    for (const auto& [reason, count] : others) counts[reason] += count;
}

}  // namespace

ComparedSum& ComparedSum::operator+=(const ComparedSum& other) {
    units_old += other.units_old;
    units_new += other.units_new;
    amount_old += other.amount_old;
    amount_new += other.amount_new;
    unclaimed_old += other.unclaimed_old;
    unclaimed_new += other.unclaimed_new;
    return *this;
}

void Moved::add(const base::Rational& difference) {
    ++households;
    sum += difference;
    if (base::abs(difference) > base::abs(most)) most = difference;
}

Moved& Moved::operator+=(const Moved& other) {
    households += other.households;
    sum += other.sum;
    if (base::abs(other.most) > base::abs(most)) most = other.most;
    return *this;
}

Movement& Movement::operator+=(const Movement& other) {
    newly_eligible += other.newly_eligible;
    no_longer += other.no_longer;
    newly_unclaimed += other.newly_unclaimed;
    add_counts(reasons_newly, other.reasons_newly);
    add_counts(reasons_no_longer, other.reasons_no_longer);
    add_counts(reasons_unclaimed, other.reasons_unclaimed);
    return *this;
}

Band& Band::operator+=(const Band& other) {
    widens = widens || other.widens;
    between += other.between;
    beside += other.beside;
    return *this;
}

bool Comparison::entrants_seen() const {
    for (const ScenarioComparison& scenario : scenarios)
        for (const MonthComparison& month : scenario.months)
            if (!std::all_of(month.bands.begin(), month.bands.end(),
                             [](const Band& band) { return band.entrants_seen(); }))
                return false;
    return true;
}

}  // namespace doudi::table
