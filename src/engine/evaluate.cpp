// Walks the plan's steps over a batch. Each kind of step has its kernel; nothing here knows what a step is for.

#include <algorithm>

#include "evaluator.hpp"

namespace doudi::engine {

std::size_t Frame::rows(expr::TableId table) const {
    return table == expr::no_table ? 1 : batch->rows(static_cast<std::size_t>(table));
}

std::size_t Frame::row_of(plan::Slot slot, expr::TableId table, std::size_t row) const {
    const expr::TableId own = plan->steps[static_cast<std::size_t>(slot)].table;
    if (own == expr::no_table) return 0;
    for (expr::TableId at = table; at != own; at = plan->parents[static_cast<std::size_t>(at)]) row = row_above[static_cast<std::size_t>(at)][row];
    return row;
}

std::pair<std::size_t, std::size_t> Frame::rows_of(std::size_t household, expr::TableId table) const {
    if (table == expr::household_table) return {household, household + 1};
    const auto [begin, end] = rows_of(household, plan->parents[static_cast<std::size_t>(table)]);
    const auto& first = batch->first(static_cast<std::size_t>(table));
    return {first[begin], first[end]};
}

bool Frame::is_set_aside(std::size_t household) const {
    for (const plan::CheckPlan& one : plan->checks) {
        if (!one.sets_aside) continue;
        const auto [begin, end] = rows_of(household, one.table);
        for (std::size_t row = begin; row < end; ++row) {
            const table::Column& column = columns[static_cast<std::size_t>(one.slot)];
            const std::size_t own = row_of(one.slot, one.table, row);
            if (column.standing_of(own) == table::known && column.integers[own] == 0) return true;
        }
    }
    return false;
}

std::string Frame::cause_name(int cause) const {
    const auto at = static_cast<std::size_t>(cause);
    return at < plan->causes.size() ? plan->causes[at] : extra_causes[at - plan->causes.size()];
}

Frame evaluate(const plan::Plan& plan, const table::Batch& batch, const State& before, const table::Words& words) {
    return Evaluator(plan, batch, before, words).run();
}

Evaluator::Evaluator(const plan::Plan& plan, const table::Batch& batch, const State& before, const table::Words& words)
    : plan_(plan), batch_(batch), before_(before), words_(words) {
    frame_.plan = &plan;
    frame_.batch = &batch;
    frame_.row_above.resize(plan.parents.size());
    for (std::size_t table = 1; table < plan.parents.size(); ++table) {
        const auto& first = batch.first(table);
        frame_.row_above[table].resize(batch.rows(table));
        for (std::uint32_t above = 0; above + 1 < first.size(); ++above)
            for (std::uint32_t row = first[above]; row < first[above + 1]; ++row) frame_.row_above[table][row] = above;
    }
}

/// Which row of `own` each row of the table `seen_from` below it belongs to.
const std::vector<std::uint32_t>& Evaluator::rows_above(expr::TableId own, expr::TableId seen_from) const {
    const auto from = static_cast<std::size_t>(seen_from);
    const expr::TableId parent = plan_.parents[from];
    if (parent == own) return frame_.row_above[from];
    const auto [found, is_new] = far_above_.try_emplace({own, seen_from});
    if (is_new) {
        const auto& further = rows_above(own, parent);
        for (const std::uint32_t row : frame_.row_above[from]) found->second.push_back(further[row]);
    }
    return found->second;
}

Frame Evaluator::run() {
    frame_.columns.resize(plan_.steps.size());
    for (const plan::Step& one : plan_.steps) {
        step(one);
        ++slot_;
    }
    return std::move(frame_);
}

void Evaluator::step(const plan::Step& s) {
    using plan::StepOp;
    switch (s.op) {
        case StepOp::constant: return constant(s);
        case StepOp::input: return input(s);
        case StepOp::lookup: return lookup(s);
        case StepOp::previous: return previous(s);
        case StepOp::known: return known(s);
        case StepOp::default_: return fallback(s);
        case StepOp::select: return select(s);
        case StepOp::or_undecided: return or_undecided(s);
        case StepOp::overridden: return overridden(s);
        case StepOp::demand: return demand(s);
        case StepOp::not_: return negation(s);
        case StepOp::and_:
        case StepOp::or_: return logical(s);
        case StepOp::add:
        case StepOp::subtract:
        case StepOp::multiply: return arithmetic(s);
        case StepOp::divide: return divide(s);
        case StepOp::negate:
        case StepOp::scale:
        case StepOp::abs:
        case StepOp::floor:
        case StepOp::ceil: return one_number(s);
        case StepOp::round: return round(s);
        case StepOp::least:
        case StepOp::greatest: return extreme(s);
        case StepOp::equal:
        case StepOp::not_equal:
        case StepOp::less:
        case StepOp::less_equal:
        case StepOp::greater:
        case StepOp::greater_equal: return compare(s);
        case StepOp::starts_with: return starts_with(s);
        case StepOp::valid_resident_id: return valid_resident_id(s);
        case StepOp::sum:
        case StepOp::count: return aggregate_numbers(s);
        case StepOp::any:
        case StepOp::all: return aggregate_logic(s);
        case StepOp::min:
        case StepOp::max: return aggregate_extreme(s);
        case StepOp::only: return aggregate_only(s);
        case StepOp::month_plus:
        case StepOp::date_plus_months:
        case StepOp::date_plus_days: return shift_time(s);
        case StepOp::month_difference:
        case StepOp::date_difference:
        case StepOp::months_between:
        case StepOp::age: return time_difference(s);
        case StepOp::month_of:
        case StepOp::month_start:
        case StepOp::month_end:
        case StepOp::month_number:
        case StepOp::month_year: return month_part(s);
    }
}

Operand Evaluator::operand(const plan::Step& step, std::size_t input) const {
    const auto slot = static_cast<std::size_t>(step.inputs[input]);
    const expr::TableId own = plan_.steps[slot].table;
    const bool is_above = own != expr::no_table && own != step.table;
    return {frame_.columns[slot], own == expr::no_table, is_above ? &rows_above(own, step.table) : nullptr};
}

table::Column& Evaluator::start(const plan::Step& step) {
    table::Column& column = frame_.columns[static_cast<std::size_t>(slot_)];
    const std::size_t count = rows(step);
    switch (step.kind) {
        case expr::ValueKind::number:
            column.kind = table::ColumnKind::number;
            column.numbers.resize(count);
            return column;
        case expr::ValueKind::boolean: column.kind = table::ColumnKind::boolean; break;
        case expr::ValueKind::date: column.kind = table::ColumnKind::date; break;
        case expr::ValueKind::month: column.kind = table::ColumnKind::month; break;
        case expr::ValueKind::code: column.kind = table::ColumnKind::code; break;
        case expr::ValueKind::text: column.kind = table::ColumnKind::text; break;
    }
    column.integers.resize(count);
    return column;
}

void Evaluator::set_standing(table::Column& column, std::size_t row, table::Standing standing) {
    if (standing == table::known) return;
    if (column.standing.empty()) column.standing.resize(std::max(column.numbers.size(), column.integers.size()), table::known);
    column.standing[row] = standing;
}

bool Evaluator::joined(const plan::Step&, const std::vector<Operand>& operands, std::size_t row, table::Column& column) {
    table::Standing standing = table::known;
    for (const Operand& one : operands)
        if (const table::Standing own = one.standing(row); own != table::known) standing = standing == table::known ? own : frame_.causes.both(standing, own);
    set_standing(column, row, standing);
    return standing == table::known;
}

void Evaluator::copy(const Operand& from, std::size_t row, table::Column& column) {
    if (column.kind == table::ColumnKind::number) {
        column.numbers[row] = from.number(row);
    } else {
        column.integers[row] = from.integer(row);
    }
    set_standing(column, row, from.standing(row));
}

std::optional<bool> Evaluator::truth(const Operand& operand, std::size_t row) {
    if (operand.standing(row) != table::known) return std::nullopt;
    return operand.integer(row) != 0;
}

}  // namespace doudi::engine
