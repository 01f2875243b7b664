// Reads the households of findings again, and evaluates them under the law as it was or with one thing changed.
// Which things are tried is left to audit_cause.cpp.

#include "audit_case.hpp"

#include <algorithm>

#include "doudi/policy/known_on.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

HistoryOptions known_by(HistoryOptions options, base::Date day) {
    options.known_on = day;
    return options;
}

void keep(const population::Population& population, const std::set<std::string>& households, base::Month month, const std::shared_ptr<const engine::State>& before,
          std::map<std::string, Case>& cases) {
    for (const table::Batch& batch : population.batches)
        for (std::size_t i = 0; i < batch.households(); ++i)
            if (households.contains(batch.household_ids[i])) cases[batch.household_ids[i]][month] = {table::take_household(batch, i), before};
}

}  // namespace

Cases::Cases(const policy::Policy& policy, const HistoryOptions& options, const PaidBook& book, base::Date day, base::Month last)
    : options_(options), book_(book), last_(last), facts_day_(options.known_on ? day : book.facts_day(last, day)), known_{policy::known_on(policy, day), {}},
      facts_(facts_of(known_.policy, known_by(options, facts_day_))) {}

Outcome Cases::read(const std::set<std::string>& households) {
    for (const std::string& household : households) cases_[household];
    if (const base::Month before = last_ - 1; !book_.has(before)) {
        const auto place = population::place_of(options_.population, before);
        if (place && !place->held_still)
            if (const auto facts = facts_.of(before)) keep(*facts->population, households, before, nullptr, cases_);
    }
    for (const Segment& segment : segments(book_.months(), last_)) {
        History history(known_.policy, walk_options(options_, segment, book_.months().front(), facts_day_), audit_roles(known_.policy), facts_);
        const Outcome walked = history.walk([&](const MonthContext& context, engine::State& next) -> Outcome {
            keep(*context.population, households, context.month, std::make_shared<const engine::State>(*context.before), cases_);
            for (const auto& [household, months] : cases_)
                if (const auto own = months.find(context.month); own != months.end())
                    engine::carry(engine::evaluate(*context.plan, own->second.batch, *context.before, history.words()), history.words(), next);
            return {};
        });
        if (!walked.ok()) return walked;
    }
    return {};
}

std::optional<DueOfBatch> Cases::evaluate(Variant& law, base::Month month, const table::Batch& batch, const engine::State& before) {
    auto plan = law.plans.find(month);
    if (plan == law.plans.end()) {
        auto compiled = plan::compile(law.policy, month, facts_.words(), audit_roles(law.policy));
        if (!compiled) return std::nullopt;
        plan = law.plans.emplace(month, std::move(*compiled)).first;
    }
    DueOfBatch due = due_of(law.policy, plan->second, batch, before, facts_.words());
    if (!due.needs.empty()) return std::nullopt;
    return due;
}

namespace {

/// Every parameter and the figure that some row of the frame takes in its month.
struct Taken {
    int parameter = -1;
    std::vector<std::string> indexes;
    std::vector<bool> exact;
    bool operator==(const Taken&) const = default;
};

std::vector<Taken> taken_by(const engine::Frame& frame, const table::Words& words) {
    std::vector<Taken> all;
    for (const plan::Step& step : frame.plan->steps) {
        if (step.op != plan::StepOp::lookup || step.has_day) continue;
        const plan::Lookup& lookup = frame.plan->lookups[static_cast<std::size_t>(step.index)];
        const std::size_t rows = step.table == expr::no_table ? 1 : frame.rows(step.table);
        for (std::size_t row = 0; row < rows; ++row) {
            Taken own{lookup.parameter, {}, lookup.exact};
            for (const plan::Slot index : step.inputs) own.indexes.push_back(report::file_value(frame, index, frame.row_of(index, step.table, row), words));
            if (std::find(all.begin(), all.end(), own) == all.end()) all.push_back(std::move(own));
        }
    }
    return all;
}

const policy::DatedFigure* figure(const policy::Policy& law, const Taken& taken, base::Date day) {
    return engine::figure_at(law.parameters[static_cast<std::size_t>(taken.parameter)], taken.indexes, taken.exact, day);
}

void add_once(FigureChange change, std::vector<FigureChange>& changes) {
    const auto same = [&](const FigureChange& one) { return one.parameter == change.parameter && one.after.from == change.after.from && one.after.number == change.after.number; };
    if (std::none_of(changes.begin(), changes.end(), same)) changes.push_back(std::move(change));
}

}  // namespace

std::vector<FigureChange> figures_changed(const policy::Policy& law, const policy::Policy& old_law, const engine::Frame& frame, const table::Words& words) {
    std::vector<FigureChange> changes;
    for (const Taken& taken : taken_by(frame, words)) {
        const base::Date day = frame.plan->month.first_day();
        const policy::DatedFigure* now = figure(law, taken, day);
        const policy::DatedFigure* before = figure(old_law, taken, day);
        if (now == nullptr || (before != nullptr && before->number == now->number && before->code == now->code)) continue;
        add_once({taken.parameter, before == nullptr ? std::nullopt : std::optional(*before), *now}, changes);
    }
    return changes;
}

std::vector<FigureChange> figures_before(const policy::Policy& law, const engine::Frame& frame, const table::Words& words) {
    std::vector<FigureChange> changes;
    for (const Taken& taken : taken_by(frame, words)) {
        const policy::DatedFigure* now = figure(law, taken, frame.plan->month.first_day());
        const policy::DatedFigure* before = now == nullptr ? nullptr : figure(law, taken, {now->from.days - 1});
        if (before != nullptr) add_once({taken.parameter, *before, *now}, changes);
    }
    return changes;
}

std::string figure_text(const policy::Parameter& parameter, const policy::DatedFigure& figure) {
    if (parameter.type.kind == expr::ValueKind::code) return figure.code;
    const bool percent = parameter.unit.scale == base::Rational(1, 100);
    return percent ? (figure.number * 100).to_string() + "%" : report::shown_number(figure.number, {}, report::Language::en);
}

}  // namespace doudi::runs
