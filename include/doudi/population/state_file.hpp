#pragma once
// state.csv: what `previous` reads of the month before.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/population/read.hpp"

namespace doudi::population {

/// A row of state.csv. `value` and `unknown` (the reasons, as entitlements name them) are as written; both empty: missing.
struct StateRow {
    std::string household_id;
    std::string person_id;  ///< empty for a value of the household
    std::string name;
    std::string value;
    std::string unknown;
    std::int64_t line = 0;
};
struct StateFile {
    std::optional<base::Month> month;  ///< of all rows; nothing when there is no row
    std::vector<StateRow> rows;
    InputFile file;
    std::string place;  ///< how messages call the file
};
/// Columns month,household_id,person_id,name,value,unknown in any order; as strict as a table.
/// Errors also: mixed-months, duplicate-state, value-and-unknown.
base::Result<StateFile> read_state(const std::filesystem::path& path, std::size_t most_errors = 100);

}  // namespace doudi::population
