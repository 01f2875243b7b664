// From the rows of a table to the row they belong to. The order of rows never matters: sums are exact, logic is three-valued.

#include "evaluator.hpp"

namespace doudi::engine {

using plan::StepOp;

namespace {

/// A row as an aggregate sees it.
enum class Row : std::uint8_t { left_out, taken, unknown };

Row seen(const std::optional<Operand>& where, std::size_t row) {
    if (!where) return Row::taken;
    if (where->standing(row) != table::known) return Row::unknown;
    return where->integer(row) != 0 ? Row::taken : Row::left_out;
}

}  // namespace

/// Operands of an aggregate are read at the rows gone through, whatever table the result has.
Evaluator::Aggregated Evaluator::aggregated(const plan::Step& step) const {
    plan::Step rows = step;
    rows.table = step.index;
    Aggregated result;
    if (step.has_value) result.value.emplace(operand(rows, 0));
    if (step.has_where) result.where.emplace(operand(rows, step.inputs.size() - 1));
    return result;
}

/// Of rows that nobody knows, as where a register was not given, no sum is one.
table::Standing Evaluator::rows_standing(expr::TableId gone_through, std::size_t above) {
    if (gone_through <= expr::person_table) return table::known;
    const std::vector<bool>& uncertain = batch_.records[static_cast<std::size_t>(gone_through) - 2].uncertain;
    if (uncertain.empty() || !uncertain[above]) return table::known;
    return frame_.causes.of(plan_.row_causes[static_cast<std::size_t>(gone_through)]);
}

void Evaluator::aggregate_numbers(const plan::Step& step) {
    table::Column& column = start(step);
    const auto& first = batch_.first(static_cast<std::size_t>(step.index));
    const auto [value, where] = aggregated(step);
    for (std::size_t above = 0; above < rows(step); ++above) {
        table::Standing standing = rows_standing(step.index, above);
        for (std::size_t row = first[above]; row < first[above + 1]; ++row) {
            const Row is = seen(where, row);
            if (is == Row::unknown) standing = frame_.causes.both(standing, where->standing(row));
            if (is != Row::taken) continue;
            if (value && value->standing(row) != table::known) {
                standing = frame_.causes.both(standing, value->standing(row));
            } else {
                column.numbers[above] += value ? value->number(row) : base::Rational(1);
            }
        }
        set_standing(column, above, standing);
    }
}

/// any: or over rows of (C and X); all: and over rows of (not C or X).
void Evaluator::aggregate_logic(const plan::Step& step) {
    table::Column& column = start(step);
    const auto& first = batch_.first(static_cast<std::size_t>(step.index));
    const auto [value, where] = aggregated(step);
    const bool decides = step.op == StepOp::any;
    for (std::size_t above = 0; above < rows(step); ++above) {
        bool decided = false;
        table::Standing standing = rows_standing(step.index, above);
        for (std::size_t row = first[above]; row < first[above + 1]; ++row) {
            const auto condition = where ? truth(*where, row) : std::optional(true);
            const auto holds = value ? truth(*value, row) : std::optional(true);
            if (condition == false) continue;
            if (holds && *holds != decides) continue;                       // (C and false), (not C or true): nothing new
            if (condition && holds) {
                decided = true;
                break;
            }
            if (!condition) standing = frame_.causes.both(standing, where->standing(row));
            if (!holds) standing = frame_.causes.both(standing, value->standing(row));
        }
        column.integers[above] = decided == decides ? 1 : 0;
        if (!decided) set_standing(column, above, standing);
    }
}

/// Of no rows: missing.
void Evaluator::aggregate_extreme(const plan::Step& step) {
    table::Column& column = start(step);
    const auto& first = batch_.first(static_cast<std::size_t>(step.index));
    const auto operands = aggregated(step);
    const Operand& value = *operands.value;
    const std::optional<Operand>& where = operands.where;
    const bool numbers = column.kind == table::ColumnKind::number;
    for (std::size_t above = 0; above < rows(step); ++above) {
        table::Standing standing = rows_standing(step.index, above);
        std::optional<std::size_t> best;
        for (std::size_t row = first[above]; row < first[above + 1]; ++row) {
            const Row is = seen(where, row);
            if (is == Row::unknown) standing = frame_.causes.both(standing, where->standing(row));
            if (is != Row::taken) continue;
            if (value.standing(row) != table::known) {
                standing = frame_.causes.both(standing, value.standing(row));
                continue;
            }
            const bool less = best && (numbers ? value.number(row) < value.number(*best) : value.integer(row) < value.integer(*best));
            const bool more = best && (numbers ? value.number(row) > value.number(*best) : value.integer(row) > value.integer(*best));
            if (!best || (step.op == StepOp::min ? less : more)) best = row;
        }
        if (best && numbers) column.numbers[above] = value.number(*best);
        if (best && !numbers) column.integers[above] = value.integer(*best);
        set_standing(column, above, standing == table::known && !best ? table::missing : standing);
    }
}

/// The value of the one row; of none missing, of several unknown, whatever they say.
void Evaluator::aggregate_only(const plan::Step& step) {
    table::Column& column = start(step);
    const auto& first = batch_.first(static_cast<std::size_t>(step.index));
    const auto operands = aggregated(step);
    for (std::size_t above = 0; above < rows(step); ++above) {
        table::Standing standing = rows_standing(step.index, above);
        std::size_t taken = 0;
        std::size_t one = 0;
        for (std::size_t row = first[above]; row < first[above + 1]; ++row) {
            const Row is = seen(operands.where, row);
            if (is == Row::unknown) standing = frame_.causes.both(standing, operands.where->standing(row));
            if (is != Row::taken) continue;
            ++taken;
            one = row;
        }
        if (taken > 1) standing = frame_.causes.both(standing, frame_.causes.of(step.cause));
        if (standing != table::known || taken == 0) {
            set_standing(column, above, standing == table::known ? table::missing : standing);
        } else if (column.kind == table::ColumnKind::number) {
            column.numbers[above] = operands.value->number(one);
            set_standing(column, above, operands.value->standing(one));
        } else {
            column.integers[above] = operands.value->integer(one);
            set_standing(column, above, operands.value->standing(one));
        }
    }
}

}  // namespace doudi::engine
