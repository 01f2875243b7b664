// Conditions with both sides and the margin between them.

#include "doudi/report/values.hpp"
#include "explainer.hpp"

namespace doudi::runs {

namespace {

bool is_comparison(const expr::Expr& e) {
    return e.kind == expr::ExprKind::binary && e.op >= expr::Op::equal && e.op <= expr::Op::greater_equal;
}

std::string shown_op(expr::Op op) {
    if (op == expr::Op::not_equal) return "≠";
    if (op == expr::Op::less_equal) return "≤";
    if (op == expr::Op::greater_equal) return "≥";
    return std::string(expr::to_string(op));
}

}  // namespace

table::Outcome Explainer::outcome(plan::Slot slot, Row at) const {
    if (standing(slot, at) != table::known) return table::Outcome::unknown;
    const table::Column& column = frame_.columns[static_cast<std::size_t>(slot)];
    return column.integers[frame_.row_of(slot, at.table, at.row)] != 0 ? table::Outcome::holds : table::Outcome::fails;
}

void Explainer::condition(const plan::ConditionPlan& plan, Row at, int depth, Lines& lines) {
    const policy::Condition& law = *plan.condition;
    table::ExplanationLine own;
    own.depth = depth;
    own.outcome = outcome(plan.slot, at);
    own.name = law.name;
    own.label = report::label_of(law, language_);
    own.place = place(law.span);
    own.reference = law.reference;
    const bool simple = law.kind == policy::ConditionKind::when && is_comparison(law.when);
    if (simple) comparison(law.when, at, own);
    tell_override(plan.slot, at, expr::Type::boolean(), own);
    const bool is_decided = override_of(plan.slot, at) != nullptr;
    lines.push_back(std::move(own));
    if (is_decided) return;
    if (law.kind == policy::ConditionKind::when && !simple) return logic(law.when, at, depth + 1, false, lines);
    for (const plan::ConditionPlan& member : plan.members) {
        const std::size_t before = lines.size();
        condition(member, at, depth + 1, lines);
        const bool beside_the_point = law.kind == policy::ConditionKind::any && outcome(plan.slot, at) == table::Outcome::holds &&
                                      outcome(member.slot, at) == table::Outcome::fails;
        if (beside_the_point) lines.resize(before + 1);  // another member carries the group: one line is enough
    }
}

/// and, or, not are opened as far as they decide; a name with a formula is opened once; everything else is one line.
void Explainer::logic(const expr::Expr& e, Row at, int depth, bool negated, Lines& lines) {
    if (e.kind == expr::ExprKind::not_) return logic(e.args[0], at, depth, !negated, lines);
    if (e.kind == expr::ExprKind::binary && (e.op == expr::Op::and_ || e.op == expr::Op::or_)) return connective(e, at, depth, negated, lines);
    if (e.kind == expr::ExprKind::if_ || e.kind == expr::ExprKind::choose) return taken_row(e, at, depth, negated, lines);
    if (e.kind == expr::ExprKind::boolean) return;
    table::ExplanationLine own;
    own.depth = depth;
    own.outcome = outcome(slot_of(e), at);
    if (negated && own.outcome != table::Outcome::unknown) own.outcome = own.outcome == table::Outcome::holds ? table::Outcome::fails : table::Outcome::holds;
    own.label = is_comparison(e) ? title(e.args[0]) : title(e);
    if (negated) own.label = report::text(language_, "explain-not", {own.label});
    if (is_comparison(e)) comparison(e, at, own);
    if (e.meaning.kind == expr::MeaningKind::variable) own.name = policy_.name_of(e.meaning);
    tell_override(slot_of(e), at, e.type, own);
    lines.push_back(std::move(own));
    if (override_of(slot_of(e), at) != nullptr) return;
    if (e.kind != expr::ExprKind::name || e.meaning.kind != expr::MeaningKind::variable) return;
    const policy::Variable& law = policy_.variables[static_cast<std::size_t>(e.meaning.id)];
    const policy::DatedFormula* formula = formula_of(law);
    lines.back().place = place(formula->span);
    lines.back().reference = formula->reference;
    Row where = at;
    if (law.table < at.table) where = above(at, law.table);
    if (once(e.meaning, where, depth)) logic(formula->expression, where, depth + 1, false, lines);
}

/// One side alone decides an `or` that holds and an `and` that fails: then only such sides are shown.
void Explainer::connective(const expr::Expr& e, Row at, int depth, bool negated, Lines& lines) {
    const table::Outcome deciding = e.op == expr::Op::or_ ? table::Outcome::holds : table::Outcome::fails;
    const bool decided = outcome(slot_of(e), at) == deciding;
    for (const expr::Expr& arg : e.args)
        if (!decided || outcome(slot_of(arg), at) == deciding) logic(arg, at, depth, negated, lines);
}

/// The row that was taken, and its result; of `otherwise`, why no row was taken.
void Explainer::taken_row(const expr::Expr& e, Row at, int depth, bool negated, Lines& lines) {
    for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
        if (!is_in_force(e, i) || outcome(slot_of(e.args[i]), at) == table::Outcome::fails) continue;
        logic(e.args[i], at, depth, false, lines);
        return logic(e.args[i + 1], at, depth, negated, lines);
    }
    for (std::size_t i = 0; i + 1 < e.args.size(); i += 2)
        if (is_in_force(e, i)) logic(e.args[i], at, depth, false, lines);
    logic(e.args.back(), at, depth, negated, lines);
}

/// One side of a comparison: without its unit, which both sides share.
std::string Explainer::side(const expr::Expr& e, Row at) const {
    const plan::Slot slot = slot_of(e);
    if (e.type.kind != expr::ValueKind::number || standing(slot, at) != table::known) return value(e, at);
    const base::Rational& number = frame_.columns[static_cast<std::size_t>(slot)].numbers[frame_.row_of(slot, at.table, at.row)];
    const bool is_money = e.type.unit.is_money();
    if (is_money && !number.decimals(6)) return "≈" + report::shown_money(base::round(number, base::Rational(1, 100), base::RoundingMode::half_up));
    return is_money ? report::shown_money(number) : report::shown_number(number, {}, language_);
}

/// "981.00 < 1,120.00", and how far the two are apart.
void Explainer::comparison(const expr::Expr& e, Row at, table::ExplanationLine& line) const {
    const plan::Slot left = slot_of(e.args[0]);
    const plan::Slot right = slot_of(e.args[1]);
    line.value = side(e.args[0], at) + " " + shown_op(e.op) + " " + side(e.args[1], at);
    line.exact = exact(left, at) + " " + std::string(expr::to_string(e.op)) + " " + exact(right, at);
    if (e.args[0].type.kind != expr::ValueKind::number || standing(left, at) != table::known || standing(right, at) != table::known) return;
    const auto number = [&](plan::Slot slot) { return frame_.columns[static_cast<std::size_t>(slot)].numbers[frame_.row_of(slot, at.table, at.row)]; };
    const base::Rational apart = base::abs(number(left) - number(right));
    if (e.args[0].type.unit.is_money()) line.detail = report::text(language_, "explain-margin", {report::shown_money(base::round(apart, base::Rational(1, 100), base::RoundingMode::down))});
}

}  // namespace doudi::runs
