#pragma once
// Months and days. Months are ordinals, because adding months to dates and back loses days.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace doudi::base {

/// A civil day, as days since 1970-01-01 (proleptic Gregorian). Years 1400 to 9999.
struct Date {
    std::int32_t days = 0;
    auto operator<=>(const Date&) const = default;
    /// `YYYY-MM-DD`, ten characters, an existing day; nothing else.
    static std::optional<Date> parse(std::string_view text);
    static std::optional<Date> of(int year, int month, int day);
    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const;  ///< 1..12
    [[nodiscard]] int day() const;    ///< 1..31
    [[nodiscard]] std::string to_string() const;
};

/// A calendar month: year × 12 + (month − 1).
struct Month {
    std::int32_t ordinal = 0;
    auto operator<=>(const Month&) const = default;
    /// `YYYY-MM`, seven characters; nothing else.
    static std::optional<Month> parse(std::string_view text);
    static std::optional<Month> of(int year, int month);
    static Month of(Date day);
    [[nodiscard]] int year() const { return ordinal / 12; }
    [[nodiscard]] int number() const { return ordinal % 12 + 1; }
    [[nodiscard]] Date first_day() const;
    [[nodiscard]] Date last_day() const;
    [[nodiscard]] std::string to_string() const;
};
inline Month operator+(Month month, int count) { return {month.ordinal + count}; }
inline Month operator-(Month month, int count) { return {month.ordinal - count}; }

int days_in_month(int year, int month);
/// Keeps the day, or takes the month's last one: 2024-01-31 + 1 month = 2024-02-29.
Date add_months(Date day, int count);
/// Complete months from `from` to `to` (negative when `to` is earlier): 01-31 to 02-28 is 0, to 03-01 is 1.
int months_between(Date from, Date to);
/// Which day of common years is the birthday of someone born on 29 February.
enum class LeapBirthday : std::uint8_t { march_1, february_28 };
/// Whole years of life on `day`.
int age_on(Date birth, Date day, LeapBirthday leap = LeapBirthday::march_1);

}  // namespace doudi::base
