#pragma once
// Which sheet seems to be which table, which header which input, and which column the key.

#include <string>
#include <vector>

#include "doudi/table/schema.hpp"
#include "survey.hpp"

namespace doudi::population {

/// A header that is an input's name, label or alias.
struct MatchedHeader {
    const table::ColumnSpec* column = nullptr;
    const SurveyedColumn* found = nullptr;
    std::string remark;  ///< what stands in brackets behind the header's name
};

/// What a sheet would be as one of the tables.
struct Fit {
    std::vector<MatchedHeader> matches;
    std::vector<const table::ColumnSpec*> without;  ///< inputs that no header is
};

/// A table and the sheet that seems to hold it.
struct TablePlace {
    const table::TableSpec* spec = nullptr;
    const Survey* sheet = nullptr;
    bool is_shared = false;  ///< the sheet serves another table too, a row of this one on several of its rows
    Fit fit{};
    const SurveyedColumn* key = nullptr;
    const SurveyedColumn* parent_key = nullptr;
};

/// The tables and registers of a policy; the schema outlives them.
std::vector<const table::TableSpec*> tables_of(const table::Schema& schema);
/// Every name, label, alias and key that a header could be.
std::vector<std::string> known_headers(const std::vector<const table::TableSpec*>& specs);
bool is_in(const std::string& text, const std::vector<std::string>& list);
/// The names under which an input's column is accepted, its own first.
std::vector<std::string> headers_of(const table::ColumnSpec& column);

/// One place a table, in their order: the best fits first, each sheet for one table.
std::vector<TablePlace> place_sheets(const std::vector<Survey>& sheets, const std::vector<const table::TableSpec*>& specs);
/// A table that no sheet was left for may stand in one with another table: a line a member, the household on each.
void share_sheets(std::vector<TablePlace>& places, const std::vector<Survey>& sheets);
/// Matches headers and inputs of every place, and finds the columns its rows go by as far as there is one answer.
void match_columns(std::vector<TablePlace>& places);
/// Which columns the rows of a table could go by: filled throughout, no value twice, and no input.
std::vector<const SurveyedColumn*> key_candidates(const TablePlace& place, const std::vector<TablePlace>& places);

}  // namespace doudi::population
