#pragma once
// The worked cases beside a law: tests/*.yaml, read and checked against the policy's names. Running them is left to runs.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// A cell as a population's table would hold it; an empty text is an empty cell.
struct GivenCell {
    int input = -1;  ///< id in the policy
    std::string text;
    base::SourceSpan span;
};
struct GivenPerson {
    std::string key;
    std::vector<GivenCell> cells;
    base::SourceSpan span;
};
/// A row of a record table.
struct GivenRecord {
    expr::TableId table = expr::no_table;
    std::string key;
    std::string person;  ///< whose it is; empty in a table under households
    std::vector<GivenCell> cells;
    base::SourceSpan span;
};
/// What holds from a month on.
struct CaseChange {
    base::Month month;
    std::vector<GivenCell> household;
    std::vector<GivenPerson> persons;  ///< who was not there before comes in
    std::vector<GivenRecord> records;
    std::vector<std::string> gone;
};
/// A value that `previous` reads in the first month, as state.csv would hold it. "missing" has an empty text.
struct GivenState {
    std::string person;  ///< empty for the household's own
    expr::Meaning meaning;
    std::string name;  ///< law.name
    std::string text;
    bool unknown = false;
    base::SourceSpan span;
};

/// `not_stated`: no figure covers the month, so that a run would be refused.
enum class Expected : std::uint8_t { value, missing, unknown, not_stated };
struct ExpectedValue {
    std::string person;
    expr::Meaning meaning;  ///< a variable, an input, or a benefit's field
    std::string name;       ///< as written
    Expected standing = Expected::value;
    base::Rational number;     ///< in base units
    std::int64_t integer = 0;  ///< of a bool, a day, a month
    std::string word;          ///< of a code or text
    base::SourceSpan span;
};
struct ExpectedBenefit {
    std::string person;
    int benefit = -1;         ///< id in the policy
    bool not_stated = false;  ///< the run is refused; nothing else is expected then
    std::optional<std::string> status;
    std::optional<base::Rational> amount;
    std::optional<std::vector<std::string>> reasons;
    std::vector<std::pair<int, base::Rational>> parts;  ///< places in the benefit's parts
    base::SourceSpan span;
};
struct Expectation {
    base::Month month;
    std::vector<ExpectedValue> values;
    std::vector<ExpectedBenefit> benefits;
    std::optional<std::vector<std::string>> checks{};  ///< names of those that fail, or of which nobody can tell
    base::SourceSpan checks_span{};
};

struct Case {
    std::string name;
    std::string source;
    base::SourceSpan span;  ///< of the name
    base::Month first, last;
    std::vector<GivenCell> household;
    std::vector<GivenCell> every_person;  ///< given to all, before what is given to each
    std::vector<GivenPerson> persons;
    std::vector<GivenRecord> every_record;  ///< given to all rows of a table; without key
    std::vector<GivenRecord> records;
    std::vector<CaseChange> changes;  ///< ascending
    std::vector<GivenState> state;
    std::vector<Expectation> expectations;  ///< ascending
};

/// Reads one file of cases. All mistakes are reported; names that the policy does not have come with the nearest one.
base::Result<std::vector<Case>> read_cases(const Policy& policy, const std::filesystem::path& file);

/// The *.yaml files in the `tests` folder of a policy folder, in byte order of their names.
std::vector<std::filesystem::path> case_files(const std::filesystem::path& policy_folder);

}  // namespace doudi::policy
