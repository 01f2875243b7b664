// Three-valued logic, selections and comparisons. `false and unknown` is false, `true or unknown` is true.

#include <algorithm>

#include "doudi/base/id_number.hpp"
#include "evaluator.hpp"

namespace doudi::engine {

using plan::StepOp;

void Evaluator::known(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand value = operand(step, 0);
    for (std::size_t row = 0; row < rows(step); ++row) {
        column.integers[row] = value.standing(row) == table::known ? 1 : 0;
        if (never_stated(value.standing(row))) set_standing(column, row, value.standing(row));
    }
}

/// A figure that was never stated is no answer to "is it known": asking refuses the run like reading.
bool Evaluator::never_stated(table::Standing standing) const {
    if (standing < table::first_unknown) return false;
    const auto& causes = frame_.causes.causes(standing);
    return std::any_of(causes.begin(), causes.end(), [&](int cause) { return frame_.cause_name(cause).starts_with("not_stated."); });
}

void Evaluator::fallback(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand value = operand(step, 0);
    const Operand otherwise = operand(step, 1);
    for (std::size_t row = 0; row < rows(step); ++row) copy(value.standing(row) == table::missing ? otherwise : value, row, column);
}

/// An unknown condition makes the result unknown, whatever stands behind it.
void Evaluator::select(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand condition = operand(step, 0);
    const Operand then = operand(step, 1);
    const Operand otherwise = operand(step, 2);
    for (std::size_t row = 0; row < rows(step); ++row) {
        const auto holds = truth(condition, row);
        if (holds) {
            copy(*holds ? then : otherwise, row, column);
        } else {
            set_standing(column, row, condition.standing(row));
        }
    }
}

void Evaluator::or_undecided(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand value = operand(step, 0);
    for (std::size_t row = 0; row < rows(step); ++row) column.integers[row] = value.standing(row) == table::known ? value.integer(row) : step.integer;
}

void Evaluator::demand(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand value = operand(step, 0);
    const Operand demanded = operand(step, 1);
    for (std::size_t row = 0; row < rows(step); ++row) {
        copy(value, row, column);
        if (value.standing(row) == table::missing && demanded.standing(row) == table::missing) set_standing(column, row, frame_.causes.of(step.cause));
    }
}

void Evaluator::negation(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand value = operand(step, 0);
    for (std::size_t row = 0; row < rows(step); ++row) {
        column.integers[row] = value.integer(row) == 0 ? 1 : 0;
        set_standing(column, row, value.standing(row));
    }
}

void Evaluator::logical(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand left = operand(step, 0);
    const Operand right = operand(step, 1);
    const bool decides = step.op == StepOp::or_;  // the value that settles it alone
    for (std::size_t row = 0; row < rows(step); ++row) {
        const auto a = truth(left, row);
        const auto b = truth(right, row);
        if (a == decides || b == decides) {
            column.integers[row] = decides ? 1 : 0;
        } else if (a && b) {
            column.integers[row] = decides ? 0 : 1;
        } else {
            set_standing(column, row, frame_.causes.both(left.standing(row), right.standing(row)));
        }
    }
}

namespace {

bool holds(StepOp op, std::strong_ordering order) {
    if (op == StepOp::equal) return order == 0;
    if (op == StepOp::not_equal) return order != 0;
    if (op == StepOp::less) return order < 0;
    if (op == StepOp::less_equal) return order <= 0;
    if (op == StepOp::greater) return order > 0;
    return order >= 0;
}

}  // namespace

void Evaluator::compare(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> sides = {operand(step, 0), operand(step, 1)};
    const bool numbers = sides[0].column().kind == table::ColumnKind::number;
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, sides, row, column)) continue;
        const auto order = numbers ? sides[0].number(row) <=> sides[1].number(row) : sides[0].integer(row) <=> sides[1].integer(row);
        column.integers[row] = holds(step.op, order) ? 1 : 0;
    }
}

void Evaluator::starts_with(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> value = {operand(step, 0)};
    for (std::size_t row = 0; row < rows(step); ++row)
        if (joined(step, value, row, column)) column.integers[row] = words_.word(value[0].integer(row)).starts_with(step.text) ? 1 : 0;
}

void Evaluator::valid_resident_id(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> value = {operand(step, 0)};
    for (std::size_t row = 0; row < rows(step); ++row)
        if (joined(step, value, row, column))
            column.integers[row] = base::find_id_number_fault(base::normalised_id(words_.word(value[0].integer(row)))) ? 0 : 1;
}

}  // namespace doudi::engine
