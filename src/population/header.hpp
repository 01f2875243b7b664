#pragma once
// Which column of a sheet is which.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mistakes.hpp"
#include "sheet.hpp"

namespace doudi::population {

/// A column that a table wants: any of `headers` names it, the first is its name.
struct WantedColumn {
    std::vector<std::string> headers;
    bool required = true;
};
constexpr std::size_t absent = static_cast<std::size_t>(-1);

/// For each wanted column its field in the sheet, or `absent` when it may be. Nothing when columns are missing, twice
/// there, or not wanted; the mistakes say which.
std::optional<std::vector<std::size_t>> match_columns(const Rows& rows, const std::vector<WantedColumn>& wanted,
                                                      Mistakes& mistakes);

}  // namespace doudi::population
