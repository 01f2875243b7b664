#pragma once
// Files that a later version will read.

#include <filesystem>

#include "mistakes.hpp"

namespace doudi::population {

/// They change amounts, so passing them over in silence would be wrong: each is a mistake.
void report_unread_files(const std::filesystem::path& folder, Mistakes& mistakes);

}  // namespace doudi::population
