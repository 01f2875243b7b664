// From a folder to batches: reads the tables, puts each person into its household, cuts batches.
// The tables themselves are read by table_reader.cpp.

#include "doudi/population/read.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "batch_cell.hpp"
#include "doudi/base/text.hpp"
#include "mistakes.hpp"
#include "table_reader.hpp"
#include "unread.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

// Persons by household: first[h] .. first[h + 1] in `rows`, in file order within a household.
struct Grouping {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> rows;
};

Grouping group_by_household(const TableData& households, const TableData& persons) {
    Grouping grouping;
    grouping.first.assign(households.ids.size() + 1, 0);
    for (const std::uint32_t household : persons.parents) {
        ++grouping.first[household + 1];
    }
    for (std::size_t i = 1; i < grouping.first.size(); ++i) {
        grouping.first[i] += grouping.first[i - 1];
    }
    std::vector<std::uint32_t> next(grouping.first.begin(), grouping.first.end() - 1);
    grouping.rows.resize(persons.parents.size());
    for (std::uint32_t row = 0; row < persons.parents.size(); ++row) {
        grouping.rows[next[persons.parents[row]]++] = row;
    }
    return grouping;
}

void report_empty_households(const TableData& households, const TableData& persons, const Grouping& grouping,
                             Mistakes& mistakes) {
    for (std::size_t i = 0; i < households.ids.size(); ++i) {
        // A double's persons went to the first row of its id.
        if (grouping.first[i] == grouping.first[i + 1] && households.index.find(households.ids[i]) == i) {
            mistakes.error("household-without-persons",
                           place_in_data(households.source, households.lines[i], households.has_key_first ? 1 : 0),
                           {base::masked(households.ids[i]), base::shown(persons.input.name)});
        }
    }
}

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

void cut_keys(std::vector<table::Batch>& batches, std::size_t size, TableData& households, TableData& persons,
              const Grouping& grouping) {
    for (std::size_t begin = 0; begin < households.ids.size(); begin += size) {
        const std::size_t end = std::min(begin + size, households.ids.size());
        table::Batch& batch = batches.emplace_back();
        batch.first_person.reserve(end - begin + 1);
        batch.household_ids.reserve(end - begin);
        for (std::size_t household = begin; household < end; ++household) {
            batch.household_ids.push_back(std::move(households.ids[household]));
            batch.household_lines.push_back(households.lines[household]);
            batch.first_person.push_back(grouping.first[household] - grouping.first[begin]);
        }
        batch.first_person.push_back(grouping.first[end] - grouping.first[begin]);
        batch.person_ids.reserve(batch.first_person.back());
        for (std::uint32_t at = grouping.first[begin]; at < grouping.first[end]; ++at) {
            batch.person_ids.push_back(std::move(persons.ids[grouping.rows[at]]));
            batch.person_lines.push_back(persons.lines[grouping.rows[at]]);
        }
        batch.columns.resize(2);
        batch.columns[0].resize(households.columns.size());
        batch.columns[1].resize(persons.columns.size());
    }
}

// Column by column, so that a whole column is given back before the next is cut.
void cut_columns(std::vector<table::Batch>& batches, std::size_t table, TableData& data,
                 const std::vector<std::uint32_t>& rows) {
    for (std::size_t i = 0; i < data.columns.size(); ++i) {
        std::size_t at = 0;
        for (table::Batch& batch : batches) {
            const std::size_t count = table == 0 ? batch.households() : batch.persons();
            batch.columns[table][i] = take_rows(data.columns[i], rows.data() + at, count);
            at += count;
        }
        data.columns[i] = {};
    }
}

std::vector<table::Batch> cut_batches(std::size_t size, TableData& households, TableData& persons,
                                      const Grouping& grouping) {
    std::vector<std::uint32_t> in_order(households.ids.size());
    for (std::uint32_t row = 0; row < in_order.size(); ++row) {
        in_order[row] = row;
    }
    std::vector<table::Batch> batches;
    cut_keys(batches, size, households, persons, grouping);
    cut_columns(batches, 0, households, in_order);
    cut_columns(batches, 1, persons, grouping.rows);
    return batches;
}

std::vector<std::string> csv_files_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() == ".csv") {
            names.push_back(at->path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

// The file of a table, when there is one.
std::optional<fs::path> find_table(const fs::path& folder, const table::TableSpec& spec, const ReadOptions& options,
                                   Mistakes& mistakes) {
    if (const auto named = options.table_files.find(spec.name); named != options.table_files.end()) {
        return named->second;
    }
    const fs::path path = folder / spec.file;
    std::error_code failed;
    if (fs::exists(path, failed)) {
        return path;
    }
    const std::vector<std::string> found = csv_files_in(folder);
    const auto place = std::make_shared<const base::SourceFile>(base::SourceFile{folder.string(), {}});
    base::Diagnostic& told = mistakes.error("no-table-file", place_in_data(place, 0, 0), {base::shown(spec.file)});
    if (const auto near = base::nearest(spec.file, found)) {
        told.with_help("help-did-you-mean", {base::shown(*near)});
    }
    return std::nullopt;
}

void check_table_files(const table::Schema& schema, const ReadOptions& options, Mistakes& mistakes) {
    std::size_t from_standard_input = 0;
    for (const auto& [name, path] : options.table_files) {
        std::vector<std::string> names;
        for (const table::TableSpec& spec : schema.tables) {
            names.push_back(spec.name);
        }
        for (const table::RegisterSpec& spec : schema.registers) {
            names.push_back(spec.sheet.name);
        }
        if (path == "-") {
            ++from_standard_input;
        }
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            mistakes.error("unknown-table-file", {}, {base::shown(name), base::join(names, ", ")});
        }
    }
    if (from_standard_input > 1) {
        mistakes.error("standard-input-twice", {});
    }
}

}  // namespace

base::Result<Population> read(const fs::path& folder, const table::Schema& whole, table::Words& words,
                              const ReadOptions& options) {
    const table::Schema schema = without_joined(whole);
    base::ensure(schema.tables.size() == 2 && options.batch_households > 0, "a population has households and persons");
    Mistakes mistakes(options.most_errors);
    check_table_files(schema, options, mistakes);
    report_unread_files(folder, mistakes);
    TableData households;
    TableData persons;
    const auto household_file = find_table(folder, schema.tables[0], options, mistakes);
    const auto person_file = find_table(folder, schema.tables[1], options, mistakes);
    if (!household_file || !person_file) {
        return mistakes.finish();
    }
    read_table(*household_file, schema.tables[0], nullptr, words, households, mistakes);
    read_table(*person_file, schema.tables[1], &households, words, persons, mistakes);
    base::ensure(persons.ids.size() < std::numeric_limits<std::uint32_t>::max(),
                 "a population has fewer than 2^32 persons");
    Grouping grouping;
    if (households.is_whole && persons.is_whole && !persons.ids.empty()) {
        grouping = group_by_household(households, persons);
        report_empty_households(households, persons, grouping, mistakes);
    }
    if (mistakes.any()) {
        return mistakes.finish();
    }
    Population population;
    population.households = households.ids.size();
    population.persons = persons.ids.size();
    population.files = {households.input, persons.input};
    population.batches = cut_batches(options.batch_households, households, persons, grouping);
    add_joined_columns(whole, population.batches);
    return population;
}

}  // namespace doudi::population
