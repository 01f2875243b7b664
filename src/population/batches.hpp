#pragma once
// Households with their persons, cut into batches.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "doudi/population/read.hpp"
#include "table_reader.hpp"

namespace doudi::population {

/// Persons by household: first[h] .. first[h + 1] in `rows`, in file order within a household.
struct Grouping {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> rows;
};
Grouping group_by_household(const TableData& households, const TableData& persons);

/// The `kept` rows of the households' table, in that order. The tables are used up.
std::vector<table::Batch> cut_batches(std::size_t size, const std::vector<std::uint32_t>& kept, TableData& households,
                                      TableData& persons, const Grouping& grouping);
/// Puts the checks that hold a household into its batch.
void put_holds(const std::vector<Remark>& remarks, std::vector<table::Batch>& batches);

}  // namespace doudi::population
