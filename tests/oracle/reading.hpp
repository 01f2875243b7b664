#pragma once
// One household in one month: every value is worked out when it is first asked for, by walking its formula.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "oracle/law.hpp"

namespace doudi::oracle {

enum class Status : unsigned char { eligible, unclaimed, ineligible, held, undecided };
std::string to_text(Status status);

struct Entitled {
    Status status = Status::ineligible;
    Number amount;  ///< what is due, or would be; 0 when ineligible or undecided
    std::vector<Number> parts;
    std::vector<std::string> reasons;
    Causes causes;  ///< when undecided, for those who read it: of the decision, else of the amount
};

/// The row a formula is worked out for, and the thing it belongs to.
struct At {
    int table = household_row;
    std::size_t person = 0;
    const std::string* place = nullptr;  ///< named by divided_by_zero
    std::size_t record = 0;              ///< of a record table: which of the household's rows; `person` is whose it is
};

class Reading {
public:
    Reading(const Law& law, long month, const Household& household, const State& before);

    Value value(const Target& target, At at);
    const Entitled& entitled(std::size_t benefit, std::size_t person);
    /// False where the month lies outside: it has no row then.
    [[nodiscard]] bool gives_rows(const policy::Benefit& benefit) const { return is_there(benefit.in_force); }
    /// Names of the checks that hold a benefit of the household.
    std::set<std::string> holds_on(std::size_t benefit);
    /// A check that sets households aside fails for certain: the state stays as it was.
    bool is_set_aside();
    /// The values that next month's previous() will read.
    void remember(State& state);

private:
    // formulas.cpp
    Value eval(const expr::Expr& e, At at);
    Value eval_guarded(const expr::Expr& e, At at);
    Value eval_at(const expr::Expr& e, At at, bool guarded);
    Value eval_brackets(const expr::Expr& e, long day, At at);
    Value eval_binary(const expr::Expr& e, const Note& note, At at);
    Value eval_arithmetic(const expr::Expr& e, const Note& note, const Value& left, const Value& right, At at);
    Value eval_sum(const expr::Expr& e, const Value& left, const Value& right);
    Value eval_membership(const expr::Expr& e, At at);
    Value eval_choice(const expr::Expr& e, At at);
    Value eval_call(const expr::Expr& e, At at);
    const Value* kept(const Target& target, At at) const;
    long month_of_row(int table, At at) const;
    Value sum_before(const Target& target, At at);
    Value to_keep(const Target& target, At at);
    Value eval_previous(const expr::Expr& e, At at);
    Value eval_aggregate(const expr::Expr& e, At at);
    [[nodiscard]] std::vector<At> rows_of(const std::string& plural, At at) const;
    Value only(const expr::Expr& value, const expr::Expr* where, At at, const std::vector<At>& rows);
    Value any_or_all(const expr::Expr& e, const expr::Expr* value, const expr::Expr* where, const std::vector<At>& rows);
    const Note& note(const expr::Expr& e) const { return law_.surveyor.notes().at(&e); }

    // values.cpp
    Value input(std::size_t index, std::size_t row);
    Value variable(std::size_t index, std::size_t row, At at);
    Value parameter(const expr::Expr* indexed, std::size_t index, long day, At at, bool guarded = false,
                    const std::string* bracket = nullptr);
    Value benefit_field(const Target& target, std::size_t row);
    [[nodiscard]] const expr::Expr& formula_of(const policy::Variable& variable) const;

    // benefits.cpp
    struct Verdict;
    Value eval_condition(const policy::Condition& condition, At at, Verdict& verdict);
    void judge_conditions(const policy::Benefit& benefit, At at, Verdict& verdict);
    void judge_time(const policy::Benefit& benefit, At at, Verdict& verdict);
    void judge_yielding(const policy::Benefit& benefit, At at, Verdict& verdict);
    Value due(std::size_t benefit, At at, std::vector<Number>& parts, Causes& causes);
    Value part_due(const policy::Benefit& benefit, const policy::Part& part, At at);
    Value part_of_row(const policy::Part& part, At at);
    Value rounded(const Value& value, const std::optional<policy::Rounding>& rounding, At at);
    [[nodiscard]] bool is_there(const expr::InForce& in_force) const;
    Value is_outside(const policy::Range& range, const Value& amount, At at);
    struct Alone;
    Alone alone(std::size_t benefit, std::size_t person);
    Value is_beaten(std::size_t benefit, std::size_t person, const Value& amount);
    Entitled decide(std::size_t benefit, std::size_t person);
    std::set<std::string> failing(policy::CheckSeverity severity, bool certain, std::optional<std::size_t> benefit);
    [[nodiscard]] std::vector<At> all_rows(int table) const;

    [[nodiscard]] static std::size_t row(int table, At at) { return table == household_row ? 0 : table == person_row ? at.person : at.record; }
    [[nodiscard]] std::vector<const Household::Record*> records(int table) const;

    struct Slot {
        bool busy = false;
        std::optional<Value> value;
    };
    const Law& law_;
    const long month_;
    const Household& household_;
    const State& before_;
    std::vector<std::vector<Slot>> inputs_;     // [input][row]
    std::vector<std::vector<Slot>> variables_;  // [variable][row]
    std::vector<std::vector<std::optional<Entitled>>> benefits_;
};

/// A cell's value by its column's declaration. Throws BadCell.
Value read_cell(const policy::Input& input, const std::string& text);

}  // namespace doudi::oracle
