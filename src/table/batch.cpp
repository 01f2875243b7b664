// Rows of a batch by whom they belong to: the household of a row, one household with its rows as a batch of its own.

#include <algorithm>
#include <numeric>

#include "doudi/table/column.hpp"

namespace doudi::table {

namespace {

std::size_t above(const std::vector<std::uint32_t>& first, std::size_t row) {
    return static_cast<std::size_t>(std::upper_bound(first.begin(), first.end(), row) - first.begin()) - 1;
}

Column take_rows(const Column& whole, const std::vector<std::size_t>& rows) {
    Column some;
    some.kind = whole.kind;
    for (const std::size_t row : rows) {
        if (!whole.numbers.empty()) some.numbers.push_back(whole.numbers[row]);
        if (!whole.integers.empty()) some.integers.push_back(whole.integers[row]);
        if (!whole.standing.empty()) some.standing.push_back(whole.standing[row]);
    }
    return some;
}

void take_columns(const Batch& batch, std::size_t table, const std::vector<std::size_t>& rows, Batch& one) {
    auto& columns = one.columns.emplace_back();
    for (const Column& column : batch.columns[table]) columns.push_back(take_rows(column, rows));
}

/// The records of the given parents' rows, in their order.
void take_records(const Batch& batch, std::size_t table, const std::vector<std::size_t>& parents, Batch& one) {
    const Records& whole = batch.records[table - 2];
    Records& some = one.records.emplace_back();
    some.parent = whole.parent;
    std::vector<std::size_t> rows;
    for (const std::size_t parent : parents) {
        for (std::size_t row = whole.first[parent]; row < whole.first[parent + 1]; ++row) {
            rows.push_back(row);
            some.ids.push_back(whole.ids[row]);
            some.lines.push_back(whole.lines[row]);
        }
        some.first.push_back(static_cast<std::uint32_t>(rows.size()));
        if (!whole.uncertain.empty()) some.uncertain.push_back(whole.uncertain[parent]);
    }
    take_columns(batch, table, rows, one);
}

void take_overrides(const Batch& batch, std::size_t household, const std::vector<std::size_t>& persons, Batch& one) {
    for (Override own : batch.overrides) {
        const auto& rows = own.of_person ? persons : std::vector<std::size_t>{household};
        const auto found = std::find(rows.begin(), rows.end(), own.row);
        if (found == rows.end()) continue;
        own.row = static_cast<std::size_t>(found - rows.begin());
        one.overrides.push_back(std::move(own));
    }
}

}  // namespace

std::size_t Batch::household_of(std::size_t table, std::size_t row) const {
    if (table == 0) return row;
    const std::size_t parent = above(first(table), row);
    return table > 1 && records[table - 2].parent == 1 ? above(first_person, parent) : parent;
}

Batch take_household(const Batch& batch, std::size_t household, const std::vector<std::size_t>& persons) {
    Batch one;
    one.household_ids = {batch.household_ids[household]};
    one.household_lines = {batch.household_lines[household]};
    if (!batch.holds.empty()) one.holds = {batch.holds[household]};
    for (const std::size_t person : persons) {
        one.person_ids.push_back(batch.person_ids[person]);
        one.person_lines.push_back(batch.person_lines[person]);
    }
    one.first_person = {0, static_cast<std::uint32_t>(persons.size())};
    take_overrides(batch, household, persons, one);
    take_columns(batch, 0, {household}, one);
    take_columns(batch, 1, persons, one);
    for (std::size_t table = 2; table < batch.columns.size(); ++table) {
        const bool of_person = batch.records[table - 2].parent == 1;
        take_records(batch, table, of_person ? persons : std::vector<std::size_t>{household}, one);
    }
    return one;
}

Batch take_household(const Batch& batch, std::size_t household) {
    std::vector<std::size_t> persons(batch.first_person[household + 1] - batch.first_person[household]);
    std::iota(persons.begin(), persons.end(), batch.first_person[household]);
    return take_household(batch, household, persons);
}

}  // namespace doudi::table
