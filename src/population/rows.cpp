// Gives out the sound rows of a sheet and reports those that are not: wrong quoting, wrong width, blank, repeated header.
// What the columns are called and what the cells mean is left to header.cpp and cell.cpp.

#include <algorithm>
#include <cctype>

#include "doudi/base/text.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20U;


bool is_separator_line(std::string_view first) {
    constexpr std::string_view wanted = "sep=";
    return first.size() >= wanted.size() &&
           std::equal(wanted.begin(), wanted.end(), first.begin(), [](char want, char have) {
               return want == static_cast<char>(std::tolower(static_cast<unsigned char>(have)));
           });
}

// Another separator that stands where commas should; empty when none does.
std::string other_separator(std::string_view only_cell) {
    constexpr std::string_view full_width_comma = "\xEF\xBC\x8C";
    if (only_cell.find('\t') != std::string_view::npos) {
        return "TAB";
    }
    for (const std::string_view separator : {std::string_view(";"), std::string_view("|"), full_width_comma}) {
        if (only_cell.find(separator) != std::string_view::npos) {
            return std::string(separator);
        }
    }
    return {};
}

}  // namespace

void for_each_record(const SheetFile& file, int skip, const std::function<void(const CsvRecord&)>& visit) {
    CsvScanner scanner;
    CsvRecord record;
    std::string_view rest = file.bytes;
    while (true) {
        const CsvScanner::Step step = scanner.next(record);
        if (step == CsvScanner::Step::end) {
            return;
        }
        if (step == CsvScanner::Step::record) {
            if (skip-- <= 0 && !record.is_blank() && !record.is_broken()) {
                visit(record);
            }
            continue;
        }
        scanner.feed(rest.substr(0, block_bytes));
        rest.remove_prefix(std::min(rest.size(), block_bytes));
        if (rest.empty()) {
            scanner.finish();
        }
    }
}

bool is_word_for_total(std::string_view cell) {
    std::string word;
    for (std::size_t at = 0; at < cell.size();) {
        const std::size_t begin = at;
        const char32_t c = base::next_character(cell, at);
        if (c != ' ' && c != 0x3000 && c != 0xA0 && c != ':' && c != 0xFF1A) {
            word += cell.substr(begin, at - begin);
        }
        if (word.size() > 16) {
            return false;
        }
    }
    for (const std::string_view one : {"合计", "总计", "小计", "共计", "Total", "total", "TOTAL"}) {
        if (word == one) {
            return true;
        }
    }
    return false;
}

Rows::Rows(const SheetFile& file, const TableLayout* layout, Mistakes& mistakes)
    : file_(file), layout_(layout), mistakes_(mistakes) {}

base::SourceSpan Rows::place(std::size_t field) const {
    const CsvPlace place = record_.place(field);
    return place_in_data(file_.source, place.line, place.column);
}

base::SourceSpan Rows::header_place(std::size_t field) const {
    return place_in_data(file_.source, header_places_[field].line, header_places_[field].column);
}

void Rows::report_scanner() {
    for (const CsvMistake& mistake : scanner_.take_mistakes()) {
        left_out_ = true;
        base::Diagnostic& told = mistakes_.error(table::code_of(mistake.fault),
                                                 place_in_data(file_.source, mistake.place.line, mistake.place.column));
        if (mistake.fault == table::CsvFault::stray_quote || mistake.fault == table::CsvFault::unterminated_quote) {
            told.with_help("help-quotes", {});
        }
        if (mistake.fault == table::CsvFault::text_after_quote) {
            told.with_note("quote-opened-here",
                           place_in_data(file_.source, mistake.opened.line, mistake.opened.column));
        }
    }
}

// Feeds the scanner until it has a record, sound or not.
const CsvRecord* Rows::next_record() {
    while (true) {
        const CsvScanner::Step step = scanner_.next(record_);
        report_scanner();
        if (step == CsvScanner::Step::record) {
            return &record_;
        }
        if (step == CsvScanner::Step::end) {
            return nullptr;
        }
        const std::string_view rest = std::string_view(file_.bytes).substr(fed_);
        if (rest.empty()) {
            scanner_.finish();
        } else {
            scanner_.feed(rest.substr(0, block_bytes));
            fed_ += std::min(rest.size(), block_bytes);
        }
    }
}

