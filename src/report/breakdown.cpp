// Sums broken down by named values, as summary.csv and as a table for the screen.
// The sums that manifests and control totals rest on are totals.cpp's.

#include "doudi/report/breakdown.hpp"

#include <algorithm>
#include <charconv>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::report {

namespace {

using Kind = Dimension::Kind;

std::vector<std::string> known_names(const policy::Policy& policy) {
    std::vector<std::string> known = {"benefit", "status"};
    for (const policy::Variable& variable : policy.variables) known.push_back(variable.name);
    for (const policy::Input& input : policy.inputs) known.push_back(input.name);
    return known;
}

/// Few values, each shared by many: what no single household or person can be told by.
bool is_group(const expr::Type& type) {
    switch (type.kind) {
        case expr::ValueKind::code:
        case expr::ValueKind::boolean:
        case expr::ValueKind::month: return true;
        case expr::ValueKind::number: return type.unit.is_plain();
        case expr::ValueKind::date:
        case expr::ValueKind::text: return false;
    }
    return false;
}

void find_value(const policy::Policy& policy, const std::string& name, Dimension& dimension, base::Diagnostics& mistakes) {
    const auto found = policy.find(name);
    const bool is_value = found.size() == 1 && (found.front().kind == expr::MeaningKind::variable ||
                                                found.front().kind == expr::MeaningKind::input);
    if (!is_value) {
        auto& error = mistakes.error(found.size() > 1 ? "ambiguous-name" : "unknown-name", {}, {base::shown(name)});
        if (const auto near = base::nearest(name, known_names(policy))) error.with_help("help-did-you-mean", {*near});
        return;
    }
    dimension.meaning = found.front();
    const auto at = static_cast<std::size_t>(dimension.meaning.id);
    if (dimension.meaning.kind == expr::MeaningKind::input) {
        dimension.type = policy.inputs[at].type;
        dimension.table = policy.inputs[at].table;
    } else {
        dimension.type = policy.variables[at].type;
        dimension.table = policy.variables[at].table;
        dimension.print = policy.variables[at].print;
    }
    if (!is_group(dimension.type)) mistakes.error("by-not-a-group", {}, {base::shown(name), dimension.type.to_string()});
    if (dimension.prefix > 0 && dimension.type.kind != expr::ValueKind::code)
        mistakes.error("by-prefix", {}, {base::shown(dimension.header)});
}

Dimension read_dimension(const policy::Policy& policy, std::string_view word, base::Diagnostics& mistakes) {
    Dimension dimension;
    dimension.header = std::string(word);
    const std::size_t colon = word.rfind(':');
    const std::string name(word.substr(0, colon));
    if (name == "benefit") dimension.kind = Kind::benefit;
    if (name == "status") dimension.kind = Kind::status;
    if (colon != std::string_view::npos) {
        const std::string_view digits = word.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), dimension.prefix);
        const bool is_whole = error == std::errc{} && end == digits.data() + digits.size() && dimension.prefix > 0;
        if (!is_whole || dimension.kind != Kind::value) {
            mistakes.error("by-prefix", {}, {base::shown(word)});
            return dimension;
        }
    }
    if (dimension.kind == Kind::value) find_value(policy, name, dimension, mistakes);
    return dimension;
}

/// The first `count` characters.
std::string prefix_of(const std::string& text, std::size_t count) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < count && at < text.size(); ++i) base::next_character(text, at);
    return text.substr(0, at);
}

std::uint64_t persons_of(const table::Entitlement& row, const engine::Frame& frame, plan::Slot size_slot) {
    if (row.person >= 0 || size_slot == plan::no_slot) return 1;
    const std::size_t at = frame.row_of(size_slot, expr::household_table, row.household);
    const table::Column& size = frame.columns[static_cast<std::size_t>(size_slot)];
    if (size.standing_of(at) != table::known) return 0;
    return static_cast<std::uint64_t>(size.numbers[at].to_int64().value_or(0));
}

}  // namespace

