// Tries the mistakes an office makes, one at a time: an old figure, a part left out, last month's facts, a member too
// many or too few, back pay left out or paid twice, last month's amount. What fits to the fen is kept; nothing is guessed.

#include "audit_cause.hpp"

#include <algorithm>

#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

using report::Language;

expr::Expr boolean(bool value) {
    expr::Expr e;
    e.kind = expr::ExprKind::boolean;
    e.number = value ? 1 : 0;
    e.type = expr::Type::boolean();
    return e;
}

}  // namespace

void CauseFinder::find(Judged& judged) {
    using table::FindingClass;
    const FindingClass kind = judged.finding.kind;
    if (kind == FindingClass::match || kind == FindingClass::undecided || kind == FindingClass::duplicate || kind == FindingClass::unknown_household) return;
    const Case& own = cases_.of(judged.finding.household_id);
    by_figures(judged, own);
    by_facts_before(judged, own);
    by_back_pay(judged);
    if (!judged.finding.paid.is_zero()) {  // without its only part or member, any household would get nothing
        by_parts(judged, own);
        by_members(judged, own);
        by_month_before(judged);
    }
    if (judged.finding.causes.empty() && judged.finding.reasons.empty()) judged.finding.causes.push_back(cause("unexplained"));
}

std::optional<base::Rational> CauseFinder::due_under(Variant& law, const Judged& judged, const table::Batch& batch, const engine::State& before) const {
    const auto due = cases_.evaluate(law, month_, batch, before);
    if (!due) return std::nullopt;
    return sum_of(due->households.front().amounts, judged.benefits) + judged.reckoning->back_sum(judged.benefits);
}

std::optional<base::Rational> CauseFinder::back_pay_under(Variant& law, const Judged& judged, const Case& own) const {
    base::Rational sum;
    for (const BackPay& back : judged.reckoning->back) {
        const CaseMonth& facts = own.at(back.month);
        const auto tried = cases_.evaluate(law, back.month, facts.batch, *facts.before);
        const auto known = cases_.evaluate(back.month, facts);
        if (!tried || !known) return std::nullopt;
        sum += sum_of(back.amounts, judged.benefits) - sum_of(known->households.front().amounts, judged.benefits) + sum_of(tried->households.front().amounts, judged.benefits);
    }
    return sum;
}

Variant& CauseFinder::without_figure(const FigureChange& change) {
    const auto [at, is_new] = figures_.try_emplace({change.parameter, change.after.from});
    if (!is_new) return at->second;
    at->second.policy = cases_.known();
    for (policy::ParameterLeaf& leaf : at->second.policy.parameters[static_cast<std::size_t>(change.parameter)].leaves)
        std::erase_if(leaf.figures, [&](const policy::DatedFigure& figure) { return figure.from == change.after.from; });
    return at->second;
}

Variant& CauseFinder::without_part(int benefit, std::size_t part) {
    const auto [at, is_new] = parts_.try_emplace({benefit, part});
    if (!is_new) return at->second;
    at->second.policy = cases_.known();
    at->second.policy.benefits[static_cast<std::size_t>(benefit)].parts[part].when = boolean(false);
    return at->second;
}

/// Everybody in the household counts: beside a choice of persons, any set of members can be tried.
Variant& CauseFinder::all_counted() {
    if (counted_) return *counted_;
    counted_.emplace(Variant{cases_.known(), {}});
    const expr::Meaning members = policy_.find(policy_.roles.of("members")).front();
    for (policy::DatedFormula& formula : counted_->policy.variables[static_cast<std::size_t>(members.id)].formulas) formula.expression = boolean(true);
    return *counted_;
}

/// The figure before each that the amount rests on: for the month alone, or for its back pay too.
void CauseFinder::by_figures(Judged& judged, const Case& own) {
    const auto facts = own.find(month_);
    if (facts == own.end()) return;
    const auto known = cases_.evaluate(month_, facts->second);
    if (!known) return;
    for (const FigureChange& change : figures_before(cases_.known(), known->frame, cases_.words())) {
        Variant& law = without_figure(change);
        const auto due = due_under(law, judged, facts->second.batch, *facts->second.before);
        if (!due || *due == *judged.finding.due) continue;
        const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(change.parameter)];
        const auto say = [&](const std::string& code) {
            const std::string from = change.after.from.to_string();
            const std::string figure = figure_text(parameter, *change.before);
            judged.finding.causes.push_back(cause(code, {report::label_of(parameter, Language::en), from, figure}, {report::label_of(parameter, Language::zh), from, figure}));
        };
        if (*due == judged.finding.paid) say("figure_before");
        if (judged.reckoning->back.empty()) continue;
        const auto back = back_pay_under(law, judged, own);
        if (back && *due - judged.reckoning->back_sum(judged.benefits) + *back == judged.finding.paid && *due != judged.finding.paid) say("figure_before_throughout");
    }
}

