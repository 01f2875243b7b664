// The derivation of an amount: sums and products as signed lines, taken branches, per-person lines, figures with their
// dates and references.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/report/funding.hpp"
#include "doudi/report/values.hpp"
#include "explainer.hpp"

namespace doudi::runs {

namespace {

constexpr int deepest = 7;

const std::string minus_sign = "−";
const std::string times_sign = "×";
const std::string divided_sign = "÷";

bool is_additive(const expr::Expr& e) { return e.kind == expr::ExprKind::binary && (e.op == expr::Op::add || e.op == expr::Op::subtract); }
bool is_product(const expr::Expr& e) { return e.kind == expr::ExprKind::binary && (e.op == expr::Op::multiply || e.op == expr::Op::divide); }

/// Operands of a chain of + and −, or of × and ÷, with their signs.
void flatten(const expr::Expr& e, bool additive, const std::string& sign, std::vector<std::pair<std::string, const expr::Expr*>>& operands) {
    if (additive ? !is_additive(e) : !is_product(e)) {
        operands.emplace_back(sign, &e);
        return;
    }
    flatten(e.args[0], additive, sign, operands);
    const bool inverse = e.op == expr::Op::subtract || e.op == expr::Op::divide;
    operands.emplace_back(additive ? (inverse ? minus_sign : "+") : (inverse ? divided_sign : times_sign), &e.args[1]);
}

}  // namespace

void Explainer::part(const plan::PartPlan& plan, Row at, Lines& lines) {
    const policy::Part& law = *plan.part;
    if (!law.name.empty()) {
        table::ExplanationLine head;
        head.name = law.name;
        head.label = report::label_of(law, language_);
        head.value = value(plan.slot, at, law.formula.type);
        head.exact = exact(plan.slot, at);
        head.place = place(law.formula.span);
        head.reference = law.reference;
        if (!law.of_person && exact(plan.exact, at) == head.exact && !is_zero(law.formula, at)) head.detail = report::text(language_, "explain-not-rounded");
        lines.push_back(std::move(head));
    }
    const int depth = law.name.empty() ? 0 : 1;
    if (!law.of_person) {
        if (plan.when != plan::no_slot && outcome(plan.when, at) == table::Outcome::fails) return;
        term(law.formula, at, depth, "", lines);
        return rounding(plan, at, lines);
    }
    for (std::size_t person = frame_.batch->first_person[at.row]; person < frame_.batch->first_person[at.row + 1]; ++person) {
        const Row own{expr::person_table, person};
        if (plan.when != plan::no_slot && outcome(plan.when, own) != table::Outcome::holds) continue;
        table::ExplanationLine head;
        head.depth = depth;
        head.label = frame_.batch->person_ids[person];
        head.value = value(plan.each, own, law.formula.type);
        head.exact = exact(plan.each, own);
        lines.push_back(std::move(head));
        term(law.formula, own, depth + 1, "", lines);
        rounding(plan, own, lines);
    }
}

/// Who pays how much of it.
void Explainer::funding(const plan::BenefitPlan& plan, const table::Entitlement& row, Lines& lines) const {
    const policy::Benefit& law = policy_.benefits[static_cast<std::size_t>(plan.benefit)];
    const std::vector<base::Rational> shares = report::shares_of(plan, row, frame_);
    if (shares.empty() || row.amount.sign() <= 0) return;
    const std::vector<base::Rational> parts = report::split_by_shares(row.amount, shares);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        table::ExplanationLine line;
        line.sign = i == 0 ? report::text(language_, "explain-funded") : "·";
        line.name = law.funding[i].name;
        line.label = report::label_of(law.funding[i], language_);
        line.value = report::shown_money(parts[i]);
        line.exact = parts[i].to_string();
        line.detail = (shares[i] * 100).to_string() + "%";
        line.place = place(law.funding[i].span);
        line.reference = law.funding[i].reference;
        lines.push_back(std::move(line));
    }
}

/// Says what was rounded: the exact value, the step and the mode. Nothing for a value that was a multiple already.
void Explainer::rounding(const plan::PartPlan& plan, Row at, Lines& lines) {
    const plan::Slot rounded = plan.part->of_person ? plan.each : plan.slot;
    if (standing(plan.exact, at) != table::known || standing(rounded, at) != table::known) return;
    const std::string before = exact(plan.exact, at);
    if (before == exact(rounded, at)) return;
    table::ExplanationLine line;
    line.depth = lines.empty() ? 0 : lines.back().depth;
    line.sign = "=";
    line.label = report::text(language_, "explain-rounded");
    line.value = value(rounded, at, plan.part->formula.type);
    line.exact = exact(rounded, at);
    line.detail = before + " → " + line.exact;
    if (plan.part->round) line.place = place(plan.part->round->span);
    lines.push_back(std::move(line));
}

