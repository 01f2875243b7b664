// Which changes a law is put through: figures by one step, days by one month, comparisons at their edge, what is dropped,
// how it is rounded. Whether a case notices is found in test_mutate.cpp.

#include "mutants.hpp"

#include <limits>
#include <memory>

#include "doudi/base/text.hpp"
#include "law_pieces.hpp"

namespace doudi::runs {

namespace {

using expr::Op;

constexpr expr::InForce never = {{}, base::Date{std::numeric_limits<std::int32_t>::min()}};

base::RoundingMode other_mode(base::RoundingMode mode) {
    switch (mode) {
        case base::RoundingMode::half_up:
        case base::RoundingMode::up: return base::RoundingMode::down;
        case base::RoundingMode::half_even: return base::RoundingMode::half_up;
        case base::RoundingMode::down: return base::RoundingMode::up;
        case base::RoundingMode::ceil: return base::RoundingMode::floor;
        case base::RoundingMode::floor: return base::RoundingMode::ceil;
    }
    return mode;
}

std::optional<Op> at_its_edge(Op op) {
    if (op == Op::less) return Op::less_equal;
    if (op == Op::less_equal) return Op::less;
    if (op == Op::greater) return Op::greater_equal;
    if (op == Op::greater_equal) return Op::greater;
    if (op == Op::equal) return Op::not_equal;
    if (op == Op::not_equal) return Op::equal;
    return std::nullopt;
}

expr::Expr binary(Op op, expr::Expr left, expr::Expr right, const expr::Expr& like) {
    expr::Expr e;
    e.kind = expr::ExprKind::binary;
    e.op = op;
    e.span = like.span;
    e.type = expr::Type::boolean();
    e.table = like.table;
    e.args = {std::move(left), std::move(right)};
    return e;
}

class Maker {
public:
    explicit Maker(policy::Policy& policy) : policy_(policy) {}

    std::vector<Mutant> run() {
        for (std::size_t i = 0; i < policy_.parameters.size(); ++i) parameter(i);
        for (std::size_t i = 0; i < policy_.variables.size(); ++i) {
            policy::Variable& one = policy_.variables[i];
            at(expr::MeaningKind::variable, i);
            for (policy::DatedFormula& formula : one.formulas) {
                if (formula.from) day(formula.from, formula.span, full_name(one));
                pieces(formula.expression, full_name(one));
            }
        }
        for (std::size_t i = 0; i < policy_.benefits.size(); ++i) {
            at(expr::MeaningKind::benefit, i);
            benefit(policy_.benefits[i]);
        }
        return std::move(mutants_);
    }

private:
    void at(expr::MeaningKind kind, std::size_t id) { thing_ = {kind, static_cast<int>(id)}; }

    /// The place holds `changed` after one flip, and what it held before after the next.
    template <class T>
    Mutant& add(const base::SourceSpan& span, std::string key, std::vector<std::string> args, T& place, T changed) {
        const auto other = std::make_shared<T>(std::move(changed));
        return mutants_.emplace_back(Mutant{{span, std::move(key), std::move(args)}, thing_, nullptr, [&place, other] { std::swap(place, *other); }});
    }
    template <class T>
    void changed(const base::SourceSpan& span, const std::string& name, const std::string& from, const std::string& to, T& place, T value) {
        add(span, "mutant-changed", {name, from, to}, place, std::move(value));
    }

    // --- days ---

    template <class Day>
    void day(Day& place, const base::SourceSpan& span, const std::string& name) {
        const base::Date now = *std::optional<base::Date>(place);
        for (const int months : {-1, 1}) {
            const base::Date other = base::add_months(now, months);
            changed(span, name, now.to_string(), other.to_string(), place, Day(other));
        }
    }
    void ends(expr::InForce& in_force, const base::SourceSpan& span, const std::string& name) {
        if (in_force.from) day(in_force.from, span, name);
        if (in_force.to) day(in_force.to, span, name);
    }

    // --- figures ---

    void parameter(std::size_t id) {
        policy::Parameter& law = policy_.parameters[id];
        at(expr::MeaningKind::parameter, id);
        for (policy::ParameterLeaf& leaf : law.leaves) {
            const std::string name = leaf.keys.empty() ? full_name(law) : full_name(law) + " [" + base::join(leaf.keys, ", ") + "]";
            for (std::size_t i = 0; i < leaf.figures.size(); ++i) {
                policy::DatedFigure& figure = leaf.figures[i];
                if (is_of_a_sheet(figure.span)) continue;
                if (!figure.ends && law.type.kind == expr::ValueKind::number) number(law, figure, name);
                figure_day(leaf, i, name);
            }
        }
        if (law.brackets && !law.brackets->rows.empty() && !is_of_a_sheet(law.brackets->rows.front().span)) brackets(*law.brackets, full_name(law));
    }

    static base::Rational step_of(int decimals) {
        base::Rational step = 1;
        for (int i = 0; i < decimals; ++i) step = step / 10;
        return step;
    }

    void number(const policy::Parameter& law, policy::DatedFigure& figure, const std::string& name) {
        const base::Rational step = step_of(law.decimals) * law.unit.scale;
        const auto text = [&](const base::Rational& value) { return (value / law.unit.scale).to_string(); };
        for (const base::Rational& other : {figure.number - step, figure.number + step})
            add(figure.span, "mutant-changed", {name, text(figure.number), text(other)}, figure.number, other).figure = &figure;
    }

