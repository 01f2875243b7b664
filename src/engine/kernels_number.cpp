// Exact arithmetic, row by row.

#include "evaluator.hpp"

namespace doudi::engine {

using plan::StepOp;

void Evaluator::arithmetic(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> sides = {operand(step, 0), operand(step, 1)};
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, sides, row, column)) continue;
        const base::Rational& a = sides[0].number(row);
        const base::Rational& b = sides[1].number(row);
        column.numbers[row] = step.op == StepOp::add ? a + b : step.op == StepOp::subtract ? a - b : a * b;
    }
}

void Evaluator::divide(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> sides = {operand(step, 0), operand(step, 1)};
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, sides, row, column)) continue;
        if (sides[1].number(row).is_zero()) {
            set_standing(column, row, frame_.causes.of(step.cause));
        } else {
            column.numbers[row] = sides[0].number(row) / sides[1].number(row);
        }
    }
}

namespace {

base::Rational applied(const plan::Step& step, const base::Rational& x) {
    if (step.op == StepOp::negate) return -x;
    if (step.op == StepOp::scale) return x * step.number;
    if (step.op == StepOp::abs) return base::abs(x);
    return base::round(x, 1, step.op == StepOp::floor ? base::RoundingMode::floor : base::RoundingMode::ceil);
}

}  // namespace

void Evaluator::one_number(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> value = {operand(step, 0)};
    for (std::size_t row = 0; row < rows(step); ++row)
        if (joined(step, value, row, column)) column.numbers[row] = applied(step, value[0].number(row));
}

void Evaluator::round(const plan::Step& step) {
    table::Column& column = start(step);
    std::vector<Operand> operands;
    for (std::size_t i = 0; i < step.inputs.size(); ++i) operands.push_back(operand(step, i));
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, operands, row, column)) continue;
        if (operands[1].number(row).sign() <= 0) {  // a step from data can be anything; only a positive one rounds
            set_standing(column, row, frame_.causes.of(step.cause));
            continue;
        }
        base::RoundingMode mode = step.mode;
        if (operands.size() == 3) mode = base::rounding_mode_of(words_.word(operands[2].integer(row))).value_or(mode);
        column.numbers[row] = base::round(operands[0].number(row), operands[1].number(row), mode);
    }
}

void Evaluator::extreme(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> sides = {operand(step, 0), operand(step, 1)};
    const bool numbers = column.kind == table::ColumnKind::number;
    const bool least = step.op == StepOp::least;
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, sides, row, column)) continue;
        const bool first_less = numbers ? sides[0].number(row) < sides[1].number(row) : sides[0].integer(row) < sides[1].integer(row);
        copy(sides[first_less == least ? 0 : 1], row, column);
    }
}

}  // namespace doudi::engine
