// Surveys a sheet: its encoding, where its header stands, what each column holds. Nothing is decided here.
// What of it goes into a population.yaml is left to draft.cpp.

#include "survey.hpp"

#include <algorithm>
#include <unordered_set>

#include "cell.hpp"
#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "doudi/table/csv.hpp"
#include "doudi/table/date_form.hpp"
#include "encoding.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 32U;
constexpr std::size_t most_titles = 20;
constexpr std::size_t most_values = 40;

using Record = std::vector<std::string>;

// Spaces of all kinds around and line breaks within a header are how it looks, not what it is called.
std::string without_spaces(std::string_view text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = base::next_character(text, at);
        const bool is_space = c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xA0 || c == 0x3000;
        if (!is_space) {
            kept += text.substr(begin, at - begin);
        }
    }
    return kept;
}

// The first records, and the last: where titles, header and totals stand.
struct Ends {
    std::vector<Record> first;
    Record last;
};

Ends ends_of(std::string_view text) {
    CsvScanner scanner;
    scanner.feed(text);
    scanner.finish();
    Ends ends;
    CsvRecord record;
    while (scanner.next(record) == CsvScanner::Step::record) {
        Record cells;
        for (std::size_t i = 0; !record.is_blank() && i < record.size(); ++i) {
            cells.emplace_back(record.text(i));
        }
        if (ends.first.size() < most_titles) {
            ends.first.push_back(cells);
        }
        if (!cells.empty()) {
            ends.last = std::move(cells);
        }
    }
    return ends;
}

std::size_t count_known(const Record& cells, const std::vector<std::string>& known) {
    return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [&](const std::string& cell) {
        return std::find(known.begin(), known.end(), cell) != known.end() ||
               std::find(known.begin(), known.end(), read_header(cell).name) != known.end();
    }));
}

std::size_t count_filled(const Record& cells) {
    return cells.size() - static_cast<std::size_t>(std::count(cells.begin(), cells.end(), ""));
}

// The line with the most known headers; without any, the first that is filled throughout.
std::size_t find_header(const std::vector<Record>& records, const std::vector<std::string>& known) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < records.size(); ++i) {
        if (count_known(records[i], known) > count_known(records[best], known)) {
            best = i;
        }
    }
    if (count_known(records[best], known) > 0) {
        return best;
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (records[i].size() > 1 && count_filled(records[i]) == records[i].size()) {
            return i;
        }
    }
    return 0;
}

struct Text {
    std::string bytes;
    Encoding encoding = Encoding::utf8;
};

// Both when both are possible: the header tells which is meant.
std::vector<Text> readings(const std::string& bytes) {
    std::vector<Text> texts;
    if (!find_encoding_fault(bytes)) {
        texts.push_back({bytes, Encoding::utf8});
    }
    const bool is_ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) == 0; });
    const bool has_mark = bytes.starts_with("\xEF\xBB\xBF");
    Text converted{{}, Encoding::gb18030};
    if (!is_ascii && !has_mark && bytes.find('\0') == std::string::npos && !convert_gb18030(bytes, converted.bytes)) {
        texts.push_back(std::move(converted));
    }
    return texts;
}

std::size_t score(const Text& text, const std::vector<std::string>& known) {
    const Ends ends = ends_of(text.bytes);
    return ends.first.empty() ? 0 : count_known(ends.first[find_header(ends.first, known)], known);
}

void keep_value(std::string_view cell, std::vector<std::string>& values, bool& many) {
    if (many || std::find(values.begin(), values.end(), cell) != values.end()) {
        return;
    }
    if (values.size() == most_values) {
        many = true;
        values.clear();
    } else {
        values.emplace_back(cell);
    }
}

// "1,234.50" as "1234.50"; nothing when the commas do not stand before every third digit.
std::optional<std::string> without_commas(std::string_view cell) {
    const std::size_t point = std::min(cell.find('.'), cell.size());
    std::string kept;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] != ',') {
            kept += cell[i];
        } else if (i > point || i == 0 || (point - i) % 4 != 0) {
            return std::nullopt;
        }
    }
    const std::size_t digits = kept.find_first_of("0123456789");
    const bool has_all = std::count(cell.begin(), cell.end(), ',') ==
                         (static_cast<std::ptrdiff_t>(std::min(kept.find('.'), kept.size()) - std::min(digits, kept.size())) - 1) / 3;
    return has_all ? std::optional(kept) : std::nullopt;
}

