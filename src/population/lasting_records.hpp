#pragma once
// Record tables that last: rows of all months' folders count for every month.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "doudi/population/read.hpp"
#include "id_index.hpp"

namespace doudi::population {

/// Gathers the rows of lasting record tables from the months' folders, newest first. Of two rows with one id the newest holds.
class LastingRecords {
public:
    explicit LastingRecords(const table::Schema& schema);

    [[nodiscard]] bool any() const { return !tables_.empty(); }
    /// `folder` is a number by which apply() speaks of it. Newer folders are added before older ones.
    void add(const Population& folder_facts, std::size_t folder);
    [[nodiscard]] bool has_row(std::size_t table, const std::string& id) const;
    /// Gives each household and person of folder `own` the rows that any folder has of it. `skipped`: tables that other months
    /// know nothing of. Gives for each other folder how many rows were taken from it.
    std::map<std::size_t, std::size_t> apply(std::size_t own, const std::vector<bool>& skipped, Population& population) const;

private:
    struct Row {
        std::string parent;                 // the id of the row above
        std::size_t folder = 0;
        std::int64_t line = 0;
        std::vector<Cell> cells;            // by column of the table
    };
    struct Table {
        explicit Table(std::size_t which) : number(which), index(ids) {}
        std::size_t number;                 // in the schema
        std::vector<std::string> ids;
        IdIndex index;                      // looks at the ids
        std::vector<Row> rows;              // beside the ids
        std::map<std::string, std::vector<std::uint32_t>> of;   // by the id of the row above
    };
    static void put(const Table& table, std::size_t own, table::Batch& batch, std::map<std::size_t, std::size_t>& taken);

    std::vector<std::unique_ptr<Table>> tables_;
};

}  // namespace doudi::population
