// Units of numbers: reading, writing, multiplying. Which operation wants which units stands in check.cpp.

#include "doudi/expr/unit.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "doudi/expr/type.hpp"

namespace doudi::expr {

namespace {

struct Base {
    std::string_view word;
    std::int8_t Unit::*power;
};
constexpr std::array<Base, 4> bases = {{{"CNY", &Unit::cny}, {"month", &Unit::month}, {"year", &Unit::year}, {"day", &Unit::day}}};

/// Far beyond what has a meaning a power stays where it is: the checker refuses it long before.
std::int8_t narrow(int power) { return static_cast<std::int8_t>(std::clamp(power, -100, 100)); }

/// Months over years cancel: 1 month / 1 year is 1/12.
UnitProduct cancelled(Unit unit) {
    UnitProduct product{unit, 1};
    while (product.unit.month > 0 && product.unit.year < 0) {
        --product.unit.month;
        ++product.unit.year;
        product.factor = product.factor / 12;
    }
    while (product.unit.month < 0 && product.unit.year > 0) {
        ++product.unit.month;
        --product.unit.year;
        product.factor = product.factor * 12;
    }
    return product;
}

}  // namespace

std::string Unit::to_string() const {
    std::string above;
    std::string below;
    for (const Base& base : bases) {
        const int power = this->*base.power;
        for (int i = 0; i < power; ++i) above += (above.empty() ? "" : "*") + std::string(base.word);
        for (int i = 0; i > power; --i) below += "/" + std::string(base.word);
    }
    if (above.empty() && !below.empty()) above = "1";
    return above + below;
}

std::optional<DeclaredUnit> parse_unit(std::string_view text) {
    if (text == "%") return DeclaredUnit{{}, base::Rational(1, 100)};
    DeclaredUnit declared;
    int sign = 1;
    for (;;) {
        const std::size_t end = text.find_first_of("*/");
        const std::string_view word = text.substr(0, end);
        bool found = word == "1";
        for (const Base& base : bases) {
            if (base.word != word) continue;
            declared.unit.*base.power = narrow(declared.unit.*base.power + sign);
            found = true;
        }
        if (!found) return std::nullopt;
        if (end == std::string_view::npos) return declared;
        sign = text[end] == '/' ? -1 : 1;
        text.remove_prefix(end + 1);
    }
}

UnitProduct multiply(Unit a, Unit b) {
    Unit sum;
    for (const Base& base : bases) sum.*base.power = narrow(a.*base.power + b.*base.power);
    return cancelled(sum);
}

UnitProduct divide(Unit a, Unit b) {
    Unit difference;
    for (const Base& base : bases) difference.*base.power = narrow(a.*base.power - b.*base.power);
    return cancelled(difference);
}

std::optional<base::Rational> conversion(Unit from, Unit to) {
    if (from.cny != to.cny || from.day != to.day || from.month + from.year != to.month + to.year) return std::nullopt;
    base::Rational factor = 1;
    for (int i = from.year; i > to.year; --i) factor = factor * 12;
    for (int i = from.year; i < to.year; ++i) factor = factor / 12;
    return factor;
}

std::string Type::to_string() const {
    switch (kind) {
        case ValueKind::boolean: return "bool";
        case ValueKind::number: return unit.is_plain() ? "number" : unit.to_string();
        case ValueKind::date: return "date";
        case ValueKind::month: return "month";
        case ValueKind::code: return "code";
        case ValueKind::text: return "text";
    }
    return {};
}

}  // namespace doudi::expr