base::Result<std::vector<Dimension>> read_dimensions(const policy::Policy& policy, std::string_view words) {
    std::vector<Dimension> dimensions;
    base::Diagnostics mistakes;
    for (const std::string_view word : base::split(words, ',')) {
        const auto same = [&](const Dimension& other) { return other.header == word; };
        if (std::any_of(dimensions.begin(), dimensions.end(), same)) mistakes.error("by-twice", {}, {base::shown(word)});
        dimensions.push_back(read_dimension(policy, word, mistakes));
    }
    if (mistakes.has_errors()) return mistakes;
    return dimensions;
}

Breakdown::Breakdown(std::vector<Dimension> dimensions) : dimensions_(std::move(dimensions)) {
    const auto is_status = [](const Dimension& one) { return one.kind == Kind::status; };
    if (std::none_of(dimensions_.begin(), dimensions_.end(), is_status))
        dimensions_.push_back({.kind = Kind::status, .header = "status"});
}

Breakdown::Cell Breakdown::cell(const Dimension& dimension, const table::Entitlement& row, const engine::Frame& frame,
                                const table::Words& words) const {
    if (dimension.kind == Kind::benefit) return {.number = row.benefit};
    if (dimension.kind == Kind::status) return {.number = static_cast<int>(row.status)};
    const bool is_of_person = dimension.table == expr::person_table;
    if (is_of_person && row.person < 0) return {.known = false};
    const plan::Slot slot = frame.plan->find(dimension.meaning);
    const std::size_t at = is_of_person ? static_cast<std::size_t>(row.person)
                                        : frame.row_of(slot, expr::household_table, row.household);
    const table::Column& column = frame.columns[static_cast<std::size_t>(slot)];
    if (column.standing_of(at) != table::known) return {.known = false};
    std::string text = file_value(frame, slot, at, words, dimension.print);
    if (dimension.prefix > 0) text = prefix_of(text, dimension.prefix);
    if (column.kind == table::ColumnKind::number) return {.number = column.numbers[at], .text = std::move(text)};
    return {.text = std::move(text)};
}

/// Broken down by benefit and status alone, every row is a total.
bool Breakdown::has_places() const {
    return std::any_of(dimensions_.begin(), dimensions_.end(),
                       [](const Dimension& one) { return one.kind == Kind::value; });
}

bool Breakdown::is_by_benefit() const {
    return std::any_of(dimensions_.begin(), dimensions_.end(), [](const Dimension& one) { return one.kind == Kind::benefit; });
}

Breakdown::Key Breakdown::key_of_total(Key key) const {
    for (std::size_t i = 0; i < key.size(); ++i)
        if (dimensions_[i].kind == Kind::value) key[i] = {.text = "*"};
    return key;
}

/// A unit with several benefits in one group is one unit, and its members are not counted beside their household.
void Breakdown::count(Group& group, const table::Entitlement& row, std::uint64_t persons) const {
    if (!row.in_kind || is_by_benefit()) group.sum.amount += row.amount;        // pieces are no money
    if (row.status == table::Status::eligible && row.amount.is_zero()) return;  // no recipient, as in Totals
    if (group.household != row.household) {
        group.household = row.household;
        group.person = -1;
        group.has_household = false;
    }
    if (row.person < 0 && !group.has_household) {
        group.has_household = true;
        ++group.sum.units;
        group.sum.persons += persons;
    } else if (row.person >= 0 && group.person != row.person) {
        group.person = row.person;
        ++group.sum.units;
        group.sum.persons += group.has_household ? 0 : 1;
    }
}

void Breakdown::add(const table::Entitlement& row, const engine::Frame& frame, plan::Slot size_slot,
                    const table::Words& words) {
    Key key;
    for (const Dimension& dimension : dimensions_) key.push_back(cell(dimension, row, frame, words));
    const std::uint64_t persons = persons_of(row, frame, size_slot);
    count(totals_[key_of_total(key)], row, persons);
    count(groups_[std::move(key)], row, persons);
}

void Breakdown::add(const Breakdown& other) {
    for (const auto& [key, group] : other.groups_) groups_[key].sum += group.sum;
    for (const auto& [key, group] : other.totals_) totals_[key].sum += group.sum;
}

