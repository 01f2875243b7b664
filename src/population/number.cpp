// The one way a number is written in data, and what was found where it is written otherwise.
// Decimals allowed, limits and units belong to the column and are left to cell.cpp.

#include <algorithm>
#include <array>

#include "cell.hpp"
#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

constexpr std::size_t most_whole_digits = 13;
constexpr std::size_t most_fast_digits = 18;  // what always fits 64 bits
constexpr std::array<std::int64_t, 19> powers_of_ten = [] {
    std::array<std::int64_t, 19> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) {
        powers[i] = powers[i - 1] * 10;
    }
    return powers;
}();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Where the pieces of `-?digits(.digits)?` end; nothing for another text.
struct Pieces {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
};
std::optional<Pieces> take_apart(std::string_view text) {
    Pieces pieces;
    if (text.starts_with('-')) {
        pieces.negative = true;
        text.remove_prefix(1);
    }
    std::size_t at = 0;
    while (at < text.size() && is_digit(text[at])) {
        ++at;
    }
    pieces.whole = text.substr(0, at);
    if (at == 0 || (at > 1 && text[0] == '0')) {
        return std::nullopt;
    }
    if (at == text.size()) {
        return pieces;
    }
    pieces.fraction = text.substr(at + 1);
    if (text[at] != '.' || pieces.fraction.empty() ||
        !std::all_of(pieces.fraction.begin(), pieces.fraction.end(), is_digit)) {
        return std::nullopt;
    }
    return pieces;
}

bool has(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

bool has_exponent(std::string_view text) {
    const std::size_t at = text.find_first_of("eE");
    if (at == 0 || at == std::string_view::npos || at + 1 == text.size()) {
        return false;
    }
    return text.find_first_not_of("0123456789.-") == at &&
           text.find_first_not_of("0123456789+-", at + 1) == std::string_view::npos;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

// The first character that looks like a digit and is none, or is one of another script.
std::optional<NumberHelp> explain_characters(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = base::next_character(text, at);
        const std::string found(text.substr(begin, at - begin));
        if (c >= 0xFF01 && c <= 0xFF5E && c != 0xFFE5) {
            return NumberHelp{"help-full-width", {found}};
        }
        const bool arabic =
            (c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9) || (c >= 0x0966 && c <= 0x096F);
        if (arabic || has("〇零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟", found)) {
            return NumberHelp{"help-other-digits", {found}};
        }
    }
    return std::nullopt;
}

std::optional<NumberHelp> explain_words(std::string_view text) {
    const std::string small = lower(text);
    for (const std::string_view word : {"null", "none", "n/a", "na", "#n/a", "-", "--", "—", "/", "无", "未知", "空"}) {
        if (small == word) {
            return NumberHelp{"help-leave-empty", {}};
        }
    }
    for (const std::string_view word : {"nan", "inf", "-inf", "infinity", "-infinity"}) {
        if (small == word) {
            return NumberHelp{"help-not-finite", {}};
        }
    }
    for (const std::string_view sign : {"¥", "￥", "$", "元", "圆", "万", "亿", "rmb", "cny"}) {
        if (has(small, sign)) {
            return NumberHelp{"help-currency", {std::string(sign)}};
        }
    }
    if (has(text, "%") || has(text, "‰")) {
        return NumberHelp{"help-percent", {}};
    }
    return std::nullopt;
}

std::optional<NumberHelp> explain_ascii(std::string_view text) {
    if (text.starts_with("0x") || text.starts_with("0X")) {
        return NumberHelp{"help-hexadecimal", {}};
    }
    if (has_exponent(text)) {
        return NumberHelp{"help-exponent", {}};
    }
    const std::size_t letter = text.find_first_of("OoIl");
    if (letter != std::string_view::npos && text.find_first_not_of("0123456789.,-OoIl") == std::string_view::npos) {
        return NumberHelp{"help-letter-for-digit", {std::string(1, text[letter])}};
    }
    if (has(text, ",") && text.find_first_not_of("0123456789.,-") == std::string_view::npos) {
        return NumberHelp{has_thousands_separators(text) ? "help-thousands" : "help-comma", {}};
    }
    if (text.starts_with('+')) {
        return NumberHelp{"help-plus", {}};
    }
    if (text.starts_with('\'')) {
        return NumberHelp{"help-apostrophe", {}};
    }
    if (text.starts_with('(') || text.ends_with('-')) {
        return NumberHelp{"help-negative", {}};
    }
    if (text.starts_with('.') || text.ends_with('.')) {
        return NumberHelp{"help-bare-point", {}};
    }
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    if (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) {
        return NumberHelp{"help-leading-zero", {}};
    }
    return std::nullopt;
}

}  // namespace

bool has_thousands_separators(std::string_view text) {
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string_view whole = text.substr(0, point);
    std::size_t comma = whole.find(',');
    if (comma == std::string_view::npos || comma == 0 || comma > 3 || text.find(',', point) != std::string_view::npos) {
        return false;
    }
    const auto are_digits = [](std::string_view group) { return std::all_of(group.begin(), group.end(), is_digit); };
    if (!are_digits(whole.substr(0, comma))) {
        return false;
    }
    for (; comma != std::string_view::npos; comma = whole.find(',')) {
        whole.remove_prefix(comma + 1);
        if (whole.size() < 3 || !are_digits(whole.substr(0, 3)) || (whole.size() > 3 && whole[3] != ',')) {
            return false;
        }
    }
    return true;
}

std::optional<PlainNumber> read_plain_number(std::string_view text) {
    const std::optional<Pieces> pieces = take_apart(text);
    if (!pieces || pieces->whole.size() > most_whole_digits) {
        return std::nullopt;
    }
    PlainNumber number;
    number.decimals = static_cast<int>(pieces->fraction.size());
    std::string_view fraction = pieces->fraction;
    while (fraction.ends_with('0')) {
        fraction.remove_suffix(1);
    }
    if (pieces->whole.size() + fraction.size() > most_fast_digits) {
        if (auto exact = base::Rational::parse_decimal(text)) {
            number.value = std::move(*exact);
            return number;
        }
        return std::nullopt;
    }
    std::int64_t digits = 0;
    for (const std::string_view piece : {pieces->whole, fraction}) {
        for (const char c : piece) {
            digits = digits * 10 + (c - '0');
        }
    }
    digits = pieces->negative ? -digits : digits;
    number.value = fraction.empty() ? base::Rational(digits) : base::Rational(digits, powers_of_ten[fraction.size()]);
    return number;
}

bool is_long_number(std::string_view text) {
    const std::optional<Pieces> pieces = take_apart(text);
    return pieces && pieces->whole.size() > most_whole_digits;
}

NumberHelp explain_number(std::string_view text) {
    if (const auto hidden = find_hidden_character(text, true)) {
        return {"help-hidden-character", {hidden->name, std::to_string(hidden->position)}};
    }
    if (auto help = explain_words(text)) {
        return *help;
    }
    if (auto help = explain_characters(text)) {
        return *help;
    }
    if (auto help = explain_ascii(text)) {
        return *help;
    }
    return {"help-number-form", {}};
}

}  // namespace doudi::population
