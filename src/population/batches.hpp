#pragma once
// Households with their persons, cut into batches.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "doudi/population/read.hpp"
#include "table_reader.hpp"

namespace doudi::population {

/// Rows by what they belong to: first[h] .. first[h + 1] in `rows`, in file order within each.
struct Grouping {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> rows;
};
Grouping group_by_parent(const TableData& above, const TableData& rows);

/// What belongs to households (parent 0) or persons (1).
struct RecordTable {
    std::size_t parent = 0;
    std::unique_ptr<TableData> data;
};

/// The `kept` rows of the households' table, in that order. The tables are used up.
std::vector<table::Batch> cut_batches(std::size_t size, const std::vector<std::uint32_t>& kept, TableData& households,
                                      TableData& persons, const Grouping& grouping,
                                      std::vector<RecordTable>& records);
/// Puts the checks that hold a household into its batch.
void put_holds(const std::vector<Remark>& remarks, std::vector<table::Batch>& batches);

}  // namespace doudi::population
