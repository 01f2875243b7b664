// From a frame to entitlements: status, amount, parts, and the reasons in the law's order.

#include <algorithm>
#include <set>

#include "doudi/base/diagnostic.hpp"
#include "doudi/engine/run.hpp"

namespace doudi::engine {

namespace {

using table::Status;

class Settler {
public:
    Settler(const Frame& frame, const policy::Policy& policy, const table::Words& words) : frame_(frame), policy_(policy), words_(words) {}

    Settled run() {
        for (std::uint32_t household = 0; household < frame_.batch->households(); ++household) {
            household_ = household;
            checks(household);
            for (const plan::BenefitPlan& benefit : frame_.plan->benefits)
                if (benefit.table == expr::household_table) unit(benefit, household, -1);
            for (std::uint32_t person = frame_.batch->first_person[household]; person < frame_.batch->first_person[household + 1]; ++person)
                for (const plan::BenefitPlan& benefit : frame_.plan->benefits)
                    if (benefit.table == expr::person_table) unit(benefit, person, person);
            remembered(household);
        }
        return std::move(settled_);
    }

private:
    [[nodiscard]] std::size_t row(plan::Slot slot) const { return frame_.row_of(slot, table_, row_); }
    [[nodiscard]] const table::Column& column(plan::Slot slot) const { return frame_.columns[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] table::Standing standing(plan::Slot slot) const { return column(slot).standing_of(row(slot)); }
    [[nodiscard]] bool is_true(plan::Slot slot) const { return standing(slot) == table::known && column(slot).integers[row(slot)] != 0; }
    [[nodiscard]] bool is_false(plan::Slot slot) const { return standing(slot) == table::known && column(slot).integers[row(slot)] == 0; }
    [[nodiscard]] const base::Rational& number(plan::Slot slot) const { return column(slot).numbers[row(slot)]; }

    /// What is remembered must be stated too: a state never carries a refusal into the next month.
    void remembered(std::uint32_t household) {
        for (const plan::StateEntry& entry : frame_.plan->states) {
            if (entry.anticipated) continue;
            table_ = entry.table;
            const bool persons = entry.table == expr::person_table;
            const std::size_t end = persons ? frame_.batch->first_person[household + 1] : household + 1;
            for (row_ = persons ? frame_.batch->first_person[household] : household; row_ < end; ++row_) note_unknown(entry.current);
        }
    }

    void checks(std::uint32_t household) {
        first_failed_ = settled_.failed.size();
        for (const plan::CheckPlan& one : frame_.plan->checks) {
            table_ = one.table;
            const auto [begin, end] = frame_.rows_of(household, table_);
            for (row_ = begin; row_ < end; ++row_) {
                note_unknown(one.slot);
                if (!is_true(one.slot)) settled_.failed.push_back({one.check, household, row_, !is_false(one.slot)});
            }
        }
    }

    void unit(const plan::BenefitPlan& benefit, std::size_t at, std::int64_t person) {
        table_ = benefit.table;
        row_ = at;
        unknown_.clear();
        table::Entitlement result;
        result.household = household_;
        result.person = person;
        result.benefit = benefit.benefit;
        result.in_kind = policy_.benefits[static_cast<std::size_t>(benefit.benefit)].in_kind;
        const std::string& word = words_.word(column(benefit.status).integers[row(benefit.status)]);
        for (std::size_t i = 0; i < table::status_count; ++i)
            if (table::to_string(static_cast<Status>(i)) == word) result.status = static_cast<Status>(i);
        reasons(benefit, result);
        hold(result);
        const bool has_amount = result.status != Status::ineligible && result.status != Status::undecided;
        if (has_amount) {
            result.amount = number(benefit.due);
            for (const plan::PartPlan& part : benefit.parts) result.parts.push_back(number(part.slot));
        }
        settled_.rows.push_back(std::move(result));
    }

    /// What would be paid waits while a check holds it. What other formulas read of it does not change.
    void hold(table::Entitlement& result) const {
        if (result.status != Status::eligible) return;
        const std::set<std::string> names = holding(result.benefit);
        if (!names.empty()) result.status = Status::held;
        for (const std::string& check : names) result.reasons.push_back("check." + check);
    }

    /// Names of the checks that hold this benefit of the household at hand. One of which nobody can tell holds too: what
    /// is not known to be sound is not paid. Only a household that is to be set aside has to fail for certain.
    [[nodiscard]] std::set<std::string> holding(int benefit) const {
        std::set<std::string> names;
        const auto covers = [&](const policy::Check& check) {
            return check.holds.empty() || std::find(check.holds.begin(), check.holds.end(), benefit) != check.holds.end();
        };
        for (std::size_t i = first_failed_; i < settled_.failed.size(); ++i) {
            const policy::Check& check = policy_.checks[static_cast<std::size_t>(settled_.failed[i].check)];
            const bool sets_aside = check.severity == policy::CheckSeverity::quarantine && !settled_.failed[i].unknown;
            if (sets_aside || (check.severity == policy::CheckSeverity::hold && covers(check))) names.insert(check.name);
        }
        const auto& holds = frame_.batch->holds;
        if (holds.empty()) return names;
        for (const std::string& name : holds[household_]) {
            const auto check = std::find_if(policy_.checks.begin(), policy_.checks.end(), [&](const policy::Check& one) { return one.name == name; });
            if (check == policy_.checks.end() || covers(*check)) names.insert(name);
        }
        return names;
    }

    void reasons(const plan::BenefitPlan& benefit, table::Entitlement& result) {
        std::vector<std::string>& codes = result.reasons;
        for (const plan::ConditionPlan& one : benefit.conditions) failing(one, codes);
        note_time(benefit.started, "not_started", codes);
        note_time(benefit.not_ended, "ended", codes);
        const policy::Benefit& law = policy_.benefits[static_cast<std::size_t>(benefit.benefit)];
        for (std::size_t i = 0; i < benefit.yields.size(); ++i) {
            if (is_true(benefit.yields[i])) codes.push_back("yields_to." + law.yields_to_names[i]);
            note_unknown(benefit.yields[i]);
        }
        if (benefit.beaten != plan::no_slot) {
            if (codes.empty() && is_true(benefit.beaten)) codes.push_back("best_of." + law.best_of);
            if (result.status == Status::undecided) note_unknown(benefit.beaten);
        }
        if (result.status == Status::undecided) note_unknown(benefit.due);
        if (result.status == Status::undecided && benefit.outside != plan::no_slot) note_unknown(benefit.outside);
        if (result.status == Status::unclaimed) codes.emplace_back("not_decided");
        codes.insert(codes.end(), unknown_.begin(), unknown_.end());
        if (result.status != Status::held) return;
        const bool outside = benefit.outside != plan::no_slot && is_true(benefit.outside) && number(benefit.due).sign() >= 0;
        codes.emplace_back(outside ? "outside_range" : "negative_amount");
    }

    void note_time(plan::Slot slot, const std::string& code, std::vector<std::string>& codes) {
        if (slot == plan::no_slot) return;
        if (is_false(slot)) codes.push_back(code);
        note_unknown(slot);
    }

    /// A failing condition is one reason; of a group: any → its own name, all → the failing members, none → those that hold.
    void failing(const plan::ConditionPlan& one, std::vector<std::string>& codes) {
        note_unknown(one.slot);
        if (!is_false(one.slot)) return;
        switch (one.condition->kind) {
            case policy::ConditionKind::when:
            case policy::ConditionKind::any: codes.push_back(one.condition->name); return;
            case policy::ConditionKind::all:
                for (const plan::ConditionPlan& member : one.members) failing(member, codes);
                return;
            case policy::ConditionKind::none:
                for (const plan::ConditionPlan& member : one.members) {
                    note_unknown(member.slot);
                    if (is_true(member.slot)) codes.push_back(member.condition->name);
                }
                return;
        }
    }

    void note_unknown(plan::Slot slot) {
        const table::Standing own = standing(slot);
        if (own < table::first_unknown) return;
        for (const int cause : frame_.causes.causes(own)) {
            const std::string name = frame_.cause_name(cause);
            if (name.starts_with("not_stated.")) {
                const NotStated missing_figure{name.substr(11), household_};
                const auto same = [&](const NotStated& other) { return other.parameter == missing_figure.parameter && other.household == household_; };
                if (std::none_of(settled_.not_stated.begin(), settled_.not_stated.end(), same)) settled_.not_stated.push_back(missing_figure);
            } else {
                unknown_.insert(name);
            }
        }
    }

    const Frame& frame_;
    const policy::Policy& policy_;
    const table::Words& words_;
    Settled settled_;
    expr::TableId table_ = expr::household_table;
    std::size_t row_ = 0;
    std::uint32_t household_ = 0;
    std::size_t first_failed_ = 0;    // of the household at hand, in settled_.failed
    std::set<std::string> unknown_;   // sorted by byte
};

}  // namespace

Settled settle(const Frame& frame, const policy::Policy& policy, const table::Words& words) { return Settler(frame, policy, words).run(); }

void carry(const Frame& frame, const table::Words& words, State& next) {
    for (const plan::StateEntry& entry : frame.plan->states) {
        const std::size_t at = next.column(entry.name);
        const table::Column& column = frame.columns[static_cast<std::size_t>(entry.current)];
        const bool persons = entry.table == expr::person_table;
        for (std::size_t row = 0; row < frame.rows(entry.table); ++row) {
            const std::size_t household = persons ? frame.household_of(row) : row;
            if (frame.is_set_aside(household)) continue;
            const std::size_t own = frame.row_of(entry.current, entry.table, row);
            StateValue value;
            const table::Standing standing = column.standing_of(own);
            value.standing = std::min(standing, table::first_unknown);
            if (standing >= table::first_unknown)
                for (const int cause : frame.causes.causes(standing)) value.causes.push_back(frame.cause_name(cause));
            std::sort(value.causes.begin(), value.causes.end());
            if (entry.anticipated && std::any_of(value.causes.begin(), value.causes.end(), [](const std::string& cause) { return cause.starts_with("not_stated."); })) continue;
            if (standing == table::known && entry.kind == expr::ValueKind::number) value.number = column.numbers[own];
            if (standing == table::known && entry.kind == expr::ValueKind::code) value.word = words.word(column.integers[own]);
            if (standing == table::known && entry.kind != expr::ValueKind::number && entry.kind != expr::ValueKind::code) value.integer = column.integers[own];
            next.set(state_key(frame.batch->household_ids[household], persons ? frame.batch->person_ids[row] : ""), at, std::move(value));
        }
    }
}

}  // namespace doudi::engine
