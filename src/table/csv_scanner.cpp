// Cuts blocks of bytes into records, by RFC 4180, and says where what is not RFC 4180 stands.
// Encoding, headers, the number of cells in a row and their meaning are left to others.

#include "doudi/table/csv.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "doudi/base/text.hpp"

namespace doudi::table {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Bytes at which a cell without quotes may end or be wrong.
constexpr std::array<bool, 256> make_specials() {
    std::array<bool, 256> specials{};
    for (const char c : {',', '"', '\r', '\n'}) {
        specials[static_cast<unsigned char>(c)] = true;
    }
    return specials;
}
constexpr std::array<bool, 256> specials = make_specials();

// Line and character of byte `at` in `raw`, which starts a line numbered `line`.
CsvPlace place_in(std::string_view raw, std::int64_t line, std::size_t at) {
    const std::string_view before = raw.substr(0, at);
    const std::size_t last_end = before.rfind('\n');
    const std::size_t line_start = last_end == std::string_view::npos ? 0 : last_end + 1;
    return {line + std::count(before.begin(), before.end(), '\n'),
            static_cast<std::int64_t>(base::count_characters(before.substr(line_start))) + 1};
}

}  // namespace

std::string code_of(CsvFault fault) {
    switch (fault) {
        case CsvFault::carriage_returns: return "carriage-returns";
        case CsvFault::mixed_line_ends: return "mixed-line-ends";
        case CsvFault::unterminated_quote: return "unterminated-quote";
        case CsvFault::stray_quote: return "stray-quote";
        case CsvFault::text_after_quote: return "text-after-quote";
        case CsvFault::long_cell: return "long-cell";
        case CsvFault::long_row: return "long-row";
        case CsvFault::many_columns: return "many-columns";
    }
    return {};
}

CsvPlace CsvRecord::place(std::size_t field) const { return place_in(raw_, line_, starts_[field]); }

void CsvScanner::feed(std::string_view block) {
    buffer_.erase(0, row_);
    row_ = 0;
    buffer_.append(block);
}

std::vector<CsvMistake> CsvScanner::take_mistakes() { return std::exchange(mistakes_, {}); }

CsvPlace CsvScanner::place_at(std::size_t at) const {
    return place_in(std::string_view(buffer_).substr(row_), line_, at - row_);
}

void CsvScanner::note(CsvFault fault, std::size_t at, std::size_t opened) {
    mistakes_.push_back({fault, place_at(at), place_at(opened)});
}

CsvScanner::Scan CsvScanner::stop(CsvFault fault, std::size_t at, std::size_t opened) {
    note(fault, at, opened);
    stopped_ = true;
    return Scan::stop;
}

// False while the first bytes are too few to tell.
bool CsvScanner::skip_byte_order_mark() {
    if (begun_) {
        return true;
    }
    const std::string_view start = std::string_view(buffer_).substr(0, byte_order_mark.size());
    if (!finished_ && start.size() < byte_order_mark.size() && byte_order_mark.starts_with(start)) {
        return false;
    }
    row_ = start == byte_order_mark ? byte_order_mark.size() : 0;
    begun_ = true;
    return true;
}

CsvScanner::Step CsvScanner::next(CsvRecord& record) {
    if (stopped_) {
        return Step::end;
    }
    if (!skip_byte_order_mark()) {
        return Step::more;
    }
    if (row_ == buffer_.size()) {
        return finished_ ? Step::end : Step::more;
    }
    // A record that goes on in the next block is scanned again from its start: what was noted is taken back.
    const std::size_t mistakes_before = mistakes_.size();
    const bool mixed_before = mixed_;
    record.broken_ = false;
    Scan scan = scan_row(record);
    if (scan == Scan::more && buffer_.size() - row_ > limits_.row) {
        scan = stop(CsvFault::long_row, row_, row_);
    }
    if (scan == Scan::stop) {
        return Step::end;
    }
    if (scan == Scan::more) {
        mistakes_.resize(mistakes_before);
        mixed_ = mixed_before;
        return Step::more;
    }
    return Step::record;
}

// One cell each turn, up to the end of the row.
CsvScanner::Scan CsvScanner::scan_row(CsvRecord& record) {
    cells_.clear();
    record.starts_.clear();
    at_ = row_;
    lines_ = 0;
    while (true) {
        const std::size_t begin = at_;
        Cell cell{begin, begin, false};
        Scan scan = Scan::done;
        if (at_ < buffer_.size() && buffer_[at_] == '"') {
            scan = scan_quoted(record, cell);
        } else {
            scan = scan_plain(record, false);
            cell.end = at_;
        }
        if (scan != Scan::done) {
            return scan;
        }
        if (at_ - begin > limits_.cell) {
            return stop(CsvFault::long_cell, begin, begin);
        }
        if (cells_.size() == limits_.columns) {
            return stop(CsvFault::many_columns, begin, begin);
        }
        cells_.push_back(cell);
        record.starts_.push_back(begin - row_);
        if (at_ == buffer_.size() || buffer_[at_] != ',') {
            break;
        }
        ++at_;
    }
    if (at_ - row_ > limits_.row) {
        return stop(CsvFault::long_row, row_, row_);
    }
    return scan_line_end(record);
}

