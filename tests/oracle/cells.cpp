// A cell's text to a value, by what the input declares.
// Files, headers and quotes are no business of the oracle.
#include <algorithm>

#include "oracle/calendar.hpp"
#include "oracle/reading.hpp"

namespace doudi::oracle {

namespace {

Number read_figure(const policy::Input& input, const std::string& text) {
    const std::size_t point = text.find('.');
    const std::size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
    if (decimals > static_cast<std::size_t>(input.decimals)) throw BadCell{input.name, text};
    Number value;
    try {
        value = read_number(text);
    } catch (const std::invalid_argument&) {
        throw BadCell{input.name, text};
    }
    const auto beyond = [&](const std::optional<base::Rational>& limit, int side) {
        if (!limit) return false;
        const Number bound = read_number(limit->to_string());
        return side < 0 ? value < bound : value > bound;
    };
    if (text.find('/') != std::string::npos || beyond(input.min, -1) || beyond(input.max, 1))
        throw BadCell{input.name, text};
    return value * read_number(input.unit.scale.to_string());
}

std::optional<std::string> spelt(const policy::Input& input, const std::string& text) {
    const auto found = input.spellings.find(text);
    if (found == input.spellings.end()) return std::nullopt;
    return found->second;
}

Value read_fact(const policy::Input& input, const std::string& text) {
    const std::string word = spelt(input, text).value_or(text);
    if (word == "true" || word == "1" || word == "是") return Value::fact(true);
    if (word == "false" || word == "0" || word == "否") return Value::fact(false);
    throw BadCell{input.name, text};
}

Value read_code(const policy::Input& input, const std::string& text) {
    if (const auto code = spelt(input, text)) return Value::of_word(*code);
    const auto& codes = input.type.codes;
    if (codes != nullptr && std::find(codes->begin(), codes->end(), text) == codes->end())
        throw BadCell{input.name, text};
    return Value::of_word(text);
}

Value read_filled(const policy::Input& input, const std::string& text) {
    switch (input.type.kind) {
        case expr::ValueKind::boolean: return read_fact(input, text);
        case expr::ValueKind::number: return Value::of(read_figure(input, text));
        case expr::ValueKind::date:
            if (const auto day = read_day(text)) return Value::day(*day);
            break;
        case expr::ValueKind::month:
            if (const auto month = read_month(text)) return Value::month(*month);
            break;
        case expr::ValueKind::code: return read_code(input, text);
        case expr::ValueKind::text: return Value::of_word(text);
    }
    throw BadCell{input.name, text};
}

}  // namespace

Value read_cell(const policy::Input& input, const std::string& text) {
    if (!text.empty()) return read_filled(input, text);
    switch (input.presence) {
        case policy::Presence::with_default: return read_filled(input, input.default_text);
        case policy::Presence::optional: return Value::missing({"unknown." + input.name});
        case policy::Presence::unknown: return Value::unknown({"unknown." + input.name});
        case policy::Presence::required:
        case policy::Presence::ignored: break;
    }
    throw BadCell{input.name, text};
}

}  // namespace doudi::oracle
