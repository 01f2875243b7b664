#pragma once
// `doudi template`: what a population for a policy looks like, empty; or a population.yaml drafted from sheets.

#include <filesystem>
#include <string>
#include <vector>

#include "doudi/policy/policy.hpp"
#include "doudi/runs/compute.hpp"
#include "doudi/runs/history.hpp"

namespace doudi::runs {

/// Files by name: an empty table each, and dictionary.csv, what every column is.
std::map<std::string, std::string> empty_population(const policy::Policy& policy);
/// Files by name: population.yaml and dictionary.csv. Errors: as population::draft_layout.
base::Result<std::map<std::string, std::string>> drafted_population(const policy::Policy& policy,
                                                                    const std::vector<std::filesystem::path>& sheets);

}  // namespace doudi::runs
