// What a variable or a benefit reads, this month and through `previous`.
// What a single formula reads is found by the expr room.

#include "doudi/policy/reads.hpp"

#include <algorithm>

#include "doudi/expr/check.hpp"
#include "doudi/policy/setting.hpp"

namespace doudi::policy {

namespace {

struct Reads {
    std::set<expr::Meaning> now;
    std::set<expr::Meaning> before;

    void add(const expr::Expr& expression) { expr::collect_reads(expression, now, before); }
    void add(const std::optional<expr::Expr>& expression) {
        if (expression) add(*expression);
    }
    void add(const std::optional<Rounding>& round) {
        if (!round) return;
        add(round->to);
        add(round->mode_name);
    }
    void add(const Condition& condition) {
        if (condition.kind == ConditionKind::when) add(condition.when);
        for (const Condition& member : condition.members) add(member);
    }
    void add(const Variable& variable) {
        for (const DatedFormula& formula : variable.formulas) add(formula.expression);
    }
    void add(const Benefit& benefit) {
        for (const auto* one : {&benefit.award, &benefit.starts, &benefit.ends}) add(*one);
        for (const Condition& condition : benefit.eligible) add(condition);
        for (const Part& part : benefit.parts) {
            add(part.when);
            add(part.formula);
            add(part.round);
        }
        if (benefit.range) add(benefit.range->from);
        if (benefit.range) add(benefit.range->to);
        add(benefit.total_round);
        for (const FundingShare& one : benefit.funding) add(one.share);
        for (const int other : benefit.yields_to)
            now.insert({expr::MeaningKind::benefit, other, expr::BenefitField::eligible, -1});
    }
    void add(const Check& check) { add(check.when); }
    void add(const Lint& lint) { add(lint.formula); }
    void add(const Indicator& indicator) {
        add(indicator.numerator);
        add(indicator.denominator);
    }
};

template <class Thing>
Reads reads_in(const Thing& thing) {
    Reads reads;
    reads.add(thing);
    return reads;
}

Reads reads_of_one(const Policy& policy, expr::MeaningKind kind, int id) {
    if (kind == expr::MeaningKind::variable) return reads_in(policy.variables[static_cast<std::size_t>(id)]);
    if (kind == expr::MeaningKind::benefit) return reads_in(policy.benefits[static_cast<std::size_t>(id)]);
    return {};
}

}  // namespace

std::set<expr::Meaning> reads_of(const Policy& policy, expr::MeaningKind kind, int id) {
    return reads_of_one(policy, kind, id).now;
}

std::set<expr::Meaning> remembered_by(const Policy& policy, expr::MeaningKind kind, int id) {
    return reads_of_one(policy, kind, id).before;
}

std::set<expr::Meaning> reads_of(const Lint& lint) { return reads_in(lint).now; }
std::set<expr::Meaning> remembered_by(const Check& check) { return reads_in(check).before; }
std::set<expr::Meaning> remembered_by(const Indicator& indicator) { return reads_in(indicator).before; }
std::set<expr::Meaning> reads_of(const Indicator& indicator) { return reads_in(indicator).now; }
std::set<expr::Meaning> reads_of(const Check& check) {
    Reads reads = reads_in(check);
    if (check.unique >= 0) reads.now.insert({expr::MeaningKind::input, check.unique, {}, -1});
    return std::move(reads.now);
}

std::set<std::pair<expr::MeaningKind, int>> resting_on(const Policy& policy, const std::set<int>& parameters) {
    using Thing = std::pair<expr::MeaningKind, int>;
    std::vector<std::pair<Thing, std::set<Thing>>> things;
    const auto add = [&](expr::MeaningKind kind, const auto& all) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            Reads reads;
            reads.add(all[i]);
            auto& [thing, what] = things.emplace_back();
            thing = {kind, static_cast<int>(i)};
            for (const auto* some : {&reads.now, &reads.before})
                for (const expr::Meaning& one : *some) what.emplace(one.kind, one.id);
            if (kind == expr::MeaningKind::benefit)
                for (const int rival : policy.rivals_of(static_cast<int>(i))) what.emplace(kind, rival);
        }
    };
    add(expr::MeaningKind::variable, policy.variables);
    add(expr::MeaningKind::benefit, policy.benefits);
    std::set<Thing> found;
    for (const int id : parameters) found.emplace(expr::MeaningKind::parameter, id);
    for (bool grows = true; grows;) {
        grows = false;
        for (const auto& [thing, what] : things)
            if (!found.contains(thing) && std::any_of(what.begin(), what.end(), [&](const Thing& one) { return found.contains(one); })) grows = found.insert(thing).second;
    }
    std::erase_if(found, [](const Thing& one) { return one.first == expr::MeaningKind::parameter; });
    return found;
}

std::set<expr::Meaning> remembered_by(const Policy& policy, const std::vector<expr::Meaning>& things) {
    std::vector<expr::Meaning> open = things;
    std::set<std::pair<expr::MeaningKind, int>> seen;
    std::set<expr::Meaning> before;
    while (!open.empty()) {
        const expr::Meaning one = open.back();
        open.pop_back();
        if (!seen.emplace(one.kind, one.id).second) continue;
        Reads reads;
        if (one.kind == expr::MeaningKind::variable) reads.add(policy.variables[static_cast<std::size_t>(one.id)]);
        if (one.kind == expr::MeaningKind::benefit) reads.add(policy.benefits[static_cast<std::size_t>(one.id)]);
        if (one.kind == expr::MeaningKind::benefit)
            for (const int rival : policy.rivals_of(one.id)) reads.add(policy.benefits[static_cast<std::size_t>(rival)]);
        open.insert(open.end(), reads.now.begin(), reads.now.end());
        open.insert(open.end(), reads.before.begin(), reads.before.end());
        before.merge(reads.before);
    }
    return before;
}

std::set<expr::Meaning> remembered_by(const Policy& policy) {
    Reads reads;
    for (const Variable& variable : policy.variables) reads.add(variable);
    for (const Benefit& benefit : policy.benefits) reads.add(benefit);
    for (const Check& check : policy.checks) reads.add(check);
    for (const Indicator& indicator : policy.indicators) reads.add(indicator);
    return std::move(reads.before);
}

}  // namespace doudi::policy
