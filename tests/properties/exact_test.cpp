// Exact numbers against Boost's rationals, with values that crowd the edges of 64 bits.

#include "doudi/base/exact.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <string>
#include <vector>

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using doudi::base::Rational;
using doudi::base::RoundingMode;

/// The same number twice.
struct Pair {
    Rational ours;
    cpp_rational theirs;
};

std::ostream& operator<<(std::ostream& out, const Pair& pair) { return out << pair.theirs.str(); }

std::string plain(const cpp_rational& value) {
    const cpp_int below = boost::multiprecision::denominator(value);
    const cpp_int above = boost::multiprecision::numerator(value);
    return below == 1 ? above.str() : above.str() + "/" + below.str();
}

/// Ours as n/d, by way of whole numbers only.
std::string plain(const Rational& value) {
    const std::string text = value.to_string();
    const std::size_t point = text.find('.');
    if (point == std::string::npos) return text;
    cpp_int scale = 1;
    for (std::size_t i = point + 1; i < text.size(); ++i) scale *= 10;
    const bool negative = text.front() == '-';
    std::string digits = text.substr(negative ? 1 : 0, point - (negative ? 1 : 0)) + text.substr(point + 1);
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    const cpp_int above(digits);
    return plain(cpp_rational(negative ? cpp_int(-above) : above, scale));
}

bool same(const Rational& ours, const cpp_rational& theirs) { return plain(ours) == plain(theirs); }

rc::Gen<std::int64_t> whole() {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    return rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(), rc::gen::inRange<std::int64_t>(-1000, 1000),
                          rc::gen::inRange<std::int64_t>(most - 1000, most),
                          rc::gen::inRange<std::int64_t>(least, least + 1000),
                          rc::gen::inRange<std::int64_t>(-3'100'000'000, 3'100'000'000),
                          rc::gen::elementOf(std::vector<std::int64_t>{most, least, 0, 1, -1, std::int64_t{1} << 32,
                                                                       std::int64_t{1} << 62}));
}

/// A fraction, at times a product of three, which is beyond 64 bits.
rc::Gen<Pair> number() {
    const auto fraction = rc::gen::apply(
        [](std::int64_t above, std::int64_t below) {
            const cpp_int n = cpp_int(above) * (below < 0 ? -1 : 1);  // Boost wants the sign above
            return Pair{Rational(above, below), cpp_rational(n, cpp_int(boost::multiprecision::abs(cpp_int(below))))};
        },
        whole(), rc::gen::suchThat(whole(), [](std::int64_t below) { return below != 0; }));
    const auto product = rc::gen::apply(
        [](const Pair& a, const Pair& b, const Pair& c) {
            return Pair{a.ours * b.ours * c.ours, cpp_rational(a.theirs * b.theirs * c.theirs)};
        },
        fraction, fraction, fraction);
    return rc::gen::oneOf(fraction, fraction, product);
}

cpp_int floor_of(const cpp_rational& value) {
    const cpp_int above = boost::multiprecision::numerator(value);
    const cpp_int below = boost::multiprecision::denominator(value);
    cpp_int quotient = above / below;
    if (above < 0 && quotient * below != above) --quotient;
    return quotient;
}

/// The meaning of the modes, from floor alone.
cpp_rational rounded(const cpp_rational& value, const cpp_rational& step, RoundingMode mode) {
    const cpp_rational steps = value / step;
    const cpp_rational size = boost::multiprecision::abs(steps);
    const cpp_rational half(1, 2);
    const cpp_int below = floor_of(steps);
    const cpp_int above = -floor_of(-steps);
    const auto away = [&](const cpp_int& magnitude) { return steps < 0 ? cpp_int(-magnitude) : magnitude; };
    switch (mode) {
        case RoundingMode::floor: return cpp_rational(below) * step;
        case RoundingMode::ceil: return cpp_rational(above) * step;
        case RoundingMode::down: return cpp_rational(away(floor_of(size))) * step;
        case RoundingMode::up: return cpp_rational(away(-floor_of(-size))) * step;
        case RoundingMode::half_up: return cpp_rational(away(floor_of(size + half))) * step;
        case RoundingMode::half_even: break;
    }
    const cpp_int nearest = floor_of(steps + half);
    const bool tie = cpp_rational(nearest) - steps == half;
    return cpp_rational(tie && nearest % 2 != 0 ? cpp_int(nearest - 1) : nearest) * step;
}

}  // namespace

TEST_CASE("sums, differences, products and quotients are those of Boost") {
    CHECK(rc::check([] {
        const Pair a = *number();
        const Pair b = *number();
        RC_ASSERT(same(a.ours, a.theirs));
        RC_ASSERT(same(a.ours + b.ours, a.theirs + b.theirs));
        RC_ASSERT(same(a.ours - b.ours, a.theirs - b.theirs));
        RC_ASSERT(same(a.ours * b.ours, a.theirs * b.theirs));
        RC_ASSERT(same(-a.ours, -a.theirs));
        if (b.theirs != 0) RC_ASSERT(same(a.ours / b.ours, a.theirs / b.theirs));
    }));
}

TEST_CASE("comparisons are those of Boost, however a value came about") {
    CHECK(rc::check([] {
        const Pair a = *number();
        const Pair b = *rc::gen::oneOf(number(), rc::gen::just(a));
        RC_ASSERT((a.ours < b.ours) == (a.theirs < b.theirs));
        RC_ASSERT((a.ours > b.ours) == (a.theirs > b.theirs));
        RC_ASSERT((a.ours == b.ours) == (a.theirs == b.theirs));
        RC_ASSERT(a.ours.sign() == a.theirs.sign());
        RC_ASSERT(a.ours + b.ours - b.ours == a.ours);
        if (!b.ours.is_zero()) RC_ASSERT(a.ours / b.ours * b.ours == a.ours);
    }));
}

TEST_CASE("rounding is what its mode means, for any step") {
    CHECK(rc::check([] {
        const Pair value = *number();
        const auto step = *rc::gen::elementOf(std::vector<std::int64_t>{1, 10, 100, 1000, 3, 7});
        const bool fraction = *rc::gen::arbitrary<bool>();
        const Rational ours = fraction ? Rational(1, step) : Rational(step);
        const cpp_rational theirs = fraction ? cpp_rational(1, step) : cpp_rational(step);
        for (const auto mode : {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::up, RoundingMode::down,
                                RoundingMode::ceil, RoundingMode::floor})
            RC_ASSERT(same(round(value.ours, ours, mode), rounded(value.theirs, theirs, mode)));
    }));
}

TEST_CASE("halves round as the mode says, at any size") {
    CHECK(rc::check([] {
        const Pair count = *rc::gen::map(whole(), [](std::int64_t n) {
            return Pair{Rational(n), cpp_rational(cpp_int(n))};
        });
        const Rational half = count.ours + Rational(1, 2);
        const cpp_rational theirs = count.theirs + cpp_rational(1, 2);
        for (const auto mode : {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::up, RoundingMode::down,
                                RoundingMode::ceil, RoundingMode::floor})
            RC_ASSERT(same(round(half, 1, mode), rounded(theirs, 1, mode)));
    }));
}

TEST_CASE("a decimal reads back as written") {
    CHECK(rc::check([] {
        const auto fen = *whole();
        const Rational value(fen, 100);
        RC_ASSERT(Rational::parse_decimal(value.to_fixed(2)) == value);
        RC_ASSERT(Rational::parse_decimal(value.to_string()) == value);
    }));
}
