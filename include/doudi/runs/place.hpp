#pragma once
// A run's files put in place: whole or not at all, and never over another result.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "doudi/base/file.hpp"
#include "doudi/runs/history.hpp"

namespace doudi::runs {

enum class Published : std::uint8_t { written, already_there };

/// `files`: name in the folder → bytes. `staged`: a folder beside the place that was begun already. Errors: other-result,
/// and those of base::StagedFolder.
Outcome put_in_place(const std::map<std::string, std::string>& files, const std::filesystem::path& place, Published& published,
                     std::optional<base::StagedFolder> staged = {});

}  // namespace doudi::runs
