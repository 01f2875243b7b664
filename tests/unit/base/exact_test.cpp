// Exact numbers at their edges. What holds for all numbers stands in tests/properties/exact_test.cpp.

#include "doudi/base/exact.hpp"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>
#include <vector>

using namespace doudi::base;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

Rational number(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto above = Rational::parse_decimal(text.substr(0, slash));
    REQUIRE(above);
    return slash == std::string::npos ? *above : *above / *Rational::parse_decimal(text.substr(slash + 1));
}

}  // namespace

TEST_CASE("a number rounds to the step, and a half goes where the mode says") {
    struct Row {
        std::string value, step, half_up, half_even, up, down, ceil, floor;
    };
    const std::vector<Row> rows = {
        {"0.5", "1", "1", "0", "1", "0", "1", "0"},
        {"1.5", "1", "2", "2", "2", "1", "2", "1"},
        {"2.5", "1", "3", "2", "3", "2", "3", "2"},
        {"-0.5", "1", "-1", "0", "-1", "0", "0", "-1"},
        {"-1.5", "1", "-2", "-2", "-2", "-1", "-1", "-2"},
        {"-2.5", "1", "-3", "-2", "-3", "-2", "-2", "-3"},
        {"0.1", "1", "0", "0", "1", "0", "1", "0"},
        {"-0.1", "1", "0", "0", "-1", "0", "0", "-1"},
        {"0.9", "1", "1", "1", "1", "0", "1", "0"},
        {"2", "1", "2", "2", "2", "2", "2", "2"},
        {"0", "0.01", "0", "0", "0", "0", "0", "0"},
        {"2.675", "0.01", "2.68", "2.68", "2.68", "2.67", "2.68", "2.67"},
        {"1.005", "0.01", "1.01", "1", "1.01", "1", "1.01", "1"},
        {"1/3", "0.01", "0.33", "0.33", "0.34", "0.33", "0.34", "0.33"},
        {"-1/3", "0.01", "-0.33", "-0.33", "-0.34", "-0.33", "-0.33", "-0.34"},
        {"2/3", "0.01", "0.67", "0.67", "0.67", "0.66", "0.67", "0.66"},
        {"417.25", "0.1", "417.3", "417.2", "417.3", "417.2", "417.3", "417.2"},
        {"417.35", "0.1", "417.4", "417.4", "417.4", "417.3", "417.4", "417.3"},
        {"12.5", "5", "15", "10", "15", "10", "15", "10"},
        {"17.5", "5", "20", "20", "20", "15", "20", "15"},
        {"12.4999", "5", "10", "10", "15", "10", "15", "10"},
        {"9223372036854775807.5", "1", "9223372036854775808", "9223372036854775808", "9223372036854775808",
         "9223372036854775807", "9223372036854775808", "9223372036854775807"},
        {"-9223372036854775808.5", "1", "-9223372036854775809", "-9223372036854775808", "-9223372036854775809",
         "-9223372036854775808", "-9223372036854775808", "-9223372036854775809"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.value);
        CAPTURE(row.step);
        const auto rounded = [&](RoundingMode mode) {
            return round(number(row.value), number(row.step), mode).to_string();
        };
        CHECK(rounded(RoundingMode::half_up) == row.half_up);
        CHECK(rounded(RoundingMode::half_even) == row.half_even);
        CHECK(rounded(RoundingMode::up) == row.up);
        CHECK(rounded(RoundingMode::down) == row.down);
        CHECK(rounded(RoundingMode::ceil) == row.ceil);
        CHECK(rounded(RoundingMode::floor) == row.floor);
    }
}

TEST_CASE("rounding modes are called as policies write them") {
    for (const char* word : {"half_up", "half_even", "up", "down", "ceil", "floor"}) {
        CAPTURE(word);
        REQUIRE(rounding_mode_of(word));
        CHECK(to_string(*rounding_mode_of(word)) == word);
    }
    CHECK(!rounding_mode_of("nearest"));
    CHECK(!rounding_mode_of(""));
    CHECK(!rounding_mode_of("Half_up"));
}

