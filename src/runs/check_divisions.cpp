// Follows divisors to the least they can be, and the tests that stand in front of them. Whether a divisor is 0 for a
// household at hand, the engine sees; there the value is unknown.

#include "check_divisions.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace doudi::runs {

namespace {

using expr::Expr;
using expr::ExprKind;
using expr::Op;
using Safe = std::set<std::string>;   // printed formulas that are not 0 where one stands

bool is_binary(const Expr& e, Op op) { return e.kind == ExprKind::binary && e.op == op; }

class DivisionChecker {
public:
    DivisionChecker(const policy::Policy& policy, base::Diagnostics& findings) : policy_(policy), findings_(findings) {}

    void run() {
        for (const policy::Variable& variable : policy_.variables)
            for (const policy::DatedFormula& formula : variable.formulas) walk(formula.expression, {});
        for (const policy::Benefit& benefit : policy_.benefits) {
            Safe safe;   // all of its conditions hold where the amount matters; one that is not always asked guards nothing
            for (const policy::Condition& condition : benefit.eligible) {
                check(condition);
                const bool always_asked = !condition.in_force.from && !condition.in_force.to && !condition.overridable;
                if (condition.kind == policy::ConditionKind::when && always_asked) learn(condition.when, true, safe);
            }
            for (const policy::Part& part : benefit.parts) {
                Safe own = safe;
                if (part.when) walk(*part.when, own);
                if (part.when) learn(*part.when, true, own);
                walk(part.formula, own);
            }
        }
        for (const policy::Indicator& one : policy_.indicators) {
            walk(one.numerator, {});
            walk(one.denominator, {});
        }
    }

private:
    void check(const policy::Condition& condition) {
        if (condition.kind == policy::ConditionKind::when) walk(condition.when, {});
        for (const policy::Condition& member : condition.members) check(member);
    }

    void walk(const Expr& e, const Safe& safe) {
        if (is_binary(e, Op::divide) && !is_safe(e.args[1], safe)) findings_.warning("divisor-may-be-zero", e.args[1].span, {expr::print(e.args[1])}).severity = base::Severity::note;
        if (e.kind == ExprKind::if_ || e.kind == ExprKind::choose) return walk_rows(e, safe);
        const bool guards = is_binary(e, Op::and_) || is_binary(e, Op::or_);
        Safe inner = safe;
        for (const Expr& arg : e.args) {
            walk(arg, inner);
            if (guards) learn(arg, e.op == Op::and_, inner);
        }
    }

    /// A row is reached where its own test holds and those before it do not.
    void walk_rows(const Expr& e, Safe safe) {
        for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
            walk(e.args[i], safe);
            Safe taken = safe;
            learn(e.args[i], true, taken);
            walk(e.args[i + 1], taken);
            const bool always_there = e.in_force.empty() || (!e.in_force[i / 2].from && !e.in_force[i / 2].to);
            if (always_there) learn(e.args[i], false, safe);
        }
        walk(e.args.back(), safe);
    }

    /// What is not 0 once the test holds, or does not.
    void learn(const Expr& test, bool holds, Safe& safe) const {
        if (test.kind == ExprKind::not_) return learn(test.args[0], !holds, safe);
        if (is_binary(test, holds ? Op::and_ : Op::or_))
            for (const Expr& arg : test.args) learn(arg, holds, safe);
        if (test.kind != ExprKind::binary || test.op < Op::equal || test.op > Op::greater_equal || test.args[0].type.kind != expr::ValueKind::number) return;
        for (const bool turned : {false, true}) {
            const Expr& value = test.args[turned ? 1 : 0];
            const auto bound = least(test.args[turned ? 0 : 1]);
            if (bound && excludes_zero(said(test.op, turned, holds), *bound, test.args[turned ? 0 : 1])) safe.insert(expr::print(value));
        }
    }

    /// The comparison as it is true of its left side.
    static Op said(Op op, bool turned, bool holds) {
        if (!holds) op = op == Op::equal ? Op::not_equal : op == Op::not_equal ? Op::equal : op == Op::less ? Op::greater_equal : op == Op::less_equal ? Op::greater : op == Op::greater ? Op::less_equal : Op::less;
        if (!turned) return op;
        return op == Op::less ? Op::greater : op == Op::less_equal ? Op::greater_equal : op == Op::greater ? Op::less : op == Op::greater_equal ? Op::less_equal : op;
    }
    static bool excludes_zero(Op op, const base::Rational& bound, const Expr& other) {
        if (op == Op::greater) return bound.sign() >= 0;
        if (op == Op::greater_equal || op == Op::equal) return bound.sign() > 0;
        return op == Op::not_equal && other.kind == ExprKind::number && bound.is_zero();
    }