void Explainer::term(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines) {
    if (is_additive(e) || is_product(e)) return chain(e, at, depth, sign, lines);
    if (e.kind == expr::ExprKind::if_ || e.kind == expr::ExprKind::choose)
        if (const expr::Expr* branch = taken(e, at)) return term(*branch, at, depth, sign, lines);
    if (e.kind == expr::ExprKind::call && (e.text == "max" || e.text == "min"))
        if (const expr::Expr* chosen = extreme(e, at)) return term(*chosen, at, depth, sign, lines);
    if (figure_name(e) != nullptr) return parameter(e, at, depth, sign, lines);
    if (e.meaning.kind == expr::MeaningKind::variable) return variable(e, at, depth, sign, lines);
    if (e.kind == expr::ExprKind::aggregate) {
        line(e, at, depth, sign, lines);
        return persons(e, at, depth + 1, lines);
    }
    piece(e, at, depth, sign, lines);
}

/// Signed lines; addends of 0 are left out where others stay. A chain behind a sign of its own gets a line above it.
void Explainer::chain(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines) {
    const bool additive = is_additive(e);
    std::vector<std::pair<std::string, const expr::Expr*>> operands;
    flatten(e, additive, "", operands);
    int inner = depth;
    if (!sign.empty()) {
        line(e, at, depth, sign, lines);
        inner = depth + 1;
    }
    const bool leave_out = additive && operands.size() > 2;
    const bool all_zero = std::all_of(operands.begin(), operands.end(), [&](const auto& one) { return is_zero(*one.second, at); });
    bool first = true;
    for (const auto& [own_sign, operand] : operands) {
        if (leave_out && is_zero(*operand, at) && !(all_zero && first)) continue;
        term(*operand, at, inner, first && own_sign == "+" ? "" : own_sign, lines);
        first = false;
    }
}

/// A piece of a formula that is no name: its text, its value, and the names in it below.
void Explainer::piece(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines) {
    line(e, at, depth, sign, lines);
    if (depth >= deepest || (e.kind == expr::ExprKind::call && e.text == "previous")) return;
    for (const expr::Expr& arg : e.args)  // what has no step of its own (a rounding mode, a figure behind `default`) is told by the line above
        if (arg.kind != expr::ExprKind::number && arg.kind != expr::ExprKind::boolean && frame_.plan->slot_of_expression.contains(&arg)) term(arg, at, depth + 1, "", lines);
}

void Explainer::variable(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines) {
    const policy::Variable& law = policy_.variables[static_cast<std::size_t>(e.meaning.id)];
    const policy::DatedFormula* formula = formula_of(law);
    table::ExplanationLine& own = line(e, at, depth, sign, lines);
    own.place = place(formula->span);
    own.reference = formula->reference;
    if (override_of(slot_of(e), at) != nullptr) return;   // its formula did not decide
    Row where = at;
    if (law.table < at.table) where = above(at, law.table);
    if (!once(e.meaning, where, depth)) return;
    content(formula->expression, where, depth + 1, lines);
}

/// What stands behind a name.
void Explainer::content(const expr::Expr& e, Row at, int depth, Lines& lines) {
    if (e.kind == expr::ExprKind::aggregate) return persons(e, at, depth, lines);
    if (e.type.kind == expr::ValueKind::boolean) return logic(e, at, depth, false, lines);
    term(e, at, depth, "", lines);
}

void Explainer::parameter(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines) {
    table::ExplanationLine& own = line(e, at, depth, sign, lines);
    const policy::DatedFigure* figure = figure_of(e, at);
    if (figure == nullptr) return;
    const expr::Expr& name = *figure_name(e);
    const policy::Parameter& law = policy_.parameters[static_cast<std::size_t>(name.meaning.id)];
    if (law.unit.scale == base::Rational(1, 100)) own.value = (figure->number * 100).to_string() + "%";
    own.detail = report::text(language_, "explain-since", {figure->from.to_string()});
    std::vector<std::string> indexes;
    for (const expr::Expr& index : name.args) indexes.push_back(exact(slot_of(index), at));
    if (!indexes.empty()) own.detail += " (" + base::join(indexes, ", ") + ")";
    if (figure->published) own.detail += report::text(language_, "explain-published", {figure->published->to_string()});
    own.place = place(figure->span);
    own.reference = figure->reference;
    for (const expr::Expr* asked : {name.kind == expr::ExprKind::bracket ? &name.args.front() : nullptr, &name == &e ? nullptr : &e.args[1]})
        if (asked != nullptr && depth < deepest) term(*asked, at, depth + 1, "", lines);
}

/// The parameter whose figure a piece is, perhaps behind `at`; nothing for rates on slices, which no single figure is.
const expr::Expr* Explainer::figure_name(const expr::Expr& e) const {
    const bool is_at = e.kind == expr::ExprKind::binary && e.op == expr::Op::at;
    const expr::Expr& name = is_at ? e.args[0] : e;
    if (name.meaning.kind != expr::MeaningKind::parameter) return nullptr;
    const auto& brackets = policy_.parameters[static_cast<std::size_t>(name.meaning.id)].brackets;
    return brackets && brackets->marginal ? nullptr : &name;
}

