// Checks what is paid: dates, conditions, amounts, roundings, other benefits; and what must hold of the facts.
// Variables, roles and circles are left to check_policy.cpp.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "law_scope.hpp"

namespace doudi::policy {

void PolicyChecker::check_benefit(Benefit& benefit) {
    LawScope scope(*this, benefit.law);
    if (benefit.award) {
        expr::check_expression(*benefit.award, scope, benefit.to, nullptr, diagnostics_);
        if (benefit.award->meaning.kind != expr::MeaningKind::input || benefit.award->type.kind != expr::ValueKind::date)
            diagnostics_.error("award-wants-date", benefit.award->span, {expr::print(*benefit.award)});
    }
    check_month(benefit.starts, benefit, true);
    check_month(benefit.ends, benefit, true);
    for (Condition& condition : benefit.eligible) check_condition(condition, benefit);
    for (Part& part : benefit.parts)
        if (!benefit.range) check_part(part, benefit);
    if (benefit.range) check_range(benefit);
    if (benefit.total_round) check_rounding(*benefit.total_round, benefit, benefit.to);
    if (benefit.in_kind && benefit.minimum && !benefit.minimum->is_whole()) diagnostics_.error("pieces-are-whole", benefit.span, {benefit.name});
    check_funding(benefit);
    check_yields(benefit);
    check_best_of(benefit);
}

void PolicyChecker::check_month(std::optional<expr::Expr>& expression, const Benefit& benefit, bool guarded) {
    if (!expression) return;
    LawScope scope(*this, benefit.law);
    std::set<expr::Meaning> known;
    if (guarded && benefit.award) known.insert(benefit.award->meaning);
    for (std::size_t i = 0; i < policy_.inputs.size(); ++i)  // another date that is missing here leaves the benefit undecided
        if (policy_.inputs[i].type.optional) known.insert({expr::MeaningKind::input, static_cast<int>(i), {}, -1});
    if (!expr::check_expression(*expression, scope, benefit.to, nullptr, diagnostics_, known)) return;
    const expr::ValueKind kind = expression->type.kind;
    if (kind != expr::ValueKind::month && kind != expr::ValueKind::date)
        diagnostics_.error("wrong-type", expression->span, {"month", expression->type.to_string()});
}

void PolicyChecker::check_condition(Condition& condition, const Benefit& benefit) {
    for (Condition& member : condition.members) check_condition(member, benefit);
    if (condition.kind != ConditionKind::when) return;
    LawScope scope(*this, benefit.law);
    const expr::Type boolean = expr::Type::boolean();
    expr::check_expression(condition.when, scope, benefit.to, &boolean, diagnostics_);
}

/// What was decided is a fact of its own; nobody has decided is no mistake, and leaves the benefit undecided.
void PolicyChecker::check_range(Benefit& benefit) {
    LawScope scope(*this, benefit.law);
    const expr::Type money = expr::Type::number(benefit.unit());
    expr::check_expression(benefit.range->from, scope, benefit.to, &money, diagnostics_);
    expr::check_expression(benefit.range->to, scope, benefit.to, &money, diagnostics_);
    expr::Expr& decided = benefit.parts.front().formula;
    expr::Type perhaps = money;
    perhaps.optional = true;
    if (!expr::check_expression(decided, scope, benefit.to, &perhaps, diagnostics_)) return;
    if (decided.meaning.kind != expr::MeaningKind::input) {
        diagnostics_.error("range-wants-input", decided.span, {expr::print(decided)});
    } else if (benefit.in_kind && policy_.inputs[static_cast<std::size_t>(decided.meaning.id)].decimals > 0) {
        diagnostics_.error("pieces-are-whole", decided.span, {benefit.name});
    }
}

void PolicyChecker::check_part(Part& part, const Benefit& benefit) {
    LawScope scope(*this, benefit.law);
    const expr::TableId table = part.of_person ? expr::person_table : benefit.to;
    const expr::Type boolean = expr::Type::boolean();
    const expr::Type money = expr::Type::number(benefit.unit());
    if (part.when) expr::check_expression(*part.when, scope, table, &boolean, diagnostics_);
    expr::check_expression(part.formula, scope, table, &money, diagnostics_);
    if (part.round) check_rounding(*part.round, benefit, table);
    if (part.round || benefit.total_round) return;
    const std::string& name = part.name.empty() ? benefit.name : part.name;
    if (benefit.in_kind) {
        diagnostics_.error("pieces-without-rounding", part.span, {name});
    } else {
        diagnostics_.error("money-without-rounding", part.span, {name});
    }
}

void PolicyChecker::check_rounding(Rounding& rounding, const Benefit& benefit, expr::TableId table) {
    LawScope scope(*this, benefit.law);
    const expr::Type money = expr::Type::number(benefit.unit());
    if (rounding.to.kind == expr::ExprKind::number) {
        if (rounding.to.number.sign() <= 0) diagnostics_.error("bad-rounding-step", rounding.to.span, {expr::print(rounding.to)});
        if (benefit.in_kind && !rounding.to.number.is_whole()) diagnostics_.error("pieces-are-whole", rounding.to.span, {benefit.name});
        rounding.to.type = money;
    } else if (expr::check_expression(rounding.to, scope, table, nullptr, diagnostics_)) {
        if (rounding.to.meaning.kind != expr::MeaningKind::parameter || rounding.to.type.unit.is_money() == benefit.in_kind) {
            diagnostics_.error("rounding-wants-parameter", rounding.to.span, {expr::print(rounding.to)});
        } else {
            for (const ParameterLeaf& leaf : policy_.parameters[static_cast<std::size_t>(rounding.to.meaning.id)].leaves)
                for (const DatedFigure& figure : leaf.figures)
                    if (!figure.ends && (figure.number.sign() <= 0 || (benefit.in_kind && !figure.number.is_whole())))
                        diagnostics_.error(figure.number.sign() <= 0 ? "bad-rounding-step" : "pieces-are-whole", figure.span, {figure.number.sign() <= 0 ? figure.number.to_string() : benefit.name});
        }
    }
    if (!rounding.mode_name || !expr::check_expression(*rounding.mode_name, scope, table, nullptr, diagnostics_)) return;
    const auto& codes = rounding.mode_name->type.codes;
    const bool modes = rounding.mode_name->meaning.kind == expr::MeaningKind::parameter && codes &&
                       std::all_of(codes->begin(), codes->end(), [](const std::string& code) { return base::rounding_mode_of(code).has_value(); });
    if (!modes) diagnostics_.error("unknown-rounding-mode", rounding.mode_name->span, {expr::print(*rounding.mode_name)});
}

/// -1, and said, when there is none.
int PolicyChecker::benefit_called(const std::string& name, const base::SourceSpan& at) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < policy_.benefits.size(); ++i) {
        if (policy_.benefits[i].name == name) return static_cast<int>(i);
        all.push_back(policy_.benefits[i].name);
    }
    auto& error = diagnostics_.error("unknown-benefit", at, {name});
    if (const auto near = base::nearest(name, all)) error.with_help("help-did-you-mean", {*near});
    return -1;
}

