// Walks months: facts from their folders, plans compiled month by month, state handed on.
// What is done with a month is left to the visitor.

#include "doudi/runs/history.hpp"

#include <algorithm>

#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "doudi/population/state_file.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

base::SourceSpan place_of_line(const std::string& file, std::int64_t line) {
    return {std::make_shared<const base::SourceFile>(base::SourceFile{file, {}}), static_cast<int>(line), 0, 0};
}

Outcome data_error(std::string code, base::SourceSpan span, std::vector<std::string> args) {
    base::Diagnostics diagnostics;
    diagnostics.error(std::move(code), std::move(span), std::move(args));
    return Outcome::failed(Trouble::data, std::move(diagnostics));
}

}  // namespace

History::History(const policy::Policy& policy, HistoryOptions options, std::vector<expr::Meaning> wanted)
    : policy_(policy), options_(std::move(options)), wanted_(std::move(wanted)) {}

Outcome History::walk(const std::function<Outcome(const MonthContext&, engine::State& next)>& visit) {
    Outcome all;
    for (base::Month month = options_.first; month <= options_.last; month = month + 1) {
        base::obey_interrupt();
        MonthContext context;
        context.month = month;
        auto plan = plan::compile(policy_, month, words_, wanted_);
        if (!plan) return Outcome::failed(Trouble::policy, std::move(plan.diagnostics()));
        plan_ = std::move(*plan);
        context.plan = &*plan_;
        if (Outcome facts = read_facts(month, context); !facts.ok()) return facts;
        if (Outcome state = take_state(month, context); !state.ok()) return state;
        engine::State next = state_->next();
        Outcome done = visit(context, next);
        all.diagnostics.append(std::move(done.diagnostics));
        if (!done.ok()) return Outcome::failed(done.trouble, std::move(all.diagnostics));
        state_ = std::move(next);
    }
    return all;
}

Outcome History::read_facts(base::Month month, MonthContext& context) {
    auto place = population::place_of(options_.population, month);
    if (!place) return Outcome::failed(Trouble::data, std::move(place.diagnostics()));
    context.held_still = place->held_still;
    if (!population_ || folder_ != place->folder) {
        population::ReadOptions reading;
        reading.table_files = options_.table_files;
        auto population = population::read(place->folder, plan::schema_of(policy_), words_, reading);
        if (!population) return Outcome::failed(Trouble::data, std::move(population.diagnostics()));
        population_ = std::move(*population);
        folder_ = place->folder;
    }
    context.population = &*population_;
    context.files = population_->files;
    return {};
}

/// From --state, else state.csv in the month's folder, else the month before of this history, else from nothing.
Outcome History::take_state(base::Month month, MonthContext& context) {
    const bool first = month == options_.first;
    const fs::path beside = folder_ / "state.csv";
    const bool remembers = !plan_->states.empty();  // a policy without memory has no use for a state that lies there
    const bool use_file = remembers && !options_.from_nothing && (first || !context.held_still);
    if (first && options_.state_file) {
        if (Outcome loaded = load_state(*options_.state_file, month, context); !loaded.ok()) return loaded;
    } else if (use_file && fs::exists(beside)) {
        if (Outcome loaded = load_state(beside, month, context); !loaded.ok()) return loaded;
    } else if (first) {
        if (remembers && !options_.from_nothing)
            return data_error("state-wanted", place_of_line(folder_.string(), 0), {(month - 1).to_string(), plan_->states.front().name});
        state_.emplace(month - 1);
    }
    context.before = &*state_;
    return {};
}

Outcome History::load_state(const fs::path& file, base::Month month, MonthContext& context) {
    auto read = population::read_state(file);
    if (!read) return Outcome::failed(Trouble::data, std::move(read.diagnostics()));
    if (read->month && *read->month != month - 1)
        return data_error("state-wrong-month", place_of_line(read->place, 0), {read->month->to_string(), (month - 1).to_string(), month.to_string()});
    base::Diagnostics diagnostics;
    engine::State state(month - 1);
    for (const population::StateRow& row : read->rows) {
        const auto entry = std::find_if(plan_->states.begin(), plan_->states.end(), [&](const plan::StateEntry& one) { return one.name == row.name; });
        if (entry == plan_->states.end()) {
            std::vector<std::string> names;
            for (const plan::StateEntry& one : plan_->states) names.push_back(one.name);
            auto& error = diagnostics.error("state-unknown-name", place_of_line(read->place, row.line), {base::shown(row.name)});
            if (const auto near = base::nearest(row.name, names)) error.with_help("help-did-you-mean", {*near});
            continue;
        }
        if ((entry->table == expr::person_table) == row.person_id.empty()) {
            diagnostics.error("state-wrong-row", place_of_line(read->place, row.line), {row.name});
            continue;
        }
        engine::StateValue value;
        if (!row.unknown.empty()) {
            value.standing = table::first_unknown;
            for (const std::string_view cause : base::split(row.unknown, ';')) value.causes.emplace_back(cause);
        } else if (row.value.empty()) {
            value.standing = table::missing;
        } else if (const auto parsed = engine::from_text(row.value, entry->kind)) {
            value = *parsed;
            if (!value.word.empty()) words_.intern(value.word);
        } else {
            diagnostics.error("state-bad-value", place_of_line(read->place, row.line), {base::shown(row.value), row.name});
            continue;
        }
        state.set(engine::state_key(row.household_id, row.person_id), state.column(row.name), std::move(value));
    }
    if (diagnostics.has_errors()) return Outcome::failed(Trouble::data, std::move(diagnostics));
    context.files.push_back(read->file);
    state_ = std::move(state);
    return {};
}

}  // namespace doudi::runs
