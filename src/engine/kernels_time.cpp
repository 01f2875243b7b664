// Months and days. A shift by part of a month, or out of the calendar, is unknown with its cause.

#include "evaluator.hpp"

namespace doudi::engine {

using plan::StepOp;

namespace {

/// Years 1400 to 9999 exist; a shift beyond them does not.
constexpr std::int64_t first_month = std::int64_t{1400} * 12;
constexpr std::int64_t last_month = std::int64_t{9999} * 12 + 11;

bool exists(std::int64_t month) { return month >= first_month && month <= last_month; }

std::optional<std::int64_t> shifted(StepOp op, std::int64_t value, std::int64_t count) {
    constexpr std::int64_t far = 12 * 10000;  // beyond any calendar, and small enough to add
    if (count > far * 31 || count < -far * 31) return std::nullopt;
    if (op == StepOp::month_plus) return exists(value + count) ? std::optional(value + count) : std::nullopt;
    const base::Date day{static_cast<std::int32_t>(value)};
    if (op == StepOp::date_plus_months) {
        if (!exists(base::Month::of(day).ordinal + count)) return std::nullopt;
        return base::add_months(day, static_cast<int>(count)).days;
    }
    const std::int64_t days = value + count;
    const std::int64_t first = base::Month{static_cast<std::int32_t>(first_month)}.first_day().days;
    const std::int64_t last = base::Month{static_cast<std::int32_t>(last_month)}.last_day().days;
    return days >= first && days <= last ? std::optional(days) : std::nullopt;
}

base::Date date(std::int64_t value) { return {static_cast<std::int32_t>(value)}; }
base::Month month(std::int64_t value) { return {static_cast<std::int32_t>(value)}; }

}  // namespace

void Evaluator::shift_time(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> sides = {operand(step, 0), operand(step, 1)};
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, sides, row, column)) continue;
        const auto count = sides[1].number(row).to_int64();
        const auto result = count ? shifted(step.op, sides[0].integer(row), *count) : std::nullopt;
        if (result) {
            column.integers[row] = *result;
        } else {
            set_standing(column, row, frame_.causes.of(step.cause));
        }
    }
}

void Evaluator::time_difference(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> sides = {operand(step, 0), operand(step, 1)};
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, sides, row, column)) continue;
        const std::int64_t a = sides[0].integer(row);
        const std::int64_t b = sides[1].integer(row);
        std::int64_t result = a - b;  // months from months, days from days
        if (step.op == StepOp::months_between) result = base::months_between(date(a), date(b));
        if (step.op == StepOp::age) result = base::age_on(date(a), date(b), step.integer == 1 ? base::LeapBirthday::february_28 : base::LeapBirthday::march_1);
        column.numbers[row] = result;
    }
}

void Evaluator::month_part(const plan::Step& step) {
    table::Column& column = start(step);
    const std::vector<Operand> value = {operand(step, 0)};
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, value, row, column)) continue;
        const std::int64_t x = value[0].integer(row);
        if (step.op == StepOp::month_of) column.integers[row] = base::Month::of(date(x)).ordinal;
        if (step.op == StepOp::month_start) column.integers[row] = month(x).first_day().days;
        if (step.op == StepOp::month_end) column.integers[row] = month(x).last_day().days;
        if (step.op == StepOp::month_number) column.numbers[row] = month(x).number();
        if (step.op == StepOp::month_year) column.numbers[row] = month(x).year();
    }
}

}  // namespace doudi::engine
