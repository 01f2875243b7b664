// From persons to their household. The order of rows never matters: sums are exact, logic is three-valued.

#include "evaluator.hpp"

namespace doudi::engine {

using plan::StepOp;

namespace {

/// A person's row as an aggregate sees it.
enum class Row : std::uint8_t { left_out, taken, unknown };

Row seen(const std::optional<Operand>& where, std::size_t person) {
    if (!where) return Row::taken;
    if (where->standing(person) != table::known) return Row::unknown;
    return where->integer(person) != 0 ? Row::taken : Row::left_out;
}

}  // namespace

/// Operands of an aggregate are read at persons' rows, whatever table the result has.
Evaluator::Aggregated Evaluator::aggregated(const plan::Step& step) const {
    plan::Step persons = step;
    persons.table = expr::person_table;
    Aggregated result;
    if (step.has_value) result.value.emplace(operand(persons, 0));
    if (step.has_where) result.where.emplace(operand(persons, step.inputs.size() - 1));
    return result;
}

void Evaluator::aggregate_numbers(const plan::Step& step) {
    table::Column& column = start(step);
    const auto [value, where] = aggregated(step);
    for (std::size_t household = 0; household < rows(step); ++household) {
        table::Standing standing = table::known;
        for (std::size_t person = batch_.first_person[household]; person < batch_.first_person[household + 1]; ++person) {
            const Row row = seen(where, person);
            if (row == Row::unknown) standing = frame_.causes.both(standing, where->standing(person));
            if (row != Row::taken) continue;
            if (value && value->standing(person) != table::known) {
                standing = frame_.causes.both(standing, value->standing(person));
            } else {
                column.numbers[household] += value ? value->number(person) : base::Rational(1);
            }
        }
        set_standing(column, household, standing);
    }
}

/// any: or over rows of (C and X); all: and over rows of (not C or X).
void Evaluator::aggregate_logic(const plan::Step& step) {
    table::Column& column = start(step);
    const auto [value, where] = aggregated(step);
    const bool decides = step.op == StepOp::any;
    for (std::size_t household = 0; household < rows(step); ++household) {
        bool decided = false;
        table::Standing standing = table::known;
        for (std::size_t person = batch_.first_person[household]; person < batch_.first_person[household + 1]; ++person) {
            const auto condition = where ? truth(*where, person) : std::optional(true);
            const auto holds = value ? truth(*value, person) : std::optional(true);
            if (condition == false) continue;
            if (holds && *holds != decides) continue;                       // (C and false), (not C or true): nothing new
            if (condition && holds) {
                decided = true;
                break;
            }
            if (!condition) standing = frame_.causes.both(standing, where->standing(person));
            if (!holds) standing = frame_.causes.both(standing, value->standing(person));
        }
        column.integers[household] = decided == decides ? 1 : 0;
        if (!decided) set_standing(column, household, standing);
    }
}

/// Of no rows: missing.
void Evaluator::aggregate_extreme(const plan::Step& step) {
    table::Column& column = start(step);
    const auto operands = aggregated(step);
    const Operand& value = *operands.value;
    const std::optional<Operand>& where = operands.where;
    const bool numbers = column.kind == table::ColumnKind::number;
    for (std::size_t household = 0; household < rows(step); ++household) {
        table::Standing standing = table::known;
        std::optional<std::size_t> best;
        for (std::size_t person = batch_.first_person[household]; person < batch_.first_person[household + 1]; ++person) {
            const Row row = seen(where, person);
            if (row == Row::unknown) standing = frame_.causes.both(standing, where->standing(person));
            if (row != Row::taken) continue;
            if (value.standing(person) != table::known) {
                standing = frame_.causes.both(standing, value.standing(person));
                continue;
            }
            const bool less = best && (numbers ? value.number(person) < value.number(*best) : value.integer(person) < value.integer(*best));
            const bool more = best && (numbers ? value.number(person) > value.number(*best) : value.integer(person) > value.integer(*best));
            if (!best || (step.op == StepOp::min ? less : more)) best = person;
        }
        if (best && numbers) column.numbers[household] = value.number(*best);
        if (best && !numbers) column.integers[household] = value.integer(*best);
        set_standing(column, household, standing == table::known && !best ? table::missing : standing);
    }
}

}  // namespace doudi::engine
