// Days and months by the language page's words, on std::chrono's civil calendar.
// What is added to what, and which day an age is asked for, the evaluator decides.
#include "oracle/calendar.hpp"

#include <chrono>
#include <stdexcept>

namespace doudi::oracle {

namespace {

using std::chrono::year_month_day;

year_month_day civil(long day) { return year_month_day(std::chrono::sys_days(std::chrono::days(day))); }
long count(year_month_day day) { return std::chrono::sys_days(day).time_since_epoch().count(); }
unsigned length(int year, unsigned month) {
    const std::chrono::year_month_day_last last{std::chrono::year{year},
                                                std::chrono::month_day_last{std::chrono::month{month}}};
    return static_cast<unsigned>(last.day());
}

std::optional<unsigned> read_digits(std::string_view text, std::size_t at, std::size_t length) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(text[i] - '0');
    }
    return value;
}

std::string padded(long value, std::size_t width) {
    std::string digits = std::to_string(value);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace

long day_number(int year, unsigned month, unsigned day) {
    const year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) throw std::invalid_argument("no such day");
    return count(date);
}

long month_of_day(long day) {
    const year_month_day date = civil(day);
    return static_cast<int>(date.year()) * 12L + static_cast<long>(static_cast<unsigned>(date.month())) - 1;
}

int year_of(long month) { return static_cast<int>(month / 12); }
int number_of(long month) { return static_cast<int>(month % 12) + 1; }
long first_day_of(long month) { return day_number(year_of(month), static_cast<unsigned>(number_of(month)), 1); }
long last_day_of(long month) { return first_day_of(month + 1) - 1; }

long plus_months(long day, long months) {
    const auto wanted = static_cast<unsigned>(civil(day).day());
    const long month = month_of_day(day) + months;
    const unsigned last = length(year_of(month), static_cast<unsigned>(number_of(month)));
    return first_day_of(month) + static_cast<long>(wanted < last ? wanted : last) - 1;
}

long complete_months(long from, long to) {
    if (to < from) return -complete_months(to, from);
    const long months = month_of_day(to) - month_of_day(from);
    return civil(to).day() < civil(from).day() ? months - 1 : months;
}

long age_on(long birth, long day, bool early) {
    const year_month_day born = civil(birth);
    const year_month_day now = civil(day);
    const year_month_day same_day{now.year(), born.month(), born.day()};
    const year_month_day birthday =
        same_day.ok() ? same_day
        : early       ? year_month_day{now.year(), std::chrono::February, std::chrono::day(28)}
                      : year_month_day{now.year(), std::chrono::March, std::chrono::day(1)};
    const long years = static_cast<int>(now.year()) - static_cast<int>(born.year());
    return day < count(birthday) ? years - 1 : years;
}

std::optional<long> read_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = read_digits(text, 0, 4);
    const auto month = read_digits(text, 5, 2);
    const auto day = read_digits(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                              std::chrono::day(*day)};
    if (!date.ok()) return std::nullopt;
    return count(date);
}

std::optional<long> read_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto year = read_digits(text, 0, 4);
    const auto month = read_digits(text, 5, 2);
    if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
    return static_cast<long>(*year) * 12 + static_cast<long>(*month) - 1;
}

std::string write_day(long day) {
    const year_month_day date = civil(day);
    return write_month(month_of_day(day)) + "-" + padded(static_cast<long>(static_cast<unsigned>(date.day())), 2);
}

std::string write_month(long month) { return padded(year_of(month), 4) + "-" + padded(number_of(month), 2); }

}  // namespace doudi::oracle
