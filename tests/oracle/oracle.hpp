#pragma once
// The meaning of the policy language written once more, to be compared with the engine: households in as their
// cells' texts, rows of entitlements out as their texts. It shares the parser's trees with the program, and no evaluation.

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/policy/policy.hpp"
#include "oracle/value.hpp"

namespace doudi::oracle {

using Cells = std::map<std::string, std::string>;  ///< column → text as in the CSV; a column left out is an empty cell

struct Household {
    struct Person {
        std::string id;
        Cells cells;
    };
    /// A row of a record table: of the household, or of the person whose id it names.
    struct Record {
        std::string table;
        std::string id;
        std::string person_id;
        Cells cells;
    };
    std::string id;
    Cells cells;
    std::vector<Person> persons;
    std::vector<Record> records{};
};

/// As entitlements.csv prints it.
struct Row {
    std::string household_id;
    std::string person_id;  ///< empty for a household's benefit
    std::string benefit;
    std::string status;
    std::string amount;   ///< "417.00"; empty when undecided
    std::string parts;    ///< "top_up=313.00;classified_supplement=104.00"
    std::string reasons;  ///< "income_below_standard;unknown.wage"
    bool operator==(const Row&) const = default;
};

/// What previous() reads next month: for (household, person or "") the values by their full names.
struct State {
    std::map<std::pair<std::string, std::string>, std::map<std::string, Value>> rows;
    bool operator==(const State&) const = default;
};

/// A figure that a benefit needs is not stated for the month: the run is refused.
struct NotStated {
    std::string name;  ///< law.name of the parameter or variable
};
/// A cell that the population's reader refuses.
struct BadCell {
    std::string column;
    std::string text;
};

struct Law;

class Oracle {
public:
    explicit Oracle(const policy::Policy& policy);
    ~Oracle();
    Oracle(Oracle&&) noexcept;
    Oracle& operator=(Oracle&&) noexcept;
    Oracle(const Oracle&) = delete;
    Oracle& operator=(const Oracle&) = delete;

    /// All rows of the month, ineligible ones too: household after household, of each first its own benefits in the
    /// policy's order, then each person's. `state` is last month's and becomes this month's. Throws NotStated, BadCell.
    std::vector<Row> compute(base::Month month, const std::vector<Household>& households, State& state) const;

    /// One value of one household ("income_per_capita", "law.name", a person's with its id): "700", "2/3", "unknown".
    std::string value(base::Month month, const Household& household, const State& state, const std::string& name,
                      const std::string& person_id = {}) const;

private:
    std::unique_ptr<const Law> law_;
};

}  // namespace doudi::oracle
