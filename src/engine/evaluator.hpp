#pragma once
// One batch through one plan, step by step; the kinds of steps stand in kernels_*.cpp.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "doudi/engine/run.hpp"

namespace doudi::engine {

/// Reads one operand's value at the row of another table: the row itself, one above it, or the only row.
class Operand {
public:
    Operand(const table::Column& column, bool single, const std::vector<std::uint32_t>* map) : column_(column), map_(map), single_(single) {}
    [[nodiscard]] std::size_t at(std::size_t row) const { return single_ ? 0 : map_ != nullptr ? (*map_)[row] : row; }
    [[nodiscard]] const base::Rational& number(std::size_t row) const { return column_.numbers[at(row)]; }
    [[nodiscard]] std::int64_t integer(std::size_t row) const { return column_.integers[at(row)]; }
    [[nodiscard]] table::Standing standing(std::size_t row) const { return column_.standing_of(at(row)); }
    [[nodiscard]] const table::Column& column() const { return column_; }

private:
    const table::Column& column_;
    const std::vector<std::uint32_t>* map_;
    bool single_;
};

class Evaluator {
public:
    Evaluator(const plan::Plan& plan, const table::Batch& batch, const State& before, const table::Words& words);
    Frame run();

private:
    void step(const plan::Step& step);
    // kernels_leaf.cpp
    void constant(const plan::Step& step);
    void input(const plan::Step& step);
    void lookup(const plan::Step& step);
    void previous(const plan::Step& step);
    // kernels_logic.cpp
    void known(const plan::Step& step);
    [[nodiscard]] bool never_stated(table::Standing standing) const;
    void fallback(const plan::Step& step);
    void select(const plan::Step& step);
    void or_undecided(const plan::Step& step);
    void demand(const plan::Step& step);
    void negation(const plan::Step& step);
    void logical(const plan::Step& step);
    void compare(const plan::Step& step);
    void starts_with(const plan::Step& step);
    void valid_resident_id(const plan::Step& step);
    // kernels_number.cpp
    void arithmetic(const plan::Step& step);
    void divide(const plan::Step& step);
    void one_number(const plan::Step& step);
    void round(const plan::Step& step);
    void extreme(const plan::Step& step);
    // kernels_aggregate.cpp
    struct Aggregated {
        std::optional<Operand> value;
        std::optional<Operand> where;
    };
Aggregated aggregated(const plan::Step& step) const;
    table::Standing rows_standing(expr::TableId gone_through, std::size_t above);
    void aggregate_numbers(const plan::Step& step);
    void aggregate_logic(const plan::Step& step);
    void aggregate_extreme(const plan::Step& step);
    void aggregate_only(const plan::Step& step);
    // kernels_time.cpp
    void shift_time(const plan::Step& step);
    void time_difference(const plan::Step& step);
    void month_part(const plan::Step& step);

    [[nodiscard]] Operand operand(const plan::Step& step, std::size_t input) const;
    [[nodiscard]] const std::vector<std::uint32_t>& rows_above(expr::TableId own, expr::TableId seen_from) const;
    [[nodiscard]] std::size_t rows(const plan::Step& step) const { return frame_.rows(step.table); }
    table::Column& start(const plan::Step& step);                                        ///< the step's column, sized
    void overridden(const plan::Step& step);
    void set_standing(table::Column& column, std::size_t row, table::Standing standing);
    /// Joins the standings of all operands into the row; true when all are known.
    bool joined(const plan::Step& step, const std::vector<Operand>& operands, std::size_t row, table::Column& column);
    void copy(const Operand& from, std::size_t row, table::Column& column);
    /// Three-valued truth of a row: 1, 0, or nothing.
    [[nodiscard]] static std::optional<bool> truth(const Operand& operand, std::size_t row);
    int cause_number(const std::string& name);

    const plan::Plan& plan_;
    const table::Batch& batch_;
    const State& before_;
    const table::Words& words_;
    Frame frame_;
    mutable std::map<std::pair<expr::TableId, expr::TableId>, std::vector<std::uint32_t>> far_above_;   // over two tables and more
    plan::Slot slot_ = 0;
};

}  // namespace doudi::engine
