// Reads days and months by a form that the population states. No form is tried that is not stated.
// The plain forms YYYY-MM-DD and YYYY-MM are base::Date's and base::Month's own.

#include "doudi/table/date_form.hpp"

#include <algorithm>
#include <array>

namespace doudi::table {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes `least` to `most` digits from the front; nothing when there are fewer.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < text.size() && is_digit(text[count])) {
        value = value * 10 + (text[count] - '0');
        ++count;
    }
    if (count < least) {
        return std::nullopt;
    }
    text.remove_prefix(count);
    return value;
}

}  // namespace

std::optional<DateForm> DateForm::parse(std::string_view form) {
    DateForm result;
    result.text_ = form;
    std::array<int, 4> seen{};
    while (!form.empty()) {
        const char c = form.front();
        const std::size_t run = std::min(form.find_first_not_of(c), form.size());
        const Kind kind = c == 'Y' ? Kind::year : c == 'M' ? Kind::month : c == 'D' ? Kind::day : Kind::literal;
        const bool after_open = !result.pieces_.empty() && !result.pieces_.back().fixed;
        if (kind == Kind::literal) {
            if (after_open && is_digit(c)) {
                return std::nullopt;
            }
            const std::size_t end = std::min(form.find_first_of("YMD"), form.size());
            result.pieces_.push_back({kind, true, std::string(form.substr(0, end))});
            form.remove_prefix(end);
            continue;
        }
        const bool in_order = kind == Kind::year || seen[static_cast<std::size_t>(kind) - 1] == 1;
        if (after_open || !in_order || ++seen[static_cast<std::size_t>(kind)] > 1 ||
            (kind == Kind::year ? run != 4 : run > 2)) {
            return std::nullopt;
        }
        result.pieces_.push_back({kind, kind == Kind::year || run == 2, {}});
        form.remove_prefix(run);
    }
    result.has_day_ = seen[static_cast<std::size_t>(Kind::day)] == 1;
    return seen[static_cast<std::size_t>(Kind::month)] == 1 ? std::optional(std::move(result)) : std::nullopt;
}

std::optional<base::Date> DateForm::read(std::string_view cell) const {
    std::array<int, 4> values = {0, 0, 0, 1};
    for (const Piece& piece : pieces_) {
        if (piece.kind == Kind::literal) {
            if (!cell.starts_with(piece.literal)) {
                return std::nullopt;
            }
            cell.remove_prefix(piece.literal.size());
            continue;
        }
        const std::size_t most = piece.kind == Kind::year ? 4 : 2;
        const auto value = take_digits(cell, piece.fixed ? most : 1, most);
        if (!value) {
            return std::nullopt;
        }
        values[static_cast<std::size_t>(piece.kind)] = *value;
    }
    return cell.empty() ? base::Date::of(values[1], values[2], values[3]) : std::nullopt;
}

std::optional<std::string> usual_form(std::string_view cell, bool months) {
    static constexpr std::array<std::string_view, 6> days = {"YYYY-MM-DD", "YYYY/M/D", "YYYY-M-D",
                                                             "YYYYMMDD",   "YYYY.M.D", "YYYY年M月D日"};
    static constexpr std::array<std::string_view, 6> of_months = {"YYYY-MM", "YYYY/M", "YYYY-M",
                                                                  "YYYYMM",  "YYYY.M", "YYYY年M月"};
    for (const std::string_view form : months ? of_months : days) {
        if (DateForm::parse(form)->read(cell)) {
            return std::string(form);
        }
    }
    return std::nullopt;
}

}  // namespace doudi::table
