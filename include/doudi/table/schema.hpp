#pragma once
// The columns a population has. Made from a policy's inputs; all that the reader of data knows of a policy.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/exact.hpp"
#include "doudi/base/source.hpp"

namespace doudi::table {

enum class ColumnKind : std::uint8_t { boolean, number, date, month, code, text };

/// What an empty cell means.
enum class Empty : std::uint8_t { refused, filled, missing, unknown };

struct ColumnSpec {
    std::string name;
    std::vector<std::string> headers;              ///< accepted headers: name first, then labels and aliases
    ColumnKind kind = ColumnKind::text;
    Empty empty = Empty::refused;
    std::string fill;                              ///< the cell text that an empty cell stands for, with Empty::filled
    int decimals = 0;                              ///< most decimals of a number's cell
    std::optional<base::Rational> min, max;        ///< of the cell
    base::Rational scale = 1;                      ///< cell × scale = value ("%" is 1/100)
    std::map<std::string, std::string> spellings;  ///< accepted text → code or "true"/"false"
    bool closed = false;                           ///< a code with declared values
    bool personal = false;                         ///< masked in messages (ids, names, accounts)
    bool ignored = false;                          ///< may be there, is not read
    bool lasting = false;                          ///< one value for all months, the newest
    bool joined = false;                           ///< filled from a register; no sheet of the table has it. Such columns stand last
    std::string unit;                              ///< of the cell, as declared ("CNY/month", "%"); empty: none
    base::SourceSpan declared;                     ///< where the policy declares it
};
struct TableSpec {
    std::string name;      ///< "household", "person"
    std::string file;      ///< "households.csv"
    std::string key;       ///< "household_id", "person_id"; empty: rows have no id
    std::string parent_key; ///< "household_id" for persons, "person_id" for what belongs to one, empty for households
    std::vector<ColumnSpec> columns;
    std::optional<std::size_t> parent{};   ///< of a record table: in Schema::tables; such a table may be without rows
    bool matched = false;                  ///< of a record table: its rows are a register's matches, and no sheet has them
    bool lasting = false;                  ///< of a record table: the rows of all months count for every month
};
/// A list outside the tables. A row of `table` whose column `matched` holds the key of a row here takes that row's values.
struct RegisterSpec {
    TableSpec sheet;                       ///< "deaths": without key; its first column is what is compared
    std::size_t table = 0;                 ///< in Schema::tables
    std::size_t matched = 0;               ///< column of that table
    std::vector<std::size_t> joined;       ///< for each column of the sheet behind the first: the column it fills
    std::optional<std::size_t> rows{};     ///< many rows for a key: the table in Schema::tables they stand in, whose columns `joined` names
    std::optional<std::size_t> name{};     ///< column of the sheet to compare with the table's column of the role "name"
};
/// No two rows of a table may share this column's value, by its normalised form.
struct UniqueSpec {
    std::string check;                     ///< its name
    std::size_t table = 0;
    std::size_t column = 0;
    bool holds = false;                    ///< nothing is paid meanwhile; else it is spoken of
};
/// A value that overrides.csv may say otherwise: a column, or what a formula or condition gives.
struct OverridableSpec {
    std::string name;                      ///< "minimum_living.size"
    std::vector<std::string> spellings;    ///< other words for it, each where it means one thing alone
    std::size_t table = 0;                 ///< households or persons
    ColumnSpec cell;                       ///< how its value is written
};
struct Schema {
    std::vector<TableSpec> tables;   ///< households first, then persons, then record tables
    std::map<std::string, std::string> roles{};  ///< "id_number", "name", "region", …: the column of that role; unbound ones are not there
    std::vector<RegisterSpec> registers{};
    std::vector<UniqueSpec> uniques{};
    std::vector<OverridableSpec> overridables{};
};

}  // namespace doudi::table
