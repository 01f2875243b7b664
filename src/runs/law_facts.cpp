// A law as single facts: the policy's head, its tables, inputs, figures and variables.
// Those of a benefit stand in law_facts_benefit.cpp; they are compared in diff.cpp.

#include "law_facts.hpp"

#include <map>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"
#include "shown_law.hpp"

namespace doudi::runs {

namespace {

void add_label(const std::string& key, const policy::Label& label, Fact& fact) {
    if (label.en == label.zh) return fact.add(key, label.en);
    fact.add(key + ".en", label.en);
    fact.add(key + ".zh", label.zh);
}

Fact fact_of(const policy::Named& named) {
    Fact fact{.key = named.name, .text = report::choose(named.label, report::Language::en), .span = named.span};
    add_named(named, fact);
    return fact;
}

std::string codes_of(const expr::Type& type) { return type.codes == nullptr ? "" : base::join(*type.codes, ", "); }

/// "CNY/month", "%", "date"; of codes only that they are: which ones is a fact of its own.
std::string type_of(expr::Type type, const expr::DeclaredUnit& unit) {
    type.codes = nullptr;
    return shown_type(type, unit);
}

// --- figures ---

Fact fact_of(const policy::Parameter& parameter, const policy::ParameterLeaf& leaf, const policy::DatedFigure& figure) {
    Fact fact{.key = base::join(leaf.keys, " "),
              .date = figure.from,
              .text = figure.ends ? "null" : shown_figure(parameter, figure),
              .span = figure.span,
              .speaks = true};
    if (figure.published) fact.add("published", figure.published->to_string());
    if (figure.published_unstated) fact.add("published", "unstated");
    fact.add("reference", figure.reference);
    fact.add("note", figure.note);
    return fact;
}

Fact facts_of(const policy::Parameter& one) {
    Fact fact = fact_of(one);
    fact.add("type", type_of(one.type, one.unit));
    fact.add("values_allowed", codes_of(one.type));
    fact.add("decimals", std::to_string(one.decimals));
    fact.add("by", base::join(one.by, ", "));
    if (one.series) fact.add("series", "true");
    if (one.brackets) {
        fact.add("brackets.of", type_of(expr::Type::number(one.brackets->of.unit), one.brackets->of));
        fact.add("brackets.kind", one.brackets->marginal ? "marginal" : "flat");
        fact.add("brackets.closed", one.brackets->closed_below ? "lower" : "upper");
    }
    for (const policy::ParameterLeaf& leaf : one.leaves)
        for (const policy::DatedFigure& figure : leaf.figures) fact.add(fact_of(one, leaf, figure));
    return fact;
}

// --- variables ---

/// A decision table: a row goes by what it asks.
void add_rows(const policy::DatedFormula& formula, Fact& fact) {
    const expr::Expr& table = formula.expression;
    fact.ordered = true;
    for (std::size_t i = 0; i < table.args.size(); i += 2) {
        const bool last = i + 1 == table.args.size();
        Fact row{.key = last ? "otherwise" : "when " + expr::print(table.args[i]),
                 .text = expr::print(table.args[last ? i : i + 1]),
                 .span = table.args[i].span,
                 .speaks = true};
        if (i / 2 < formula.row_references.size()) row.add("reference", formula.row_references[i / 2]);
        if (i / 2 < table.in_force.size()) row.add("in_force", span_of(table.in_force[i / 2]));
        fact.add(std::move(row));
    }
}

Fact fact_of(const policy::DatedFormula& formula, const std::string& usual_reference) {
    const bool is_table = formula.expression.kind == expr::ExprKind::choose;
    Fact fact{.key = is_table ? "choose" : "formula",
              .date = formula.from,
              .text = is_table ? "" : expr::print(formula.expression),
              .span = formula.span,
              .speaks = true};
    if (is_table) add_rows(formula, fact);
    if (formula.published) fact.add("published", formula.published->to_string());
    if (formula.reference != usual_reference) fact.add("reference", formula.reference);
    return fact;
}

Fact facts_of(const policy::Variable& one) {
    Fact fact = fact_of(one);
    if (one.has_type) fact.add("type", type_of(one.type, {}));
    if (one.has_type) fact.add("values", codes_of(one.type));
    fact.add("overridable", one.overridable ? "true" : "");
    if (one.print) fact.add("print", one.print->to.to_string() + " " + std::string(base::to_string(one.print->mode)));
    for (const policy::DatedFormula& formula : one.formulas) fact.add(fact_of(formula, one.reference));
    return fact;
}

// --- inputs and tables ---

/// In the words of a policy. Of a register's column: of its own cell.
std::string empty_cell(const policy::Input& one) {
    switch (one.in_register.value_or(one.presence)) {
        case policy::Presence::required: return "required";
        case policy::Presence::with_default: return "default: " + one.default_text;
        case policy::Presence::optional: return "optional";
        case policy::Presence::unknown: return "unknown";
        case policy::Presence::ignored: return "ignored";
    }
    return {};
}

Fact facts_of(const policy::Input& one) {
    Fact fact = fact_of(one);
    fact.add("type", type_of(one.type, one.unit));
    fact.add("values", codes_of(one.type));
    std::vector<std::string> spellings;
    for (const auto& [spelling, code] : one.spellings)
        if (spelling != code) spellings.push_back(base::join({spelling, code}, " = "));
    fact.add("spellings", base::join(spellings, ", "));
    if (one.type.kind == expr::ValueKind::number) fact.add("decimals", std::to_string(one.decimals));
    fact.add("min", one.min ? one.min->to_string() : "");
    fact.add("max", one.max ? one.max->to_string() : "");
    fact.add("empty_cell", empty_cell(one));
    fact.add("lasting", one.lasting ? "true" : "");
    fact.add("overridable", one.overridable ? "true" : "");
    fact.add("aliases", base::join(one.aliases, ", "));
    return fact;
}

Fact facts_of(const policy::Entity& one, const policy::Policy& policy) {
    Fact fact = fact_of(one);
    fact.add("file", one.file);
    fact.add("key", one.key);
    fact.add("in", one.parent == expr::no_table ? "" : policy.table_name(one.parent));
    fact.add("plural", one.plural);
    fact.add("lasting", one.lasting ? "true" : "");
    return fact;
}

Fact facts_of(const policy::Register& one, const policy::Policy& policy) {
    Fact fact = fact_of(one);
    fact.add("file", one.file);
    fact.add("key", base::join(one.key_headers, ", "));
    fact.add("matches", matched_by(policy, one));
    fact.add("required_for", one.required_for_payout ? "payout" : "");
    fact.add("many", one.rows == expr::no_table ? "" : "true");
    return fact;
}

Fact facts_of(const policy::Lint& one) {
    Fact fact = fact_of(one);
    fact.add("formula", expr::print(one.formula));
    fact.add("in_force", span_of(one.in_force));
    return fact;
}

Fact facts_of(const policy::Check& one, const policy::Policy& policy) {
    static const std::map<policy::CheckSeverity, std::string> words = {
        {policy::CheckSeverity::quarantine, "quarantine"}, {policy::CheckSeverity::hold, "hold"}, {policy::CheckSeverity::warn, "warn"}};
    Fact fact = fact_of(one);
    fact.add("of", policy.table_name(one.of));
    fact.add("when", one.when ? expr::print(*one.when) : "");
    fact.add("unique", one.unique < 0 ? "" : policy.inputs[static_cast<std::size_t>(one.unique)].name);
    fact.add("severity", words.at(one.severity));
    fact.add("holds", base::join(one.hold_names, ", "));
    fact.add("in_force", span_of(one.in_force));
    return fact;
}

Fact facts_of(const policy::Indicator& one, const policy::Policy& policy) {
    Fact fact = fact_of(one);
    fact.add("of", policy.table_name(one.of));
    fact.add("numerator", expr::print(one.numerator));
    fact.add("denominator", expr::print(one.denominator));
    fact.add("target", one.target ? one.target->text : "");
    fact.add("binding", one.binding ? "true" : "");
    fact.add("in_force", span_of(one.in_force));
    return fact;
}

/// The head of policy.yaml, without the policy's id.
Fact head_of(const policy::Policy& policy) {
    Fact fact{.key = "",
              .span = base::place_of(policy.layers.empty() ? "" : policy.layers.back().folder + "/policy.yaml")};
    add_label("title", policy.title, fact);
    add_label("summary", policy.summary, fact);
    fact.add("currency", policy.currency);
    for (const auto& [name, prefix] : policy.applies_to) fact.add("applies_to." + name, prefix);
    fact.add("shared", base::join(policy.shared, ", "));
    for (const auto& [role, name] : policy.roles.names) {
        fact.add("roles." + role, name);
        fact.members.back().span = policy.roles.spans.at(role);
    }
    const auto months = [](const std::optional<int>& count) { return count ? std::to_string(*count) : std::string{}; };
    fact.add("payout.open_months", months(policy.payout.open_months));
    fact.add("payout.back_pay_months", months(policy.payout.back_pay_months));
    if (const auto& limit = policy.payout.offset_limit)
        fact.add("payout.offset_limit", (*limit * 100).to_string() + "%");
    fact.add("leap_birthday", policy.leap_birthday == base::LeapBirthday::february_28 ? "02-28" : "03-01");
    return fact;
}

}  // namespace

std::string span_of(const expr::InForce& days) {
    if (!days.from && !days.to) return {};
    return (days.from ? days.from->to_string() : "") + ".." + (days.to ? days.to->to_string() : "");
}

void add_named(const policy::Named& named, Fact& fact) {
    add_label("label", named.label, fact);
    fact.add("description", named.description);
    fact.add("reference", named.reference);
}

std::vector<ThingFacts> facts_of(const policy::Policy& policy) {
    std::vector<ThingFacts> all;
    for (const policy::Parameter& one : policy.parameters) all.push_back({one.law, "figure", one.name, facts_of(one)});
    for (const policy::Variable& one : policy.variables)
        all.push_back({one.law, "variable", policy.table_name(one.table) + "." + one.name, facts_of(one)});
    for (const policy::Benefit& one : policy.benefits) all.push_back({one.law, "benefit", one.name, facts_of(one)});
    for (const policy::Check& one : policy.checks) all.push_back({one.law, "check", one.name, facts_of(one, policy)});
    for (const policy::Indicator& one : policy.indicators)
        all.push_back({one.law, "indicator", one.name, facts_of(one, policy)});
    for (const policy::Lint& one : policy.lints) all.push_back({one.law, "lint", one.name, facts_of(one)});
    all.push_back({"", "policy", "", head_of(policy)});
    for (const policy::Entity& one : policy.entities)
        if (one.of_register < 0) all.push_back({"", "table", one.name, facts_of(one, policy)});
    for (const policy::Register& one : policy.registers)
        all.push_back({"", "register", one.name, facts_of(one, policy)});
    for (const policy::Input& one : policy.inputs)
        all.push_back(
            {"", "input", (one.of_register < 0 ? policy.table_name(one.table) + "." : "") + one.name, facts_of(one)});
    return all;
}

}  // namespace doudi::runs
