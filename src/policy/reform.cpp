// A reform beside today's law: which figures are others in which months, and whether anything but figures is.
// How its file is laid over the law, layers.cpp and merger.cpp know.

#include <algorithm>
#include <functional>

#include "doudi/base/text.hpp"
#include "doudi/policy/setting.hpp"
#include "figure_leaves.hpp"

namespace doudi::policy {

namespace {

/// All that a law says beside its figures, as texts in one order.
std::vector<std::string> outline(const Policy& policy) {
    std::vector<std::string> lines;
    const auto add = [&](const std::optional<expr::Expr>& formula) { lines.push_back(formula ? expr::print(*formula) : "-"); };
    const std::function<void(const Condition&)> add_condition = [&](const Condition& one) {
        lines.push_back(one.name + " " + std::to_string(static_cast<int>(one.kind)));
        if (one.kind == ConditionKind::when) lines.push_back(expr::print(one.when));
        for (const Condition& member : one.members) add_condition(member);
        lines.emplace_back("end");
    };
    for (const Parameter& one : policy.parameters) lines.push_back(one.law + "." + one.name);
    for (const Variable& one : policy.variables) {
        lines.push_back(one.law + "." + one.name);
        for (const DatedFormula& formula : one.formulas) lines.push_back(expr::print(formula.expression));
    }
    for (const Benefit& one : policy.benefits) {
        lines.push_back(one.name);
        for (const auto* formula : {&one.award, &one.starts, &one.ends}) add(*formula);
        for (const Condition& condition : one.eligible) add_condition(condition);
        for (const Part& part : one.parts) {
            lines.push_back(part.name);
            add(part.when);
            lines.push_back(expr::print(part.formula));
        }
    }
    return lines;
}

const DatedFigure* figure_of(const Parameter& parameter, const std::vector<DatedFigure>& figures, base::Month month) {
    const DatedFigure* found = nullptr;
    for (const DatedFigure& figure : figures)
        if (parameter.series ? figure.from == month.first_day() : figure.from <= month.first_day()) found = &figure;
    return found != nullptr && found->ends ? nullptr : found;
}

bool same_value(const DatedFigure* a, const DatedFigure* b) {
    if (a == nullptr || b == nullptr) return a == b;
    return a->number == b->number && a->code == b->code;
}

/// The months in which one leaf's figure is another one, runs of equal months as one.
void note_changes(const Parameter& now, const std::vector<std::string>& keys, const std::vector<DatedFigure>& before,
                  const std::vector<DatedFigure>& after, base::Month first, base::Month last,
                  std::vector<table::ChangedFigure>& figures) {
    for (base::Month month = first; month <= last; month = month + 1) {
        const DatedFigure* old_figure = figure_of(now, before, month);
        const DatedFigure* new_figure = figure_of(now, after, month);
        if (same_value(old_figure, new_figure)) continue;
        table::ChangedFigure one;
        one.name = now.law + "." + now.name;
        one.keys = keys;
        one.first = one.last = month;
        if (old_figure != nullptr) one.old_value = written_value(now, *old_figure);
        if (new_figure != nullptr) one.new_value = written_value(now, *new_figure);
        one.unit = unit_of(now);
        one.falls = old_figure != nullptr && new_figure != nullptr && new_figure->number < old_figure->number;
        const bool goes_on = !figures.empty() && figures.back().name == one.name && figures.back().keys == keys &&
                             figures.back().last + 1 == month && figures.back().old_value == one.old_value &&
                             figures.back().new_value == one.new_value;
        if (goes_on) {
            figures.back().last = month;
        } else {
            figures.push_back(std::move(one));
        }
    }
}

}  // namespace

Reformed reformed(const Policy& today, const Policy& changed, base::Month first, base::Month last) {
    Reformed result;
    result.policy = changed;
    std::vector<std::string> names;
    for (const Layer& reform : changed.reforms) names.push_back(reform.id);
    result.name = base::join(names, "+");
    static const std::vector<DatedFigure> none;
    for (std::size_t id = 0; id < changed.parameters.size(); ++id) {
        const Parameter& now = changed.parameters[id];
        const std::size_t noted = result.figures.size();
        const auto leaves_before = id < today.parameters.size() ? today.parameters[id].leaves : std::vector<ParameterLeaf>{};
        for (const ParameterLeaf& leaf : now.leaves) {
            const auto same = [&](const ParameterLeaf& one) { return one.keys == leaf.keys; };
            const auto before = std::find_if(leaves_before.begin(), leaves_before.end(), same);
            note_changes(now, leaf.keys, before == leaves_before.end() ? none : before->figures, leaf.figures, first, last, result.figures);
        }
        for (const ParameterLeaf& leaf : leaves_before) {
            const auto same = [&](const ParameterLeaf& one) { return one.keys == leaf.keys; };
            if (std::none_of(now.leaves.begin(), now.leaves.end(), same)) note_changes(now, leaf.keys, leaf.figures, none, first, last, result.figures);
        }
        if (result.figures.size() > noted) result.parameters.insert(static_cast<int>(id));
    }
    result.figures_only = outline(today) == outline(changed);
    if (!result.figures_only) result.parameters.clear();
    return result;
}

}  // namespace doudi::policy
