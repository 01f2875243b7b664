// A benefit as single facts: to whom, when, on which conditions, how much. The other things stand in law_facts.cpp.

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"
#include "law_facts.hpp"

namespace doudi::runs {

namespace {

std::string written(const std::optional<expr::Expr>& formula) {
    return formula ? expr::print(*formula) : std::string{};
}

std::string written(const std::optional<policy::Rounding>& round) {
    if (!round) return {};
    const std::string mode = round->mode ? std::string(base::to_string(*round->mode)) : expr::print(*round->mode_name);
    return expr::print(round->to) + " " + mode;
}

Fact fact_of(const policy::Condition& condition) {
    Fact fact{.key = condition.name, .span = condition.span, .speaks = true, .ordered = true};
    switch (condition.kind) {
        case policy::ConditionKind::when: fact.text = expr::print(condition.when); break;
        case policy::ConditionKind::any: fact.text = "any"; break;
        case policy::ConditionKind::all: fact.text = "all"; break;
        case policy::ConditionKind::none: fact.text = "none"; break;
    }
    add_named(condition, fact);
    fact.add("in_force", span_of(condition.in_force));
    fact.add("overridable", condition.overridable ? "true" : "");
    for (const policy::Condition& member : condition.members) fact.add(fact_of(member));
    return fact;
}

/// A lone amount has no name of its own.
Fact fact_of(const policy::Part& part) {
    Fact fact{.key = part.name.empty() ? "amount" : "parts." + part.name,
              .text = expr::print(part.formula),
              .span = part.formula.span,
              .speaks = true};
    add_named(part, fact);
    fact.add("of", part.of_person ? "person" : "");
    fact.add("when", written(part.when));
    fact.add("round", written(part.round));
    fact.add("in_force", span_of(part.in_force));
    return fact;
}

}  // namespace

Fact facts_of(const policy::Benefit& one) {
    Fact fact{.key = one.name, .text = report::choose(one.label, report::Language::en), .span = one.span};
    add_named(one, fact);
    fact.add("to", one.to == expr::person_table ? "person" : "household");
    fact.add("award", one.award ? written(one.award) : "none");
    fact.add("starts", written(one.starts));
    fact.add("ends", written(one.ends));
    fact.add("period", one.once ? "once" : "month");
    fact.add("unit", one.in_kind ? "item" : "");
    fact.add("in_force", span_of(one.in_force));
    fact.add("yields_to", base::join(one.yields_to_names, ", "));
    fact.add("best_of", one.best_of);
    Fact eligible{.key = "eligible", .span = one.span, .speaks = true, .ordered = true};
    for (const policy::Condition& condition : one.eligible) eligible.add(fact_of(condition));
    fact.add(std::move(eligible));
    for (const policy::Part& part : one.parts) fact.add(fact_of(part));
    if (one.range) fact.add("range.from", expr::print(one.range->from));
    if (one.range) fact.add("range.to", expr::print(one.range->to));
    fact.add("total_round", written(one.total_round));
    for (const policy::FundingShare& share : one.funding) {
        Fact funding{.key = "funding." + share.name, .text = expr::print(share.share), .span = share.span, .speaks = true};
        add_named(share, funding);
        fact.add(std::move(funding));
    }
    fact.add("minimum", one.minimum ? report::money(*one.minimum) : "");
    return fact;
}

}  // namespace doudi::runs