/// Of each benefit, where it is asked for, and each status: also those that nobody is in.
std::vector<Breakdown::Key> Breakdown::keys_of_totals(const policy::Policy& policy) const {
    std::vector<Key> keys = {Key(dimensions_.size(), Cell{.text = "*"})};
    for (std::size_t i = 0; i < dimensions_.size(); ++i) {
        if (dimensions_[i].kind == Kind::value) continue;
        const std::size_t count = dimensions_[i].kind == Kind::benefit ? policy.benefits.size() : table::status_count;
        std::vector<Key> more;
        for (const Key& key : keys)
            for (std::size_t n = 0; n < count; ++n) {
                more.push_back(key);
                more.back()[i] = {.number = static_cast<std::int64_t>(n)};
            }
        keys = std::move(more);
    }
    return keys;
}

std::string Breakdown::summary_csv(base::Month month, const policy::Policy& policy, bool header) const {
    std::string csv;
    std::vector<std::string> cells = {"month"};
    for (const Dimension& dimension : dimensions_) cells.push_back(dimension.header);
    cells.insert(cells.end(), {"units", "persons", "amount"});
    if (header) csv += csv_row(cells);
    const auto row = [&](const Key& key, const Sum& sum) {
        cells = {month.to_string()};
        bool in_kind = false;
        for (std::size_t i = 0; i < key.size(); ++i) {
            const auto number = static_cast<std::size_t>(key[i].number.to_int64().value_or(0));
            switch (dimensions_[i].kind) {
                case Kind::benefit:
                    cells.push_back(policy.benefits[number].name);
                    in_kind = policy.benefits[number].in_kind;
                    break;
                case Kind::status: cells.emplace_back(table::to_string(static_cast<table::Status>(number))); break;
                case Kind::value: cells.push_back(key[i].text); break;
            }
        }
        cells.insert(cells.end(), {std::to_string(sum.units), std::to_string(sum.persons), in_kind ? sum.amount.to_string() : money(sum.amount)});
        csv += csv_row(cells);
    };
    if (has_places())
        for (const auto& [key, group] : groups_) row(key, group.sum);
    for (const Key& key : keys_of_totals(policy)) {
        const auto found = totals_.find(key);
        row(key, found == totals_.end() ? Sum{} : found->second.sum);
    }
    return csv;
}

std::string Breakdown::screen(const policy::Policy& policy, Language language) const {
    std::vector<std::vector<std::string>> rows(1);
    for (const Dimension& dimension : dimensions_)
        rows.front().push_back(dimension.kind == Kind::value ? dimension.header : text(language, dimension.header));
    for (const char* key : {"by-units", "by-persons", "amount"}) rows.front().push_back(text(language, key));
    const auto row = [&](const Key& key, const Sum& sum) {
        auto& cells = rows.emplace_back();
        bool in_kind = false;
        for (std::size_t i = 0; i < key.size(); ++i) {
            const auto number = static_cast<std::size_t>(key[i].number.to_int64().value_or(0));
            const auto status = static_cast<table::Status>(number);
            switch (dimensions_[i].kind) {
                case Kind::benefit:
                    cells.push_back(label_of(policy.benefits[number], language));
                    in_kind = policy.benefits[number].in_kind;
                    break;
                case Kind::status: cells.push_back(text(language, "status-" + std::string(table::to_string(status)))); break;
                case Kind::value: cells.push_back(base::shown(key[i].text)); break;
            }
        }
        cells.insert(cells.end(), {std::to_string(sum.units), std::to_string(sum.persons), in_kind ? text(language, "pieces", {sum.amount.to_string()}) : shown_money(sum.amount)});
    };
    for (const auto& [key, group] : groups_)
        if (has_places() && group.sum.units > 0) row(key, group.sum);
    for (const auto& [key, group] : totals_)
        if (group.sum.units > 0) row(key, group.sum);
    std::vector<bool> right(dimensions_.size(), false);
    right.insert(right.end(), 3, true);
    return aligned(rows, right);
}

}  // namespace doudi::report
