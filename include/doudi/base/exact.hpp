#pragma once
// Exact numbers: every amount, rate and comparison of the program is a Rational.

#include <compare>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace doudi::base {

/// How a number is brought to a multiple of a step. `half_up`, `half_even` and `up` are symmetric about zero:
/// half_up(-0.5) = -1, up(-0.1) = -1. `down` goes toward zero, `ceil` and `floor` follow the number line.
enum class RoundingMode : std::uint8_t { half_up, half_even, up, down, ceil, floor };

/// "half_up" and so on; nothing for another word.
std::optional<RoundingMode> rounding_mode_of(std::string_view word);
std::string_view to_string(RoundingMode mode);

struct BigRational;  // Boost.Multiprecision's cpp_rational, kept out of the headers

/// An exact fraction in lowest terms. Small ones are two 64-bit integers; what does not fit becomes a big one
/// by itself, so nothing wraps, saturates or loses a digit. A value over `max_bits` in numerator or denominator
/// throws ExactOverflow: policies have such limits, data never reach them.
class Rational {
public:
    static constexpr unsigned max_bits = 4096;

    Rational() = default;
    Rational(std::int64_t whole) : numerator_(whole) {}  // NOLINT(google-explicit-constructor): whole numbers are numbers
    /// Throws DivisionByZero when `denominator` is 0.
    Rational(std::int64_t numerator, std::int64_t denominator);

    /// Reads a plain decimal: `-?digits(.digits)?`, digits `0` or without leading zero, `_` between digits when
    /// `underscores`. Nothing else: no exponent, sign `+`, octal, hex, spaces.
    static std::optional<Rational> parse_decimal(std::string_view text, bool underscores = false);

    [[nodiscard]] bool is_zero() const;
    [[nodiscard]] bool is_whole() const;
    [[nodiscard]] int sign() const;  ///< -1, 0 or 1
    /// The value when it is whole and fits; nothing otherwise.
    [[nodiscard]] std::optional<std::int64_t> to_int64() const;
    /// Decimal digits after the point needed to write it exactly; nothing when it does not end within `most`.
    [[nodiscard]] std::optional<int> decimals(int most) const;

    friend Rational operator+(const Rational& a, const Rational& b);
    friend Rational operator-(const Rational& a, const Rational& b);
    friend Rational operator*(const Rational& a, const Rational& b);
    /// Throws DivisionByZero; the engine asks is_zero() first.
    friend Rational operator/(const Rational& a, const Rational& b);
    friend Rational operator-(const Rational& a);
    Rational& operator+=(const Rational& b) { return *this = *this + b; }
    Rational& operator-=(const Rational& b) { return *this = *this - b; }
    friend bool operator==(const Rational& a, const Rational& b);
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

    /// "360", "981.5", "2/3": exactly when it ends within 6 decimals, else as a fraction.
    [[nodiscard]] std::string to_string() const;
    /// Exactly `places` decimals; only for values that are multiples of 10^-places (throws NotRepresentable else).
    [[nodiscard]] std::string to_fixed(int places) const;

private:
    friend struct BigRational;
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;            // > 0; meaningless while big_ is set
    std::shared_ptr<const BigRational> big_;  // set only when the value does not fit the two above
};

struct DivisionByZero : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "division by zero"; }
};
struct ExactOverflow : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "a number beyond max_bits"; }
};
struct NotRepresentable : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "a number that does not end within its places"; }
};

/// Rounds once to a multiple of `step` (> 0, in the unit of `value`: 0.01 = fen of CNY).
Rational round(const Rational& value, const Rational& step, RoundingMode mode);
Rational abs(const Rational& value);

}  // namespace doudi::base
