#pragma once
// The text of a drafted population.yaml.

#include <string>
#include <vector>

#include "doudi/population/draft.hpp"
#include "draft_match.hpp"

namespace doudi::population {

/// `sheets` are those of the places, as they were given. Lines that somebody has to look at end in "# ? …".
std::string write_draft(const Say& say, const std::vector<TablePlace>& places, const std::vector<Survey>& sheets);

}  // namespace doudi::population
