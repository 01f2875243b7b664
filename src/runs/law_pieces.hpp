#pragma once
// Walks through every formula of a law, for coverage and mutation: `Law` is a policy, const or not.

#include <string>

#include "doudi/policy/policy.hpp"

namespace doudi::runs {

/// A figure of a CSV sheet is data: one case for each would only copy the sheet.
inline bool is_of_a_sheet(const base::SourceSpan& span) { return span.file && span.file->name.ends_with(".csv"); }

inline std::string full_name(const policy::Named& thing) {
    return thing.law.empty() ? thing.name : thing.law + "." + thing.name;
}

inline std::string name_of(const policy::Benefit& benefit, const policy::Part& part) {
    return part.name.empty() ? full_name(benefit) : full_name(benefit) + "." + part.name;
}

/// Every condition, groups before their members. `visit(condition, "benefit.condition")`.
template <class Condition, class Visit>
void each_condition(Condition& condition, const std::string& owner, const Visit& visit) {
    const std::string name = owner + "." + condition.name;
    visit(condition, name);
    for (auto& member : condition.members) each_condition(member, name, visit);
}
template <class Law, class Visit>
void each_condition(Law& law, const Visit& visit) {
    for (auto& benefit : law.benefits)
        for (auto& condition : benefit.eligible) each_condition(condition, full_name(benefit), visit);
}

template <class Benefit, class Visit>
void each_formula_of(Benefit& benefit, const Visit& visit) {
    const std::string name = full_name(benefit);
    const auto rounding = [&](auto& round) {
        if (!round) return;
        visit(round->to, name);
        if (round->mode_name) visit(*round->mode_name, name);
    };
    for (auto* one : {&benefit.award, &benefit.starts, &benefit.ends})
        if (*one) visit(**one, name);
    for (auto& condition : benefit.eligible)
        each_condition(condition, name, [&](auto& one, const std::string& path) {
            if (one.kind == policy::ConditionKind::when) visit(one.when, path);
        });
    for (auto& part : benefit.parts) {
        const std::string path = name_of(benefit, part);
        if (part.when) visit(*part.when, path);
        visit(part.formula, path);
        rounding(part.round);
    }
    rounding(benefit.total_round);
    if (benefit.range) visit(benefit.range->from, name);
    if (benefit.range) visit(benefit.range->to, name);
}

/// Every formula that a worked case can tell of, whole: not those of indicators. `visit(expression, "law.variable")`.
template <class Law, class Visit>
void each_formula(Law& law, const Visit& visit) {
    for (auto& variable : law.variables)
        for (auto& formula : variable.formulas) visit(formula.expression, full_name(variable));
    for (auto& benefit : law.benefits) each_formula_of(benefit, visit);
    for (auto& check : law.checks)
        if (check.when) visit(*check.when, full_name(check));
}

/// The expression and each piece of it, the whole first.
template <class Expression, class Visit>
void each_piece(Expression& e, const Visit& visit) {
    visit(e);
    for (auto& arg : e.args) each_piece(arg, visit);
}

}  // namespace doudi::runs
