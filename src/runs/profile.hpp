#pragma once
// What the columns of a population hold, as counts and middles: nothing of a single household but the ends of a range.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/base/exact.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/population/read.hpp"
#include "doudi/report/messages.hpp"
#include "doudi/table/column.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::runs {

struct ColumnProfile {
    const table::ColumnSpec* spec = nullptr;
    std::string table;
    std::string header;       ///< under which the column was found; empty when it was not read from a sheet
    std::string file;
    std::string unit;         ///< of the cells as written
    base::Rational factor = 1;     ///< cell × factor = value
    std::uint64_t filled = 0;
    std::uint64_t blank = 0;       ///< cells without a value; one that was filled by a default has one
    std::uint64_t distinct = 0;
    // Of numbers, in the policy's unit. A middle of an even count is the lower one.
    std::uint64_t zeros = 0;
    std::optional<base::Rational> least, middle, most;
    std::optional<base::Rational> middle_but_zero;
    std::uint64_t whole = 0;       ///< cells other than zero that are whole numbers as written
    std::uint64_t years = 0;       ///< those from 1990 to 2039, but for 2000, which is also a usual amount
    // Of days and months.
    std::optional<std::int64_t> first, midway, last;
    // Of texts.
    std::uint64_t long_digits = 0;    ///< cells of 16 digits and more
    std::uint64_t ending_in_zeros = 0;  ///< those that end in 000, as a spreadsheet leaves an ID number
    std::uint64_t powers_of_ten = 0;  ///< 5.10185E+17
    [[nodiscard]] std::uint64_t not_zero() const { return filled - zeros; }
    [[nodiscard]] bool is_money_a_month() const;
    [[nodiscard]] bool is_money() const;
    [[nodiscard]] std::string name() const { return table + "." + spec->name; }
};
struct Profile {
    std::string folder;
    std::optional<base::Month> month;
    std::vector<base::Diagnostic> conversions;
    std::uint64_t households = 0;
    std::uint64_t persons = 0;
    std::vector<ColumnProfile> columns;
    std::set<std::string> household_ids;
    std::map<std::string, std::uint64_t> regions;       ///< households by the column of the role; empty without one
    std::uint64_t without_income = 0;  ///< households in which every amount a month is zero
    std::uint64_t with_amounts = 0;    ///< households in which every amount a month is known
    [[nodiscard]] const ColumnProfile* find(const std::string& name) const;
};
Profile profile_of(const table::Schema& schema, const population::Population& population, const table::Words& words,
                   const std::string& folder);
/// A table for people: what each column was found under, and what it holds.
std::string print(const Profile& profile, const policy::Policy& policy, report::Language language);

}  // namespace doudi::runs
