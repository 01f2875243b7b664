#pragma once
// The months of a run in order: for each its facts, its plan and the state of the month before.
// compute and explain walk the same history, so they cannot disagree.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/engine/state.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/population/facts.hpp"
#include "doudi/population/read.hpp"
#include "doudi/table/column.hpp"

namespace doudi::runs {

/// Whose fault a failed run is; the program's exit codes hang on it.
enum class Trouble : std::uint8_t { none, words, policy, data, file };
struct Outcome {
    Trouble trouble = Trouble::none;
    base::Diagnostics diagnostics;    ///< errors, or warnings beside success
    [[nodiscard]] bool ok() const { return trouble == Trouble::none; }
    static Outcome failed(Trouble trouble, base::Diagnostics diagnostics) { return {trouble, std::move(diagnostics)}; }
};

struct HistoryOptions {
    std::filesystem::path population;
    base::Month first;
    base::Month last;
    std::optional<std::filesystem::path> state_file;          ///< of the month before the first
    bool from_nothing = false;
    std::map<std::string, std::filesystem::path> table_files; ///< --table person=FILE
    std::optional<base::Date> known_on;                       ///< only law and facts known by then
    std::size_t quarantine = 0;                               ///< so many households with mistakes may be set aside
};

/// The population of a run, read by the columns that `policy` asks for. Policies that differ in figures alone share it.
population::Facts facts_of(const policy::Policy& policy, const HistoryOptions& options);

/// One month, ready to be evaluated.
struct MonthContext {
    base::Month month;
    const plan::Plan* plan = nullptr;
    const population::Population* population = nullptr;
    const engine::State* before = nullptr;
    bool held_still = false;                                  ///< one plain folder serves all months asked
    std::vector<population::InputFile> files;                 ///< read for this month, state.csv among them
};

class History {
public:
    /// `policy` and `facts` outlive the history; several histories may walk the same facts month by month.
    History(const policy::Policy& policy, HistoryOptions options, std::vector<expr::Meaning> wanted, population::Facts& facts);
    /// Calls `visit` for each month; it evaluates what it needs and leaves the next state in its last argument,
    /// which starts as the rows of the month before.
    Outcome walk(const std::function<Outcome(const MonthContext&, engine::State& next)>& visit);

    /// One step of a walk: the month's plan, facts and state before. Months go up one by one, each ended by `end`.
    Outcome begin(base::Month month, MonthContext& context);
    [[nodiscard]] engine::State next_state() const;           ///< of the month begun: as yet the rows of the month before
    void end(engine::State next);
    [[nodiscard]] const table::Words& words() const { return facts_.words(); }

private:
    Outcome read_facts(base::Month month, MonthContext& context);
    [[nodiscard]] Outcome check_regions(const population::Population& population) const;
    Outcome take_state(base::Month month, MonthContext& context);
    Outcome load_state(const std::filesystem::path& file, base::Month month, MonthContext& context);

    const policy::Policy& policy_;
    HistoryOptions options_;
    std::vector<expr::Meaning> wanted_;
    population::Facts& facts_;
    std::filesystem::path folder_;                            // of the month begun
    std::optional<plan::Plan> plan_;
    std::optional<engine::State> state_;                      // of the month before
};

}  // namespace doudi::runs
