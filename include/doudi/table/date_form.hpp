#pragma once
// Days and months as a sheet writes them: YYYY/M/D, YYYYMMDD, YYYY年M月D日.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/calendar.hpp"

namespace doudi::table {

class DateForm {
public:
    /// YYYY once, then MM or M, then perhaps DD or D, and what stands between them as it is. M and D take one digit or
    /// two, so no digit may follow them directly. Nothing for another text.
    static std::optional<DateForm> parse(std::string_view form);
    [[nodiscard]] bool has_day() const { return has_day_; }
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The day (the first of the month in a form without one), when `cell` is written so and the day exists.
    [[nodiscard]] std::optional<base::Date> read(std::string_view cell) const;

private:
    enum class Kind : std::uint8_t { literal, year, month, day };
    struct Piece {
        Kind kind;
        bool fixed = true;  // exactly two digits
        std::string literal{};
    };
    std::string text_;
    std::vector<Piece> pieces_;
    bool has_day_ = false;
};

/// The usual form in which `cell` is a day (or, with `months`, a month), for a suggestion; nothing when there is none.
std::optional<std::string> usual_form(std::string_view cell, bool months);

}  // namespace doudi::table
