#pragma once
// A random law as the text of its policy.yaml: inputs, figures, variables with well-typed formulas, benefits.
// The same seed writes the same law, with the same compiler.

#include <map>
#include <string>

#include "properties/households.hpp"

namespace doudi::properties {

struct RandomPolicy {
    std::string text;
    std::map<std::string, std::size_t> constructs;  ///< how often each kind of construct was written
};

RandomPolicy random_policy(std::uint64_t seed);

}  // namespace doudi::properties
