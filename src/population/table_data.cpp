// What a table that was read knows of its rows: whose they are, and where a cell stands.
// Reading them, but for the plain way in at the end, is left to table_reader.cpp.

#include "sheet_columns.hpp"
#include "table_reader.hpp"

namespace doudi::population {

std::string_view TableData::household_of(std::uint32_t row) const {
    if (above == nullptr) {
        return ids[row];
    }
    return parents[row] == no_row ? std::string_view{} : above->household_of(parents[row]);
}

base::SourceSpan CellPlaces::of(std::size_t column) const {
    return fields_[column] == absent ? rows_.place(0) : rows_.place(fields_[column]);
}

void read_table(const std::filesystem::path& path, const table::TableSpec& spec, const TableData* parents,
                table::Words& words, TableData& data, Mistakes& mistakes) {
    read_table(form_of(spec, nullptr, {path}, mistakes), parents, words, data, mistakes);
}

}  // namespace doudi::population
