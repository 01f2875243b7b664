#pragma once
// The line that would mend a description: named literally, never taken by itself.

#include <optional>
#include <string>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "table_form.hpp"

namespace doudi::population {

/// An input without a header in the sheet.
struct Missing {
    std::string input;
    std::vector<std::string> headers;    ///< its names
    const ColumnForm* column = nullptr;  ///< null: a key
};

/// The candidate that is most like `name`: one that holds it or is held by it, else the nearest.
std::optional<std::string> likeliest(const std::string& name, const std::vector<std::string>& candidates);
std::string shown_list(const std::vector<std::string>& names);

/// Puts the line for an input without a header into `told`: the likeliest of `rest` (then given back), else `absent:`,
/// else what may stand there, of `unread`.
std::optional<std::string> suggest_column(base::Diagnostic& told, const Missing& missing, const TableLayout& layout,
                                          const std::vector<std::string>& rest, const std::vector<std::string>& unread);
/// Puts `ignore: […]` into `told`, or the input that a header may be.
void suggest_ignore(base::Diagnostic& told, const std::vector<std::string>& rest, const TableForm& form);

}  // namespace doudi::population
