#pragma once
// The levels of a population.yaml, for a parent line that is missing.

#include <memory>
#include <optional>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/population/layout.hpp"

namespace doudi::population {

/// A key that stands where its parent should be: the message names the parent's line. Nothing when every key that is
/// known stands on its level.
std::optional<base::Diagnostic> find_missing_parent(const std::shared_ptr<const base::SourceFile>& file,
                                                    const std::vector<KnownTable>& tables);

}  // namespace doudi::population
