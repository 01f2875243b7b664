#pragma once
// CSV as RFC 4180 has it and nothing looser: blocks of bytes in, records with their places out.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::table {

/// Physical line and character in it, both 1-based.
struct CsvPlace {
    std::int64_t line = 0;
    std::int64_t column = 0;
    bool operator==(const CsvPlace&) const = default;
};

enum class CsvFault : std::uint8_t {
    carriage_returns,    ///< lines end with CR alone; the rest is not read
    mixed_line_ends,     ///< told once; reading goes on
    unterminated_quote,  ///< at the opening quote; the rest is not read
    stray_quote,         ///< ab"c
    text_after_quote,    ///< "ab"c; the rest is not read when the quoted text spans lines
    long_cell,           ///< these three: the rest is not read
    long_row,
    many_columns,
};
/// The code of its message: "stray-quote".
std::string code_of(CsvFault fault);
struct CsvMistake {
    CsvFault fault;
    CsvPlace place;
    CsvPlace opened;  ///< of text_after_quote: the quote that opened the cell
};

struct CsvLimits {
    std::size_t cell = std::size_t{64} << 10U;  ///< bytes of a cell as written
    std::size_t row = std::size_t{1} << 20U;    ///< bytes of a row as written
    std::size_t columns = 1024;
};

/// One row. Texts are unquoted and live until the scanner is asked for the next record.
class CsvRecord {
public:
    [[nodiscard]] std::size_t size() const { return texts_.size(); }
    [[nodiscard]] std::string_view text(std::size_t field) const { return texts_[field]; }
    [[nodiscard]] std::int64_t line() const { return line_; }     ///< of the row's first character
    [[nodiscard]] bool is_blank() const { return raw_.empty(); }  ///< an empty line
    [[nodiscard]] bool is_broken() const { return broken_; }      ///< a mistake stands in it: do not use its texts
    /// Where the cell starts, its opening quote included. Counted on demand: only messages need it.
    [[nodiscard]] CsvPlace place(std::size_t field) const;

private:
    friend class CsvScanner;
    std::vector<std::string_view> texts_;
    std::vector<std::size_t> starts_;  // byte of each cell in raw_
    std::string_view raw_;             // the row as written, without its line end
    std::string unescaped_;            // texts of cells that held doubled quotes
    std::int64_t line_ = 0;
    bool broken_ = false;
};

/// Cuts a file into records. Feed blocks, cut anywhere, and take records until `more` is asked for; after the last
/// block say finish(). The bytes must be valid UTF-8 (checked by who reads the file); a BOM at the start is skipped.
class CsvScanner {
public:
    enum class Step : std::uint8_t { record, more, end };

    explicit CsvScanner(CsvLimits limits = {}) : limits_(limits) {}
    void feed(std::string_view block);
    void finish() { finished_ = true; }
    Step next(CsvRecord& record);
    /// Mistakes met so far, in the order of the file; the caller takes them away.
    [[nodiscard]] std::vector<CsvMistake> take_mistakes();
    /// The rest of the file is not read.
    [[nodiscard]] bool has_stopped() const { return stopped_; }

private:
    enum class LineEnd : std::uint8_t { none, lf, crlf };
    enum class Scan : std::uint8_t { done, more, stop };
    struct Cell {
        std::size_t begin = 0;  // of the text in buffer_, quotes left out
        std::size_t end = 0;
        bool doubled = false;  // holds doubled quotes
    };

    Scan scan_row(CsvRecord& record);
    Scan scan_plain(CsvRecord& record, bool after_quote);
    Scan scan_quoted(CsvRecord& record, Cell& cell);
    Scan scan_line_end(CsvRecord& record);
    Scan meet_bare_return(CsvRecord& record);
    Scan stop(CsvFault fault, std::size_t at, std::size_t opened);
    void note(CsvFault fault, std::size_t at, std::size_t opened);
    void give_texts(CsvRecord& record) const;
    [[nodiscard]] CsvPlace place_at(std::size_t at) const;
    [[nodiscard]] bool skip_byte_order_mark();

    CsvLimits limits_;
    std::string buffer_;
    std::size_t row_ = 0;      // where the next record starts in buffer_
    std::size_t at_ = 0;       // scanning position of the current record
    std::int64_t line_ = 1;    // physical line of row_
    std::int64_t lines_ = 0;   // line ends inside the current record
    std::vector<Cell> cells_;  // of the current record
    std::vector<CsvMistake> mistakes_;
    LineEnd line_end_ = LineEnd::none;
    bool mixed_ = false;  // already told
    bool begun_ = false;
    bool finished_ = false;
    bool stopped_ = false;
};

}  // namespace doudi::table
