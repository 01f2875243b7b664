// Exact fractions: two 64-bit integers while they fit, Boost.Multiprecision beyond.
// Reading and writing decimals stands here too; formatting for people is left to the report room.

#include "doudi/base/exact.hpp"

#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <numeric>

namespace doudi::base {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

struct BigRational {
    cpp_rational value;

    static cpp_rational widen(const Rational& x) {
        return x.big_ ? x.big_->value : cpp_rational(cpp_int(x.numerator_), cpp_int(x.denominator_));
    }
    static Rational narrow(const cpp_rational& value);
    static Rational from_wide(Wide numerator, Wide denominator);
    static bool is_big(const Rational& x) { return x.big_ != nullptr; }
    static std::int64_t numerator(const Rational& x) { return x.numerator_; }
    static std::int64_t denominator(const Rational& x) { return x.denominator_; }
    /// For results known to be in lowest terms with a positive denominator.
    static Rational raw(std::int64_t numerator, std::int64_t denominator) {
        Rational result(numerator);
        result.denominator_ = denominator;
        return result;
    }
};

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

bool fits(Wide value) { return value >= least && value <= most; }

Wide absolute(Wide value) { return value < 0 ? -value : value; }

Wide gcd_of(Wide a, Wide b) {
    while (b != 0) {
        if (fits(a) && fits(b)) return std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

cpp_int to_big(Wide value) {
    const bool negative = value < 0;
    const auto magnitude = static_cast<UnsignedWide>(negative ? -value : value);
    cpp_int result = static_cast<std::uint64_t>(magnitude >> 64U);
    result <<= 64;
    result += static_cast<std::uint64_t>(magnitude);
    return negative ? cpp_int(-result) : result;
}

/// floor(numerator / denominator) for a positive denominator; C++ division goes toward zero.
cpp_int floor_divide(const cpp_int& numerator, const cpp_int& denominator) {
    cpp_int quotient = numerator / denominator;
    if (numerator < 0 && quotient * denominator != numerator) --quotient;
    return quotient;
}

}  // namespace

Rational BigRational::narrow(const cpp_rational& value) {
    const cpp_int n = boost::multiprecision::numerator(value);
    const cpp_int d = boost::multiprecision::denominator(value);
    if (n >= least && n <= most && d <= most) return raw(static_cast<std::int64_t>(n), static_cast<std::int64_t>(d));
    const cpp_int magnitude = boost::multiprecision::abs(n);
    if (boost::multiprecision::msb(magnitude) >= Rational::max_bits || boost::multiprecision::msb(d) >= Rational::max_bits)
        throw ExactOverflow{};
    Rational result;
    result.big_ = std::make_shared<const BigRational>(BigRational{value});
    return result;
}

Rational BigRational::from_wide(Wide numerator, Wide denominator) {
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    if (const Wide common = gcd_of(absolute(numerator), denominator); common > 1) {
        numerator /= common;
        denominator /= common;
    }
    if (fits(numerator) && fits(denominator))
        return raw(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
    return narrow(cpp_rational(to_big(numerator), to_big(denominator)));
}

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0) throw DivisionByZero{};
    *this = BigRational::from_wide(numerator, denominator);
}

bool Rational::is_zero() const { return !big_ && numerator_ == 0; }
bool Rational::is_whole() const { return big_ ? boost::multiprecision::denominator(big_->value) == 1 : denominator_ == 1; }
int Rational::sign() const { return big_ ? big_->value.sign() : (numerator_ > 0) - (numerator_ < 0); }

std::optional<std::int64_t> Rational::to_int64() const {
    if (big_ || denominator_ != 1) return std::nullopt;
    return numerator_;
}

// A sum or product of two 64-bit fractions fits 128 bits: |n| < 2^63, d < 2^63, so n·d < 2^126 and two of them < 2^127.
Rational operator+(const Rational& a, const Rational& b) {
    if (a.big_ || b.big_) return BigRational::narrow(BigRational::widen(a) + BigRational::widen(b));
    if (a.denominator_ == b.denominator_)
        return a.denominator_ == 1 ? BigRational::from_wide(static_cast<Wide>(a.numerator_) + b.numerator_, 1)
                                   : BigRational::from_wide(static_cast<Wide>(a.numerator_) + b.numerator_, a.denominator_);
    return BigRational::from_wide(static_cast<Wide>(a.numerator_) * b.denominator_ + static_cast<Wide>(b.numerator_) * a.denominator_,
                                  static_cast<Wide>(a.denominator_) * b.denominator_);
}

Rational operator-(const Rational& a) {
    if (a.big_) return BigRational::narrow(-a.big_->value);
    if (a.numerator_ == least) return BigRational::from_wide(-static_cast<Wide>(a.numerator_), a.denominator_);
    return BigRational::raw(-a.numerator_, a.denominator_);
}

Rational operator-(const Rational& a, const Rational& b) { return a + (-b); }

Rational operator*(const Rational& a, const Rational& b) {
    if (a.big_ || b.big_) return BigRational::narrow(BigRational::widen(a) * BigRational::widen(b));
    return BigRational::from_wide(static_cast<Wide>(a.numerator_) * b.numerator_,
                                  static_cast<Wide>(a.denominator_) * b.denominator_);
}

Rational operator/(const Rational& a, const Rational& b) {
    if (b.is_zero()) throw DivisionByZero{};
    if (a.big_ || b.big_) return BigRational::narrow(BigRational::widen(a) / BigRational::widen(b));
    return BigRational::from_wide(static_cast<Wide>(a.numerator_) * b.denominator_,
                                  static_cast<Wide>(a.denominator_) * b.numerator_);
}

bool operator==(const Rational& a, const Rational& b) {
    if (a.big_ || b.big_) return a.big_ && b.big_ && a.big_->value == b.big_->value;  // both forms are canonical
    return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    if (a.big_ || b.big_) {
        const int order = BigRational::widen(a).compare(BigRational::widen(b));
        return order <=> 0;
    }
    return static_cast<Wide>(a.numerator_) * b.denominator_ <=> static_cast<Wide>(b.numerator_) * a.denominator_;
}

Rational abs(const Rational& value) { return value.sign() < 0 ? -value : value; }

namespace {

/// Whole number nearest to numerator/denominator by `mode`; denominator > 0.
cpp_int round_whole(const cpp_int& n, const cpp_int& d, RoundingMode mode) {
    const cpp_int below = floor_divide(n, d);
    const cpp_int rest = n - below * d;  // 0 <= rest < d
    if (rest == 0) return below;
    const cpp_int above = below + 1;
    const bool negative = n < 0;
    const cpp_int twice = rest * 2;
    switch (mode) {
        case RoundingMode::floor: return below;
        case RoundingMode::ceil: return above;
        case RoundingMode::down: return negative ? above : below;
        case RoundingMode::up: return negative ? below : above;
        case RoundingMode::half_up: return twice > d || (twice == d && !negative) ? above : below;
        case RoundingMode::half_even: return twice > d || (twice == d && below % 2 != 0) ? above : below;
    }
    return below;
}

}  // namespace

Rational round(const Rational& value, const Rational& step, RoundingMode mode) {
    const Rational steps = value / step;
    if (steps.is_whole()) return value;
    const cpp_rational wide = BigRational::widen(steps);
    const cpp_int whole = round_whole(boost::multiprecision::numerator(wide), boost::multiprecision::denominator(wide), mode);
    return BigRational::narrow(cpp_rational(whole)) * step;
}

std::optional<Rational> Rational::parse_decimal(std::string_view text, bool underscores) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string digits;
    std::size_t places = 0;
    bool point = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (is_digit(text[i])) {
            digits += text[i];
            places += point ? 1U : 0U;
        } else if (text[i] == '.' && between && !point) {
            point = true;
        } else if (!(text[i] == '_' && underscores && between)) {
            return std::nullopt;
        }
    }
    const std::size_t before = digits.size() - places;
    if (before == 0 || (before > 1 && digits[0] == '0') || digits.size() > 400) return std::nullopt;
    if (digits.size() <= 18) {
        std::int64_t n = 0;
        std::int64_t d = 1;
        for (const char c : digits) n = n * 10 + (c - '0');
        for (std::size_t i = 0; i < places; ++i) d *= 10;
        return Rational(negative ? -n : n, d);
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));  // cpp_int reads a leading 0 as octal
    const cpp_int n(digits);
    const cpp_int d = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(places));
    return BigRational::narrow(cpp_rational(negative ? cpp_int(-n) : n, d));
}

