// Adds up a sheet's columns once more, as they stand there, and compares with what its sender says.
// What the cells mean to the policy is left to table_reader.cpp.

#include "controls.hpp"

#include <algorithm>
#include <utility>

#include "cell.hpp"
#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

// A number with or without separators; nothing for another text.
std::optional<base::Rational> number_of(std::string_view text) {
    std::string digits;
    if (has_thousands_separators(text)) {
        digits.assign(text);
        std::erase(digits, ',');
        text = digits;
    }
    auto number = read_plain_number(text);
    return number ? std::optional(std::move(number->value)) : std::nullopt;
}

std::size_t field_of(const Rows& rows, const std::string& header) {
    const auto& headers = rows.header();
    return static_cast<std::size_t>(std::find(headers.begin(), headers.end(), header) - headers.begin());
}

}  // namespace

// Of one column of a sheet.
struct Controls::Sum {
    std::size_t field = 0;
    std::string header;
    base::Rational value;
    std::uint64_t numbers = 0;
    CsvPlace other;  // the first cell that is no number
};

std::vector<Controls::Sum> Controls::sum_up(const SheetFile& file, const Rows& rows) const {
    std::vector<Sum> sums;
    const auto want = [&](std::size_t field) {
        if (std::none_of(sums.begin(), sums.end(), [&](const Sum& sum) { return sum.field == field; })) {
            sums.push_back({field, rows.header()[field], 0, 0, {}});
        }
    };
    for (const ControlSum& control : form_.layout->sums) {
        want(field_of(rows, control.header));
    }
    for (std::size_t field = 0; rows.totals() && field < rows.header().size(); ++field) {
        if (number_of(rows.totals()->texts[field])) {
            want(field);
        }
    }
    if (sums.empty()) {
        return sums;
    }
    const TotalRow* total = rows.totals() ? &*form_.layout->total_row : nullptr;
    const std::size_t total_field = total == nullptr ? 0 : field_of(rows, total->column);
    for_each_record(file, form_.layout->skip_rows + 1, [&](const CsvRecord& record) {
        if (record.size() != rows.header().size() || (total != nullptr && record.text(total_field) == total->text)) {
            return;
        }
        for (Sum& sum : sums) {
            const std::string_view text = record.text(sum.field);
            if (text.empty()) {
                continue;
            }
            if (auto number = number_of(text)) {
                sum.value += *number;
                ++sum.numbers;
            } else if (sum.other.line == 0) {
                sum.other = record.place(sum.field);
            }
        }
    });
    return sums;
}

bool Controls::is_read_as_number(const std::string& header) const {
    return std::any_of(form_.columns.begin(), form_.columns.end(), [&](const ColumnForm& column) {
        const auto& names = column.spec.headers;
        const bool is_it = column.line != nullptr ? column.line->header == header
                                                  : std::find(names.begin(), names.end(), header) != names.end();
        return is_it && column.spec.kind == table::ColumnKind::number;
    });
}

// A column with a cell that is no number cannot be checked. In one that the policy reads that cell was told already.
bool Controls::is_sound(const Sum& sum, const SheetFile& file) {
    if (sum.other.line == 0) {
        return true;
    }
    if (std::find(open_.begin(), open_.end(), sum.header) != open_.end()) {
        return false;
    }
    if (is_read_as_number(sum.header)) {
        open_.push_back(sum.header);
    } else {
        mistakes_.error("total-of-no-number", place_in_data(file.source, sum.other.line, sum.other.column),
                        {base::shown(sum.header)});
    }
    return false;
}

void Controls::compare_totals(const SheetFile& file, const Rows& rows, const std::vector<Sum>& sums) {
    for (const Sum& sum : sums) {
        const std::string& text = rows.totals()->texts[sum.field];
        const auto stated = number_of(text);
        const CsvPlace& place = rows.totals()->places[sum.field];
        // Under names a row of totals counts.
        const bool counts = stated && sum.numbers == 0 && sum.other.line != 0;
        if (!stated || (!counts && !is_sound(sum, file))) {
            continue;
        }
        const base::Rational own = counts ? base::Rational(static_cast<std::int64_t>(rows.count())) : sum.value;
        if (*stated == own) {
            agreed_totals_.push_back({sum.header, text});
        } else {
            mistakes_.error(counts ? "total-count-differs" : "total-differs",
                            place_in_data(file.source, place.line, place.column),
                            {base::shown(sum.header), base::shown(text), own.to_string()});
        }
    }
}

void Controls::take(const SheetFile& file, const Rows& rows, std::size_t number) {
    const TableLayout& layout = *form_.layout;
    if (layout.total_row && !rows.totals()) {
        mistakes_.error(
            "total-row-missing", layout.total_row->span,
            {base::shown(layout.total_row->column), base::shown(layout.total_row->text), base::shown(file.input.name)});
    }
    if (number < layout.rows.size() && layout.rows[number] != rows.count()) {
        mistakes_.error(
            "row-count-differs", layout.rows_span,
            {std::to_string(layout.rows[number]), base::shown(file.input.name), std::to_string(rows.count())});
    }
    if (rows.left_some_out()) {
        return;  // told already; sums over the others would only be another mistake
    }
    ++files_;
    const std::vector<Sum> sums = sum_up(file, rows);
    if (rows.totals()) {
        compare_totals(file, rows, sums);
    }
    for (std::size_t i = 0; i < layout.sums.size(); ++i) {
        const std::size_t field = field_of(rows, layout.sums[i].header);
        const auto sum = std::find_if(sums.begin(), sums.end(), [&](const Sum& one) { return one.field == field; });
        sums_[i] += sum->value;
        is_open_ = !is_sound(*sum, file) || is_open_;
    }
}

void Controls::finish() {
    const bool is_whole = files_ == form_.files.size() && !is_open_;
    for (std::size_t i = 0; is_whole && i < sums_.size(); ++i) {
        const ControlSum& control = form_.layout->sums[i];
        if (control.sum == sums_[i]) {
            agreed_.push_back({control.header, control.sum.to_string()});
        } else {
            mistakes_.error("sum-differs", control.span,
                            {base::shown(control.header), control.sum.to_string(), sums_[i].to_string()});
        }
    }
}

}  // namespace doudi::population
