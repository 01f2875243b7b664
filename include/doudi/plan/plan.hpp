#pragma once
// A policy compiled for one month: a straight list of typed column steps, each knowing the rule it came from.

#include <string>
#include <unordered_map>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/expr/expression.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::plan {

/// A step's place in the plan, and its column's place in a frame.
using Slot = std::int32_t;
inline constexpr Slot no_slot = -1;

enum class StepOp : std::uint8_t {
    constant, input, lookup, previous,                       // leaves
    known, default_, select, or_undecided,                   // missing and unknown; select: inputs are condition, then, else
    overridden,                                              // the value, but where the population says otherwise
    demand,                                                  // a value that is missing because its second input is: unknown, by that input's name
    not_, and_, or_,
    negate, add, subtract, multiply, divide, scale,          // scale: times the step's number
    round, least, greatest, abs, floor, ceil,                // round: inputs are value, step and perhaps a mode's code
    equal, not_equal, less, less_equal, greater, greater_equal, starts_with, valid_resident_id,
    sum, count, any, all, min, max, only,                    // from the rows of a table to those they belong to; inputs: value?, where?
    month_plus, date_plus_months, date_plus_days, month_difference, date_difference,
    months_between, age, month_of, month_start, month_end, month_number, month_year,
};
std::string_view to_string(StepOp op);

struct Step {
    StepOp op = StepOp::constant;
    expr::ValueKind kind = expr::ValueKind::number;
    expr::TableId table = expr::no_table;
    std::vector<Slot> inputs;
    base::Rational number;        ///< of a constant number, of scale
    std::int64_t integer = 0;     ///< of another constant: bool, day, month or word number; of age: 1 where 29 February is kept on the 28th
    std::string text;             ///< of a code constant, of starts_with
    int index = -1;               ///< input: column of its table; lookup: in lookups; previous: in states; an aggregate: the table gone through; overridden: in Schema::overridables
    bool has_value = false;       ///< of an aggregate: inputs[0] is the value
    bool has_where = false;       ///< of an aggregate: the last input is the condition
    bool has_day = false;         ///< of a lookup: the last input is the day or month asked
    bool absent_is_missing = false;  ///< of a lookup behind known() or default: an ended figure is missing, not a refusal
    base::RoundingMode mode = base::RoundingMode::half_up;
    int cause = -1;               ///< why the value can become unknown here, in causes
    std::string owner;            ///< the rule the step was made for ("minimum_living.top_up_due")
    base::SourceSpan span;
};

/// The figures of a parameter: which leaf a row takes hangs on its indexes, which figure on the day.
struct Lookup {
    int parameter = -1;                     ///< id in the policy
    bool series = false;                    ///< the month's own figure or none
    std::vector<bool> exact;                ///< by index: a code with declared values, which no prefix stands for
    std::vector<std::vector<std::string>> keys;                 ///< of each leaf
    std::vector<std::vector<policy::DatedFigure>> figures;      ///< of each leaf, ascending by date
    std::vector<std::vector<std::int64_t>> code_numbers;        ///< of a code parameter: word numbers of the figures
};

/// A value that the next month may read.
struct StateEntry {
    std::string name;                       ///< "minimum_living.phase_out_used"
    expr::Meaning meaning;
    expr::TableId table = expr::household_table;
    expr::ValueKind kind = expr::ValueKind::number;
    Slot current = no_slot;                 ///< what it is this month
    bool anticipated = false;               ///< read by the law of other months alone: kept where this month can tell it
};

struct ConditionPlan {
    const policy::Condition* condition = nullptr;
    Slot slot = no_slot;
    std::vector<ConditionPlan> members;
};
struct PartPlan {
    const policy::Part* part = nullptr;
    Slot slot = no_slot;                    ///< of the benefit's unit, rounded
    Slot each = no_slot;                    ///< of each person, rounded, for a part of persons
    Slot when = no_slot;
    Slot exact = no_slot;                   ///< before rounding (of each person for such a part)
};
struct BenefitPlan {
    int benefit = -1;                       ///< id in the policy
    expr::TableId table = expr::household_table;
    std::vector<ConditionPlan> conditions;
    Slot awarded = no_slot;                 ///< bool; no_slot: award none
    Slot started = no_slot;                 ///< bool
    Slot not_ended = no_slot;               ///< bool
    std::vector<Slot> yields;               ///< bool, beside the benefit's yields_to
    Slot drawn_alone = no_slot;             ///< bool, with best_of: it would be drawn if it were the only one
    Slot beaten = no_slot;                  ///< bool, with best_of: another of its kind is larger
    std::vector<PartPlan> parts;
    Slot outside = no_slot;                 ///< bool, of a range: the decided amount lies outside; else no_slot
    std::vector<Slot> funding;              ///< shares, beside the benefit's funding
    Slot due = no_slot;                     ///< sum of the parts, perhaps rounded again and lifted
    Slot status = no_slot;                  ///< code
    Slot eligible = no_slot;                ///< b.eligible, b.amount as others read them
    Slot amount = no_slot;
    std::vector<Slot> part_amounts;
};

struct CheckPlan {
    int check = -1;                         ///< id in the policy
    expr::TableId table = expr::household_table;
    bool sets_aside = false;                ///< a household that fails it is left out whole
    Slot slot = no_slot;                    ///< bool: it holds
};

struct IndicatorPlan {
    int indicator = -1;                     ///< id in the policy
    expr::TableId table = expr::household_table;
    Slot numerator = no_slot;               ///< bool or number
    Slot denominator = no_slot;
};

struct Plan {
    base::Month month;
    std::vector<Step> steps;
    std::vector<Lookup> lookups;
    std::vector<StateEntry> states;
    std::vector<std::string> causes;        ///< "unknown.wage", "divided_by_zero.x", "not_stated.p", "not_published.p"
    std::vector<BenefitPlan> benefits;      ///< in the policy's order
    std::vector<IndicatorPlan> indicators;  ///< in force, in the policy's order
    std::vector<CheckPlan> checks;          ///< in force and with a condition, in the policy's order
    std::vector<expr::TableId> parents;     ///< by table: the one its rows belong to
    std::vector<std::vector<int>> input_causes;   ///< [table][column]: cause of an unknown cell
    std::vector<int> row_causes;            ///< by table: cause where its rows are uncertain; -1: they never are
    /// Of every variable, input and parameter that the plan computes, and of each piece of their formulas.
    std::unordered_map<const expr::Expr*, Slot> slot_of_expression;
    std::vector<std::pair<expr::Meaning, Slot>> named;
    [[nodiscard]] Slot find(const expr::Meaning& meaning) const;
};

/// One line a step; what `show --plan` prints.
std::string print(const Plan& plan, const policy::Policy& policy);

}  // namespace doudi::plan
