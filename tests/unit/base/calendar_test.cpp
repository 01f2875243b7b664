// Months and days: ends of months, leap days, ages.

#include "doudi/base/calendar.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace doudi::base;

namespace {
Date day(const std::string& text) {
    const auto read = Date::parse(text);
    REQUIRE(read);
    return *read;
}
}  // namespace

TEST_CASE("days and months are read strictly") {
    for (const char* text : {"", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00",
                             "2024-1-01", "2024-01-1", "2024/01/01", "20240101", "2024-01-01 ", " 2024-01-01",
                             "2024-01-01x", "+024-01-01", "1399-12-31", "２024-01-01"}) {
        CAPTURE(text);
        CHECK(!Date::parse(text));
    }
    for (const char* text : {"1400-01-01", "9999-12-31", "2000-02-29", "2024-02-29", "1970-01-01", "1969-12-31"})
        CHECK(day(text).to_string() == text);
    for (const char* text : {"", "2024-13", "2024-00", "2024-1", "2024-01-01", "202401", "2024-01 "}) {
        CAPTURE(text);
        CHECK(!Month::parse(text));
    }
    CHECK(Month::parse("2024-02")->to_string() == "2024-02");
    CHECK(day("1970-01-01").days == 0);
    CHECK(day("2000-03-01").days == 11017);
}

TEST_CASE("every day of four centuries reads back and follows the day before") {
    int days = 0;
    for (Date at = day("1800-01-01"); at < day("2200-01-01"); ++at.days) {
        if (!(Date::parse(at.to_string()) == at) || !(Date::of(at.year(), at.month(), at.day()) == at))
            FAIL("not the same: " << at.to_string());
        ++days;
    }
    CHECK(days == 146097);
}

TEST_CASE("a month begins and ends where the calendar says") {
    CHECK(Month::of(2024, 2)->last_day() == day("2024-02-29"));
    CHECK(Month::of(2023, 2)->last_day() == day("2023-02-28"));
    CHECK(Month::of(2100, 2)->last_day() == day("2100-02-28"));
    CHECK(Month::of(2023, 12)->last_day() == day("2023-12-31"));
    CHECK((*Month::of(2023, 12) + 1).to_string() == "2024-01");
    CHECK((*Month::of(2024, 1) - 1).to_string() == "2023-12");
    CHECK((*Month::of(2024, 1) - 13).to_string() == "2022-12");
    CHECK(Month::of(day("2024-02-29")).to_string() == "2024-02");
    CHECK(!Month::of(2024, 13));
    CHECK(!Month::of(2024, 0));
}

TEST_CASE("adding months keeps the day or takes the month's last") {
    struct Row {
        const char* from;
        int months;
        const char* to;
    };
    const std::vector<Row> rows = {
        {"2024-01-31", 1, "2024-02-29"},  {"2023-01-31", 1, "2023-02-28"}, {"2024-02-29", 12, "2025-02-28"},
        {"2024-02-29", 48, "2028-02-29"}, {"2024-04-30", 1, "2024-05-30"}, {"2023-02-28", 12, "2024-02-28"},
        {"2024-03-31", -1, "2024-02-29"}, {"2024-12-31", 2, "2025-02-28"}, {"2024-01-15", -1, "2023-12-15"},
        {"2024-05-31", 0, "2024-05-31"},  {"2024-10-31", -8, "2024-02-29"}};
    for (const Row& row : rows) {
        CAPTURE(row.from);
        CAPTURE(row.months);
        CHECK(add_months(day(row.from), row.months).to_string() == row.to);
    }
}

TEST_CASE("only complete months count") {
    struct Row {
        const char* from;
        const char* to;
        int months;
    };
    const std::vector<Row> rows = {{"2023-01-31", "2023-02-28", 0}, {"2023-01-31", "2023-03-01", 1},
                                   {"2024-01-15", "2024-02-14", 0}, {"2024-01-15", "2024-02-15", 1},
                                   {"2024-01-15", "2024-01-15", 0}, {"2023-06-01", "2024-06-01", 12}};
    for (const Row& row : rows) {
        CAPTURE(row.from);
        CAPTURE(row.to);
        CHECK(months_between(day(row.from), day(row.to)) == row.months);
    }
    CHECK(months_between(day("2024-02-15"), day("2024-01-15")) == -1);
}

TEST_CASE("a birthday comes on its day, that of 29 February on 1 March of common years") {
    CHECK(age_on(day("2008-05-01"), day("2026-04-30")) == 17);
    CHECK(age_on(day("2008-05-01"), day("2026-05-01")) == 18);
    const auto early = LeapBirthday::february_28;
    CHECK(age_on(day("2008-02-29"), day("2026-02-27"), early) == 17);
    CHECK(age_on(day("2008-02-29"), day("2026-02-28"), early) == 18);
    CHECK(age_on(day("2008-02-29"), day("2028-02-28"), early) == 19);
    CHECK(age_on(day("2008-02-28"), day("2026-02-27"), early) == 17);
    CHECK(age_on(day("2008-02-29"), day("2026-02-28")) == 17);
    CHECK(age_on(day("2008-02-29"), day("2026-03-01")) == 18);
    CHECK(age_on(day("2008-02-29"), day("2028-02-28")) == 19);
    CHECK(age_on(day("2008-02-29"), day("2028-02-29")) == 20);
    CHECK(age_on(day("2026-01-01"), day("2026-01-01")) == 0);
    CHECK(age_on(day("1900-12-31"), day("2026-12-30")) == 125);
}
