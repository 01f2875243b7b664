// Days and months by a stated form: what each reads and what it refuses.

#include <doctest/doctest.h>

#include "doudi/table/date_form.hpp"
#include "population/cell.hpp"

using namespace doudi;
using namespace doudi::population;
using table::DateForm;
using table::usual_form;

namespace {

std::string read(const char* form, const char* cell) {
    const auto parsed = DateForm::parse(form);
    REQUIRE_MESSAGE(parsed.has_value(), form);
    const auto day = parsed->read(cell);
    return day ? day->to_string() : "no";
}

}  // namespace

TEST_CASE("a form reads the days that are written so") {
    CHECK(read("YYYY/M/D", "2026/1/31") == "2026-01-31");
    CHECK(read("YYYY/M/D", "2026/01/31") == "2026-01-31");
    CHECK(read("YYYY/MM/DD", "2026/1/31") == "no");
    CHECK(read("YYYYMMDD", "20260131") == "2026-01-31");
    CHECK(read("YYYYMMDD", "2026131") == "no");
    CHECK(read("YYYY.M.D", "2026.1.31") == "2026-01-31");
    CHECK(read("YYYY年M月D日", "2026年1月31日") == "2026-01-31");
    CHECK(read("YYYY年M月D日", "2026年1月31") == "no");
    CHECK(read("YYYY-MM-DD 0:00:00", "2026-01-31 0:00:00") == "2026-01-31");
    CHECK(read("YYYY-MM", "2026-01") == "2026-01-01");
    CHECK(read("YYYYMM", "202601") == "2026-01-01");
}

TEST_CASE("days that do not exist, and what stands around them, are not read") {
    for (const char* cell : {"2026/2/30", "2026/13/1", "2026/0/1", "2026/1/", "2026/1/031", " 2026/1/1", "2026/1/1 ",
                             "26/1/1", "２０２６/1/1", ""}) {
        CAPTURE(cell);
        CHECK(read("YYYY/M/D", cell) == "no");
    }
}

TEST_CASE("forms that could be read in two ways are none") {
    for (const char* form :
         {"", "YYYY", "YYYYMD", "M/D", "MM/DD/YYYY", "YY/M/D", "YYYY/M/D/D", "YYYY/MMM/D", "YYYYM1D"}) {
        CAPTURE(form);
        CHECK_FALSE(DateForm::parse(form).has_value());
    }
}

TEST_CASE("thousands have three digits each") {
    for (const char* good : {"1,200", "12,345,678.90", "-1,200.5", "999,999"}) {
        CAPTURE(good);
        CHECK(has_thousands_separators(good));
    }
    for (const char* bad :
         {"1200", "1,20", "1,2000", ",200", "1,200,", "1,,200", "1234,567", "1,2OO", "1,200.5,6", "", "-"}) {
        CAPTURE(bad);
        CHECK_FALSE(has_thousands_separators(bad));
    }
}
