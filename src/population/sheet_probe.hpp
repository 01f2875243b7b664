#pragma once
// What a sheet tells by itself, for the line of a description that is missing. Nothing is read by it.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "doudi/population/layout.hpp"

namespace doudi::population {

/// CSV files of the folder that no table of the layout reads, and that are no state or corrections; ascending.
std::vector<std::string> unread_sheets(const std::filesystem::path& folder, const std::vector<TableLayout>& tables);
/// "utf-8" or "gb18030"; nothing when the file cannot be read or is in neither.
std::optional<std::string> encoding_of(const std::filesystem::path& sheet);
/// Rows behind titles and header, without empty lines and the row of totals; nothing when the file cannot be read.
std::optional<std::uint64_t> rows_of(const std::filesystem::path& sheet, const TableLayout& layout);

}  // namespace doudi::population
