#pragma once
// Rows of a state file as a State, checked against what the plan remembers.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "doudi/engine/state.hpp"
#include "doudi/plan/plan.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/population/state_file.hpp"

namespace doudi::runs {

class StateReader {
public:
    /// `plan` is of the month that goes on with the state, `before` of the month that wrote it.
    StateReader(const policy::Policy& policy, const plan::Plan& plan, const plan::Plan& before)
        : policy_(policy), plan_(plan), before_(before), state_(plan.month - 1) {}
    void take(const population::StateRow& row, const std::string& place);
    /// Who has some values has to have all: what is left out would begin anew without a word.
    base::Diagnostics finish(const std::string& place);
    [[nodiscard]] engine::State& state() { return state_; }
    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

private:
    [[nodiscard]] const plan::StateEntry* entry_of(const std::string& name) const;
    bool read_value(const population::StateRow& row, const plan::StateEntry& entry, engine::StateValue& value) const;
    [[nodiscard]] bool is_cause(const std::string& cause) const;
    [[nodiscard]] bool may_be_missing(const plan::StateEntry& entry) const;

    const policy::Policy& policy_;
    const plan::Plan& plan_;
    const plan::Plan& before_;
    engine::State state_;
    base::Diagnostics diagnostics_;
    std::map<std::pair<std::string, std::string>, std::set<std::string>> names_;   // household and person → names seen
    std::vector<std::string> words_;                                               // codes among the values
};

}  // namespace doudi::runs