void PolicyChecker::check_yields(Benefit& benefit) {
    for (std::size_t i = 0; i < benefit.yields_to_names.size(); ++i) {
        const std::string& name = benefit.yields_to_names[i];
        const int other = benefit_called(name, benefit.yields_to_spans[i]);
        if (other < 0) continue;
        if (policy_.benefits[static_cast<std::size_t>(other)].to == expr::person_table && benefit.to == expr::household_table) {
            diagnostics_.error("yields-downward", benefit.yields_to_spans[i], {name});
        } else {
            benefit.yields_to.push_back(other);
        }
    }
}

/// Literal shares are added up here; those from figures or formulas where they are used, row by row.
void PolicyChecker::check_funding(Benefit& benefit) {
    LawScope scope(*this, benefit.law);
    const expr::Type share = expr::Type::number();
    base::Rational sum;
    bool all_literal = true;
    for (FundingShare& one : benefit.funding) {
        if (benefit.in_kind) diagnostics_.error("funding-in-kind", one.span, {benefit.name});
        if (!expr::check_expression(one.share, scope, benefit.to, &share, diagnostics_)) return;
        all_literal = all_literal && one.share.kind == expr::ExprKind::number;
        if (one.share.kind == expr::ExprKind::number) sum += one.share.number;
    }
    if (all_literal && !benefit.funding.empty() && sum != 1)
        diagnostics_.error("funding-sum", benefit.funding.front().span, {benefit.name, (sum * 100).to_string()});
}

/// The largest of unlike amounts would be no comparison; one alone is always the largest.
void PolicyChecker::check_best_of(const Benefit& benefit) {
    if (benefit.best_of.empty()) return;
    const auto id = static_cast<int>(&benefit - policy_.benefits.data());
    const std::vector<int> rivals = policy_.rivals_of(id);
    if (rivals.empty()) diagnostics_.error("best-of-alone", benefit.best_of_span, {benefit.best_of});
    for (const int rival : rivals) {
        const Benefit& other = policy_.benefits[static_cast<std::size_t>(rival)];
        if (rival < id && (other.to != benefit.to || other.unit() != benefit.unit()))
            diagnostics_.error("best-of-unlike", benefit.best_of_span, {benefit.name, other.name}).with_note("first-is-here", other.best_of_span);
    }
}

/// Two numbers of one kind make a share or a mean; a count beside money a mean.
void PolicyChecker::check_indicator(Indicator& indicator) {
    LawScope scope(*this, indicator.law);
    for (expr::Expr* one : {&indicator.numerator, &indicator.denominator}) {
        if (!expr::check_expression(*one, scope, indicator.of, nullptr, diagnostics_)) continue;
        const bool fits = one->type.kind == expr::ValueKind::boolean || one->type.kind == expr::ValueKind::number;
        if (!fits || one->type.optional) diagnostics_.error("indicator-type", one->span, {expr::print(*one), one->type.to_string()});
    }
}

void PolicyChecker::check_check(Check& check) {
    LawScope scope(*this, check.law);
    const expr::Type boolean = expr::Type::boolean();
    if (check.when) expr::check_expression(*check.when, scope, check.of, &boolean, diagnostics_);
    for (std::size_t i = 0; i < check.hold_names.size(); ++i)
        if (const int id = benefit_called(check.hold_names[i], check.hold_spans[i]); id >= 0) check.holds.push_back(id);
}

}  // namespace doudi::policy
