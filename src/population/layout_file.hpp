#pragma once
// The population.yaml of a folder.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "doudi/population/layout.hpp"
#include "mistakes.hpp"

namespace doudi::population {

constexpr const char* layout_name = "population.yaml";

/// Every table of a policy. The schema outlives them.
std::vector<KnownTable> known_tables(const table::Schema& schema);

struct LayoutFile {
    Layout layout;
    InputFile input;  ///< as a manifest names it
};
/// Nothing when the folder has none, or when it is wrong; then the mistakes say so.
std::optional<LayoutFile> load_layout(const std::filesystem::path& folder, const std::vector<KnownTable>& tables,
                                      Described described, Mistakes& mistakes);

}  // namespace doudi::population
