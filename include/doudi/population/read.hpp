#pragma once
// From a folder of CSV files to typed batches.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/table/column.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::population {

struct InputFile {
    std::string name;  ///< the file's name alone, no path
    std::string digest;
    std::uint64_t bytes = 0;
    std::uint64_t rows = 0;
};
/// A household of which something has to be said. The code of `told` is the check's name ("same_person").
struct Remark {
    enum class Weight : std::uint8_t { note, warn, hold };
    Weight weight = Weight::note;
    std::string household_id;  ///< empty: the population as a whole
    std::string person_id;
    base::Diagnostic told;
    std::string check{};       ///< its name in checks.csv where that is not the code of `told` ("deaths_name")
    [[nodiscard]] const std::string& name() const { return check.empty() ? told.code : check; }
};
std::string_view to_string(Remark::Weight weight);  ///< "note", "warn", "hold"
/// A mistake of a household that was set aside with all its members.
struct Quarantined {
    std::string household_id;
    base::Diagnostic told;
};
/// Where a column was found.
struct Match {
    std::string table;
    std::string input;
    std::string file;         ///< its name alone
    std::string header;
    std::string unit;         ///< of the cells; empty: none
    base::Rational factor = 1;  ///< cell × factor = value
};
struct Population {
    std::vector<table::Batch> batches;  ///< in the order of the households' table
    std::vector<InputFile> files;
    std::uint64_t households = 0;
    std::uint64_t persons = 0;
    std::optional<base::Month> month;        ///< that the facts describe, where population.yaml says so
    std::optional<base::Date> exported;      ///< when they were known
    std::vector<base::Diagnostic> conversions;  ///< notes: what was read otherwise than it stands there, and how often
    std::vector<Remark> remarks;             ///< in the order of the input
    std::vector<Quarantined> quarantined;    ///< the same; not among the households counted above
    std::uint64_t households_set_aside = 0;
    std::vector<Match> matches;              ///< table by table, in the order of the inputs
};
struct ReadOptions {
    std::map<std::string, std::filesystem::path> table_files;  ///< --table person=FILE; "-" is standard input
    std::optional<base::Date> known_on;      ///< only facts known by then
    std::size_t quarantine = 0;              ///< so many households with mistakes may be set aside
    std::size_t batch_households = 1024;
    std::size_t most_errors = 100;
};
/// Reads a folder as its population.yaml describes it, else in the plain format (households.csv, persons.csv). All mistakes are reported, up to `most_errors`,
/// then their count. Codes and texts are interned into `words`. Columns of registers are missing: Facts joins them.
base::Result<Population> read(const std::filesystem::path& folder, const table::Schema& schema, table::Words& words,
                              const ReadOptions& options);

/// The folder to read for `month`: `folder` itself when it holds tables, else its subfolder "YYYY-MM".
/// Errors: no-population, no-population-month.
struct Place {
    std::filesystem::path folder;
    bool held_still = false;  ///< one plain folder serves every month: its facts are held still
};
base::Result<Place> place_of(const std::filesystem::path& folder, base::Month month);
/// Subfolders called like months, ascending.
std::vector<base::Month> months_in(const std::filesystem::path& folder);

/// One cell, by the same rules as a table's: what `doudi test` gives a person.
/// `standing` is set for an empty text. An error's args: name, shown (or masked) text, what is allowed.
struct Cell {
    base::Rational number;
    std::int64_t integer = 0;
    table::Standing standing = table::known;
};
struct CellError {
    std::string code;  ///< "bad-number", "number-too-long", "too-many-decimals", "below-minimum", "above-maximum",
                       ///< "bad-code", "bad-date", "bad-month", "bad-bool", "invisible-character", "empty-cell"
    std::vector<std::string> args;
    std::string help;  ///< as in Diagnostic: what was found instead ("help-thousands"), or empty
    std::vector<std::string> help_args;
};
std::optional<CellError> parse_cell(std::string_view text, const table::ColumnSpec& column, table::Words& words,
                                    Cell& cell);

}  // namespace doudi::population
