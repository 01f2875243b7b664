#pragma once
// Rewrites a file of cases to what came.

#include <filesystem>
#include <vector>

#include "doudi/runs/test.hpp"

namespace doudi::runs {

/// Writes what came in place of what was expected otherwise, value by value; the rest of the file stays as it is, byte
/// for byte. What cannot be written so is left alone. `failed`: cases of this file, as read from it.
base::Result<std::vector<Updated>> update_cases(const std::filesystem::path& file, const std::vector<CaseResult>& failed);

}  // namespace doudi::runs
