#pragma once
// One table of a population: ids and typed columns in the order of its file.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "doudi/population/read.hpp"
#include "id_index.hpp"
#include "mistakes.hpp"
#include "sheet.hpp"

namespace doudi::population {

struct TableData {
    TableData() : index(ids) {}
    TableData(const TableData&) = delete;  // the index looks at the ids
    TableData& operator=(const TableData&) = delete;

    std::shared_ptr<const base::SourceFile> source;
    InputFile input;
    std::vector<std::string> ids;
    std::vector<std::int64_t> lines;
    std::vector<std::uint32_t> parents;  ///< row of each one's household, in a table with a parent
    std::vector<table::Column> columns;  ///< as in the TableSpec; ignored ones are empty
    IdIndex index;
    bool has_key_first = false;  ///< the key is the file's first column
    bool is_whole = false;       ///< every row was understood, so absence proves something
};

/// Reads the file into `data`. `parents` is the table that parent_key points to, or null.
void read_table(const std::filesystem::path& path, const table::TableSpec& spec, const TableData* parents,
                table::Words& words, TableData& data, Mistakes& mistakes);

}  // namespace doudi::population