void CauseFinder::by_parts(Judged& judged, const Case& own) {
    const auto facts = own.find(month_);
    if (facts == own.end()) return;
    for (std::size_t benefit = 0; benefit < policy_.benefits.size(); ++benefit) {
        const policy::Benefit& law = policy_.benefits[benefit];
        for (std::size_t part = 0; law.has_named_parts() && part < law.parts.size(); ++part) {
            const auto due = due_under(without_part(static_cast<int>(benefit), part), judged, facts->second.batch, *facts->second.before);
            if (!due || *due == *judged.finding.due || *due != judged.finding.paid) continue;
            judged.finding.causes.push_back(cause("without_part", {report::label_of(law.parts[part], Language::en)}, {report::label_of(law.parts[part], Language::zh)}));
        }
    }
}

void CauseFinder::by_facts_before(Judged& judged, const Case& own) {
    const auto facts = own.find(month_);
    const auto before = own.find(month_ - 1);
    if (facts == own.end() || before == own.end()) return;
    const auto own_due = cases_.evaluate(month_, {before->second.batch, facts->second.before});
    if (!own_due) return;
    const base::Rational due = sum_of(own_due->households.front().amounts, judged.benefits) + judged.reckoning->back_sum(judged.benefits);
    if (due != *judged.finding.due && due == judged.finding.paid) judged.finding.causes.push_back(cause("facts_before", {(month_ - 1).to_string()}));
}

/// Each member left out, and each person who does not count counted.
void CauseFinder::by_members(Judged& judged, const Case& own) {
    const std::string role = policy_.roles.of("members");
    const auto facts = own.find(month_);
    if (facts == own.end() || role.empty()) return;
    const expr::Meaning members = policy_.find(role).front();
    if (members.kind != expr::MeaningKind::variable) return;
    const auto known = cases_.evaluate(month_, facts->second);
    if (!known) return;
    const plan::Slot slot = known->frame.plan->find(members);
    const table::Column& counts = known->frame.columns[static_cast<std::size_t>(slot)];
    const table::Batch& batch = facts->second.batch;
    std::vector<std::size_t> counted;
    for (std::size_t person = 0; person < batch.persons(); ++person) {
        const std::size_t row = known->frame.row_of(slot, expr::person_table, person);
        if (counts.standing_of(row) == table::known && counts.integers[row] != 0) counted.push_back(person);
    }
    for (std::size_t person = 0; person < batch.persons(); ++person) {
        std::vector<std::size_t> others = counted;
        const bool fewer = std::erase(others, person) > 0;
        if (!fewer) others.insert(std::lower_bound(others.begin(), others.end(), person), person);
        const auto due = due_under(all_counted(), judged, table::take_household(batch, 0, others), *facts->second.before);
        if (!due || *due == *judged.finding.due || *due != judged.finding.paid) continue;
        judged.finding.causes.push_back(cause(fewer ? "member_fewer" : "member_more"));
        judged.finding.causes.back().person_id = batch.person_ids[person];
    }
}

void CauseFinder::by_back_pay(Judged& judged) const {
    const base::Rational all = judged.reckoning->back_sum(judged.benefits);
    const base::Rational& due = *judged.finding.due;
    const auto try_sum = [&](const base::Rational& sum, const std::string& months) {
        if (sum.is_zero()) return;
        if (judged.finding.paid == due - sum) judged.finding.causes.push_back(cause("without_back_pay", {months, report::shown_money(sum)}));
        if (judged.finding.paid == due + sum) judged.finding.causes.push_back(cause("back_pay_twice", {months, report::shown_money(sum)}));
    };
    std::string months;
    for (const BackPay& back : judged.reckoning->back) {
        const std::string month = back.month.to_string();
        months += (months.empty() ? "" : ", ") + month;
        if (judged.reckoning->back.size() > 1) try_sum(sum_of(back.amounts, judged.benefits), month);
    }
    try_sum(all, months);
}

void CauseFinder::by_month_before(Judged& judged) const {
    base::Rational before;
    for (const std::size_t payment : book_.of(month_ - 1, judged.finding.household_id)) {
        const std::vector<int>& benefits = book_.benefits_of(payment);
        const bool same = judged.benefits.empty() || benefits.empty() || std::any_of(benefits.begin(), benefits.end(), [&](int one) {
                              return std::find(judged.benefits.begin(), judged.benefits.end(), one) != judged.benefits.end();
                          });
        if (same) before += book_.amount_of(payment);
    }
    if (!before.is_zero() && before == judged.finding.paid) judged.finding.causes.push_back(cause("as_month_before", {(month_ - 1).to_string()}));
}

}  // namespace doudi::runs
