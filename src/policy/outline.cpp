// Writes a law without its figures as lines that can be compared.
// Which figures differ, changed_figures.cpp tells.

#include "outline.hpp"

#include "doudi/base/text.hpp"

namespace doudi::policy {

namespace {

class Outline {
public:
    std::vector<std::string> lines;

    void add(const Parameter& one) { line(one.law + "." + one.name); }
    void add(const Variable& one) {
        line(one.law + "." + one.name + (one.overridable ? " overridable" : ""));
        for (const DatedFormula& formula : one.formulas) {
            line(formula.from ? formula.from->to_string() : "always");
            add(formula.expression);
        }
    }
    void add(const Benefit& one) {
        line(one.name + (one.once ? " once" : "") + (one.in_kind ? " in kind" : ""));
        add(one.in_force);
        for (const auto* formula : {&one.award, &one.starts, &one.ends}) add(*formula);
        for (const Condition& condition : one.eligible) add(condition);
        for (const Part& part : one.parts) add(part);
        add(one.total_round);
        line(one.minimum ? one.minimum->to_string() : "-");
        if (one.range) add(one.range->from);
        if (one.range) add(one.range->to);
        for (const FundingShare& share : one.funding) {
            line(share.name);
            add(share.share);
        }
        line(base::join(one.yields_to_names, " "));
        line(one.best_of);
    }
    void add(const Check& one) {
        line(one.name + " " + std::to_string(static_cast<int>(one.severity)) + " " + std::to_string(one.unique));
        add(one.when);
        line(base::join(one.hold_names, " "));
        add(one.in_force);
    }
    void add(const Indicator& one) {
        line(one.name + " " + (one.target ? one.target->text : "-"));
        add(one.numerator);
        add(one.denominator);
        add(one.in_force);
    }

private:
    void line(std::string text) { lines.push_back(std::move(text)); }
    void add(const expr::InForce& in_force) {
        line((in_force.from ? in_force.from->to_string() : "") + ".." + (in_force.to ? in_force.to->to_string() : ""));
    }
    void add(const expr::Expr& formula) {
        line(expr::print(formula));
        rows(formula);
    }
    void add(const std::optional<expr::Expr>& formula) {
        if (formula) return add(*formula);
        line("-");
    }
    /// When the rows of its tables are in force: their print does not tell.
    void rows(const expr::Expr& formula) {
        for (const expr::InForce& one : formula.in_force) add(one);
        for (const expr::Expr& arg : formula.args) rows(arg);
    }
    void add(const std::optional<Rounding>& round) {
        if (!round) return line("unrounded");
        add(round->to);
        line(round->mode ? std::to_string(static_cast<int>(*round->mode)) : "-");
        add(round->mode_name);
    }
    void add(const Condition& one) {
        line(one.name + " " + std::to_string(static_cast<int>(one.kind)) + (one.overridable ? " overridable" : ""));
        add(one.in_force);
        if (one.kind == ConditionKind::when) add(one.when);
        for (const Condition& member : one.members) add(member);
        line("end");
    }
    void add(const Part& one) {
        line(one.name + (one.of_person ? " of person" : ""));
        add(one.in_force);
        add(one.when);
        add(one.formula);
        add(one.round);
    }
};

}  // namespace

std::vector<std::string> outline_of(const Policy& policy) {
    Outline outline;
    for (const Parameter& one : policy.parameters) outline.add(one);
    for (const Variable& one : policy.variables) outline.add(one);
    for (const Benefit& one : policy.benefits) outline.add(one);
    for (const Check& one : policy.checks) outline.add(one);
    for (const Indicator& one : policy.indicators) outline.add(one);
    return std::move(outline.lines);
}

}  // namespace doudi::policy