std::optional<int> Rational::decimals(int most_places) const {
    Rational scaled = *this;
    for (int places = 0; places <= most_places; ++places) {
        if (scaled.is_whole()) return places;
        scaled = scaled * 10;
    }
    return std::nullopt;
}

std::string Rational::to_string() const {
    if (const auto places = decimals(6)) return to_fixed(*places);
    return BigRational::widen(*this).str();
}

std::string Rational::to_fixed(int places) const {
    Rational scaled = *this;
    for (int i = 0; i < places; ++i) scaled = scaled * 10;
    if (!scaled.is_whole()) throw NotRepresentable{};
    const auto whole = scaled.to_int64();
    std::string digits = whole ? std::to_string(*whole) : BigRational::widen(scaled).str();
    const std::string sign = digits.starts_with('-') ? "-" : "";
    digits.erase(0, sign.size());
    const auto count = static_cast<std::size_t>(places);
    if (digits.size() <= count) digits.insert(0, count + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - count, ".");
    return sign + digits;
}

namespace {
constexpr std::array<std::string_view, 6> mode_words = {"half_up", "half_even", "up", "down", "ceil", "floor"};
}

std::optional<RoundingMode> rounding_mode_of(std::string_view word) {
    for (std::size_t i = 0; i < mode_words.size(); ++i)
        if (mode_words[i] == word) return static_cast<RoundingMode>(i);
    return std::nullopt;
}
std::string_view to_string(RoundingMode mode) { return mode_words[static_cast<std::size_t>(mode)]; }

}  // namespace doudi::base
