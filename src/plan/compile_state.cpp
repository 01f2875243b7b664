// What months before have left: previous values, sums of the year so far, how long a row was absent.
// Each of them is an entry of the plan's states, which the engine carries to the next month.

#include <algorithm>

#include "compiler.hpp"
#include "doudi/policy/reads.hpp"

namespace doudi::plan {

namespace {
const expr::ValueKind boolean_kind = expr::ValueKind::boolean;
const expr::ValueKind number_kind = expr::ValueKind::number;
}  // namespace

int Compiler::remembered(const expr::Meaning& what, expr::TableId table, expr::ValueKind kind) {
    auto found = std::find_if(plan_.states.begin(), plan_.states.end(),
                              [&](const StateEntry& entry) { return entry.meaning == what; });
    if (found == plan_.states.end()) {
        plan_.states.push_back({policy_.name_of(what), what, table, kind, no_slot});
        found = plan_.states.end() - 1;
    }
    return static_cast<int>(found - plan_.states.begin());
}

Slot Compiler::remembered_value(const expr::Meaning& what, expr::TableId table, expr::ValueKind kind, Slot initial) {
    Step result;
    result.op = StepOp::previous;
    result.kind = kind;
    result.table = table;
    result.index = remembered(what, table, kind);
    result.inputs = {initial};
    return add(std::move(result));
}

Slot Compiler::previous(const expr::Expr& e) {
    const Slot initial = expression(e.args[1]);
    return remembered_value(e.args[0].meaning, e.args[0].table, e.type.kind, initial);
}

/// The month that wrote the row's state; the month computed where there is none.
Slot Compiler::row_month(expr::TableId table) {
    const expr::Meaning written{.kind = expr::MeaningKind::month, .id = table, .memory = expr::Memory::row_month};
    const Slot now = constant_of(expr::ValueKind::month, plan_.month.ordinal);
    return remembered_value(written, table, expr::ValueKind::month, now);
}

/// What the state has summed up, where it did so in this calendar year; else 0.
Slot Compiler::earlier_this_year(const expr::Meaning& summed, expr::TableId table) {
    expr::Meaning sum = summed;
    sum.memory = expr::Memory::year_to_date;
    const Slot year = step(StepOp::month_year, expr::ValueKind::number, {row_month(table)});
    const Slot same = step(StepOp::equal, expr::ValueKind::boolean, {year, constant(plan_.month.year())});
    return select(same, remembered_value(sum, table, expr::ValueKind::number, constant(0)), constant(0));
}

Slot Compiler::months_since(expr::TableId table) {
    const Slot now = constant_of(expr::ValueKind::month, plan_.month.ordinal);
    return step(StepOp::month_difference, expr::ValueKind::number, {now, row_month(table)});
}

/// Values read through `previous` are computed this month too, for the next; computing them may find further ones.
/// So are those that only the law of other months reads, such as a benefit that begins next month.
void Compiler::finish_states(const std::vector<expr::Meaning>& wanted, Extent extent) {
    for (std::size_t i = 0; i < plan_.states.size(); ++i) plan_.states[i].current = meaning(plan_.states[i].meaning);
    if (diagnostics_.has_errors()) return;
    for (const expr::Meaning& one : asked_in_other_months(wanted, extent)) anticipate(one);
}

/// All that this law's formulas, of any month, read through `previous`, as far as they rest under what is compiled.
std::set<expr::Meaning> Compiler::asked_in_other_months(const std::vector<expr::Meaning>& wanted, Extent extent) const {
    std::vector<expr::Meaning> roots = wanted;
    std::set<expr::Meaning> asked;
    const auto take = [&](const auto& one) {
        const std::set<expr::Meaning> now = policy::reads_of(one);
        const std::set<expr::Meaning> before = policy::remembered_by(one);
        roots.insert(roots.end(), now.begin(), now.end());
        roots.insert(roots.end(), before.begin(), before.end());
        asked.insert(before.begin(), before.end());
    };
    for (std::size_t i = 0; extent.all_benefits && i < policy_.benefits.size(); ++i)
        roots.push_back({expr::MeaningKind::benefit, static_cast<int>(i), expr::BenefitField::eligible, -1});
    for (const policy::Check& check : policy_.checks)
        if (extent.checks) take(check);
    for (const policy::Indicator& indicator : policy_.indicators)
        if (extent.all_benefits) take(indicator);
    asked.merge(policy::remembered_by(policy_, roots));
    return asked;
}

/// Where a value's rows are, whatever it is computed from: a person's value may rest on the household alone.
expr::TableId Compiler::declared_table(const expr::Meaning& what) const {
    const auto at = static_cast<std::size_t>(what.id);
    if (what.kind == expr::MeaningKind::month) return static_cast<expr::TableId>(what.id);
    if (what.kind == expr::MeaningKind::variable) return policy_.variables[at].table;
    if (what.kind == expr::MeaningKind::input) return policy_.inputs[at].table;
    return policy_.benefits[at].to;
}

/// What this month's law cannot tell yet (a slot, a formula that has not begun) is not kept: there was none.
void Compiler::anticipate(const expr::Meaning& one) {
    const std::size_t before = plan_.states.size();
    const auto at = static_cast<std::size_t>(one.id);
    expr::ValueKind kind = number_kind;
    if (one.kind == expr::MeaningKind::month) kind = expr::ValueKind::month;
    if (one.kind == expr::MeaningKind::variable) kind = policy_.variables[at].type.kind;
    if (one.kind == expr::MeaningKind::input) kind = policy_.inputs[at].type.kind;
    if (one.kind == expr::MeaningKind::benefit && one.field == expr::BenefitField::eligible) kind = boolean_kind;
    if (one.kind == expr::MeaningKind::benefit && one.field == expr::BenefitField::status) kind = expr::ValueKind::code;
    if (one.memory == expr::Memory::year_to_date) kind = number_kind;
    static_cast<void>(remembered(one, declared_table(one), kind));
    for (std::size_t i = before; i < plan_.states.size(); ++i) {
        plan_.states[i].current = meaning(plan_.states[i].meaning);
        plan_.states[i].anticipated = true;
    }
    if (!diagnostics_.has_errors()) return;
    diagnostics_ = {};
    plan_.states.resize(before);
}

}  // namespace doudi::plan
