#pragma once
// The names a law may use, and the types of what they name.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/expr/check.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// Every name of a policy in every form it may be written in.
class Names {
public:
    explicit Names(const Policy& policy);
    struct Entry {
        expr::Found found;
        std::string law;   ///< whose files may write it so; empty: any
    };
    [[nodiscard]] std::vector<Entry> find(const std::string& written) const;
    [[nodiscard]] const std::multimap<std::string, Entry>& all() const { return entries_; }

private:
    void add(const std::string& written, const expr::Found& found, const std::string& law = {});
    void add_of_law(const Named& thing, const expr::Found& found, bool shared);
    const Policy& policy_;
    std::multimap<std::string, Entry> entries_;
};

/// Checks formulas in the order they need each other: the type of a variable is found by checking it.
class PolicyChecker {
public:
    PolicyChecker(Policy& policy, base::Diagnostics& diagnostics) : policy_(policy), names_(policy), diagnostics_(diagnostics), states_(policy.variables.size()) {}
    void check_all();

private:
    class LawScope;
    enum class State : std::uint8_t { fresh, running, good, bad };

    std::optional<expr::Type> type_of(const expr::Meaning& meaning, bool infer);
    bool check_variable(int id);
    bool check_formulas(Variable& variable);
    void report_circle(int id);
    void report_circle(std::vector<std::string> names, const std::vector<base::SourceSpan>& places);
    void report_chain(const Named& end);
    void check_benefit(Benefit& benefit);
    void check_condition(Condition& condition, const Benefit& benefit);
    void check_part(Part& part, const Benefit& benefit);
    void check_range(Benefit& benefit);
    void check_rounding(Rounding& rounding, const Benefit& benefit, expr::TableId table);
    void check_month(std::optional<expr::Expr>& expression, const Benefit& benefit, bool guarded);
    void check_funding(Benefit& benefit);
    void check_yields(Benefit& benefit);
    void check_best_of(const Benefit& benefit);
    void check_check(Check& check);
    void check_indicator(Indicator& indicator);
    void check_lint(Lint& lint);
    int benefit_called(const std::string& name, const base::SourceSpan& at);
    [[nodiscard]] std::set<expr::Meaning> hangs_on(expr::MeaningKind kind, int id) const;
    void check_previous_types();
    void check_circles();
    void check_roles();
    [[nodiscard]] bool names_a_household(const expr::Meaning& meaning, const expr::Type& type) const;
    void check_parameters();
    void check_index(const Parameter& parameter, const ParameterLeaf& leaf, std::size_t at);

    /// How many may hang one behind another: whoever walks them may do so on the stack.
    static constexpr std::size_t longest_chain = 256;

    Policy& policy_;
    Names names_;
    base::Diagnostics& diagnostics_;
    std::vector<State> states_;
    bool chain_reported_ = false;
    std::vector<int> stack_;   // variables being checked, outermost first
};

}  // namespace doudi::policy
