#pragma once
// A run's files put in place: whole or not at all, and never over another result.

#include <filesystem>
#include <map>
#include <string>

#include "doudi/runs/compute.hpp"

namespace doudi::runs {

/// `files`: name in the folder → bytes. Errors: other-result, and those of base::StagedFolder.
Outcome put_in_place(const std::map<std::string, std::string>& files, const std::filesystem::path& place, Published& published);

}  // namespace doudi::runs
