#pragma once
// A population.yaml drafted from sheets that nobody has described yet. What the sheets cannot tell is left open, so that
// reading refuses until somebody has filled it in.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::population {

/// The text of a comment by its key, for who is to read the draft.
using Say = std::function<std::string(std::string_view key, const std::vector<std::string>& args)>;

/// The text of the file. Lines to look at end in "# ? …". Errors: of sheets that are no CSV text in UTF-8 or GB18030;
/// draft-no-table (no header of a sheet is an input's), draft-same-name.
base::Result<std::string> draft_layout(const std::vector<std::filesystem::path>& sheets, const table::Schema& schema,
                                       const Say& say);

}  // namespace doudi::population
