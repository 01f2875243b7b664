// Amounts split among their sources, to the fen.

#include <doctest/doctest.h>

#include "doudi/report/funding.hpp"

using namespace doudi;
using base::Rational;

namespace {

std::string split(const Rational& amount, const std::vector<Rational>& shares) {
    std::string told;
    for (const Rational& part : report::split_by_shares(amount, shares)) told += (told.empty() ? "" : " ") + part.to_string();
    return told;
}

}  // namespace

TEST_CASE("what is left over goes to the largest remainder, of equal ones to the first") {
    CHECK(split(Rational(100), {Rational(3, 5), Rational(2, 5)}) == "60 40");
    CHECK(split(Rational(1, 100), {Rational(3, 5), Rational(2, 5)}) == "0.01 0");
    CHECK(split(Rational(1, 100), {Rational(2, 5), Rational(3, 5)}) == "0 0.01");
    CHECK(split(Rational(1, 100), {Rational(1, 2), Rational(1, 2)}) == "0.01 0");
    CHECK(split(Rational(10), {Rational(1, 3), Rational(1, 3), Rational(1, 3)}) == "3.34 3.33 3.33");
    CHECK(split(Rational(5, 100), {Rational(1, 3), Rational(1, 3), Rational(1, 3)}) == "0.02 0.02 0.01");
}

TEST_CASE("a share of nothing gets nothing, and what ends below the fen is not lost") {
    CHECK(split(Rational(1, 100), {Rational(0), Rational(1)}) == "0 0.01");
    CHECK(split(Rational(1005, 1000), {Rational(1, 2), Rational(1, 2)}) == "0.505 0.5");
}
