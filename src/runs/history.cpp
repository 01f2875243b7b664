// Walks months: facts from their folders, plans compiled month by month, state handed on.
// What is done with a month is left to the visitor.

#include "doudi/runs/history.hpp"

#include <algorithm>

#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "doudi/population/state_file.hpp"
#include "state_reader.hpp"
#include "succession.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

Outcome data_error(std::string code, base::SourceSpan span, std::vector<std::string> args) {
    base::Diagnostics diagnostics;
    diagnostics.error(std::move(code), std::move(span), std::move(args));
    return Outcome::failed(Trouble::data, std::move(diagnostics));
}

}  // namespace

population::Facts facts_of(const policy::Policy& policy, const HistoryOptions& options) {
    population::ReadOptions reading;
    reading.table_files = options.table_files;
    reading.known_on = options.known_on;
    reading.quarantine = options.quarantine;
    return {options.population, plan::schema_of(policy), std::move(reading)};
}

History::History(const policy::Policy& policy, HistoryOptions options, std::vector<expr::Meaning> wanted, population::Facts& facts)
    : policy_(policy), options_(std::move(options)), wanted_(std::move(wanted)), facts_(facts) {}

Outcome History::walk(const std::function<Outcome(const MonthContext&, engine::State& next)>& visit) {
    Outcome all;
    for (base::Month month = options_.first; month <= options_.last; month = month + 1) {
        MonthContext context;
        if (Outcome begun = begin(month, context); !begun.ok()) return begun;
        engine::State next = next_state();
        Outcome done = visit(context, next);
        all.diagnostics.append(std::move(done.diagnostics));
        if (!done.ok()) return Outcome::failed(done.trouble, std::move(all.diagnostics));
        end(std::move(next));
    }
    return all;
}

Outcome History::begin(base::Month month, MonthContext& context) {
    base::obey_interrupt();
    context.month = month;
    auto plan = plan::compile(policy_, month, facts_.words(), wanted_);
    if (!plan) return Outcome::failed(Trouble::policy, std::move(plan.diagnostics()));
    plan_ = std::move(*plan);
    context.plan = &*plan_;
    if (Outcome facts = read_facts(month, context); !facts.ok()) return facts;
    return take_state(month, context);
}

engine::State History::next_state() const { return state_->next(); }

void History::end(engine::State next) { state_ = std::move(next); }

Outcome History::read_facts(base::Month month, MonthContext& context) {
    auto facts = facts_.of(month);
    if (!facts) return Outcome::failed(Trouble::data, std::move(facts.diagnostics()));
    const bool is_new = folder_ != facts->folder || facts->corrected;
    folder_ = facts->folder;
    if (is_new)
        if (Outcome elsewhere = check_regions(*facts->population); !elsewhere.ok()) return elsewhere;
    context.population = facts->population;
    context.held_still = facts->held_still;
    context.files = facts->population->files;
    return {};
}

/// A policy holds for its own region: a household from elsewhere is refused, not computed under foreign law.
Outcome History::check_regions(const population::Population& population) const {
    const auto prefix = policy_.applies_to.find("region");
    const std::string role = policy_.roles.of("region");
    if (prefix == policy_.applies_to.end() || role.empty()) return {};
    const auto found = policy_.find(role);
    if (found.front().kind != expr::MeaningKind::input) return {};
    const std::size_t column = plan::column_of(policy_, found.front().id);
    base::Diagnostics diagnostics;
    for (const table::Batch& batch : population.batches)
        for (std::size_t row = 0; row < batch.households(); ++row) {
            const table::Column& regions = batch.columns[expr::household_table][column];
            const std::string region = regions.standing_of(row) == table::known ? words().word(regions.integers[row]) : "";
            if (region.starts_with(prefix->second)) continue;
            constexpr std::size_t most = 20;
            if (diagnostics.items().size() < most)
                diagnostics.error("outside-region", base::place_of((folder_ / population.files.front().name).string(), batch.household_lines[row]), {base::shown(region), policy_.id, prefix->second});
        }
    return diagnostics.has_errors() ? Outcome::failed(Trouble::data, std::move(diagnostics)) : Outcome{};
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
            return data_error("state-wanted", base::place_of(folder_.string()), {(month - 1).to_string(), plan_->states.front().name});
        state_.emplace(month - 1);
    }
    if (remembers)
        if (Outcome taken = take_over_states(policy_, *context.population, facts_.words(), folder_, *state_); !taken.ok()) return taken;
    context.before = &*state_;
    return {};
}

Outcome History::load_state(const fs::path& file, base::Month month, MonthContext& context) {
    auto read = population::read_state(file);
    if (!read) return Outcome::failed(Trouble::data, std::move(read.diagnostics()));
    if (read->rows.empty()) return data_error("state-empty", base::place_of(read->place), {});
    if (*read->month != month - 1)
        return data_error("state-wrong-month", base::place_of(read->place), {read->month->to_string(), (month - 1).to_string(), month.to_string()});
    const auto before = plan::compile(policy_, month - 1, facts_.words(), wanted_);
    StateReader reader(policy_, *plan_, before ? *before : *plan_);
    for (const population::StateRow& row : read->rows) reader.take(row, read->place);
    base::Diagnostics diagnostics = reader.finish(read->place);
    if (diagnostics.has_errors()) return Outcome::failed(Trouble::data, std::move(diagnostics));
    for (const std::string& word : reader.words()) facts_.words().intern(word);
    context.files.push_back(read->file);
    state_ = std::move(reader.state());
    return {};
}

}  // namespace doudi::runs
