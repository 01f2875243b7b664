// The state of a month, and its values as text.

#include "doudi/engine/state.hpp"

#include <algorithm>

namespace doudi::engine {

std::string state_key(const std::string& household, const std::string& person) { return household + '\0' + person; }

std::string to_text(const StateValue& value, expr::ValueKind kind) {
    if (value.standing != table::known) return {};
    switch (kind) {
        case expr::ValueKind::number: return value.number.to_string();
        case expr::ValueKind::boolean: return value.integer != 0 ? "true" : "false";
        case expr::ValueKind::month: return base::Month{static_cast<std::int32_t>(value.integer)}.to_string();
        case expr::ValueKind::date: return base::Date{static_cast<std::int32_t>(value.integer)}.to_string();
        case expr::ValueKind::code:
        case expr::ValueKind::text: return value.word;
    }
    return {};
}

namespace {

/// "12", "12.5", "2/3".
std::optional<base::Rational> fraction(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto above = base::Rational::parse_decimal(text.substr(0, slash));
    if (slash == std::string::npos || !above) return above;
    const auto below = base::Rational::parse_decimal(text.substr(slash + 1));
    if (!below || below->sign() <= 0) return std::nullopt;
    return *above / *below;
}

}  // namespace

std::optional<StateValue> from_text(const std::string& text, expr::ValueKind kind) {
    StateValue value;
    switch (kind) {
        case expr::ValueKind::number: {
            const auto number = fraction(text);
            if (!number) return std::nullopt;
            value.number = *number;
            return value;
        }
        case expr::ValueKind::boolean:
            if (text != "true" && text != "false") return std::nullopt;
            value.integer = text == "true" ? 1 : 0;
            return value;
        case expr::ValueKind::month:
            if (const auto month = base::Month::parse(text)) {
                value.integer = month->ordinal;
                return value;
            }
            return std::nullopt;
        case expr::ValueKind::date:
            if (const auto day = base::Date::parse(text)) {
                value.integer = day->days;
                return value;
            }
            return std::nullopt;
        case expr::ValueKind::code:
        case expr::ValueKind::text: value.word = text; return value;
    }
    return std::nullopt;
}

std::optional<std::size_t> State::find_column(const std::string& name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

std::size_t State::column(const std::string& name) {
    if (const auto found = find_column(name)) return *found;
    names_.push_back(name);
    return names_.size() - 1;
}

const StateValue* State::find(const std::string& key, std::size_t column) const {
    const auto row = rows_.find(key);
    if (row == rows_.end() || column >= row->second.size() || !row->second[column]) return nullptr;
    return &*row->second[column];
}

void State::set(const std::string& key, std::size_t column, StateValue value) {
    auto& row = rows_[key];
    if (row.size() <= column) row.resize(column + 1);
    row[column] = std::move(value);
}

std::vector<std::string> State::sorted_keys() const {
    std::vector<std::string> keys;
    keys.reserve(rows_.size());
    for (const auto& [key, row] : rows_) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    return keys;
}

std::set<std::string> State::households() const {
    std::set<std::string> found;
    for (const auto& [key, row] : rows_) found.insert(key.substr(0, key.find('\0')));
    return found;
}

void State::take_over(const std::map<std::string, std::string>& heirs) {
    std::multimap<std::string, std::string> heirs_of;
    for (const auto& [heir, before] : heirs) heirs_of.emplace(before, heir);
    if (heirs_of.empty()) return;
    std::vector<std::pair<std::string, std::vector<std::optional<StateValue>>>> copies;
    for (const auto& [key, row] : rows_) {
        const std::size_t end = key.find('\0');
        const auto [from, to] = heirs_of.equal_range(key.substr(0, end));
        for (auto one = from; one != to; ++one) copies.emplace_back(one->second + key.substr(end), row);
    }
    for (auto& [key, row] : copies) rows_.emplace(std::move(key), std::move(row));
}

void State::absorb(State other) {
    std::vector<std::size_t> columns;
    for (const std::string& name : other.names_) columns.push_back(column(name));
    for (auto& [key, row] : other.rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            if (row[i]) set(key, columns[i], std::move(*row[i]));
}

State State::next() const {
    State result = *this;
    result.month_ = month_ + 1;
    return result;
}

}  // namespace doudi::engine
