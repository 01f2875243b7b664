#pragma once
// One CSV file: read whole and once, checked for its encoding, given out row by row.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "doudi/population/csv.hpp"
#include "doudi/population/read.hpp"
#include "mistakes.hpp"

namespace doudi::population {

/// The bytes of a file and what a manifest says of it. `source` has the name only: its text is never drawn.
struct SheetFile {
    std::shared_ptr<const base::SourceFile> source;
    std::string bytes;
    InputFile input;
};
/// "-" is standard input. Nothing when it cannot be read or is not UTF-8 text; the mistakes say why.
std::optional<SheetFile> load_sheet(const std::filesystem::path& path, Mistakes& mistakes);

/// The header and the sound rows of a sheet; the others are reported and left out.
class Rows {
public:
    Rows(const SheetFile& file, Mistakes& mistakes);

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

private:
    const CsvRecord* next_record();
    void report_scanner();
    void report_width();
    [[nodiscard]] bool is_header_again() const;

    const SheetFile& file_;
    Mistakes& mistakes_;
    CsvScanner scanner_;
    CsvRecord record_;
    std::size_t fed_ = 0;
    std::vector<std::string> header_;
    std::vector<CsvPlace> header_places_;
    std::vector<std::int64_t> blank_lines_;  // a mistake only when a row follows
    std::uint64_t count_ = 0;
    bool left_out_ = false;
};

}  // namespace doudi::population
