#pragma once
// Typed columns and batches of households with their persons.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "doudi/base/exact.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::table {

/// Codes and texts as small integers. Numbers depend on the order of first appearance and never reach a result:
/// only the words do. Filled by one thread, then read by many.
class Words {
public:
    static constexpr std::int64_t none = -1;
    std::int64_t intern(std::string_view word);
    [[nodiscard]] std::int64_t find(std::string_view word) const;   ///< none when never seen
    [[nodiscard]] const std::string& word(std::int64_t number) const;
    [[nodiscard]] std::size_t size() const { return words_.size(); }

private:
    std::deque<std::string> words_;                                  // stable addresses for the views below
    std::unordered_map<std::string_view, std::int64_t> numbers_;
};

/// State of one row's value: known, missing, or unknown for a set of causes (numbers ≥ 2, see engine::Causes).
using Standing = std::uint32_t;
inline constexpr Standing known = 0;
inline constexpr Standing missing = 1;
inline constexpr Standing first_unknown = 2;   ///< in a population: the input's own cell was empty

/// Values of one thing for all rows of a table. Numbers stand in `numbers`; bools (0/1), dates (day ordinals),
/// months (ordinals), codes and texts (Words) in `integers`. `standing` is empty when every row is known.
struct Column {
    ColumnKind kind = ColumnKind::number;
    std::vector<base::Rational> numbers;
    std::vector<std::int64_t> integers;
    std::vector<Standing> standing;
    [[nodiscard]] Standing standing_of(std::size_t row) const { return standing.empty() ? known : standing[row]; }
};

/// The rows of a record table: those of one household or person are consecutive.
struct Records {
    std::size_t parent = 0;                    ///< 0: they belong to households, 1: to persons
    std::vector<std::string> ids;
    std::vector<std::uint32_t> first{0};       ///< one for each row they belong to, and one for the end
    std::vector<std::int64_t> lines;
    std::vector<bool> uncertain;               ///< by the row above: nobody knows what belongs to it; empty: known of all
};

/// What an authority decided otherwise for one row.
struct Override {
    std::size_t thing = 0;                     ///< in Schema::overridables
    bool of_person = false;
    std::size_t row = 0;                       ///< of the persons, else of the households
    base::Rational number;                     ///< the value, as in a Column
    std::int64_t integer = 0;
    std::string place;                         ///< "overrides.csv:2"
    std::string authority;
    std::string reason;
};

/// Some households, each with its persons in consecutive rows.
struct Batch {
    std::vector<std::string> household_ids;
    std::vector<std::string> person_ids;
    std::vector<std::uint32_t> first_person;   ///< one for each household, and one for the end
    std::vector<std::int64_t> household_lines; ///< physical lines in their files, for messages (0: not from a file)
    std::vector<std::int64_t> person_lines;
    std::vector<Records> records;              ///< of the tables behind households and persons
    std::vector<std::vector<Column>> columns;  ///< [table][column of the TableSpec]; ignored columns are empty
    /// Names of the checks that hold each household ("same_person"), sorted; empty when none is held. All is computed,
    /// nothing is paid.
    std::vector<std::vector<std::string>> holds;
    std::vector<Override> overrides;           ///< of this month
    [[nodiscard]] std::size_t households() const { return household_ids.size(); }
    [[nodiscard]] std::size_t persons() const { return person_ids.size(); }
    [[nodiscard]] std::size_t rows(std::size_t table) const {
        return table == 0 ? households() : table == 1 ? persons() : records[table - 2].ids.size();
    }
    /// Whose a row is.
    [[nodiscard]] std::size_t household_of(std::size_t table, std::size_t row) const;
    /// Of a table that is not the households': where the rows of each row above begin, and the end.
    [[nodiscard]] const std::vector<std::uint32_t>& first(std::size_t table) const {
        return table == 1 ? first_person : records[table - 2].first;
    }
    [[nodiscard]] const std::string& id(std::size_t table, std::size_t row) const {
        return table == 0 ? household_ids[row] : table == 1 ? person_ids[row] : records[table - 2].ids[row];
    }
};

/// One household with some of its persons and what belongs to them.
Batch take_household(const Batch& batch, std::size_t household, const std::vector<std::size_t>& persons);
/// One household, whole.
Batch take_household(const Batch& batch, std::size_t household);

}  // namespace doudi::table
