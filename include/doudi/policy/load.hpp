#pragma once
// From a policy folder to a checked Policy.

#include <filesystem>
#include <string>

#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// Reads `folder` and what it extends, merges, types and checks everything. All mistakes of all files are reported.
base::Result<Policy> load(const std::filesystem::path& folder);

/// The policy's formulas without names, types and units checked: what an independent reader of the law starts from.
base::Result<Policy> load_unchecked(const std::filesystem::path& folder);

}  // namespace doudi::policy