    /// Not past the figure before or behind: another order would be another law.
    void figure_day(policy::ParameterLeaf& leaf, std::size_t i, const std::string& name) {
        policy::DatedFigure& figure = leaf.figures[i];
        for (const int months : {-1, 1}) {
            const base::Date other = base::add_months(figure.from, months);
            if (i > 0 && other < leaf.figures[i - 1].from) continue;
            if (i + 1 < leaf.figures.size() && leaf.figures[i + 1].from < other) continue;
            changed(figure.span, name, figure.from.to_string(), other.to_string(), figure.from, other);
        }
    }

    void brackets(policy::Brackets& table, const std::string& name) {
        const base::Rational step = (table.of.unit.is_money() ? base::Rational(1, 100) : base::Rational(1)) * table.of.scale;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const auto& bound = table.rows[i].from;
            if (!bound) continue;
            for (const base::Rational& other : {*bound - step, *bound + step}) {
                auto rows = table.rows;
                rows[i].from = other;
                if (i > 0) rows[i - 1].to = other;
                changed(table.rows[i].span, name, (*bound / table.of.scale).to_string(), (other / table.of.scale).to_string(), table.rows, std::move(rows));
            }
        }
        if (!table.marginal) add(table.rows.front().span, "mutant-closed", {name}, table.closed_below, !table.closed_below);
    }

    // --- formulas ---

    void pieces(expr::Expr& formula, const std::string& name) {
        each_piece(formula, [&](expr::Expr& e) {
            if (e.kind == expr::ExprKind::binary) comparison(e);
            if (e.kind == expr::ExprKind::in_range) range(e);
            if (e.kind == expr::ExprKind::choose) rows(e, name);
            if (e.kind == expr::ExprKind::call && e.text == "round") round_call(e);
        });
    }
    void comparison(expr::Expr& e) {
        const auto op = at_its_edge(e.op);
        if (!op) return;
        add(e.span, "mutant-comparison", {expr::print(e), std::string(expr::to_string(*op))}, e.op, *op);
    }
    /// Both ends are in; one of them left out.
    void range(expr::Expr& e) {
        for (const bool lower : {true, false}) {
            expr::Expr from = binary(lower ? Op::greater : Op::greater_equal, e.args[0], e.args[1], e);
            expr::Expr to = binary(lower ? Op::less_equal : Op::less, e.args[0], e.args[2], e);
            add(e.span, "mutant-end-left-out", {expr::print(e), expr::print(e.args[lower ? 1 : 2])}, e, binary(Op::and_, std::move(from), std::move(to), e));
        }
    }
    void rows(expr::Expr& e, const std::string& name) {
        const std::size_t count = e.args.size() / 2;
        for (std::size_t i = 0; i < count; ++i) {
            const base::SourceSpan& span = e.args[2 * i].span;
            auto in_force = e.in_force;
            in_force.resize(count);
            in_force[i] = never;
            add(span, "mutant-row-dropped", {name, expr::print(e.args[2 * i])}, e.in_force, std::move(in_force));
            if (i < e.in_force.size()) ends(e.in_force[i], span, name);
        }
    }
    void round_call(expr::Expr& e) {
        if (e.args[1].kind == expr::ExprKind::number) step(e.args[1], e.span);
        const auto mode = base::rounding_mode_of(e.args[2].text);
        if (!mode) return;
        const std::string other(base::to_string(other_mode(*mode)));
        add(e.span, "mutant-rounding", {e.args[2].text, other}, e.args[2].text, other);
    }
    void step(expr::Expr& to, const base::SourceSpan& span) {
        const base::Rational coarser = to.number * 10;
        add(span, "mutant-rounding", {to.number.to_string(), coarser.to_string()}, to.number, coarser);
    }

    // --- benefits ---

    void benefit(policy::Benefit& law) {
        const std::string name = full_name(law);
        ends(law.in_force, law.span, name);
        for (auto* one : {&law.award, &law.starts, &law.ends})
            if (*one) pieces(**one, name);
        for (policy::Condition& one : law.eligible) each_condition(one, name, [&](policy::Condition& inner, const std::string& path) { condition(inner, path); });
        for (policy::Part& one : law.parts) part(one, name_of(law, one));
        if (law.total_round) rounding(*law.total_round);
        if (law.range) pieces(law.range->from, name);
        if (law.range) pieces(law.range->to, name);
        if (law.minimum)
            for (const base::Rational& other : {*law.minimum - base::Rational(1, 100), *law.minimum + base::Rational(1, 100)})
                add(law.span, "mutant-minimum", {name, law.minimum->to_string(), other.to_string()}, law.minimum, std::optional(other));
    }
    void condition(policy::Condition& law, const std::string& name) {
        add(law.span, "mutant-condition-dropped", {name}, law.in_force, never);
        ends(law.in_force, law.span, name);
        if (law.kind == policy::ConditionKind::when) pieces(law.when, name);
    }
    void part(policy::Part& law, const std::string& name) {
        if (law.when) pieces(*law.when, name);
        if (law.when) add(law.when->span, "mutant-condition-dropped", {name}, law.when, std::optional<expr::Expr>());
        pieces(law.formula, name);
        ends(law.in_force, law.formula.span, name);
        if (law.round) rounding(*law.round);
    }
    void rounding(policy::Rounding& law) {
        if (law.to.kind == expr::ExprKind::number) step(law.to, law.span);
        if (!law.mode) return;
        const base::RoundingMode other = other_mode(*law.mode);
        add(law.span, "mutant-rounding", {std::string(base::to_string(*law.mode)), std::string(base::to_string(other))}, law.mode, std::optional(other));
    }

    policy::Policy& policy_;
    Thing thing_{expr::MeaningKind::none, -1};
    std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutants_of(policy::Policy& policy) { return Maker(policy).run(); }

}  // namespace doudi::runs
