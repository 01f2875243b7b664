#pragma once
// Tries changes of a law on its worked cases.

#include <map>
#include <string>
#include <vector>

#include "doudi/policy/cases.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/runs/test.hpp"

namespace doudi::runs {

class Mutation {
public:
    /// Tries every change of the policy that no policy before has noticed. The cases all pass.
    void run(const policy::Policy& policy, const std::vector<policy::Case>& cases);
    [[nodiscard]] MutationResult result() const;

private:
    struct Tried {
        Change change;
        bool noticed = false;
    };
    std::map<std::string, Tried> tried_;   ///< by place and change: policies share layers
};

}  // namespace doudi::runs
