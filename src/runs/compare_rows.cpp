// Who gains and who loses, unit by unit and household by household, and for which reasons.
// Sums by region and benefit are left to the totals.

#include "compare_rows.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "doudi/base/diagnostic.hpp"
#include "doudi/report/comparison.hpp"

namespace doudi::runs {

namespace {

using table::Entitlement;
using table::Status;

base::Rational awarded(const Entitlement& row) {
    return row.status == Status::eligible ? row.amount : base::Rational(0);
}
/// Of money only: a household's gain is no sum of parcels and yuan.
base::Rational paid(const Entitlement& row) { return row.in_kind ? base::Rational(0) : awarded(row); }
bool draws(const Entitlement& row) { return row.status == Status::eligible && !row.amount.is_zero(); }

std::vector<std::string> without(const std::vector<std::string>& reasons, const std::vector<std::string>& others) {
    std::vector<std::string> rest;
    for (const std::string& one : reasons)
        if (std::find(others.begin(), others.end(), one) == others.end()) rest.push_back(one);
    return rest;
}

class RowComparer {
public:
    explicit RowComparer(const ComparedBatch& what) : what_(what) {
        result_.movements.resize(what.policy.benefits.size());
    }

    RowDifferences compare(std::vector<Entitlement> before, std::vector<Entitlement> after) {
        add_missing(after, before);
        add_missing(before, after);
        base::ensure(before.size() == after.size(), "a scenario has the rows of today's law");
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (i > 0 && before[i].household != before[i - 1].household) end_household();
            const bool same_unit = before[i].household == after[i].household && before[i].person == after[i].person &&
                                   before[i].benefit == after[i].benefit;
            base::ensure(same_unit, "a scenario has the units of today's law in their order");
            row(before[i], after[i]);
        }
        if (!before.empty()) end_household();
        return std::move(result_);
    }

private:
    /// A benefit that one law does not have is drawn by nobody there. Rows stand by household, person and benefit.
    static void add_missing(const std::vector<Entitlement>& others, std::vector<Entitlement>& rows) {
        const auto place = [](const Entitlement& one) { return std::tuple(one.household, one.person, one.benefit); };
        const auto earlier = [&](const Entitlement& a, const Entitlement& b) { return place(a) < place(b); };
        std::vector<Entitlement> missing;
        std::set_difference(others.begin(), others.end(), rows.begin(), rows.end(), std::back_inserter(missing), earlier);
        if (missing.empty()) return;
        for (Entitlement& one : missing) {
            Entitlement nothing;
            nothing.household = one.household;
            nothing.person = one.person;
            nothing.benefit = one.benefit;
            nothing.in_kind = one.in_kind;
            one = std::move(nothing);
        }
        const auto middle = rows.insert(rows.end(), std::make_move_iterator(missing.begin()), std::make_move_iterator(missing.end()));
        std::inplace_merge(rows.begin(), middle, rows.end(), earlier);
    }

    void row(const Entitlement& before, const Entitlement& after) {
        old_ += paid(before);
        new_ += paid(after);
        drew_ = drew_ || draws(before);
        draws_ = draws_ || draws(after);
        if (before.status == after.status && before.amount == after.amount) return;
        table::ChangedUnit unit;
        unit.household_id = what_.batch.household_ids[before.household];
        if (before.person >= 0) unit.person_id = what_.batch.person_ids[static_cast<std::size_t>(before.person)];
        unit.benefit = what_.policy.benefits[static_cast<std::size_t>(before.benefit)].name;
        unit.status_old = before.status;
        unit.status_new = after.status;
        unit.in_kind = before.in_kind;
        unit.amount_old = before.amount;
        unit.amount_new = after.amount;
        unit.reasons_gained = without(after.reasons, before.reasons);
        unit.reasons_lost = without(before.reasons, after.reasons);
        move(before, after, unit);
        if (awarded(after) < awarded(before)) reasons_.insert(unit.reasons_gained.begin(), unit.reasons_gained.end());
        result_.gains_losses += report::gains_losses_row(what_.scenario, what_.month, unit);
    }

    void move(const Entitlement& before, const Entitlement& after, const table::ChangedUnit& unit) {
        table::Movement& movement = result_.movements[static_cast<std::size_t>(before.benefit)];
        const auto count = [](std::uint64_t& units, table::ReasonCounts& counts,
                              const std::vector<std::string>& reasons) {
            ++units;
            for (const std::string& reason : reasons) ++counts[reason];
        };
        if (!draws(before) && draws(after)) count(movement.newly_eligible, movement.reasons_newly, unit.reasons_lost);
        if (draws(before) && !draws(after)) count(movement.no_longer, movement.reasons_no_longer, unit.reasons_gained);
        if (before.status != Status::unclaimed && after.status == Status::unclaimed)
            count(movement.newly_unclaimed, movement.reasons_unclaimed, unit.reasons_lost);
    }

    void end_household() {
        const base::Rational difference = new_ - old_;
        if (difference.sign() > 0) result_.winners.add(difference);
        if (difference.sign() < 0) {
            result_.losers.add(difference);
            for (const std::string& reason : reasons_) ++result_.reasons_of_losers[reason];
        }
        result_.drawing_old += drew_ ? 1U : 0U;
        result_.drawing_new += draws_ ? 1U : 0U;
        old_ = new_ = 0;
        drew_ = draws_ = false;
        reasons_.clear();
    }

    const ComparedBatch& what_;
    RowDifferences result_;
    base::Rational old_, new_;
    bool drew_ = false;
    bool draws_ = false;
    std::set<std::string> reasons_;
};

}  // namespace

RowDifferences& RowDifferences::operator+=(const RowDifferences& other) {
    winners += other.winners;
    losers += other.losers;
    for (const auto& [reason, count] : other.reasons_of_losers) reasons_of_losers[reason] += count;
    for (std::size_t i = 0; i < movements.size(); ++i) movements[i] += other.movements[i];
    drawing_old += other.drawing_old;
    drawing_new += other.drawing_new;
    gains_losses += other.gains_losses;
    return *this;
}

RowDifferences compare_rows(const ComparedBatch& what, const std::vector<Entitlement>& before,
                            const std::vector<Entitlement>& after) {
    return RowComparer(what).compare(before, after);
}

}  // namespace doudi::runs
