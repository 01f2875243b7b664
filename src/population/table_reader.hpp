#pragma once
// One table of a population: ids and typed columns in the order of its file.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/population/read.hpp"
#include "id_index.hpp"
#include "mistakes.hpp"
#include "sheet.hpp"
#include "table_form.hpp"

namespace doudi::population {

constexpr std::uint32_t no_row = 0xFFFFFFFF;

struct TableData {
    TableData() : index(ids) {}
    TableData(const TableData&) = delete;  // the index looks at the ids
    TableData& operator=(const TableData&) = delete;

    std::shared_ptr<const base::SourceFile> source;  ///< of the last file
    InputFile input;                                 ///< the same
    std::vector<InputFile> inputs;                   ///< all
    std::vector<std::string> ids;
    std::vector<std::int64_t> lines;
    const TableData* above = nullptr;    ///< the table that rows belong to; null for households
    std::vector<std::uint32_t> parents;  ///< row there of each one; perhaps no_row
    std::map<std::uint32_t, std::string> orphans;  ///< the id that rows without one name
    std::vector<table::Column> columns;            ///< as in the TableSpec; ignored ones are empty
    std::vector<base::Diagnostic> conversions;     ///< what was read otherwise than it stands there
    std::vector<Match> matches;                    ///< where the columns were found
    IdIndex index;
    bool has_key_first = false;  ///< the key is the file's first column
    bool is_whole = false;       ///< every row could be put where it belongs, so absence proves something
    /// The id of the household that a row of the table belongs to; empty when it cannot be told.
    [[nodiscard]] std::string_view household_of(std::uint32_t row) const;
};

/// Where the cells of the row being read stand.
class CellPlaces {
public:
    CellPlaces(const Rows& rows, const std::vector<std::size_t>& fields) : rows_(rows), fields_(fields) {}
    /// Of a column of the TableSpec; the row's beginning when the sheet has no such column.
    [[nodiscard]] base::SourceSpan of(std::size_t column) const;

private:
    const Rows& rows_;
    const std::vector<std::size_t>& fields_;
};
/// Called for each row once its cells stand in the columns.
using AfterRow = std::function<void(std::uint32_t row, const CellPlaces& places)>;

/// Reads the form's files into `data`. `parents` is the table that parent_key points to, or null. Mistakes of a row are
/// those of its household.
void read_table(const TableForm& form, const TableData* parents, table::Words& words, TableData& data,
                Mistakes& mistakes, const AfterRow& after_row = {});

/// One file in the plain format.
void read_table(const std::filesystem::path& path, const table::TableSpec& spec, const TableData* parents,
                table::Words& words, TableData& data, Mistakes& mistakes);

}  // namespace doudi::population
