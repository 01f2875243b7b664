#pragma once
// The builder of a plan's steps, shared by the compilers of formulas and of benefits.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "doudi/plan/compile.hpp"
#include "doudi/policy/overridable.hpp"

namespace doudi::plan {

class Compiler {
public:
    Compiler(const policy::Policy& policy, base::Month month, table::Words& words) : policy_(policy), words_(words), overridables_(policy::overridables_of(policy)) {
        plan_.month = month;
        plan_.benefits.resize(policy.benefits.size());
        benefit_done_.resize(policy.benefits.size());
        benefit_alone_.resize(policy.benefits.size());
    }
    /// What is compiled beside what is wanted.
    struct Extent {
        bool all_benefits;
        bool checks;
    };
    base::Result<Plan> run(const std::vector<expr::Meaning>& wanted, Extent extent);

private:
    // steps
    Slot add(Step step);
    Slot constant(const base::Rational& number);
    Slot constant_bool(bool value);
    Slot constant_code(const std::string& word);
    Slot constant_of(expr::ValueKind kind, std::int64_t integer);
    Slot step(StepOp op, expr::ValueKind kind, std::vector<Slot> inputs);
    Slot all_of(const std::vector<Slot>& conditions);   ///< no_slot entries are left out
    Slot select(Slot condition, Slot then, Slot otherwise);
    [[nodiscard]] expr::ValueKind kind_of(Slot slot) const { return plan_.steps[static_cast<std::size_t>(slot)].kind; }
    [[nodiscard]] expr::TableId table_of(Slot slot) const { return plan_.steps[static_cast<std::size_t>(slot)].table; }
    [[nodiscard]] expr::TableId join(expr::TableId a, expr::TableId b) const { return a > b ? a : b; }  // of two that meet, the later table is the deeper
    int cause(const std::string& kind, const std::string& what);

    // formulas
    Slot expression(const expr::Expr& e);
    Slot new_expression(const expr::Expr& e);
    Slot binary(const expr::Expr& e);
    Slot scaled(Slot slot, const base::Rational& factor);
    Slot additive(const expr::Expr& e);
    Slot call(const expr::Expr& e);
    Slot member(const expr::Expr& e);
    Slot in_list(const expr::Expr& e);
    Slot choose(const expr::Expr& e);
    Slot aggregate(const expr::Expr& e);
    Slot previous(const expr::Expr& e);
    int remembered(const expr::Meaning& what, expr::TableId table, expr::ValueKind kind);
    Slot remembered_value(const expr::Meaning& what, expr::TableId table, expr::ValueKind kind, Slot initial);
    Slot earlier_this_year(const expr::Meaning& summed, expr::TableId table);
    Slot months_since(expr::TableId table);
    Slot row_month(expr::TableId table);
    Slot lookup(const expr::Expr& e, Slot day, bool absent_is_missing);
    Slot lookup(const expr::Expr& e, std::vector<Slot> indexes, Slot day, bool absent_is_missing);
    Slot bracket_row(const policy::Brackets& brackets, Slot number);
    Slot marginal(const expr::Expr& e, const policy::Brackets& brackets, const std::vector<Slot>& indexes, Slot day);
    Slot maybe_absent(const expr::Expr& e);             ///< operand of known() and default
    int lookup_index(const expr::Expr& e);
    Slot meaning(const expr::Meaning& meaning);
    Slot new_meaning(const expr::Meaning& meaning);
    Slot own_meaning(const expr::Meaning& meaning);
    /// The slot where the population says otherwise, for what may be overridden; else `slot` itself.
    Slot overridden(Slot slot, const expr::Meaning& meaning, const policy::Condition* condition);
    Slot variable(int id);

    // benefits
    void benefit(int id);
    void benefit_alone(int id);
    void best_of(int id, BenefitPlan& plan);
    void checks();
    void indicators();
    [[nodiscard]] bool is_in_force(const expr::InForce& in_force) const { return in_force.on(plan_.month.first_day()); }
    void not_there(const policy::Benefit& benefit, BenefitPlan& plan);
    void range(const policy::Benefit& benefit, BenefitPlan& plan);
    ConditionPlan condition(const policy::Condition& condition);
    PartPlan part(const policy::Benefit& benefit, const policy::Part& part);
    Slot rounded(Slot value, const policy::Rounding& rounding);
    Slot constant_of_persons();
    Slot demanded(Slot value, const expr::Expr& when);
    void timing(const policy::Benefit& benefit, BenefitPlan& plan);
    void yields(const policy::Benefit& benefit, BenefitPlan& plan);
    Slot qualifies(const BenefitPlan& plan);
    Slot due_known(const BenefitPlan& plan);
    Slot awarded_or_none_needed(const BenefitPlan& plan);
    void outcome(BenefitPlan& plan);

    void finish_states(const std::vector<expr::Meaning>& wanted, Extent extent);
    [[nodiscard]] std::set<expr::Meaning> asked_in_other_months(const std::vector<expr::Meaning>& wanted, Extent extent) const;
    void anticipate(const expr::Meaning& meaning);
    [[nodiscard]] expr::TableId declared_table(const expr::Meaning& meaning) const;

    /// Names the rule for which steps are being made, as long as it lives.
    struct Owner {
        Owner(Compiler& compiler, std::string name, base::SourceSpan span)
            : compiler_(compiler), before_(std::exchange(compiler.owner_, {std::move(name), std::move(span)})) {}
        Owner(const Owner&) = delete;
        Owner& operator=(const Owner&) = delete;
        ~Owner() { compiler_.owner_ = std::move(before_); }
        Compiler& compiler_;
        std::pair<std::string, base::SourceSpan> before_;
    };

    const policy::Policy& policy_;
    table::Words& words_;
    std::vector<policy::Overridable> overridables_;
    Plan plan_;
    base::Diagnostics diagnostics_;
    std::map<std::string, Slot> same_;                   // key of a step → slot: common steps are computed once
    std::map<expr::Meaning, Slot> meanings_;
    std::map<std::pair<int, std::vector<bool>>, int> lookups_;   // parameter and which indexes want whole codes → index
    std::vector<bool> benefit_done_;
    std::vector<bool> benefit_alone_;                    // compiled up to what its rivals ask of it
    std::pair<std::string, base::SourceSpan> owner_;
    std::set<int> refused_;                              // parameters already reported
};

}  // namespace doudi::plan
