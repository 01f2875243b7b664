// Numbers, dates and words as text. Files get exact text without locale; people get separators and units.

#include "doudi/report/values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::report {

namespace {

/// Decimals of a rounding step: 0.01 → 2, 1 → 0; nothing for steps like 5 or 0.05 that are no power of ten.
std::optional<int> places_of(const base::Rational& step) {
    base::Rational scaled = step;
    for (int places = 0; places <= 6; ++places) {
        if (scaled == 1) return places;
        scaled = scaled * 10;
    }
    return std::nullopt;
}

std::string printed(const base::Rational& number, const std::optional<policy::Print>& print) {
    if (!print) return number.to_string();
    const base::Rational rounded = base::round(number, print->to, print->mode);
    const auto places = places_of(print->to);
    return places ? rounded.to_fixed(*places) : rounded.to_string();
}

std::string separated(std::string digits) {
    const std::size_t start = digits.starts_with('-') ? 1 : 0;
    std::size_t point = std::min(digits.find('.'), digits.size());
    if (digits.find('/') != std::string::npos) return digits;
    while (point > start + 3) digits.insert(point -= 3, ",");
    return digits;
}

std::string unit_word(const expr::Unit& unit, Language language) {
    const bool zh = language == Language::zh;
    static const std::vector<std::pair<std::string, std::string>> words = {
        {"CNY", "元"}, {"CNY/month", "元/月"}, {"CNY/year", "元/年"}, {"month", "个月"}, {"day", "天"}, {"year", "年"}};
    const std::string text = unit.to_string();
    for (const auto& [en, in_chinese] : words)
        if (en == text) return zh ? " " + in_chinese : " " + en;
    return text.empty() ? "" : " " + text;
}

}  // namespace

std::string file_value(const engine::Frame& frame, plan::Slot slot, std::size_t row, const table::Words& words, const std::optional<policy::Print>& print) {
    const table::Column& column = frame.columns[static_cast<std::size_t>(slot)];
    if (column.standing_of(row) != table::known) return {};
    switch (column.kind) {
        case table::ColumnKind::number: return printed(column.numbers[row], print);
        case table::ColumnKind::boolean: return column.integers[row] != 0 ? "true" : "false";
        case table::ColumnKind::date: return base::Date{static_cast<std::int32_t>(column.integers[row])}.to_string();
        case table::ColumnKind::month: return base::Month{static_cast<std::int32_t>(column.integers[row])}.to_string();
        case table::ColumnKind::code:
        case table::ColumnKind::text: return words.word(column.integers[row]);
    }
    return {};
}

std::string money(const base::Rational& amount) {
    const auto places = amount.decimals(6);
    return places ? amount.to_fixed(std::max(2, *places)) : amount.to_string();
}
std::string shown_money(const base::Rational& amount) { return separated(money(amount)); }
std::string amount_of(const policy::Benefit& benefit, const base::Rational& amount) { return benefit.in_kind ? amount.to_string() : money(amount); }
std::string shown_amount_of(const policy::Benefit& benefit, const base::Rational& amount) { return separated(amount_of(benefit, amount)); }

std::string shown_number(const base::Rational& number, const expr::Unit& unit, Language language) {
    return (unit.is_money() ? shown_money(number) : separated(number.to_string())) + unit_word(unit, language);
}

std::string shown_value(const engine::Frame& frame, plan::Slot slot, std::size_t row, const table::Words& words, const expr::Type& type,
                        const std::optional<policy::Print>& print, Language language) {
    const table::Column& column = frame.columns[static_cast<std::size_t>(slot)];
    const table::Standing standing = column.standing_of(row);
    if (standing == table::missing) return text(language, "value-missing-shown");
    if (standing != table::known) return text(language, "value-unknown-shown");
    if (column.kind == table::ColumnKind::boolean) return text(language, column.integers[row] != 0 ? "yes" : "no");
    if (column.kind != table::ColumnKind::number) return base::shown(file_value(frame, slot, row, words), 60);
    const base::Rational& number = column.numbers[row];
    if (print && !number.decimals(6)) return separated(printed(number, print)) + unit_word(type.unit, language);
    return shown_number(number, type.unit, language);
}

std::string shown_month(base::Month month, Language language) {
    if (language == Language::en) return month.to_string();
    return fmt::format("{}年{}月", month.year(), month.number());
}

std::string choose(const policy::Label& label, Language language) {
    const std::string& wanted = language == Language::zh ? label.zh : label.en;
    return wanted.empty() ? (language == Language::zh ? label.en : label.zh) : wanted;
}

std::string label_of(const policy::Named& thing, Language language) {
    const std::string label = choose(thing.label, language);
    const bool one_language = thing.label.en == thing.label.zh;  // a plain label, mostly Chinese: English readers get the name
    if (label.empty() || (language == Language::en && one_language)) {
        std::string words = thing.name;
        std::replace(words.begin(), words.end(), '_', ' ');
        return language == Language::en || label.empty() ? words : label;
    }
    return label;
}

std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string csv_row(const std::vector<std::string>& cells) {
    std::string row;
    for (std::size_t i = 0; i < cells.size(); ++i) row += (i > 0 ? "," : "") + csv_cell(cells[i]);
    return row + "\n";
}

std::string aligned(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right, std::string_view gap) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        if (row.size() < 2) continue;   // a line of its own
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], base::display_width(row[i]));
    }
    std::string result;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) line += gap;
            const std::size_t width = row.size() < 2 ? 0 : widths[i];
            const std::string blanks(width - std::min(width, base::display_width(row[i])), ' ');
            line += i < right.size() && right[i] ? blanks + row[i] : row[i] + blanks;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        result += line + "\n";
    }
    return result;
}

}  // namespace doudi::report
