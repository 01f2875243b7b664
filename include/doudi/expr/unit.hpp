#pragma once
// Units of numbers: powers of CNY, month, year and day. `year` is 12 months, but never silently.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "doudi/base/exact.hpp"

namespace doudi::expr {

struct Unit {
    std::int8_t cny = 0;
    std::int8_t month = 0;
    std::int8_t year = 0;
    std::int8_t day = 0;
    bool operator==(const Unit&) const = default;
    [[nodiscard]] bool is_plain() const { return *this == Unit{}; }
    [[nodiscard]] bool is_money() const { return cny != 0; }
    [[nodiscard]] std::string to_string() const;  ///< "CNY/month", "CNY", "" for a plain number
};

/// What `unit:` says: `%` is a plain number whose figures are hundredths.
struct DeclaredUnit {
    Unit unit;
    base::Rational scale = 1;  ///< a figure times this is the value
    bool operator==(const DeclaredUnit&) const = default;
};
/// "CNY", "CNY/month", "month", "%", "1"; products and quotients with `*` and `/`. Nothing for another text.
std::optional<DeclaredUnit> parse_unit(std::string_view text);

/// The unit of a product or quotient. When months and years meet they cancel through 12 months = 1 year:
/// `factor` is what the value is multiplied by.
struct UnitProduct {
    Unit unit;
    base::Rational factor = 1;
};
UnitProduct multiply(Unit a, Unit b);
UnitProduct divide(Unit a, Unit b);
/// The factor that turns a value of `from` into one of `to`, when only months and years differ.
std::optional<base::Rational> conversion(Unit from, Unit to);

}  // namespace doudi::expr
