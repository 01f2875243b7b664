// Reads, writes and rounds rationals from first principles.
// What a number means (its unit, its row) is not known here.
#include "oracle/number.hpp"

#include <stdexcept>

namespace doudi::oracle {

namespace {

Whole read_whole(std::string_view digits) {
    if (digits.empty()) throw std::invalid_argument("a number without digits");
    Whole value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') throw std::invalid_argument("not a digit in " + std::string(digits));
        value = value * 10 + (digit - '0');
    }
    return value;
}

Number read_decimal(std::string_view text) {
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) return Number(read_whole(text));
    const std::string_view decimals = text.substr(point + 1);
    Whole divisor = 1;
    for (std::size_t i = 0; i < decimals.size(); ++i) divisor *= 10;
    return Number(read_whole(text.substr(0, point)) * divisor + read_whole(decimals), divisor);
}

/// Decimals that write `value` exactly, or -1 when more than six are needed.
int decimals_of(const Number& value) {
    Number shifted = value;
    for (int count = 0; count <= 6; ++count) {
        if (is_whole(shifted)) return count;
        shifted *= 10;
    }
    return -1;
}

std::string write_fixed(const Number& value, int places) {
    Whole scaled = boost::multiprecision::numerator(value);
    for (int i = 0; i < places; ++i) scaled *= 10;
    scaled /= boost::multiprecision::denominator(value);
    const bool negative = scaled < 0;
    if (negative) scaled = -scaled;
    std::string digits = scaled.str();
    const auto wanted = static_cast<std::size_t>(places);
    if (digits.size() <= wanted) digits.insert(0, wanted + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - wanted, ".");
    return negative ? "-" + digits : digits;
}

}  // namespace

Number read_number(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const std::size_t slash = text.find('/');
    const Number value = slash == std::string_view::npos
                             ? read_decimal(text)
                             : Number(read_whole(text.substr(0, slash)), read_whole(text.substr(slash + 1)));
    return negative ? Number(-value) : value;
}

std::string write_number(const Number& value) {
    const int places = decimals_of(value);
    return places < 0 ? value.str() : write_fixed(value, places);
}

std::string write_amount(const Number& value) {
    const int places = decimals_of(value);
    return places < 0 || places > 2 ? write_number(value) : write_fixed(value, 2);
}

bool is_whole(const Number& value) { return boost::multiprecision::denominator(value) == 1; }

long to_whole(const Number& value) {
    if (!is_whole(value)) throw std::range_error(value.str() + " is not whole");
    return static_cast<long>(boost::multiprecision::numerator(value));
}

Whole floor_of(const Number& value) {
    const Whole above = boost::multiprecision::numerator(value);
    const Whole below = boost::multiprecision::denominator(value);
    Whole quotient = above / below;  // toward zero
    if (above < 0 && quotient * below != above) --quotient;
    return quotient;
}

Number round_to(const Number& value, const Number& step, std::string_view mode) {
    const Number steps = value / step;
    const bool negative = steps < 0;
    const Number size = negative ? Number(-steps) : steps;
    const Whole low = floor_of(size);
    const Number rest = size - low;
    bool away = false;  // the modes that are symmetric about zero choose between `low` and one further
    if (mode == "half_up")
        away = 2 * rest >= 1;
    else if (mode == "half_even")
        away = 2 * rest > 1 || (2 * rest == 1 && low % 2 != 0);
    else if (mode == "up")
        away = rest > 0;
    else if (mode == "down")
        away = false;
    else if (mode == "ceil")
        away = rest > 0 && !negative;
    else if (mode == "floor")
        away = rest > 0 && negative;
    else
        throw std::invalid_argument("no rounding mode: " + std::string(mode));
    const Whole rounded = away ? Whole(low + 1) : low;
    return (negative ? Number(-rounded) : Number(rounded)) * step;
}

}  // namespace doudi::oracle