    [[nodiscard]] bool is_safe(const Expr& e, const Safe& safe) const {
        if (safe.contains(expr::print(e))) return true;
        if (e.kind == ExprKind::number) return !e.number.is_zero();
        if (e.kind == ExprKind::convert || e.kind == ExprKind::negate) return is_safe(e.args[0], safe);
        if (is_binary(e, Op::multiply)) return is_safe(e.args[0], safe) && is_safe(e.args[1], safe);
        if (is_binary(e, Op::divide)) return is_safe(e.args[0], safe);
        const auto bound = least(e);
        return bound && bound->sign() > 0;
    }

    /// The least a number can be; nothing where nobody knows.
    [[nodiscard]] std::optional<base::Rational> least(const Expr& e, int depth = 0) const {
        constexpr int deepest = 20;
        if (depth > deepest) return std::nullopt;
        const auto of = [&](std::size_t i) { return least(e.args[i], depth + 1); };
        if (e.kind == ExprKind::number) return e.number;
        if (e.meaning.memory != expr::Memory::none) return std::nullopt;
        if (e.meaning.kind == expr::MeaningKind::parameter) return least_figure(e);
        if (e.meaning.kind == expr::MeaningKind::input) {
            const policy::Input& input = policy_.inputs[static_cast<std::size_t>(e.meaning.id)];
            return input.min ? std::optional(*input.min * input.unit.scale) : std::nullopt;
        }
        if (e.meaning.kind == expr::MeaningKind::variable) return least_of_variable(policy_.variables[static_cast<std::size_t>(e.meaning.id)], depth);
        if (e.kind == ExprKind::if_ || e.kind == ExprKind::choose) return least_branch(e, depth);
        if (e.kind == ExprKind::aggregate) return e.text == "count" ? std::optional(base::Rational(0)) : std::nullopt;
        if (is_binary(e, Op::add)) return of(0) && of(1) ? std::optional(*of(0) + *of(1)) : std::nullopt;
        if (e.kind == ExprKind::call && e.text == "max") {
            std::optional<base::Rational> most;
            for (std::size_t i = 0; i < e.args.size(); ++i)
                if (const auto bound = of(i); bound && (!most || *bound > *most)) most = bound;
            return most;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<base::Rational> least_figure(const Expr& e) const {
        std::optional<base::Rational> least;
        const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(e.meaning.id)];
        if (parameter.brackets && parameter.brackets->marginal) return std::nullopt;
        for (const policy::ParameterLeaf& leaf : parameter.leaves)
            for (const policy::DatedFigure& figure : leaf.figures)
                if (!figure.ends && (!least || figure.number < *least)) least = figure.number;
        if (!least && parameter.is_slot()) return base::Rational(1);   // what a layer fills in is asked there
        return least;
    }

    [[nodiscard]] std::optional<base::Rational> least_of_variable(const policy::Variable& variable, int depth) const {
        std::optional<base::Rational> least_one;
        for (const policy::DatedFormula& formula : variable.formulas) {
            const auto bound = least(formula.expression, depth + 1);
            if (!bound) return std::nullopt;
            if (!least_one || *bound < *least_one) least_one = bound;
        }
        return variable.overridable ? std::nullopt : least_one;
    }

    [[nodiscard]] std::optional<base::Rational> least_branch(const Expr& e, int depth) const {
        std::optional<base::Rational> least_one;
        for (std::size_t i = 1; i <= e.args.size(); i += 2) {
            const Expr& branch = i < e.args.size() ? e.args[i] : e.args.back();
            const auto bound = least(branch, depth + 1);
            if (!bound) return std::nullopt;
            if (!least_one || *bound < *least_one) least_one = bound;
        }
        return least_one;
    }

    const policy::Policy& policy_;
    base::Diagnostics& findings_;
};

}  // namespace

void check_divisions(const policy::Policy& policy, base::Diagnostics& findings) { DivisionChecker(policy, findings).run(); }

}  // namespace doudi::runs