TEST_CASE("decimals are read plainly or not at all") {
    for (const char* text : {"",    "-",  "+1", "01",   "-01",   "1.",  ".5",  "-.5", "1e3", "0x10",
                             "1,5", " 1", "1 ", "1..2", "1.2.3", "--1", "nan", "inf", "１",  "1_000"}) {
        CAPTURE(text);
        CHECK(!Rational::parse_decimal(text));
    }
    for (const char* text : {"_1", "1_", "1__0", "1_.5", "1._5", "-_1"}) {
        CAPTURE(text);
        CHECK(!Rational::parse_decimal(text, true));
    }
    CHECK(Rational::parse_decimal("0") == Rational(0));
    CHECK(Rational::parse_decimal("-0") == Rational(0));
    CHECK(Rational::parse_decimal("0.10") == Rational(1, 10));
    CHECK(Rational::parse_decimal("-1120.05") == Rational(-112005, 100));
    CHECK(Rational::parse_decimal("1_120", true) == Rational(1120));
    CHECK(Rational::parse_decimal("9223372036854775808")->to_string() == "9223372036854775808");
}

TEST_CASE("numbers beyond 64 bits stay exact and come back small") {
    const Rational big = Rational(most) + 1;
    CHECK(big.to_string() == "9223372036854775808");
    CHECK(!big.to_int64());
    CHECK(big - 1 == Rational(most));
    CHECK((big - 1).to_int64() == most);
    CHECK(Rational(most) * most / most == Rational(most));
    CHECK((Rational(least) - 1).to_string() == "-9223372036854775809");
    CHECK(Rational(least) - 1 + 1 == Rational(least));
    CHECK(Rational(least + 1) - 1 == Rational(least));
    CHECK(-Rational(least) == big);
    CHECK(Rational(least) / -1 == big);
    CHECK(Rational(1, least) == -Rational(1) / big);
    CHECK(abs(Rational(least)) == big);
    CHECK(Rational(least, least) == Rational(1));
    CHECK(Rational(most, 2) + Rational(1, 2) == big / 2);
}

TEST_CASE("numbers of any size compare by value") {
    const std::vector<Rational> ascending = {Rational(least) - 1, Rational(least),   Rational(-1),   Rational(-1, 3),
                                             Rational(0),         Rational(1, most), Rational(1, 3), Rational(1),
                                             Rational(most),      Rational(most) + 1};
    for (std::size_t i = 0; i < ascending.size(); ++i)
        for (std::size_t j = 0; j < ascending.size(); ++j) {
            CHECK((ascending[i] < ascending[j]) == (i < j));
            CHECK((ascending[i] == ascending[j]) == (i == j));
        }
    CHECK((Rational(most) + 1).sign() == 1);
    CHECK((Rational(least) - 1).sign() == -1);
    CHECK(Rational(2, 4) == Rational(1, 2));
    CHECK(Rational(1, -2) == Rational(-1, 2));
}

TEST_CASE("division by zero and numbers beyond every law are refused") {
    CHECK_THROWS_AS(Rational(1) / Rational(0), DivisionByZero);
    CHECK_THROWS_AS(Rational(1, 0), DivisionByZero);
    const auto square_on = [](Rational value) {
        for (int i = 0; i < 20; ++i) value = value * value;
        return value;
    };
    CHECK_THROWS_AS(square_on(Rational(10)), ExactOverflow);
    CHECK_THROWS_AS(square_on(Rational(1, 10)), ExactOverflow);
}

TEST_CASE("a number is written exactly, as a decimal when it ends within six places") {
    const std::array<std::pair<const char*, const char*>, 8> rows = {{{"360", "360"},
                                                                      {"981.50", "981.5"},
                                                                      {"2/3", "2/3"},
                                                                      {"-1/3", "-1/3"},
                                                                      {"1/8", "0.125"},
                                                                      {"0.000001", "0.000001"},
                                                                      {"1/128", "1/128"},
                                                                      {"-0.10", "-0.1"}}};
    for (const auto& [value, text] : rows) CHECK(number(value).to_string() == text);
    CHECK(Rational(417).to_fixed(2) == "417.00");
    CHECK(Rational(-1, 2).to_fixed(2) == "-0.50");
    CHECK(Rational(5, 100).to_fixed(2) == "0.05");
    CHECK(Rational(1120).to_fixed(0) == "1120");
    CHECK((Rational(most) + 1).to_fixed(2) == "9223372036854775808.00");
    CHECK_THROWS_AS(Rational(1, 3).to_fixed(2), NotRepresentable);
    CHECK_THROWS_AS(Rational(1, 1000).to_fixed(2), NotRepresentable);
    CHECK(Rational(1, 8).decimals(6) == 3);
    CHECK(Rational(7).decimals(6) == 0);
    CHECK(!Rational(1, 3).decimals(6));
    CHECK(!Rational(1, 8).decimals(2));
}