// Stands at the first byte of a cell, or (`after_quote`) of the text behind one; goes to its separator or line end.
CsvScanner::Scan CsvScanner::scan_plain(CsvRecord& record, bool after_quote) {
    while (true) {
        while (at_ < buffer_.size() && !specials[static_cast<unsigned char>(buffer_[at_])]) {
            ++at_;
        }
        if (at_ == buffer_.size()) {
            return finished_ ? Scan::done : Scan::more;
        }
        const char met = buffer_[at_];
        if (met == ',' || met == '\n') {
            return Scan::done;
        }
        if (met == '"') {
            if (!after_quote && !record.broken_) {
                note(CsvFault::stray_quote, at_, at_);
            }
            record.broken_ = true;
        } else {
            if (at_ + 1 == buffer_.size() && !finished_) {
                return Scan::more;
            }
            if (at_ + 1 < buffer_.size() && buffer_[at_ + 1] == '\n') {
                return Scan::done;
            }
            if (const Scan scan = meet_bare_return(record); scan != Scan::done) {
                return scan;
            }
        }
        ++at_;
    }
}

// Stands at the opening quote.
CsvScanner::Scan CsvScanner::scan_quoted(CsvRecord& record, Cell& cell) {
    const std::size_t opening = at_;
    cell.begin = ++at_;
    while (true) {
        const std::size_t quote = buffer_.find('"', at_);
        const std::size_t reached = std::min(quote, buffer_.size());
        if (reached - opening > limits_.cell) {
            return stop(CsvFault::unterminated_quote, opening, opening);
        }
        if (quote == std::string::npos || (quote + 1 == buffer_.size() && !finished_)) {
            return finished_ ? stop(CsvFault::unterminated_quote, opening, opening) : Scan::more;
        }
        at_ = quote + 1;
        if (at_ == buffer_.size() || buffer_[at_] != '"') {
            cell.end = quote;
            break;
        }
        cell.doubled = true;
        ++at_;
    }
    const std::int64_t lines = std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(cell.begin),
                                          buffer_.begin() + static_cast<std::ptrdiff_t>(cell.end), '\n');
    lines_ += lines;
    if (at_ == buffer_.size() || buffer_[at_] == ',' || buffer_[at_] == '\n') {
        return Scan::done;
    }
    if (buffer_[at_] != '\r') {
        if (lines > 0) {  // which quote is one too many cannot be known: rows may have been swallowed
            return stop(CsvFault::text_after_quote, at_, opening);
        }
        note(CsvFault::text_after_quote, at_, opening);
        record.broken_ = true;
    }
    return scan_plain(record, true);
}

// A CR that no LF follows: the whole file is written so, or this one strayed in.
CsvScanner::Scan CsvScanner::meet_bare_return(CsvRecord& record) {
    if (line_end_ == LineEnd::none) {
        return stop(CsvFault::carriage_returns, at_, at_);
    }
    if (!mixed_) {
        note(CsvFault::mixed_line_ends, at_, at_);
        mixed_ = true;
    }
    record.broken_ = true;
    return Scan::done;
}

// Stands behind the last cell.
CsvScanner::Scan CsvScanner::scan_line_end(CsvRecord& record) {
    const std::size_t end = at_;
    if (at_ == buffer_.size()) {
        if (!finished_) {
            return Scan::more;
        }
    } else {
        const LineEnd met = buffer_[at_] == '\r' ? LineEnd::crlf : LineEnd::lf;
        if (line_end_ != LineEnd::none && met != line_end_ && !mixed_) {
            note(CsvFault::mixed_line_ends, at_, at_);
            mixed_ = true;
        }
        if (line_end_ == LineEnd::none) {
            line_end_ = met;
        }
        at_ += met == LineEnd::crlf ? 2 : 1;
        ++lines_;
    }
    record.raw_ = std::string_view(buffer_).substr(row_, end - row_);
    record.line_ = line_;
    give_texts(record);
    row_ = at_;
    line_ += lines_;
    return Scan::done;
}

void CsvScanner::give_texts(CsvRecord& record) const {
    const std::string_view buffer = buffer_;
    record.texts_.clear();
    record.unescaped_.clear();
    std::size_t doubled = 0;
    for (const Cell& cell : cells_) {
        doubled += cell.doubled ? cell.end - cell.begin : 0;
    }
    record.unescaped_.reserve(doubled);  // so that no text moves while others are added
    for (const Cell& cell : cells_) {
        const std::string_view written = buffer.substr(cell.begin, cell.end - cell.begin);
        if (!cell.doubled) {
            record.texts_.push_back(written);
            continue;
        }
        const std::size_t begin = record.unescaped_.size();
        for (std::size_t i = 0; i < written.size(); ++i) {
            record.unescaped_.push_back(written[i]);
            if (written[i] == '"') {
                ++i;
            }
        }
        record.texts_.push_back(std::string_view(record.unescaped_).substr(begin));
    }
}

}  // namespace doudi::table
