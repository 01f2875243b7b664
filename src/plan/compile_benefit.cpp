// Benefits to steps: conditions, time, parts, rounding, yields, and what others read of them.
// Order: own conditions → amount and rounding → yields_to. Reasons are named later, from the slots kept here.

#include <algorithm>
#include <set>

#include "compiler.hpp"
#include "doudi/expr/check.hpp"

namespace doudi::plan {

namespace {
const expr::ValueKind boolean_kind = expr::ValueKind::boolean;
const expr::ValueKind number_kind = expr::ValueKind::number;
}  // namespace

void Compiler::benefit(int id) {
    const auto at = static_cast<std::size_t>(id);
    if (benefit_done_[at]) return;
    benefit_done_[at] = true;
    benefit_alone(id);
    const policy::Benefit& law = policy_.benefits[at];
    if (!is_in_force(law.in_force)) return;
    const Owner owner(*this, law.law + "." + law.name, law.span);
    BenefitPlan plan = plan_.benefits[at];
    plan.benefit = id;
    if (!law.best_of.empty()) best_of(id, plan);
    outcome(plan);
    for (const policy::FundingShare& one : law.funding) plan.funding.push_back(expression(one.share));
    plan_.benefits[at] = std::move(plan);
}

/// Its own conditions, amount and what it yields to; not yet whether another of its kind is larger.
void Compiler::benefit_alone(int id) {
    const auto at = static_cast<std::size_t>(id);
    if (benefit_alone_[at]) return;
    benefit_alone_[at] = true;
    const policy::Benefit& law = policy_.benefits[at];
    const Owner owner(*this, law.law + "." + law.name, law.span);
    BenefitPlan plan;
    plan.table = law.to;
    if (!is_in_force(law.in_force)) {
        not_there(law, plan);
        plan_.benefits[at] = std::move(plan);
        return;
    }
    for (const policy::Condition& one : law.eligible)
        if (is_in_force(one.in_force)) plan.conditions.push_back(condition(one));
    timing(law, plan);
    Slot sum = no_slot;
    for (const policy::Part& one : law.parts) {
        plan.parts.push_back(part(law, one));
        const Slot slot = plan.parts.back().slot;
        sum = plan.parts.size() == 1 ? slot : step(StepOp::add, number_kind, {sum, slot});
    }
    plan.due = law.total_round ? rounded(sum, *law.total_round) : sum;
    if (law.minimum && plan.due != no_slot) {
        const Slot small = all_of({step(StepOp::greater, boolean_kind, {plan.due, constant(0)}), step(StepOp::less, boolean_kind, {plan.due, constant(*law.minimum)})});
        plan.due = select(small, constant(*law.minimum), plan.due);
    }
    if (law.range) range(law, plan);
    yields(law, plan);
    if (!law.best_of.empty()) plan.drawn_alone = all_of({qualifies(plan), due_known(plan), awarded_or_none_needed(plan)});
    plan_.benefits[at] = std::move(plan);
}

/// The largest is paid; of equal ones the first. Who is not awarded stands in nobody's way.
void Compiler::best_of(int id, BenefitPlan& plan) {
    for (const int rival : policy_.rivals_of(id)) {
        if (!is_in_force(policy_.benefits[static_cast<std::size_t>(rival)].in_force)) continue;
        benefit_alone(rival);
        const BenefitPlan& other = plan_.benefits[static_cast<std::size_t>(rival)];
        const StepOp larger = rival < id ? StepOp::greater_equal : StepOp::greater;
        const Slot beats = step(StepOp::and_, boolean_kind, {other.drawn_alone, step(larger, boolean_kind, {other.due, plan.due})});
        plan.beaten = plan.beaten == no_slot ? beats : step(StepOp::or_, boolean_kind, {plan.beaten, beats});
    }
}

/// What must hold of the facts this month. A value no two rows share is looked at where the population is read.
void Compiler::checks() {
    for (std::size_t i = 0; i < policy_.checks.size(); ++i) {
        const policy::Check& law = policy_.checks[i];
        if (!law.when || !is_in_force(law.in_force)) continue;
        const Owner owner(*this, law.law + "." + law.name, law.when->span);
        const bool sets_aside = law.severity == policy::CheckSeverity::quarantine;
        plan_.checks.push_back({static_cast<int>(i), law.of, sets_aside, expression(*law.when)});
    }
}

void Compiler::indicators() {
    for (std::size_t i = 0; i < policy_.indicators.size(); ++i) {
        const policy::Indicator& law = policy_.indicators[i];
        if (!is_in_force(law.in_force)) continue;
        const Owner owner(*this, law.law + "." + law.name, law.span);
        plan_.indicators.push_back({static_cast<int>(i), law.of, expression(law.numerator), expression(law.denominator)});
    }
}

/// Nobody has a benefit that is not in force; others read so.
void Compiler::not_there(const policy::Benefit& law, BenefitPlan& plan) {
    plan.eligible = constant_bool(false);
    plan.amount = constant(0);
    plan.status = constant_code("ineligible");
    plan.part_amounts.assign(law.parts.size(), constant(0));
}

/// What an officer decided has to lie between the bounds, both in.
void Compiler::range(const policy::Benefit& law, BenefitPlan& plan) {
    const Slot below = step(StepOp::less, boolean_kind, {plan.due, expression(law.range->from)});
    const Slot above = step(StepOp::greater, boolean_kind, {plan.due, expression(law.range->to)});
    plan.outside = step(StepOp::or_, boolean_kind, {below, above});
}

ConditionPlan Compiler::condition(const policy::Condition& law) {
    ConditionPlan plan;
    plan.condition = &law;
    if (law.kind == policy::ConditionKind::when) {
        const Owner owner(*this, owner_.first, law.when.span);
        plan.slot = overridden(expression(law.when), {}, &law);
        return plan;
    }
    for (const policy::Condition& member : law.members) {
        if (!is_in_force(member.in_force)) continue;
        plan.members.push_back(condition(member));
        const Slot one = plan.members.back().slot;
        const StepOp op = law.kind == policy::ConditionKind::all ? StepOp::and_ : StepOp::or_;
        plan.slot = plan.members.size() == 1 ? one : step(op, boolean_kind, {plan.slot, one});
    }
    if (plan.members.empty()) plan.slot = constant_bool(law.kind == policy::ConditionKind::all);
    if (law.kind == policy::ConditionKind::none) plan.slot = step(StepOp::not_, boolean_kind, {plan.slot});
    plan.slot = overridden(plan.slot, {}, &law);
    return plan;
}

/// Only who has an award can be too early or too late.
void Compiler::timing(const policy::Benefit& law, BenefitPlan& plan) {
    if (law.award) plan.awarded = step(StepOp::known, boolean_kind, {expression(*law.award)});
    const auto compare = [&](const expr::Expr& when, StepOp op) {
        Slot month = expression(when);
        if (when.type.kind == expr::ValueKind::date) month = step(StepOp::month_of, expr::ValueKind::month, {month});
        const Slot now = constant_of(expr::ValueKind::month, plan_.month.ordinal);
        const Slot in_time = demanded(step(op, boolean_kind, {now, month}), when);
        return plan.awarded == no_slot ? in_time : select(plan.awarded, in_time, constant_bool(true));
    };
    if (law.starts) plan.started = compare(*law.starts, StepOp::greater_equal);
    if (law.ends) plan.not_ended = compare(*law.ends, StepOp::less_equal);
}

/// A date that is missing in `starts` or `ends` leaves the benefit undecided: it is asked for by its name.
Slot Compiler::demanded(Slot value, const expr::Expr& when) {
    std::set<expr::Meaning> now;
    std::set<expr::Meaning> before;
    expr::collect_reads(when, now, before);
    for (const expr::Meaning& read : now) {
        if (read.kind != expr::MeaningKind::input || !policy_.inputs[static_cast<std::size_t>(read.id)].type.optional) continue;
        Step demand;
        demand.op = StepOp::demand;
        demand.kind = kind_of(value);
        demand.inputs = {value, meaning(read)};
        demand.cause = cause("unknown", policy_.name_of(read));
        value = add(std::move(demand));
    }
    return value;
}

PartPlan Compiler::part(const policy::Benefit& benefit, const policy::Part& law) {
    PartPlan plan;
    plan.part = &law;
    const std::string name = law.name.empty() ? benefit.name : benefit.name + "." + law.name;
    const Owner owner(*this, benefit.law + "." + name, law.formula.span);
    if (!is_in_force(law.in_force)) {
        plan.when = constant_bool(false);
        plan.exact = plan.each = plan.slot = constant(0);
        return plan;
    }
    if (law.when) plan.when = expression(*law.when);
    plan.exact = benefit.range ? demanded(expression(law.formula), law.formula) : expression(law.formula);
    Slot value = law.round ? rounded(plan.exact, *law.round) : plan.exact;
    if (law.when) value = select(plan.when, value, constant(0));
    plan.each = value;
    plan.slot = value;
    if (!law.of_person || value == no_slot) return plan;
    if (table_of(value) != expr::person_table) value = select(constant_of_persons(), value, value);
    Step sum;
    sum.op = StepOp::sum;
    sum.table = expr::household_table;
    sum.index = expr::person_table;
    sum.has_value = true;
    sum.inputs = {value};
    plan.slot = add(std::move(sum));
    return plan;
}

/// A true value in every person's row: lifts what is the same for all persons to their rows.
Slot Compiler::constant_of_persons() {
    Step step;
    step.kind = boolean_kind;
    step.integer = 1;
    step.table = expr::person_table;
    return add(std::move(step));
}

Slot Compiler::rounded(Slot value, const policy::Rounding& law) {
    Step result;
    result.op = StepOp::round;
    result.inputs = {value, expression(law.to)};
    result.cause = cause("bad_rounding_step", owner_.first.substr(owner_.first.find('.') + 1));
    if (law.mode) result.mode = *law.mode;
    if (law.mode_name) result.inputs.push_back(expression(*law.mode_name));
    return add(std::move(result));
}

/// A household's benefit counts for each of its counted members.
void Compiler::yields(const policy::Benefit& law, BenefitPlan& plan) {
    for (const int other : law.yields_to) {
        Slot slot = meaning({expr::MeaningKind::benefit, other, expr::BenefitField::eligible, -1});
        const std::string members = policy_.roles.of("members");
        if (law.to == expr::person_table && policy_.benefits[static_cast<std::size_t>(other)].to == expr::household_table && !members.empty())
            slot = step(StepOp::and_, boolean_kind, {meaning(policy_.find(members).front()), slot});
        plan.yields.push_back(slot);
    }
}

/// Own conditions, its time, and nothing it steps back for.
Slot Compiler::qualifies(const BenefitPlan& plan) {
    std::vector<Slot> needed;
    for (const ConditionPlan& one : plan.conditions) needed.push_back(one.slot);
    needed.insert(needed.end(), {plan.started, plan.not_ended});
    for (const Slot yield : plan.yields) needed.push_back(step(StepOp::not_, boolean_kind, {yield}));
    if (plan.beaten != no_slot) needed.push_back(step(StepOp::not_, boolean_kind, {plan.beaten}));
    return all_of(needed);
}

/// True, or unknown.
Slot Compiler::due_known(const BenefitPlan& plan) {
    const Slot known = step(StepOp::equal, boolean_kind, {plan.due, plan.due});
    return plan.outside == no_slot ? known : step(StepOp::and_, boolean_kind, {known, step(StepOp::equal, boolean_kind, {plan.outside, plan.outside})});
}

Slot Compiler::awarded_or_none_needed(const BenefitPlan& plan) { return plan.awarded == no_slot ? constant_bool(true) : plan.awarded; }

/// What is undecided is unknown to others, and that is asked before the award: an unclaimed amount is an amount.
void Compiler::outcome(BenefitPlan& plan) {
    const Slot qualified = qualifies(plan);
    const Slot known = due_known(plan);
    const Slot awarded = awarded_or_none_needed(plan);
    const auto decided = [&](Slot yes, Slot no) { return select(qualified, select(known, yes, no), no); };
    plan.eligible = decided(awarded, constant_bool(false));
    plan.amount = decided(select(awarded, plan.due, constant(0)), constant(0));
    for (const PartPlan& one : plan.parts) plan.part_amounts.push_back(decided(select(awarded, one.slot, constant(0)), constant(0)));
    const Slot negative = step(StepOp::less, boolean_kind, {plan.due, constant(0)});
    const Slot within = plan.outside == no_slot ? constant_code("eligible") : select(plan.outside, constant_code("held"), constant_code("eligible"));
    const Slot paid = select(negative, constant_code("held"), within);
    const Slot status = decided(select(awarded, paid, constant_code("unclaimed")), constant_code("ineligible"));
    Step settled;
    settled.op = StepOp::or_undecided;
    settled.kind = expr::ValueKind::code;
    settled.inputs = {status};
    settled.integer = words_.intern("undecided");
    plan.status = add(std::move(settled));
}

}  // namespace doudi::plan
