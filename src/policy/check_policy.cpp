// Checks a merged policy whole: every formula's names, types, units and guards, every circle, roles and roundings.
// Dates of figures against a month are left to the compiler of plans.

#include <algorithm>
#include <functional>
#include <utility>

#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "law_scope.hpp"

namespace doudi::policy {

void PolicyChecker::check_all() {
    check_parameters();
    for (std::size_t i = 0; i < policy_.variables.size(); ++i) check_variable(static_cast<int>(i));
    for (Benefit& benefit : policy_.benefits) check_benefit(benefit);
    for (Check& check : policy_.checks) check_check(check);
    for (Indicator& indicator : policy_.indicators) check_indicator(indicator);
    for (Lint& lint : policy_.lints) check_lint(lint);
    check_roles();
    if (diagnostics_.has_errors()) return;
    check_previous_types();
    check_circles();
}

std::optional<expr::Type> PolicyChecker::type_of(const expr::Meaning& meaning, bool infer) {
    static const auto statuses = std::make_shared<const std::vector<std::string>>(
        std::vector<std::string>{"eligible", "unclaimed", "ineligible", "held", "undecided"});
    const auto at = static_cast<std::size_t>(meaning.id);
    switch (meaning.kind) {
        case expr::MeaningKind::input: return policy_.inputs[at].type;
        case expr::MeaningKind::parameter: return policy_.parameters[at].type;
        case expr::MeaningKind::variable:
            if (policy_.variables[at].has_type && states_[at] != State::bad && (!infer || states_[at] == State::good)) return policy_.variables[at].type;
            if (infer && check_variable(meaning.id)) return policy_.variables[at].type;
            if (!infer && states_[at] == State::good) return policy_.variables[at].type;
            return std::nullopt;
        case expr::MeaningKind::benefit:
            if (meaning.field == expr::BenefitField::eligible) return expr::Type::boolean();
            if (meaning.field == expr::BenefitField::status) return expr::Type::code(statuses);
            return expr::Type::number(policy_.benefits[at].unit());
        case expr::MeaningKind::month: return expr::Type::month();
        case expr::MeaningKind::none:
        case expr::MeaningKind::code_value: break;
    }
    return std::nullopt;
}

bool PolicyChecker::check_variable(int id) {
    base::obey_interrupt();
    State& state = states_[static_cast<std::size_t>(id)];
    if (state == State::good) return true;
    if (state == State::bad) return false;
    if (state == State::running) {
        report_circle(id);
        return false;
    }
    if (stack_.size() >= longest_chain) {
        report_chain(policy_.variables[static_cast<std::size_t>(id)]);
        state = State::bad;
        return false;
    }
    state = State::running;
    stack_.push_back(id);
    const bool good = check_formulas(policy_.variables[static_cast<std::size_t>(id)]);
    stack_.pop_back();
    State& now = states_[static_cast<std::size_t>(id)];
    now = good && now != State::bad ? State::good : State::bad;
    return now == State::good;
}

bool PolicyChecker::check_formulas(Variable& variable) {
    LawScope scope(*this, variable.law);
    if (variable.formulas.empty()) return false;
    bool good = true;
    bool optional = false;
    const bool declared = variable.has_type;
    expr::Type wanted = variable.type;
    wanted.optional = true;  // a formula may be missing; who reads the variable has to guard it then
    for (DatedFormula& formula : variable.formulas) {
        const bool fine = expr::check_expression(formula.expression, scope, variable.table, declared || &formula != &variable.formulas.front() ? &wanted : nullptr, diagnostics_);
        good = fine && good;
        if (!fine) continue;
        if (!declared && &formula == &variable.formulas.front()) {
            wanted = variable.type = formula.expression.type;
            wanted.optional = true;
            variable.type.bare = false;
        }
        optional = optional || formula.expression.type.optional;
    }
    variable.type.optional = optional;
    if (good && variable.type.kind == expr::ValueKind::text) {
        diagnostics_.error("text-variable", variable.span, {variable.name});
        return false;
    }
    return good;
}

void PolicyChecker::report_circle(int id) {
    const auto begin = std::find(stack_.begin(), stack_.end(), id);
    std::vector<std::string> circle;
    for (auto one = begin; one != stack_.end(); ++one) {
        circle.push_back(policy_.variables[static_cast<std::size_t>(*one)].name);
        states_[static_cast<std::size_t>(*one)] = State::bad;
    }
    std::vector<base::SourceSpan> places;
    for (auto one = begin; one != stack_.end(); ++one) places.push_back(policy_.variables[static_cast<std::size_t>(*one)].span);
    report_circle(std::move(circle), places);
}

/// Names the circle and its places, of a long one the first.
void PolicyChecker::report_circle(std::vector<std::string> names, const std::vector<base::SourceSpan>& places) {
    constexpr std::size_t most = 10;
    const std::string first = names.front();
    if (names.size() > most) {
        names.resize(most);
        names.emplace_back("…");
    }
    names.push_back(first);
    auto& error = diagnostics_.error("circle", places.front(), {base::join(names, " → ")});
    for (std::size_t i = 1; i < std::min(most, places.size()); ++i) error.with_note("circle-goes-here", places[i]);
}

void PolicyChecker::report_chain(const Named& end) {
    if (!std::exchange(chain_reported_, true)) diagnostics_.error("chain-too-long", end.span, {end.name, std::to_string(longest_chain)});
}

// --- over all ---

void PolicyChecker::check_parameters() {
    for (Parameter& parameter : policy_.parameters)
        for (const ParameterLeaf& leaf : parameter.leaves) {
            if (leaf.figures.empty()) diagnostics_.error("no-figure", leaf.span, {parameter.name});
            for (std::size_t i = 0; i < leaf.keys.size(); ++i) check_index(parameter, leaf, i);
        }
}

/// A figure for a code that nothing can have would never be found.
void PolicyChecker::check_index(const Parameter& parameter, const ParameterLeaf& leaf, std::size_t at) {
    if (leaf.keys[at] == "*") return;
    for (const auto& found : LawScope(*this, parameter.law).find_anywhere(parameter.by[at])) {
        const auto type = type_of(found.meaning, false);
        if (!type || type->kind != expr::ValueKind::code || !type->codes) continue;
        if (std::find(type->codes->begin(), type->codes->end(), leaf.keys[at]) != type->codes->end()) continue;
        auto& error = diagnostics_.error("index-value", leaf.span, {parameter.name, base::shown(leaf.keys[at]), parameter.by[at], base::join(*type->codes, ", ")});
        if (const auto near = base::nearest(leaf.keys[at], *type->codes)) error.with_help("help-did-you-mean", {*near});
        return;
    }
}

/// A text or open code of the household itself: the id that it had before.
bool PolicyChecker::names_a_household(const expr::Meaning& meaning, const expr::Type& type) const {
    const bool word = type.kind == expr::ValueKind::text || (type.kind == expr::ValueKind::code && !type.codes);
    return word && meaning.kind == expr::MeaningKind::input && policy_.inputs[static_cast<std::size_t>(meaning.id)].table == expr::household_table;
}

void PolicyChecker::check_roles() {
    static const std::vector<std::string> known = {"region", "members", "size", "born", "died", "predecessor", "id_number", "name"};
    for (const auto& [role, name] : policy_.roles.names) {
        const auto span = policy_.roles.spans.at(role);
        if (std::find(known.begin(), known.end(), role) == known.end()) {
            auto& error = diagnostics_.error("unknown-role", span, {role});
            if (const auto near = base::nearest(role, known)) error.with_help("help-did-you-mean", {*near});
            continue;
        }
        const auto found = policy_.find(name);
        if (found.size() != 1) {
            diagnostics_.error(found.empty() ? "unknown-name" : "ambiguous-name", span, {name});
            continue;
        }
        const auto type = type_of(found.front(), true);
        const bool fits = type && (role != "members" || type->kind == expr::ValueKind::boolean) && (role != "size" || type->kind == expr::ValueKind::number) &&
                          (role != "region" || type->kind == expr::ValueKind::code) && (role != "born" || type->kind == expr::ValueKind::date) &&
                          (role != "predecessor" || names_a_household(found.front(), *type));
        if (!fits) diagnostics_.error("role-type", span, {role, name});
    }
}

void for_each_expression(Policy& policy, const std::function<void(expr::Expr&, const std::string& law)>& visit) {
    const std::function<void(Condition&)> condition_walk = [&](Condition& condition) {
        if (condition.kind == ConditionKind::when) visit(condition.when, condition.law);
        for (Condition& member : condition.members) condition_walk(member);
    };
    for (Variable& variable : policy.variables)
        for (DatedFormula& formula : variable.formulas) visit(formula.expression, variable.law);
    for (Check& check : policy.checks)
        if (check.when) visit(*check.when, check.law);
    for (Indicator& indicator : policy.indicators) {
        visit(indicator.numerator, indicator.law);
        visit(indicator.denominator, indicator.law);
    }
    for (Benefit& benefit : policy.benefits) {
        for (auto* one : {&benefit.award, &benefit.starts, &benefit.ends})
            if (*one) visit(**one, benefit.law);
        for (Condition& condition : benefit.eligible) condition_walk(condition);
        for (Part& part : benefit.parts) {
            if (part.when) visit(*part.when, benefit.law);
            visit(part.formula, benefit.law);
        }
        if (benefit.range) visit(benefit.range->from, benefit.law);
        if (benefit.range) visit(benefit.range->to, benefit.law);
        for (FundingShare& one : benefit.funding) visit(one.share, benefit.law);
    }
}

void PolicyChecker::check_previous_types() {
    for_each_expression(policy_, [&](expr::Expr& expression, const std::string& law) {
        LawScope scope(*this, law);
        expr::check_previous(expression, scope, diagnostics_);
    });
}

/// Of benefits of which the largest is paid, each hangs on what all of them read.
std::set<expr::Meaning> PolicyChecker::hangs_on(expr::MeaningKind kind, int id) const {
    std::set<expr::Meaning> reads = reads_of(policy_, kind, id);
    if (kind == expr::MeaningKind::benefit)
        for (const int rival : policy_.rivals_of(id)) reads.merge(reads_of(policy_, kind, rival));
    return reads;
}

/// A benefit is one node: whether it is undecided or held hangs on all that it reads.
void PolicyChecker::check_circles() {
    using Node = std::pair<expr::MeaningKind, int>;
    std::map<Node, std::size_t> length;  // 0 on the way, else how many hang one behind another
    std::vector<Node> path;
    const auto span_of = [&](const Node& node) { return policy_.named({node.first, node.second, {}, -1})->span; };
    const std::function<std::size_t(const Node&)> visit = [&](const Node& node) -> std::size_t {
        if (const auto known = length.find(node); known != length.end() && known->second > 0) return known->second;
        if (length.contains(node)) {
            const auto begin = std::find(path.begin(), path.end(), node);
            std::vector<std::string> words;
            std::vector<base::SourceSpan> places;
            for (auto one = begin; one != path.end(); ++one) {
                words.push_back(policy_.named({one->first, one->second, {}, -1})->name);
                places.push_back(span_of(*one));
            }
            report_circle(std::move(words), places);
            return 1;
        }
        length[node] = 0;
        path.push_back(node);
        std::size_t longest = 0;
        if (path.size() <= longest_chain)
            for (const expr::Meaning& read : hangs_on(node.first, node.second))
                if (read.kind == expr::MeaningKind::variable || read.kind == expr::MeaningKind::benefit) longest = std::max(longest, visit({read.kind, read.id}));
        path.pop_back();
        if (path.size() >= longest_chain || longest >= longest_chain) report_chain(*policy_.named({node.first, node.second, {}, -1}));
        return length[node] = longest + 1;
    };
    for (std::size_t i = 0; i < policy_.variables.size(); ++i) visit({expr::MeaningKind::variable, static_cast<int>(i)});
    for (std::size_t i = 0; i < policy_.benefits.size(); ++i) visit({expr::MeaningKind::benefit, static_cast<int>(i)});
}

}  // namespace doudi::policy