/// What each row adds to an aggregate; for a count, which are counted.
void Explainer::persons(const expr::Expr& e, Row at, int depth, Lines& lines) {
    std::string counted;
    const auto table = static_cast<std::size_t>(e.rows);
    const auto& first = frame_.batch->first(table);
    const std::size_t whole = above(at, e.table).row;
    for (std::size_t row = first[whole]; row < first[whole + 1]; ++row) {
        const Row own{e.rows, row};
        if (e.has_where && outcome(slot_of(e.args.back()), own) == table::Outcome::fails) continue;
        counted += (counted.empty() ? "" : " ") + frame_.batch->id(table, row);
        if (!e.has_value || is_zero(e.args.front(), own)) continue;
        person_line(e.args.front(), own, depth, lines);
    }
    if (!e.has_value && !lines.empty()) lines.back().detail = counted;
}

/// One person's share: the id, the value, and what stands behind it.
void Explainer::person_line(const expr::Expr& e, Row at, int depth, Lines& lines) {
    table::ExplanationLine& head = line(e, at, depth, "", lines);
    head.label = frame_.batch->id(static_cast<std::size_t>(at.table), at.row) + "  " + head.label;
    if (depth >= deepest) return;
    if (e.meaning.kind != expr::MeaningKind::variable) return term(e, at, depth + 1, "", lines);
    const policy::DatedFormula* formula = formula_of(policy_.variables[static_cast<std::size_t>(e.meaning.id)]);
    head.place = place(formula->span);
    head.reference = formula->reference;
    if (once(e.meaning, at, depth)) content(formula->expression, at, depth + 1, lines);
}

/// Of max and min: the argument that decided; nothing where a literal did, or where something is unknown.
const expr::Expr* Explainer::extreme(const expr::Expr& e, Row at) const {
    for (const expr::Expr& arg : e.args) {
        const plan::Slot slot = slot_of(arg);
        const bool literal = arg.kind == expr::ExprKind::number;
        if (!literal && standing(slot, at) == table::known && exact(slot, at) == exact(slot_of(e), at)) return &arg;
    }
    return nullptr;
}

/// The row of a decision table that was taken; nothing while its condition is unknown.
const expr::Expr* Explainer::taken(const expr::Expr& e, Row at) const {
    for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
        if (!is_in_force(e, i)) continue;
        const table::Outcome holds = outcome(slot_of(e.args[i]), at);
        if (holds == table::Outcome::unknown) return nullptr;
        if (holds == table::Outcome::holds) return &e.args[i + 1];
    }
    return &e.args.back();
}

bool Explainer::is_zero(const expr::Expr& e, Row at) const {
    const plan::Slot slot = slot_of(e);
    if (standing(slot, at) != table::known) return false;
    const table::Column& column = frame_.columns[static_cast<std::size_t>(slot)];
    return column.kind == table::ColumnKind::number && column.numbers[frame_.row_of(slot, at.table, at.row)].is_zero();
}

/// The key of the row that a number lies in; empty when it is not known.
std::string Explainer::row_of(const policy::Brackets& brackets, const expr::Expr& number, Row at) const {
    const plan::Slot slot = slot_of(number);
    if (standing(slot, at) != table::known) return {};
    return brackets.key_of(frame_.columns[static_cast<std::size_t>(slot)].numbers[frame_.row_of(slot, at.table, at.row)]);
}

/// The figure a lookup took: the one in force on the day asked, under the row's indexes.
const policy::DatedFigure* Explainer::figure_of(const expr::Expr& e, Row at) const {
    const expr::Expr& name = *figure_name(e);
    const policy::Parameter& law = policy_.parameters[static_cast<std::size_t>(name.meaning.id)];
    std::vector<std::string> indexes;
    std::vector<bool> whole_codes;
    for (const expr::Expr& index : name.args) {
        const bool number = name.kind == expr::ExprKind::bracket && &index == &name.args.front();
        indexes.push_back(number ? row_of(*law.brackets, index, at) : exact(slot_of(index), at));
        whole_codes.push_back(number || index.type.codes != nullptr);
    }
    const auto day = day_asked(e, at);
    return day ? engine::figure_at(law, indexes, whole_codes, *day) : nullptr;
}

/// The month computed, or the day behind `at`; nothing while that is unknown.
std::optional<base::Date> Explainer::day_asked(const expr::Expr& e, Row at) const {
    if (e.kind != expr::ExprKind::binary) return frame_.plan->month.first_day();
    const plan::Slot slot = slot_of(e.args[1]);
    if (standing(slot, at) != table::known) return std::nullopt;
    const auto value = static_cast<std::int32_t>(frame_.columns[static_cast<std::size_t>(slot)].integers[frame_.row_of(slot, at.table, at.row)]);
    return e.args[1].type.kind == expr::ValueKind::month ? base::Month{value}.first_day() : base::Date{value};
}

}  // namespace doudi::runs
