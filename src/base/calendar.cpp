// Civil days and month ordinals. Day numbers come from Boost.Date_Time; its month arithmetic, which snaps to
// month ends, is not used.

#include "doudi/base/calendar.hpp"

#include <algorithm>
#include <boost/date_time/gregorian/gregorian_types.hpp>

namespace doudi::base {

namespace greg = boost::gregorian;

namespace {

const greg::date& epoch() {
    static const greg::date day(1970, 1, 1);
    return day;
}

greg::date::ymd_type parts(Date day) { return (epoch() + greg::days(day.days)).year_month_day(); }

std::optional<int> digits_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string two_digits(int value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }

}  // namespace

int days_in_month(int year, int month) {
    return greg::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
}

std::optional<Date> Date::of(int year, int month, int day) {
    if (year < 1400 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
    const greg::date civil(static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day));
    return Date{static_cast<std::int32_t>((civil - epoch()).days())};
}

std::optional<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits_of(text.substr(0, 4));
    const auto m = digits_of(text.substr(5, 2));
    const auto d = digits_of(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    return of(*y, *m, *d);
}

int Date::year() const { return parts(*this).year; }
int Date::month() const { return parts(*this).month; }
int Date::day() const { return parts(*this).day; }

std::string Date::to_string() const {
    const auto civil = parts(*this);
    return std::to_string(static_cast<int>(civil.year)) + "-" + two_digits(civil.month) + "-" + two_digits(civil.day);
}

std::optional<Month> Month::of(int year, int month) {
    if (year < 1400 || year > 9999 || month < 1 || month > 12) return std::nullopt;
    return Month{year * 12 + month - 1};
}

std::optional<Month> Month::parse(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto y = digits_of(text.substr(0, 4));
    const auto m = digits_of(text.substr(5, 2));
    if (!y || !m) return std::nullopt;
    return of(*y, *m);
}

Month Month::of(Date day) {
    const auto civil = parts(day);
    return {civil.year * 12 + civil.month - 1};
}

Date Month::first_day() const { return Date::of(year(), number(), 1).value(); }
Date Month::last_day() const { return Date::of(year(), number(), days_in_month(year(), number())).value(); }
std::string Month::to_string() const { return std::to_string(year()) + "-" + two_digits(number()); }

Date add_months(Date day, int count) {
    const Month target = Month::of(day) + count;
    return Date::of(target.year(), target.number(), std::min(day.day(), days_in_month(target.year(), target.number()))).value();
}

int months_between(Date from, Date to) {
    if (to < from) return -months_between(to, from);
    const int months = Month::of(to).ordinal - Month::of(from).ordinal;
    return to.day() < from.day() ? months - 1 : months;
}

int age_on(Date birth, Date day, LeapBirthday leap) {
    const auto b = parts(birth);
    const auto d = parts(day);
    const bool kept_early = leap == LeapBirthday::february_28 && b.month == 2 && b.day == 29 && days_in_month(d.year, 2) == 28;
    const int born_on = kept_early ? b.day - 1 : static_cast<int>(b.day);  // else 28 February is before 29 February, and 1 March is not
    const bool before_birthday = d.month < b.month || (d.month == b.month && static_cast<int>(d.day) < born_on);
    return d.year - b.year - (before_birthday ? 1 : 0);
}

}  // namespace doudi::base
