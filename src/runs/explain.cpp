// Finds the household, walks the same history as compute, and reads its last month aloud.

#include "doudi/runs/explain.hpp"

#include <algorithm>

#include "checks_found.hpp"
#include "doudi/base/text.hpp"
#include "doudi/policy/known_on.hpp"
#include "doudi/report/values.hpp"
#include "batches.hpp"
#include "explainer.hpp"

namespace doudi::runs {

// --- what the explainers share ---

plan::Slot Explainer::slot_of(const expr::Expr& e) const {
    const auto found = frame_.plan->slot_of_expression.find(&e);
    base::ensure(found != frame_.plan->slot_of_expression.end(), "every piece of a formula has its step");
    return found->second;
}

table::Standing Explainer::standing(plan::Slot slot, Row at) const {
    return frame_.columns[static_cast<std::size_t>(slot)].standing_of(frame_.row_of(slot, at.table, at.row));
}

std::string Explainer::value(plan::Slot slot, Row at, const expr::Type& type, const std::optional<policy::Print>& print) const {
    return report::shown_value(frame_, slot, frame_.row_of(slot, at.table, at.row), words_, type, print, language_);
}

std::string Explainer::value(const expr::Expr& e, Row at) const {
    std::optional<policy::Print> print;
    if (e.meaning.kind == expr::MeaningKind::variable) print = policy_.variables[static_cast<std::size_t>(e.meaning.id)].print;
    return value(slot_of(e), at, e.type, print);
}

std::string Explainer::exact(plan::Slot slot, Row at) const { return report::file_value(frame_, slot, frame_.row_of(slot, at.table, at.row), words_); }

std::string Explainer::title(const expr::Expr& e) const {
    if (e.kind == expr::ExprKind::call && e.text == "previous") return report::text(language_, "explain-previous", {title(e.args[0])});
    const policy::Named* named = policy_.named(e.meaning);
    return named == nullptr ? expr::print(e) : report::label_of(*named, language_);
}

/// "rules/cn/minimum_living.yaml:128": as a message would name it.
std::string Explainer::place(const base::SourceSpan& span) { return span.file_line(); }

const policy::DatedFormula* Explainer::formula_of(const policy::Variable& variable) const {
    const policy::DatedFormula* found = nullptr;
    for (const policy::DatedFormula& formula : variable.formulas)
        if (!formula.from || *formula.from <= frame_.plan->month.first_day()) found = &formula;
    base::ensure(found != nullptr, "a compiled variable has a formula in force");
    return found;
}

const table::Override* Explainer::override_of(plan::Slot slot, Row at) const {
    const plan::Step& step = frame_.plan->steps[static_cast<std::size_t>(slot)];
    if (step.op != plan::StepOp::overridden) return nullptr;
    const std::size_t row = frame_.row_of(slot, at.table, at.row);
    for (const table::Override& one : frame_.batch->overrides)
        if (static_cast<int>(one.thing) == step.index && one.row == row) return &one;
    return nullptr;
}

void Explainer::tell_override(plan::Slot slot, Row at, const expr::Type& type, table::ExplanationLine& line) const {
    const table::Override* one = override_of(slot, at);
    if (one == nullptr) return;
    const plan::Slot before = frame_.plan->steps[static_cast<std::size_t>(slot)].inputs.front();
    line.detail = report::text(language_, "explain-override", {base::shown(one->authority), base::shown(one->reason), one->place, value(before, at, type)});
}

table::ExplanationLine& Explainer::line(const expr::Expr& e, Row at, int depth, const std::string& sign, Lines& lines) const {
    table::ExplanationLine own;
    own.depth = depth;
    own.sign = sign;
    own.label = title(e);
    if (policy_.named(e.meaning) != nullptr) own.name = policy_.name_of(e.meaning);
    own.value = value(e, at);
    own.exact = exact(slot_of(e), at);
    tell_override(slot_of(e), at, e.type, own);
    return lines.emplace_back(std::move(own));
}

Row Explainer::above(Row at, expr::TableId table) const {
    while (at.table != table) {
        const auto own = static_cast<std::size_t>(at.table);
        at = {frame_.plan->parents[own], frame_.row_above[own][at.row]};
    }
    return at;
}

bool Explainer::once(const expr::Meaning& meaning, Row at, int depth) {
    constexpr int deepest = 7;
    return depth < deepest && told_.insert({meaning, {at.table, at.row}}).second;
}

table::BenefitExplanation Explainer::benefit(const plan::BenefitPlan& plan, const table::Entitlement& entitlement) {
    const policy::Benefit& law = policy_.benefits[static_cast<std::size_t>(plan.benefit)];
    const Row at{plan.table, entitlement.person < 0 ? entitlement.household : static_cast<std::size_t>(entitlement.person)};
    table::BenefitExplanation result;
    result.name = law.name;
    result.label = report::label_of(law, language_);
    if (entitlement.person >= 0) result.person = frame_.batch->person_ids[at.row];
    result.status = entitlement.status;
    result.reasons = entitlement.reasons;
    const bool has_amount = entitlement.status != table::Status::ineligible && entitlement.status != table::Status::undecided;
    if (entitlement.status != table::Status::undecided) result.amount = report::amount_of(law, entitlement.amount);
    result.in_kind = law.in_kind;
    told_.clear();
    for (const plan::PartPlan& one : plan.parts)
        if (has_amount) part(one, at, result.amounts);
    if (has_amount) funding(plan, entitlement, result.amounts);
    told_.clear();
    for (const plan::ConditionPlan& one : plan.conditions) condition(one, at, 0, result.conditions);
    return result;
}

// --- the run ---

namespace {

void describe(const policy::Policy& policy, const engine::Frame& frame, const table::Words& words, std::uint32_t household, report::Language language,
              table::Explanation& explanation) {
    const auto role = [&](const std::string& name) -> std::string {
        const std::string typed = policy.roles.of(name);
        const plan::Slot slot = typed.empty() ? plan::no_slot : frame.plan->find(policy.find(typed).front());
        return slot == plan::no_slot ? "" : report::file_value(frame, slot, frame.row_of(slot, expr::household_table, household), words);
    };
    explanation.title = report::choose(policy.title, language);
    explanation.summary = report::choose(policy.summary, language);
    explanation.month = frame.plan->month;
    explanation.household = frame.batch->household_ids[household];
    explanation.region = role("region");
    explanation.size = role("size");
}

Outcome not_stated(const policy::Policy& policy, const std::vector<engine::NotStated>& missing, const table::Explanation& explanation) {
    base::Diagnostics diagnostics;
    for (const engine::NotStated& one : missing)
        diagnostics.error("not-stated", policy.named(policy.find(one.parameter).front())->span, {one.parameter, explanation.region, explanation.month.to_string(), "1"});
    return Outcome::failed(Trouble::policy, std::move(diagnostics));
}


std::string note_of(const population::Remark& one, report::Language language) {
    return (one.person_id.empty() ? "" : one.person_id + "  ") + report::text(language, one.told.code, one.told.args);
}

void note_checks(const ChecksFound& found, report::Language language, std::vector<std::string>& notes) {
    for (const population::Remark& one : found.remarks) notes.push_back(note_of(one, language));
    for (const population::Quarantined& one : found.aside) notes.push_back(report::text(language, one.told.code, one.told.args));
}

/// What was assumed of the month, and what was noted of the household.
std::vector<std::string> notes_of(const MonthContext& context, const HistoryOptions& options, const std::string& household, report::Language language) {
    std::vector<std::string> notes;
    if (options.known_on) notes.push_back(report::text(language, "known-on", {options.known_on->to_string()}));
    if (context.held_still) notes.push_back(report::text(language, "facts-held-still"));
    for (const population::Remark& one : context.population->remarks)
        if (one.household_id.empty() || one.household_id == household) notes.push_back(note_of(one, language));
    return notes;
}

}  // namespace

Outcome explain(const policy::Policy& given, const HistoryOptions& options, const std::string& household, report::Language language,
                table::Explanation& explanation) {
    const policy::Policy policy = policy::known_on(given, options.known_on);
    std::vector<expr::Meaning> wanted;
    for (const std::string role : {"region", "size"})
        if (const std::string name = policy.roles.of(role); !name.empty()) wanted.push_back(policy.find(name).front());
    population::Facts facts = facts_of(policy, options);
    History history(policy, options, wanted, facts);
    return history.walk([&](const MonthContext& context, engine::State& next) -> Outcome {
        for (const table::Batch& batch : context.population->batches) {
            const auto found = std::find(batch.household_ids.begin(), batch.household_ids.end(), household);
            if (found == batch.household_ids.end()) continue;
            const table::Batch one = table::take_household(batch, static_cast<std::size_t>(found - batch.household_ids.begin()));
            const engine::Frame frame = engine::evaluate(*context.plan, one, *context.before, history.words());
            engine::carry(frame, history.words(), next);
            if (context.month != options.last) return {};
            describe(policy, frame, history.words(), 0, language, explanation);
            const engine::Settled settled = engine::settle(frame, policy, history.words());
            if (!settled.not_stated.empty()) return not_stated(policy, settled.not_stated, explanation);
            Explainer explainer(policy, frame, history.words(), language);
            for (const table::Entitlement& row : settled.rows)
                explanation.benefits.push_back(explainer.benefit(plan_of(*frame.plan, row.benefit), row));
            explanation.notes = notes_of(context, options, household, language);
            note_checks(checks_found(policy, frame, settled, *context.population, history.words()), language, explanation.notes);
            return {};
        }
        if (context.month != options.last) return {};
        base::Diagnostics diagnostics;
        diagnostics.error("unknown-household", {}, {base::masked(household), context.month.to_string()});
        return Outcome::failed(Trouble::data, std::move(diagnostics));
    });
}

}  // namespace doudi::runs
