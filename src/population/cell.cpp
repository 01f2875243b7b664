// Reads a cell by its column's type, with our own grammars: nothing here asks the locale, trims or rounds.
// How a number is written stands in number.cpp, other forms of days in date_form.cpp; rows and places are the table's.

#include "cell.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "doudi/base/text.hpp"
#include "table_form.hpp"

namespace doudi::population {

using table::ColumnKind;
using table::Empty;

namespace {

struct PlainBool {
    std::string_view text;
    bool value;
};
constexpr std::array<PlainBool, 6> plain_bools = {
    {{"true", true}, {"false", false}, {"1", true}, {"0", false}, {"是", true}, {"否", false}}};

}  // namespace

std::optional<bool> plain_bool(std::string_view text) {
    for (const PlainBool& one : plain_bools) {
        if (one.text == text) {
            return one.value;
        }
    }
    return std::nullopt;
}

CellReader::CellReader(const table::ColumnSpec& column, table::Words& words, const CellForm* form)
    : column_(column), words_(words), form_(form) {
    is_scaled_ = column.scale != base::Rational(1);
    min_is_zero_ = column.min && column.min->is_zero();
    const bool is_bool = column.kind == ColumnKind::boolean;
    if (is_bool) {
        for (const PlainBool& one : plain_bools) {
            spellings_.push_back({std::string(one.text), one.value ? 1 : 0});
        }
    }
    if (is_bool || column.closed) {
        const auto value_of = [&](const std::string& meaning) {
            return is_bool ? std::int64_t{meaning == "true"} : words.intern(meaning);
        };
        for (const auto& [text, meaning] : column.spellings) {
            spellings_.push_back({text, value_of(meaning)});
            if (!is_bool) {
                spellings_.push_back({meaning, value_of(meaning)});
            }
        }
        for (const auto& [text, meaning] : form == nullptr ? decltype(form->values){} : form->values) {
            spellings_.push_back({text, value_of(meaning), true});
        }
    }
    std::stable_sort(spellings_.begin(), spellings_.end(),
                     [](const Spelling& a, const Spelling& b) { return a.text < b.text; });
}

std::optional<CellError> CellReader::read(std::string_view text, Cell& cell) {
    if (text.empty()) {
        return read_empty(cell);
    }
    cell.standing = table::known;
    ++counts_.filled;
    return form_ == nullptr ? read_filled(text, cell) : read_formed(text, cell);
}

// As the sheet writes it, where population.yaml says how.
std::optional<CellError> CellReader::read_formed(std::string_view text, Cell& cell) {
    if (!form_->values.empty() && column_.kind != ColumnKind::boolean && !column_.closed) {
        if (const auto found = form_->values.find(std::string(text)); found != form_->values.end()) {
            ++counts_.spelled;
            return read_filled(found->second, cell);
        }
    }
    if (!form_->dates.empty()) {
        return read_by_forms(text, cell);
    }
    if (form_->thousands && has_thousands_separators(text)) {
        ++counts_.thousands;
        digits_.assign(text);
        std::erase(digits_, ',');
        return read_filled(digits_, cell);
    }
    return read_filled(text, cell);
}

std::optional<CellError> CellReader::read_by_forms(std::string_view text, Cell& cell) {
    std::optional<base::Date> day;
    for (const DateForm& form : form_->dates) {
        const auto read = form.read(text);
        if (read && day && *read != *day) {
            return error("two-dates", text);
        }
        day = read ? read : day;
    }
    if (!day) {
        std::vector<std::string> forms;
        for (const DateForm& form : form_->dates) {
            forms.push_back(form.text());
        }
        return error("bad-date-form", text, base::join(forms, ", "));
    }
    ++counts_.dated;
    cell.integer = column_.kind == ColumnKind::month ? base::Month::of(*day).ordinal : day->days;
    return std::nullopt;
}

std::optional<CellError> CellReader::read_empty(Cell& cell) {
    cell.number = 0;
    cell.integer = 0;
    const bool is_blank = form_ != nullptr && form_->blank;
    ++counts_.empty;
    counts_.blank += is_blank ? 1 : 0;
    switch (is_blank ? Empty::filled : column_.empty) {
        case Empty::refused: return error("empty-cell", {});
        case Empty::missing: cell.standing = table::missing; return std::nullopt;
        case Empty::unknown: cell.standing = table::first_unknown; return std::nullopt;
        case Empty::filled: break;
    }
    if (!fill_) {
        Cell fill;
        if (auto wrong = read_filled(is_blank ? *form_->blank : column_.fill, fill)) {
            return wrong;
        }
        fill_ = std::move(fill);
    }
    cell = *fill_;
    return std::nullopt;
}

std::optional<CellError> CellReader::read_filled(std::string_view text, Cell& cell) {
    switch (column_.kind) {
        case ColumnKind::number: return read_number(text, cell);
        case ColumnKind::date: return read_date(text, cell);
        case ColumnKind::month: return read_month(text, cell);
        case ColumnKind::boolean: return read_listed(text, cell);
        case ColumnKind::code: return column_.closed ? read_listed(text, cell) : read_word(text, cell);
        case ColumnKind::text: return read_word(text, cell);
    }
    return std::nullopt;
}

std::optional<CellError> CellReader::read_number(std::string_view text, Cell& cell) const {
    std::optional<PlainNumber> number = read_plain_number(text);
    if (!number) {
        if (is_long_number(text)) {
            return error("number-too-long", text);
        }
        CellError wrong = error("bad-number", text);
        NumberHelp help = explain_number(text);
        wrong.help = std::move(help.code);
        wrong.help_args = std::move(help.args);
        return wrong;
    }
    if (number->decimals > column_.decimals) {
        return error("too-many-decimals", text, std::to_string(column_.decimals));
    }
    if (column_.min && (min_is_zero_ ? number->value.sign() < 0 : number->value < *column_.min)) {
        return error("below-minimum", text, column_.min->to_string());
    }
    if (column_.max && number->value > *column_.max) {
        return error("above-maximum", text, column_.max->to_string());
    }
    cell.number = is_scaled_ ? number->value * column_.scale : std::move(number->value);
    return std::nullopt;
}

std::optional<CellError> CellReader::read_date(std::string_view text, Cell& cell) const {
    const std::optional<base::Date> date = base::Date::parse(text);
    if (!date) {
        return error("bad-date", text);
    }
    cell.integer = date->days;
    return std::nullopt;
}

std::optional<CellError> CellReader::read_month(std::string_view text, Cell& cell) const {
    const std::optional<base::Month> month = base::Month::parse(text);
    if (!month) {
        return error("bad-month", text);
    }
    cell.integer = month->ordinal;
    return std::nullopt;
}

// Bools and closed codes: one of the accepted texts.
std::optional<CellError> CellReader::read_listed(std::string_view text, Cell& cell) {
    if (last_.text == text) {
        counts_.spelled += last_.of_sheet ? 1 : 0;
        cell.integer = last_.value;
        return std::nullopt;
    }
    const auto found =
        std::lower_bound(spellings_.begin(), spellings_.end(), text,
                         [](const Spelling& spelling, std::string_view wanted) { return spelling.text < wanted; });
    if (found != spellings_.end() && found->text == text) {
        last_ = *found;
        counts_.spelled += last_.of_sheet ? 1 : 0;
        cell.integer = found->value;
        return std::nullopt;
    }
    CellError wrong = error(column_.kind == ColumnKind::boolean ? "bad-bool" : "bad-code", text, allowed_words());
    if (const auto hidden = find_hidden_character(text, true)) {
        wrong.help = "help-hidden-character";
        wrong.help_args = {hidden->name, std::to_string(hidden->position)};
    } else if (const auto near = base::nearest(text, allowed_texts()); near && column_.kind == ColumnKind::code) {
        wrong.help = "help-did-you-mean";
        wrong.help_args = {base::shown(*near)};
    }
    return wrong;
}

// Texts and open codes. Codes are compared, so nothing may hide in them; texts are only shown.
std::optional<CellError> CellReader::read_word(std::string_view text, Cell& cell) {
    if (last_.text == text) {
        cell.integer = last_.value;
        return std::nullopt;
    }
    if (column_.kind == ColumnKind::code) {
        if (const auto hidden = find_hidden_character(text, false)) {
            CellError wrong = error("invisible-character", text, hidden->name);
            wrong.args.push_back(std::to_string(hidden->position));
            return wrong;
        }
        if (base::trim(text) != text) {
            CellError wrong = error("invisible-character", text, "U+0020");
            wrong.args.push_back(std::to_string(text.front() == ' ' ? 1 : base::count_characters(text)));
            return wrong;
        }
    }
    last_.text.assign(text);
    last_.value = words_.intern(text);
    cell.integer = last_.value;
    return std::nullopt;
}

CellError CellReader::error(std::string code, std::string_view text, std::string allowed) const {
    CellError wrong;
    wrong.code = std::move(code);
    wrong.args = {base::shown(column_.name), column_.personal ? base::masked(text) : base::shown(text)};
    if (!allowed.empty()) {
        wrong.args.push_back(std::move(allowed));
    }
    return wrong;
}

std::vector<std::string> CellReader::allowed_texts() const {
    std::vector<std::string> texts;
    for (const Spelling& spelling : spellings_) {
        if (texts.empty() || texts.back() != spelling.text) {
            texts.push_back(spelling.text);
        }
    }
    return texts;
}

std::string CellReader::allowed_words() const {
    if (column_.kind == ColumnKind::boolean) {
        return "true, false, 1, 0, 是, 否";
    }
    constexpr std::size_t most_listed = 12;
    std::vector<std::string> shown;
    for (const std::string& text : allowed_texts()) {
        shown.push_back(shown.size() == most_listed ? "…" : base::shown(text));
        if (shown.size() > most_listed) {
            break;
        }
    }
    return base::join(shown, ", ");
}

std::optional<CellError> parse_cell(std::string_view text, const table::ColumnSpec& column, table::Words& words,
                                    Cell& cell) {
    return CellReader(column, words).read(text, cell);
}

}  // namespace doudi::population