// Titles have any number of cells, or none.
bool Rows::skip_titles() {
    for (int i = 0; layout_ != nullptr && i < layout_->skip_rows; ++i) {
        if (next_record() == nullptr) {
            return false;
        }
    }
    return true;
}

bool Rows::read_header() {
    if (!skip_titles() || next_record() == nullptr) {
        if (!scanner_.has_stopped()) {
            mistakes_.error("empty-sheet", place_in_data(file_.source, 0, 0));
        }
        return false;
    }
    if (record_.is_broken()) {
        return false;
    }
    if (!check_header()) {
        return false;
    }
    bool is_sound = true;
    for (std::size_t field = 0; field < record_.size(); ++field) {
        header_.emplace_back(record_.text(field));
        header_places_.push_back(record_.place(field));
        if (header_.back().empty()) {
            mistakes_.error("column-without-name", place(field), {std::to_string(field + 1)});
            is_sound = false;
        }
    }
    if (layout_ != nullptr && layout_->total_row) {
        const auto found = std::find(header_.begin(), header_.end(), layout_->total_row->column);
        if (found != header_.end()) {
            total_field_ = static_cast<std::size_t>(found - header_.begin());
        }
    }
    return is_sound;
}

// What stands where the names of the columns should.
bool Rows::check_header() {
    if (record_.is_blank()) {
        mistakes_.error("blank-line", place_in_data(file_.source, record_.line(), 1));
        return false;
    }
    if (is_separator_line(record_.text(0))) {
        mistakes_.error("separator-line", place(0), {base::shown(record_.text(0))});
        return false;
    }
    if (record_.size() == 1) {
        if (const std::string separator = other_separator(record_.text(0)); !separator.empty()) {
            mistakes_.error("other-separator", place(0), {separator});
            return false;
        }
    }
    return true;
}

bool Rows::is_total_row() const {
    return total_field_ && record_.size() == header_.size() && record_.text(*total_field_) == layout_->total_row->text;
}

void Rows::take_totals() {
    totals_.emplace();
    for (std::size_t field = 0; field < record_.size(); ++field) {
        totals_->texts.emplace_back(record_.text(field));
        totals_->places.push_back(record_.place(field));
    }
}

const CsvRecord* Rows::next() {
    while (next_record() != nullptr) {
        if (record_.is_blank()) {
            blank_lines_.push_back(record_.line());
            continue;
        }
        for (const std::int64_t line : blank_lines_) {
            mistakes_.error("blank-line", place_in_data(file_.source, line, 1));
        }
        blank_lines_.clear();
        if (record_.is_broken()) {
            continue;
        }
        if (totals_) {
            mistakes_.error("row-behind-totals", place(0), {base::shown(layout_->total_row->text)})
                .with_note("totals-are-here", place_in_data(file_.source, totals_->places.front().line, 0));
            left_out_ = true;
            return nullptr;
        }
        if (is_total_row()) {
            take_totals();
            continue;
        }
        if (record_.size() != header_.size()) {
            report_width();
        } else if (is_header_again()) {
            mistakes_.error("repeated-header", place(0));
        } else {
            ++count_;
            return &record_;
        }
        left_out_ = true;
    }
    return nullptr;
}

bool Rows::is_header_again() const {
    for (std::size_t field = 0; field < header_.size(); ++field) {
        if (record_.text(field) != header_[field]) {
            return false;
        }
    }
    return true;
}

void Rows::report_width() {
    const std::size_t expected = header_.size();
    const std::size_t found = record_.size();
    const std::vector<std::string> counts = {std::to_string(expected), std::to_string(found)};
    if (record_.text(0).starts_with('#')) {
        mistakes_.error("comment-line", place(0));
    } else if (layout_ != nullptr && is_word_for_total(record_.text(0))) {
        mistakes_.error("totals-too-short", place(0), counts);
    } else if (found == expected + 1 && record_.text(expected).empty()) {
        mistakes_.error("trailing-comma", place(expected), counts);
    } else if (found > expected) {
        mistakes_.error("too-many-fields", place(expected), counts);
    } else {
        mistakes_.error("too-few-fields", place(found - 1), counts);
    }
}

}  // namespace doudi::population
