#pragma once
// Reads a frame aloud: lines for amounts and for conditions. Shared by explain.cpp and the two explainers.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"
#include "doudi/table/explanation.hpp"

namespace doudi::runs {

/// A row from which names are seen.
struct Row {
    expr::TableId table = expr::household_table;
    std::size_t row = 0;
};

class Explainer {
public:
    Explainer(const policy::Policy& policy, const engine::Frame& frame, const table::Words& words, report::Language language)
        : policy_(policy), frame_(frame), words_(words), language_(language) {}

    /// Status, amount with its derivation, and every condition with both sides.
    table::BenefitExplanation benefit(const plan::BenefitPlan& plan, const table::Entitlement& entitlement);

private:
    using Lines = std::vector<table::ExplanationLine>;

    // explain_amount.cpp
    void part(const plan::PartPlan& plan, Row at, Lines& lines);
    void rounding(const plan::PartPlan& plan, Row at, Lines& lines);
    void term(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines);
    void chain(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines);
    void piece(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines);
    void variable(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines);
    void parameter(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines);
    [[nodiscard]] const expr::Expr* figure_name(const expr::Expr& e) const;
    void content(const expr::Expr& e, Row at, int depth, Lines& lines);
    void persons(const expr::Expr& e, Row at, int depth, Lines& lines);
    void person_line(const expr::Expr& e, Row at, int depth, Lines& lines);
    [[nodiscard]] const expr::Expr* extreme(const expr::Expr& e, Row at) const;
    [[nodiscard]] const expr::Expr* taken(const expr::Expr& e, Row at) const;
    [[nodiscard]] bool is_zero(const expr::Expr& e, Row at) const;
    [[nodiscard]] const policy::DatedFigure* figure_of(const expr::Expr& e, Row at) const;
    [[nodiscard]] std::optional<base::Date> day_asked(const expr::Expr& e, Row at) const;
    [[nodiscard]] std::string row_of(const policy::Brackets& brackets, const expr::Expr& number, Row at) const;

    void funding(const plan::BenefitPlan& plan, const table::Entitlement& row, Lines& lines) const;

    // explain_condition.cpp
    void condition(const plan::ConditionPlan& plan, Row at, int depth, Lines& lines);
    void logic(const expr::Expr& e, Row at, int depth, bool negated, Lines& lines);
    void connective(const expr::Expr& e, Row at, int depth, bool negated, Lines& lines);
    void taken_row(const expr::Expr& e, Row at, int depth, bool negated, Lines& lines);
    void comparison(const expr::Expr& e, Row at, table::ExplanationLine& line) const;
    [[nodiscard]] std::string side(const expr::Expr& e, Row at) const;
    [[nodiscard]] table::Outcome outcome(plan::Slot slot, Row at) const;

    // shared
    /// Whether the row of a decision table whose condition is argument `when` counts in the plan's month.
    [[nodiscard]] bool is_in_force(const expr::Expr& table, std::size_t when) const {
        return table.in_force.empty() || table.in_force[when / 2].on(frame_.plan->month.first_day());
    }
    [[nodiscard]] Row above(Row at, expr::TableId table) const;     ///< the row of a table above to which `at` belongs
    [[nodiscard]] plan::Slot slot_of(const expr::Expr& e) const;
    [[nodiscard]] table::Standing standing(plan::Slot slot, Row at) const;
    [[nodiscard]] std::string value(plan::Slot slot, Row at, const expr::Type& type, const std::optional<policy::Print>& print = {}) const;
    [[nodiscard]] std::string value(const expr::Expr& e, Row at) const;
    [[nodiscard]] std::string exact(plan::Slot slot, Row at) const;
    [[nodiscard]] std::string title(const expr::Expr& e) const;    ///< a name's label, else the formula
    [[nodiscard]] static std::string place(const base::SourceSpan& span);
    [[nodiscard]] const policy::DatedFormula* formula_of(const policy::Variable& variable) const;
    /// What an authority decided of a value that a line shows; nothing where the rule decides.
    [[nodiscard]] const table::Override* override_of(plan::Slot slot, Row at) const;
    void tell_override(plan::Slot slot, Row at, const expr::Type& type, table::ExplanationLine& line) const;
    table::ExplanationLine& line(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines) const;
    /// False when the variable was explained for this row already, or lies too deep.
    bool once(const expr::Meaning& meaning, Row at, int depth);

    const policy::Policy& policy_;
    const engine::Frame& frame_;
    const table::Words& words_;
    report::Language language_;
    std::set<std::pair<expr::Meaning, std::pair<expr::TableId, std::size_t>>> told_;
};

}  // namespace doudi::runs
