// Looks into a sheet for what its description does not say: encoding, number of rows.
// Only messages use it; a description that is whole is never helped.

#include "sheet_probe.hpp"

#include <algorithm>

#include "doudi/base/file.hpp"
#include "encoding.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = std::size_t{1} << 30U;

bool is_other_file(const std::string& name) {
    return name == "state.csv" || name == "corrections.csv" || name == "overrides.csv";
}

}  // namespace

std::vector<std::string> unread_sheets(const fs::path& folder, const std::vector<TableLayout>& tables) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at(folder.empty() ? "." : folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        const std::string name = at->path().filename().string();
        const bool is_read = std::any_of(tables.begin(), tables.end(), [&](const TableLayout& table) {
            return std::find(table.files.begin(), table.files.end(), name) != table.files.end();
        });
        if (at->path().extension() == ".csv" && !is_read && !is_other_file(name)) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<std::string> encoding_of(const fs::path& sheet) {
    const auto bytes = base::read_file(sheet, most_bytes);
    if (!bytes) {
        return std::nullopt;
    }
    const auto fault = find_encoding_fault(*bytes);
    if (!fault) {
        return "utf-8";
    }
    const bool is_gb18030 = fault->kind == EncodingFault::Kind::other_encoding && fault->encoding == "GB18030";
    return is_gb18030 ? std::optional<std::string>("gb18030") : std::nullopt;
}

std::optional<std::uint64_t> rows_of(const fs::path& sheet, const TableLayout& layout) {
    auto bytes = base::read_file(sheet, most_bytes);
    const auto encoding = encoding_of(sheet);
    if (!bytes || !encoding) {
        return std::nullopt;
    }
    SheetFile file;
    file.bytes = std::move(*bytes);
    if (*encoding == "gb18030") {
        std::string text;
        if (!can_read_gb18030() || convert_gb18030(file.bytes, text)) {
            return std::nullopt;
        }
        file.bytes = std::move(text);
    }
    std::uint64_t rows = 0;
    for_each_record(file, layout.skip_rows + 1, [&](const CsvRecord& record) {
        bool is_total = false;
        for (std::size_t field = 0; layout.total_row && field < record.size(); ++field) {
            is_total = is_total || record.text(field) == layout.total_row->text;
        }
        rows += is_total ? 0 : 1;
    });
    return rows;
}

}  // namespace doudi::population