class Surveyor {
public:
    explicit Surveyor(Survey& survey) : survey_(survey), seen_(survey.columns.size()) {}

    void add_row(const CsvRecord& record) {
        ++survey_.rows;
        for (std::size_t i = 0; i < survey_.columns.size(); ++i) {
            add_cell(survey_.columns[i], seen_[i], i < record.size() ? record.text(i) : std::string_view{});
        }
    }

private:
    void add_cell(SurveyedColumn& column, std::unordered_set<std::string>& seen, std::string_view cell) const {
        column.is_counter = column.is_counter && cell == std::to_string(survey_.rows);
        column.is_key = column.is_key && !cell.empty() && seen.emplace(cell).second;
        if (!column.is_key) {
            seen.clear();
        }
        if (cell.empty()) {
            return;
        }
        ++column.filled;
        keep_value(cell, column.values, column.has_many_values);
        if (const auto form = table::usual_form(cell, false)) {
            ++column.day_forms[*form];
        }
        if (const auto form = table::usual_form(cell, true)) {
            ++column.month_forms[*form];
        }
        add_number(column, cell);
    }

    static void add_number(SurveyedColumn& column, std::string_view cell) {
        if (read_plain_number(cell)) {
            ++column.numbers;
        } else if (const auto plain = without_commas(cell);
                   plain && cell.find(',') != std::string_view::npos && read_plain_number(*plain)) {
            ++column.numbers;
            column.thousands = true;
        } else {
            keep_value(cell, column.no_numbers, column.has_many_no_numbers);
        }
    }

    Survey& survey_;
    std::vector<std::unordered_set<std::string>> seen_;
};

// The cell of a row that calls it a row of totals.
std::optional<std::size_t> find_total(const Record& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (is_word_for_total(cells[i])) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace

WrittenHeader read_header(std::string_view header) {
    WrittenHeader written{without_spaces(header), {}};
    while (written.name.ends_with('*')) {
        written.name.pop_back();
    }
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"[", "]"}, {"【", "】"}}) {
        const std::size_t at = written.name.rfind(open);
        if (at != std::string::npos && at > 0 && written.name.ends_with(close)) {
            written.remark = written.name.substr(at + open.size(), written.name.size() - at - open.size() - close.size());
            written.name.erase(at);
            return written;
        }
    }
    return written;
}

const SurveyedColumn* Survey::find(std::string_view header) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const SurveyedColumn& column) { return column.header == header; });
    return found == columns.end() ? nullptr : &*found;
}

std::optional<Survey> survey(const std::filesystem::path& path, const std::vector<std::string>& known,
                             Mistakes& mistakes) {
    const auto bytes = base::read_file(path, most_bytes);
    if (!bytes) {
        mistakes.append(bytes.diagnostics());
        return std::nullopt;
    }
    const std::vector<Text> texts = readings(*bytes);
    const auto better = std::max_element(texts.begin(), texts.end(), [&](const Text& a, const Text& b) {
        return score(a, known) < score(b, known);
    });
    TableLayout layout;
    layout.encoding = better == texts.end() ? Encoding::utf8 : better->encoding;
    const auto file = load_sheet(path, &layout, mistakes);
    if (!file) {
        return std::nullopt;
    }
    const Ends ends = ends_of(file->bytes);
    const std::size_t titles = ends.first.empty() ? 0 : find_header(ends.first, known);
    layout.skip_rows = static_cast<int>(titles);
    if (const auto total = find_total(ends.last); total && titles < ends.first.size() && *total < ends.first[titles].size()) {
        layout.total_row = TotalRow{ends.first[titles][*total], ends.last[*total], {}};
    }
    Rows rows(*file, &layout, mistakes);
    if (!rows.read_header()) {
        return std::nullopt;
    }
    Survey result;
    result.file = file->input.name;
    result.encoding = layout.encoding;
    result.titles = titles;
    result.total = layout.total_row;
    for (const std::string& header : rows.header()) {
        result.columns.emplace_back().header = header;
    }
    Surveyor surveyor(result);
    while (const CsvRecord* row = rows.next()) {
        surveyor.add_row(*row);
    }
    return result;
}

}  // namespace doudi::population
