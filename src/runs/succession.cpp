// Who succeeds whom, by the role `predecessor`: a household divided or renamed keeps what months before have left.
// What the rows hold is the engine's.

#include "succession.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/plan/compile.hpp"

namespace doudi::runs {

namespace {

constexpr int longest_chain = 8;

class Succession {
public:
    Succession(const population::Population& population, const std::filesystem::path& folder)
        : households_file_((folder / population.files.front().name).string()) {}

    void add(const table::Batch& batch, const table::Column& column, const table::Words& words) {
        for (std::size_t row = 0; row < batch.households(); ++row) {
            present_.insert(batch.household_ids[row]);
            if (column.standing_of(row) != table::known || words.word(column.integers[row]).empty()) continue;
            const std::string& household = batch.household_ids[row];
            const std::string& before = words.word(column.integers[row]);
            const base::SourceSpan place = base::place_of(households_file_, batch.household_lines[row]);
            const auto [first, is_first] = successors_.emplace(before, std::pair{household, place});
            if (!is_first)
                diagnostics_
                    .error("two-successors", place,
                           {base::masked(before), base::masked(first->second.first), base::masked(household)})
                    .with_note("first-is-here", first->second.second);
            predecessors_[household] = {before, place};
        }
    }

    /// Heir → the household whose rows it takes; who has a row of its own takes none.
    std::map<std::string, std::string> heirs(const engine::State& state) {
        std::map<std::string, std::string> found;
        const auto owners = state.households();
        for (const auto& [household, before] : predecessors_) {
            if (owners.contains(household)) continue;
            if (const auto from = owner_before(household, owners)) found.emplace(household, *from);
        }
        return found;
    }

    base::Diagnostics& diagnostics() { return diagnostics_; }

private:
    std::optional<std::string> owner_before(const std::string& household, const std::set<std::string>& owners) {
        std::string at = household;
        for (int i = 0; i < longest_chain; ++i) {
            const auto before = predecessors_.find(at);
            if (before == predecessors_.end()) {
                if (!owners.empty() && !present_.contains(at))
                    diagnostics_.error("no-such-predecessor", predecessors_.at(household).second, {base::masked(household), base::masked(at)});
                return std::nullopt;
            }
            at = before->second.first;
            if (at == household) {
                diagnostics_.error("predecessor-circle", predecessors_.at(household).second, {base::masked(household)});
                return std::nullopt;
            }
            if (owners.contains(at)) return at;
        }
        if (predecessors_.contains(at))
            diagnostics_.error("predecessor-chain", predecessors_.at(household).second,
                               {base::masked(household), std::to_string(longest_chain)});
        return std::nullopt;
    }

    std::string households_file_;
    std::set<std::string> present_;                                                 // of the month's file
    std::map<std::string, std::pair<std::string, base::SourceSpan>> predecessors_;  // household → before, place
    std::map<std::string, std::pair<std::string, base::SourceSpan>> successors_;    // before → household, place
    base::Diagnostics diagnostics_;
};

}  // namespace

Outcome take_over_states(const policy::Policy& policy, const population::Population& population,
                         const table::Words& words, const std::filesystem::path& folder, engine::State& state) {
    const std::string role = policy.roles.of("predecessor");
    if (role.empty()) return {};
    const std::size_t column = plan::column_of(policy, policy.find(role).front().id);
    Succession succession(population, folder);
    for (const table::Batch& batch : population.batches)
        succession.add(batch, batch.columns[expr::household_table][column], words);
    const auto heirs = succession.heirs(state);
    if (succession.diagnostics().has_errors())
        return Outcome::failed(Trouble::data, std::move(succession.diagnostics()));
    state.take_over(heirs);
    return {};
}

}  // namespace doudi::runs
