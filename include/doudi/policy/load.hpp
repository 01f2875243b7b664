#pragma once
// From a policy folder to a checked Policy.

#include <filesystem>
#include <string>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// Reads `folder` and what it extends, merges, types and checks everything. All mistakes of all files are reported.
base::Result<Policy> load(const std::filesystem::path& folder);

/// The same with reform files laid over it, in their order, like layers. What the policy has keeps its id; what reforms add
/// stands behind. Errors also: reform-key, reform-only, reform-changes-nothing, reform-removes.
base::Result<Policy> load_reformed(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& reforms);

/// The policy's formulas without names, types and units checked: what an independent reader of the law starts from.
base::Result<Policy> load_unchecked(const std::filesystem::path& folder);

}  // namespace doudi::policy
