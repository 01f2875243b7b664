// Follows conditions as far as the declared bounds and codes of inputs decide them; a value that may be unknown decides
// nothing else. Formulas are checked by the policy room before.

#include "check_formulas.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace doudi::runs {

namespace {

using expr::Expr;
using expr::ExprKind;
using expr::Op;

class FormulaChecker {
public:
    FormulaChecker(const policy::Policy& policy, base::Diagnostics& findings) : policy_(policy), findings_(findings) {}

    void run() {
        for (const policy::Variable& variable : policy_.variables)
            for (const policy::DatedFormula& formula : variable.formulas) walk(formula.expression);
        for (const policy::Benefit& benefit : policy_.benefits) {
            for (const policy::Condition& condition : benefit.eligible) check(condition);
            for (const policy::Part& part : benefit.parts) {
                if (part.when) walk(*part.when);
                walk(part.formula);
            }
        }
    }

private:
    void check(const policy::Condition& condition) {
        for (const policy::Condition& member : condition.members) check(member);
        if (condition.kind != policy::ConditionKind::when) return;
        if (condition.when.kind == ExprKind::boolean) tell(condition.when);
        walk(condition.when);
    }

    void walk(const Expr& e) {
        if (e.kind == ExprKind::choose) check_rows(e);
        if (e.kind != ExprKind::boolean && decided(e)) return tell(e);
        for (const Expr& arg : e.args) walk(arg);
    }

    void tell(const Expr& e) {
        const bool holds = *decided(e);
        findings_.warning("condition-decided", e.span, {expr::print(e), holds ? "true" : "false"});
    }

    /// A row behind one that always holds, or behind one that asks the same.
    void check_rows(const Expr& e) {
        const auto always_there = [&](std::size_t row) {
            return e.in_force.empty() || (!e.in_force[row].from && !e.in_force[row].to);
        };
        for (std::size_t row = 1; 2 * row + 1 <= e.args.size(); ++row)
            for (std::size_t before = 0; before < row; ++before) {
                const Expr& earlier = e.args[2 * before];
                const bool is_last = 2 * row + 1 == e.args.size();
                const bool same = !is_last && expr::print(earlier) == expr::print(e.args[2 * row]);
                if (!always_there(before) || (!same && decided(earlier) != true)) continue;
                findings_.warning("row-never-reached", e.args[2 * row].span)
                    .with_note("row-taken-before", earlier.span);
                break;
            }
    }

    /// The truth that a condition has in every case in which it is known.
    [[nodiscard]] std::optional<bool> decided(const Expr& e) const {
        if (e.kind == ExprKind::boolean) return !e.number.is_zero();
        if (e.kind == ExprKind::not_) return opposite(decided(e.args[0]));
        if (e.kind == ExprKind::in_list) return covers(e);
        if (e.kind != ExprKind::binary) return std::nullopt;
        if (e.op == Op::and_ || e.op == Op::or_) {
            const bool deciding = e.op == Op::or_;
            const auto left = decided(e.args[0]);
            const auto right = decided(e.args[1]);
            if (left == deciding || right == deciding) return deciding;
            return left && right ? std::optional(!deciding) : std::nullopt;
        }
        if (e.op >= Op::less && e.op <= Op::greater_equal) return ordered(e);
        return std::nullopt;
    }
    static std::optional<bool> opposite(std::optional<bool> truth) { return truth ? std::optional(!*truth) : truth; }

    struct Bounds {
        std::optional<base::Rational> least, most;
    };

    /// Of a number in formulas: a literal, or an input with declared bounds.
    [[nodiscard]] Bounds bounds(const Expr& e) const {
        if (e.kind == ExprKind::number) return {e.number, e.number};
        if (e.kind != ExprKind::name || e.meaning.kind != expr::MeaningKind::input) return {};
        const policy::Input& input = policy_.inputs[static_cast<std::size_t>(e.meaning.id)];
        const auto scaled = [&](const std::optional<base::Rational>& bound) {
            return bound ? std::optional(*bound * input.unit.scale) : bound;
        };
        return {scaled(input.min), scaled(input.max)};
    }

    [[nodiscard]] std::optional<bool> ordered(const Expr& e) const {
        if (e.args[0].type.kind != expr::ValueKind::number) return std::nullopt;
        const bool turned = e.op == Op::greater || e.op == Op::greater_equal;
        const Bounds left = bounds(e.args[turned ? 1 : 0]);
        const Bounds right = bounds(e.args[turned ? 0 : 1]);
        const bool or_equal = e.op == Op::less_equal || e.op == Op::greater_equal;
        if (left.most && right.least && (*left.most < *right.least || (or_equal && *left.most == *right.least)))
            return true;
        if (left.least && right.most && (*left.least > *right.most || (!or_equal && *left.least == *right.most)))
            return false;
        return std::nullopt;
    }

    /// Every value that the code may have is named.
    [[nodiscard]] static std::optional<bool> covers(const Expr& e) {
        const auto& codes = e.args[0].type.codes;
        if (!codes) return std::nullopt;
        const bool all = std::all_of(codes->begin(), codes->end(), [&](const std::string& code) {
            return std::any_of(e.args.begin() + 1, e.args.end(),
                               [&](const Expr& one) { return one.kind == ExprKind::text && one.text == code; });
        });
        return all ? std::optional(true) : std::nullopt;
    }

    const policy::Policy& policy_;
    base::Diagnostics& findings_;
};

}  // namespace

void check_formulas(const policy::Policy& policy, base::Diagnostics& findings) {
    FormulaChecker(policy, findings).run();
}

}  // namespace doudi::runs
