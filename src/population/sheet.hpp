#pragma once
// One CSV file: read whole and once, checked for its encoding, given out row by row.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "doudi/population/layout.hpp"
#include "doudi/population/read.hpp"
#include "doudi/table/csv.hpp"
#include "mistakes.hpp"

namespace doudi::population {

using table::CsvMistake;
using table::CsvPlace;
using table::CsvRecord;
using table::CsvScanner;

/// The bytes of a file and what a manifest says of it. `source` has the name only: its text is never drawn.
struct SheetFile {
    std::shared_ptr<const base::SourceFile> source;
    std::string bytes;
    InputFile input;
};
/// "-" is standard input. `layout` says what it is written in; null: UTF-8. Nothing when it cannot be read or is not
/// such text; the mistakes say why.
std::optional<SheetFile> load_sheet(const std::filesystem::path& path, const TableLayout* layout, Mistakes& mistakes);
inline std::optional<SheetFile> load_sheet(const std::filesystem::path& path, Mistakes& mistakes) {
    return load_sheet(path, nullptr, mistakes);
}

/// The row of totals as it stands in the sheet.
struct TotalCells {
    std::vector<std::string> texts;
    std::vector<CsvPlace> places;
};

/// The header and the sound rows of a sheet; the others are reported and left out. Where a layout says so, the title
/// lines above and the row of totals below are no rows.
class Rows {
public:
    Rows(const SheetFile& file, const TableLayout* layout, Mistakes& mistakes);
    Rows(const SheetFile& file, Mistakes& mistakes) : Rows(file, nullptr, mistakes) {}

    /// False when there is none that could serve; the mistakes say why.
    bool read_header();
    [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
    [[nodiscard]] base::SourceSpan header_place(std::size_t field) const;

    /// The next row with as many cells as the header; nothing at the end.
    const CsvRecord* next();
    [[nodiscard]] base::SourceSpan place(std::size_t field) const;
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// Some rows were left out, so what other tables say of them proves nothing.
    [[nodiscard]] bool left_some_out() const { return left_out_; }
    /// Once all rows were given out: the row of totals, when the layout speaks of one and it was there.
    [[nodiscard]] const std::optional<TotalCells>& totals() const { return totals_; }

private:
    [[nodiscard]] bool skip_titles();
    [[nodiscard]] bool check_header();
    void take_totals();
    [[nodiscard]] bool is_total_row() const;
    const CsvRecord* next_record();
    void report_scanner();
    void report_width();
    [[nodiscard]] bool is_header_again() const;

    const SheetFile& file_;
    const TableLayout* layout_;
    Mistakes& mistakes_;
    CsvScanner scanner_;
    CsvRecord record_;
    std::size_t fed_ = 0;
    std::vector<std::string> header_;
    std::vector<CsvPlace> header_places_;
    std::vector<std::int64_t> blank_lines_;  // a mistake only when a row follows
    std::optional<std::size_t> total_field_;
    std::optional<TotalCells> totals_;
    std::uint64_t count_ = 0;
    bool left_out_ = false;
};

/// Every sound record of a sheet but the first `skip`, whatever its width.
void for_each_record(const SheetFile& file, int skip, const std::function<void(const CsvRecord&)>& visit);

/// "合计", "总 计", "小计", "Total": what a row of totals is called.
bool is_word_for_total(std::string_view cell);

}  // namespace doudi::population
