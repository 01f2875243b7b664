#pragma once
// The pure function of the program: (plan, batch, state) → (entitlements, next state).
// No clock, locale, environment, thread count or hash order reaches a result.

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "doudi/base/exact.hpp"
#include "doudi/engine/state.hpp"
#include "doudi/plan/plan.hpp"
#include "doudi/table/column.hpp"
#include "doudi/table/result.hpp"

namespace doudi::engine {

/// Why values are unknown: sets of the plan's causes, numbered from table::first_unknown.
class Causes {
public:
    Causes();
    table::Standing of(int cause);                                    ///< the set of one cause
    table::Standing of(std::vector<int> causes);                      ///< sorted, unique
    table::Standing both(table::Standing a, table::Standing b);       ///< the union; known and missing add nothing
    [[nodiscard]] const std::vector<int>& causes(table::Standing standing) const;

private:
    std::vector<std::vector<int>> sets_;
    std::map<std::vector<int>, table::Standing> numbers_;
    std::map<std::pair<table::Standing, table::Standing>, table::Standing> unions_;
};

/// Every step's column for one batch and month. Compute, explain and test read the same frame.
struct Frame {
    const plan::Plan* plan = nullptr;
    const table::Batch* batch = nullptr;
    std::vector<table::Column> columns;                ///< by slot
    std::vector<std::vector<std::uint32_t>> row_above; ///< by table: the row that each of its rows belongs to; none for households
    Causes causes;
    std::vector<std::string> extra_causes;             ///< of state values: causes that the plan does not know, behind the plan's
    [[nodiscard]] std::size_t rows(expr::TableId table) const;
    [[nodiscard]] std::size_t household_of(std::size_t person) const { return row_above[expr::person_table][person]; }
    /// The row of `slot`'s column that belongs to a row of `table` (its own, its parent's, or the only one).
    [[nodiscard]] std::size_t row_of(plan::Slot slot, expr::TableId table, std::size_t row) const;
    [[nodiscard]] std::string cause_name(int cause) const;
    /// The rows of a table that belong to one household: first, and one behind the last.
    [[nodiscard]] std::pair<std::size_t, std::size_t> rows_of(std::size_t household, expr::TableId table) const;
    /// Whether it fails, for certain, a check that sets households aside: it is paid nothing and keeps its state.
    [[nodiscard]] bool is_set_aside(std::size_t household) const;
};

/// Evaluates the whole plan on the batch. `before` is the state of the month before; a household without a row starts anew.
Frame evaluate(const plan::Plan& plan, const table::Batch& batch, const State& before, const table::Words& words);

/// The figure of a parameter under the given index values on a day; nothing where none is stated.
/// `exact`: by index, whether only the whole code fits (a code with declared values), not a prefix of it (a region).
const policy::DatedFigure* figure_at(const policy::Parameter& parameter, const std::vector<std::string>& indexes, const std::vector<bool>& exact, base::Date day);

/// A figure that a benefit needs and nothing states: the run has to be refused.
struct NotStated {
    std::string parameter;      ///< law.name
    std::uint32_t household = 0;
};
/// A check of the policy that a row fails, or of which nobody can tell.
struct FailedCheck {
    int check = 0;                          ///< id in the policy
    std::uint32_t household = 0;
    std::size_t row = 0;                    ///< of the check's table
    bool unknown = false;
};
struct Settled {
    std::vector<table::Entitlement> rows;   ///< per household: its benefits in the policy's order, then each person's
    std::vector<FailedCheck> failed;        ///< per household, in the policy's order
    std::vector<NotStated> not_stated;
};
Settled settle(const Frame& frame, const policy::Policy& policy, const table::Words& words);

/// Writes the month's values that `previous` reads into `next` (which starts as the rows of the month before; who is set
/// aside keeps those).
void carry(const Frame& frame, const table::Words& words, State& next);

}  // namespace doudi::engine
