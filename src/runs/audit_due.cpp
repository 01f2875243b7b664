// Evaluates a batch for an audit: amounts by benefit, statuses with their reasons, whether somebody counted is left.
// What was paid is left to audit_reckon.cpp.

#include "audit_due.hpp"

#include <algorithm>

namespace doudi::runs {

Amounts operator-(Amounts a, const Amounts& b) {
    a.resize(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < b.size(); ++i) a[i] -= b[i];
    return a;
}

base::Rational sum_of(const Amounts& amounts, const std::vector<int>& benefits) {
    base::Rational sum;
    for (std::size_t i = 0; i < amounts.size(); ++i)
        if (benefits.empty() || std::find(benefits.begin(), benefits.end(), static_cast<int>(i)) != benefits.end()) sum += amounts[i];
    return sum;
}

namespace {

std::optional<expr::Meaning> role(const policy::Policy& policy, const std::string& name) {
    const std::string typed = policy.roles.of(name);
    return typed.empty() ? std::nullopt : std::optional(policy.find(typed).front());
}

/// Who is counted and who has died, by the roles; without them nobody is said to be gone.
class Members {
public:
    Members(const policy::Policy& policy, const plan::Plan& plan) {
        if (const auto members = role(policy, "members")) counted_ = plan.find(*members);
        if (const auto died = role(policy, "died"); died && died->kind == expr::MeaningKind::input) died_ = static_cast<int>(plan::column_of(policy, died->id));
    }

    void read(const engine::Frame& frame, std::size_t household, HouseholdDue& due) const {
        due.nobody_counted = counted_ != plan::no_slot;
        for (std::size_t person = frame.batch->first_person[household]; person < frame.batch->first_person[household + 1]; ++person) {
            if (counted_ != plan::no_slot && is_counted(frame, person)) due.nobody_counted = false;
            if (died_ >= 0) note_death(frame, person, due);
        }
    }

private:
    /// A fact that is unknown leaves the doubt in favour of somebody being there.
    [[nodiscard]] bool is_counted(const engine::Frame& frame, std::size_t person) const {
        const table::Column& column = frame.columns[static_cast<std::size_t>(counted_)];
        const std::size_t row = frame.row_of(counted_, expr::person_table, person);
        return column.standing_of(row) != table::known || column.integers[row] != 0;
    }
    void note_death(const engine::Frame& frame, std::size_t person, HouseholdDue& due) const {
        const table::Column& deaths = frame.batch->columns[expr::person_table][static_cast<std::size_t>(died_)];
        if (deaths.standing_of(person) != table::known) return;
        const base::Date day{static_cast<std::int32_t>(deaths.integers[person])};
        if (day >= frame.plan->month.first_day() || (due.died_on && *due.died_on >= day)) return;
        due.died_on = day;
        due.died = frame.batch->person_ids[person];
    }

    plan::Slot counted_ = plan::no_slot;
    int died_ = -1;
};

}  // namespace

std::vector<expr::Meaning> audit_roles(const policy::Policy& policy) {
    std::vector<expr::Meaning> wanted = roles_of_sums(policy);
    if (const auto members = role(policy, "members")) wanted.push_back(*members);
    return wanted;
}

DueOfBatch due_of(const policy::Policy& policy, const plan::Plan& plan, const table::Batch& batch, const engine::State& before, const table::Words& words) {
    DueOfBatch result{engine::evaluate(plan, batch, before, words), {}, {}};
    const engine::Settled settled = engine::settle(result.frame, policy, words);
    const plan::Slot region = slot_of_role(policy, plan, "region");
    for (const engine::NotStated& one : settled.not_stated) result.needs.push_back({one.parameter, region_of(result.frame, region, one.household, words)});
    result.households.resize(batch.households());
    const Members members(policy, plan);
    for (std::size_t i = 0; i < batch.households(); ++i) {
        HouseholdDue& due = result.households[i];
        due.household_id = batch.household_ids[i];
        due.amounts.resize(policy.benefits.size());
        members.read(result.frame, i, due);
    }
    for (const table::Entitlement& row : settled.rows) {
        HouseholdDue& due = result.households[row.household];
        if (row.in_kind) continue;   // nobody pays pieces
        if (row.status == table::Status::eligible) due.amounts[static_cast<std::size_t>(row.benefit)] += row.amount;
        due.units.push_back({row.benefit, row.person < 0 ? "" : batch.person_ids[static_cast<std::size_t>(row.person)], row.status, row.amount, row.reasons});
    }
    return result;
}

}  // namespace doudi::runs
