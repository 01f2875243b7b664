#pragma once
// Results as a workbook for people: the same cells as the CSV files, ids as text, amounts as numbers.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"

namespace doudi::report {

/// A CSV text of ours, header first. Columns called amount, units or persons hold numbers, all others text.
struct WorkbookSheet {
    std::string name;
    std::string_view csv;
};
/// The bytes of the workbook; the same for the same sheets and month. `scratch` is a private folder for files that are
/// gone when this returns. Errors: xlsx-too-many-rows, xlsx-long-cell, xlsx-failed.
base::Result<std::string> workbook(const std::vector<WorkbookSheet>& sheets, base::Month month,
                                   const std::filesystem::path& scratch);

}  // namespace doudi::report
