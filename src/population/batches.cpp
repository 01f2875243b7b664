// Puts each person into its household, each record where it belongs, and cuts batches of households, column by column.
// What is wrong with the tables was told before; here they are whole.

#include "batches.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace doudi::population {
namespace {

// Moves the values of some rows into a batch. Rows without standings stay so: every one is known.
table::Column take_rows(table::Column& whole, const std::uint32_t* rows, std::size_t count) {
    table::Column part;
    part.kind = whole.kind;
    if (!whole.numbers.empty()) {
        part.numbers.reserve(count);
        std::for_each(rows, rows + count,
                      [&](std::uint32_t row) { part.numbers.push_back(std::move(whole.numbers[row])); });
    }
    if (!whole.integers.empty()) {
        part.integers.reserve(count);
        std::for_each(rows, rows + count, [&](std::uint32_t row) { part.integers.push_back(whole.integers[row]); });
    }
    const auto is_known = [&](std::uint32_t row) { return whole.standing[row] == table::known; };
    if (!whole.standing.empty() && !std::all_of(rows, rows + count, is_known)) {
        part.standing.reserve(count);
        std::for_each(rows, rows + count, [&](std::uint32_t row) { part.standing.push_back(whole.standing[row]); });
    }
    return part;
}

void cut_keys(table::Batch& batch, const std::uint32_t* kept, std::size_t count, TableData& households,
              TableData& persons, const Grouping& grouping) {
    batch.first_person.reserve(count + 1);
    batch.household_ids.reserve(count);
    batch.first_person.push_back(0);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t household = kept[i];
        batch.household_ids.push_back(std::move(households.ids[household]));
        batch.household_lines.push_back(households.lines[household]);
        for (std::uint32_t at = grouping.first[household]; at < grouping.first[household + 1]; ++at) {
            batch.person_ids.push_back(std::move(persons.ids[grouping.rows[at]]));
            batch.person_lines.push_back(persons.lines[grouping.rows[at]]);
        }
        batch.first_person.push_back(static_cast<std::uint32_t>(batch.person_ids.size()));
    }
    batch.columns.resize(2);
    batch.columns[0].resize(households.columns.size());
    batch.columns[1].resize(persons.columns.size());
}

// Column by column, so that a whole column is given back before the next is cut.
void cut_columns(std::vector<table::Batch>& batches, std::size_t table, TableData& data,
                 const std::vector<std::uint32_t>& rows) {
    for (std::size_t i = 0; i < data.columns.size(); ++i) {
        std::size_t at = 0;
        for (table::Batch& batch : batches) {
            const std::size_t count = batch.rows(table);
            batch.columns[table][i] = take_rows(data.columns[i], rows.data() + at, count);
            at += count;
        }
        data.columns[i] = {};
    }
}

}  // namespace

Grouping group_by_parent(const TableData& above, const TableData& rows) {
    Grouping grouping;
    grouping.first.assign(above.ids.size() + 1, 0);
    for (const std::uint32_t parent : rows.parents) {
        if (parent != no_row) {
            ++grouping.first[parent + 1];
        }
    }
    for (std::size_t i = 1; i < grouping.first.size(); ++i) {
        grouping.first[i] += grouping.first[i - 1];
    }
    std::vector<std::uint32_t> next(grouping.first.begin(), grouping.first.end() - 1);
    grouping.rows.resize(grouping.first.back());
    for (std::uint32_t row = 0; row < rows.parents.size(); ++row) {
        if (rows.parents[row] != no_row) {
            grouping.rows[next[rows.parents[row]]++] = row;
        }
    }
    return grouping;
}

namespace {

// The rows that belong to the given ones, in their order.
std::vector<std::uint32_t> rows_below(const std::vector<std::uint32_t>& parents, const Grouping& grouping) {
    std::vector<std::uint32_t> rows;
    rows.reserve(grouping.rows.size());
    for (const std::uint32_t parent : parents) {
        rows.insert(rows.end(), grouping.rows.begin() + grouping.first[parent],
                    grouping.rows.begin() + grouping.first[parent + 1]);
    }
    return rows;
}

// `parents`: the rows of the table above in the batches' order.
void cut_records(std::vector<table::Batch>& batches, std::size_t parent, const std::vector<std::uint32_t>& parents,
                 TableData& data, const Grouping& grouping) {
    std::size_t above = 0;
    for (table::Batch& batch : batches) {
        const std::size_t end = above + batch.rows(parent);
        table::Records& records = batch.records.emplace_back();
        records.parent = parent;
        for (; above < end; ++above) {
            for (std::uint32_t at = grouping.first[parents[above]]; at < grouping.first[parents[above] + 1]; ++at) {
                records.ids.push_back(std::move(data.ids[grouping.rows[at]]));
                records.lines.push_back(data.lines[grouping.rows[at]]);
            }
            records.first.push_back(static_cast<std::uint32_t>(records.ids.size()));
        }
        batch.columns.emplace_back(data.columns.size());
    }
    cut_columns(batches, batches.empty() ? 0 : batches.front().columns.size() - 1, data, rows_below(parents, grouping));
}

}  // namespace

std::vector<table::Batch> cut_batches(std::size_t size, const std::vector<std::uint32_t>& kept, TableData& households,
                                      TableData& persons, const Grouping& grouping, std::vector<RecordTable>& records) {
    const std::vector<std::uint32_t> persons_kept = rows_below(kept, grouping);
    std::vector<Grouping> groupings;
    for (const RecordTable& one : records) {
        groupings.push_back(group_by_parent(one.parent == 0 ? households : persons, *one.data));
    }
    std::vector<table::Batch> batches;
    for (std::size_t begin = 0; begin < kept.size(); begin += size) {
        cut_keys(batches.emplace_back(), kept.data() + begin, std::min(size, kept.size() - begin), households, persons,
                 grouping);
    }
    cut_columns(batches, 0, households, kept);
    cut_columns(batches, 1, persons, persons_kept);
    for (std::size_t i = 0; i < records.size(); ++i) {
        cut_records(batches, records[i].parent, records[i].parent == 0 ? kept : persons_kept, *records[i].data,
                    groupings[i]);
    }
    return batches;
}

void put_holds(const std::vector<Remark>& remarks, std::vector<table::Batch>& batches) {
    std::map<std::string, std::set<std::string>> holds;
    for (const Remark& remark : remarks) {
        if (remark.weight == Remark::Weight::hold) {
            holds[remark.household_id].insert(remark.told.code);
        }
    }
    for (table::Batch& batch : batches) {
        for (std::size_t i = 0; !holds.empty() && i < batch.households(); ++i) {
            if (const auto found = holds.find(batch.household_ids[i]); found != holds.end()) {
                batch.holds.resize(batch.households());
                batch.holds[i].assign(found->second.begin(), found->second.end());
            }
        }
    }
}

}  // namespace doudi::population
