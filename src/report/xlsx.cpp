// CSV texts as sheets of a workbook, written by libxlsxwriter and read back before anybody gets it.
// The one place of the program with floating-point numbers: see write_number.

#include "doudi/report/xlsx.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>

#include "doudi/base/file.hpp"
#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "doudi/table/csv.hpp"
#include "doudi/report/values.hpp"
#include "unzip.hpp"

namespace doudi::report {

namespace fs = std::filesystem;
using table::CsvRecord;
using table::CsvScanner;

namespace {

constexpr std::size_t most_rows = 1'048'576;   // of a sheet, header included
constexpr std::size_t most_characters = 32'767;  // of a cell
constexpr std::size_t widest = 60;
constexpr std::size_t largest = std::size_t{1} << 32U;  // a zip archive without zip64

/// Calls `visit` with each row of a CSV text of ours: sound, and without limits that matter here.
template <class Visit>
void each_row(std::string_view csv, Visit visit) {
    CsvScanner scanner(table::CsvLimits{.cell = csv.size(), .row = csv.size()});
    scanner.feed(csv);
    scanner.finish();
    CsvRecord record;
    for (std::size_t row = 0; scanner.next(record) == CsvScanner::Step::record; ++row) visit(row, record);
    base::ensure(scanner.take_mistakes().empty(), "a CSV text of ours is sound");
}

/// What has to be known of a sheet before its first row is written, and what must be found when it is read back.
struct Shape {
    std::size_t rows = 0;
    std::size_t cells = 0;  // that are not empty
    std::size_t longest = 0;
    std::vector<std::string> header;
    std::vector<std::size_t> widths;
};

Shape measure(std::string_view csv) {
    Shape shape;
    each_row(csv, [&](std::size_t row, const CsvRecord& record) {
        ++shape.rows;
        shape.widths.resize(std::max(shape.widths.size(), record.size()));
        for (std::size_t field = 0; field < record.size(); ++field) {
            const std::string_view text = record.text(field);
            if (row == 0) shape.header.emplace_back(text);
            shape.cells += text.empty() ? 0U : 1U;
            shape.longest = std::max(shape.longest, base::count_characters(text));
            shape.widths[field] = std::max(shape.widths[field], base::display_width(text));
        }
    });
    return shape;
}

/// The amount in fen of "417.00", or of "3" the whole number; nothing for other texts.
std::optional<std::int64_t> digits_of(std::string_view text, std::size_t decimals) {
    std::string digits(text);
    if (decimals > 0) {
        const std::size_t point = digits.find('.');
        if (point == std::string::npos || digits.size() - point - 1 != decimals) return std::nullopt;
        digits.erase(point, 1);
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// One workbook being written. Everything goes to the library as text, but for numbers that fit.
class Writer {
public:
    Writer(const fs::path& file, const fs::path& scratch, base::Month month) : scratch_(scratch.string()) {
        lxw_workbook_options options{};
        options.constant_memory = 1;  // row by row, strings where they stand
        options.tmpdir = scratch_.data();
        book_ = workbook_new_opt(file.c_str(), &options);
        base::ensure(book_ != nullptr, "there is memory for a workbook");
        lxw_doc_properties properties{};
        properties.created = static_cast<std::time_t>(month.first_day().days) * 86'400;  // no clock
        workbook_set_properties(book_, &properties);
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
        money_ = workbook_add_format(book_);
        format_set_num_format(money_, "#,##0.00");
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }

    void add(const WorkbookSheet& sheet, const Shape& shape) {
        lxw_worksheet* page = workbook_add_worksheet(book_, sheet.name.c_str());
        base::ensure(page != nullptr, "a sheet's name is short and comes once");
        lay_out(page, shape);
        each_row(sheet.csv, [&](std::size_t row, const CsvRecord& record) {
            constexpr std::size_t some = 4096;
            if (row % some == 0) base::obey_interrupt();
            for (std::size_t field = 0; field < record.size(); ++field)
                write(page, shape, row, field, record.text(field));
        });
    }
    /// What went wrong, if anything.
    [[nodiscard]] lxw_error close() {
        const lxw_error error = workbook_close(std::exchange(book_, nullptr));
        return error_ != LXW_NO_ERROR ? error_ : error;
    }

private:
    void note(lxw_error error) {
        if (error_ == LXW_NO_ERROR) error_ = error;
    }

    void lay_out(lxw_worksheet* page, const Shape& shape) {
        const auto last = static_cast<lxw_col_t>(shape.header.size() - 1);
        const auto end = static_cast<lxw_row_t>(shape.rows - 1);
        for (std::size_t i = 0; i < shape.widths.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const auto width = static_cast<int>(std::min(shape.widths[i], widest)) + 3;  // room for the filter's arrow
            note(worksheet_set_column(page, column, column, width, nullptr));
        }
        worksheet_freeze_panes(page, 1, 0);
        note(worksheet_autofilter(page, 0, 0, end, last));
        // Ids are text although they look like numbers; no green corners about it.
        note(worksheet_ignore_errors(page, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
    }

    void write(lxw_worksheet* page, const Shape& shape, std::size_t row, std::size_t field, std::string_view text) {
        if (text.empty()) return;
        const auto at_row = static_cast<lxw_row_t>(row);
        const auto at_column = static_cast<lxw_col_t>(field);
        if (row > 0 && write_number(page, at_row, at_column, shape.header[field], text)) return;
        // A string, never a formula, whatever it begins with.
        note(worksheet_write_string(page, at_row, at_column, std::string(text).c_str(), row == 0 ? bold_ : nullptr));
    }

    /// Spreadsheets know no other number than a double. It holds every decimal of 15 digits exactly as far as its reader
    /// can tell, and spreadsheets show no more of them; what is longer stays text. Nothing reads these numbers back.
    bool write_number(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& header,
                      std::string_view text) {
        constexpr std::int64_t sixteen_digits = 1'000'000'000'000'000;
        const bool is_amount = header == "amount";
        if (!is_amount && header != "units" && header != "persons") return false;
        const auto digits = digits_of(text, is_amount ? 2 : 0);
        if (!digits || *digits <= -sixteen_digits || *digits >= sixteen_digits) return false;
        const double value = is_amount ? static_cast<double>(*digits) / 100 : static_cast<double>(*digits);
        note(worksheet_write_number(page, row, column, value, is_amount ? money_ : nullptr));
        return true;
    }

    std::string scratch_;
    lxw_workbook* book_ = nullptr;
    lxw_format* bold_ = nullptr;
    lxw_format* money_ = nullptr;
    lxw_error error_ = LXW_NO_ERROR;
};

/// Counts a short text in blocks that are cut anywhere.
class Counter {
public:
    explicit Counter(std::string text) : text_(std::move(text)) {}
    void look_at(std::string_view block) {
        kept_ += block;
        for (std::size_t at = kept_.find(text_); at != std::string::npos; at = kept_.find(text_, at + 1)) ++count_;
        kept_.erase(0, kept_.size() - std::min(kept_.size(), text_.size() - 1));
    }
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    std::string text_;
    std::string kept_;
    std::size_t count_ = 0;
};

/// The library does not notice a disk that is full while it collects a sheet: rows and cells are counted again.
bool is_whole(std::string_view bytes, const std::vector<Shape>& shapes) {
    const auto parts = zip_parts(bytes);
    if (!parts) return false;
    std::size_t sheets = 0;
    for (const ZipPart& part : *parts) {
        Counter rows("<row ");
        Counter cells("<c r=");
        std::string end;
        const bool is_sound = unpack(part, [&](std::string_view block) {
            rows.look_at(block);
            cells.look_at(block);
            end = (end + std::string(block.substr(block.size() - std::min<std::size_t>(block.size(), 32))));
            end.erase(0, end.size() - std::min<std::size_t>(end.size(), 32));
        });
        if (!is_sound || base::trim(end).empty() || base::trim(end).back() != '>') return false;
        constexpr std::string_view folder = "xl/worksheets/sheet";
        if (!part.name.starts_with(folder)) continue;
        const std::size_t number = static_cast<std::size_t>(part.name[folder.size()] - '1');
        if (number >= shapes.size() || !end.ends_with("</worksheet>")) return false;
        if (rows.count() != shapes[number].rows || cells.count() != shapes[number].cells) return false;
        ++sheets;
    }
    return sheets == shapes.size();
}

base::Diagnostics refusal(std::string code, std::vector<std::string> args) {
    base::Diagnostics diagnostics;
    diagnostics.error(std::move(code), {}, std::move(args));
    return diagnostics;
}

}  // namespace

base::Result<std::string> workbook(const std::vector<WorkbookSheet>& sheets, base::Month month, const fs::path& scratch) {
    base::ensure(sheets.size() < 10, "sheets are told apart by one digit");
    std::vector<Shape> shapes;
    for (const WorkbookSheet& sheet : sheets) {
        shapes.push_back(measure(sheet.csv));
        if (shapes.back().rows > most_rows)
            return refusal("xlsx-too-many-rows", {sheet.name, std::to_string(shapes.back().rows - 1), std::to_string(most_rows - 1)});
        if (shapes.back().longest > most_characters) return refusal("xlsx-long-cell", {sheet.name, std::to_string(most_characters)});
    }
    const fs::path file = scratch / "results.xlsx.partial";
    Writer writer(file, scratch, month);
    for (std::size_t i = 0; i < sheets.size(); ++i) writer.add(sheets[i], shapes[i]);
    const lxw_error error = writer.close();
    auto bytes = base::read_file(file, largest);
    std::error_code ignored;
    fs::remove(file, ignored);
    if (error != LXW_NO_ERROR) return refusal("xlsx-failed", {lxw_strerror(error)});
    if (!bytes) return std::move(bytes.diagnostics());
    if (!is_whole(*bytes, shapes)) return refusal("xlsx-failed", {lxw_strerror(LXW_ERROR_CREATING_TMPFILE)});
    return std::move(*bytes);
}

}  // namespace doudi::report
