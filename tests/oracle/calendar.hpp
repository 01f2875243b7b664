#pragma once
// The oracle's days and months, on std::chrono. A day is counted from 1970-01-01, a month is year * 12 + (month - 1).

#include <optional>
#include <string>
#include <string_view>

namespace doudi::oracle {

long day_number(int year, unsigned month, unsigned day);
long month_of_day(long day);
long first_day_of(long month);
long last_day_of(long month);
int year_of(long month);
int number_of(long month);

/// Keeps the day of the month, or takes the month's last one.
long plus_months(long day, long count);
/// Complete months between two days; negative when `to` is the earlier.
long complete_months(long from, long to);
/// Whole years of life. In common years the birthday of 29 February is 1 March, or 28 February where it is kept `early`.
long age_on(long birth, long day, bool early = false);

std::optional<long> read_day(std::string_view text);
std::optional<long> read_month(std::string_view text);
std::string write_day(long day);
std::string write_month(long month);

}  // namespace doudi::oracle
