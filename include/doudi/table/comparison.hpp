#pragma once
// A what-if, as plain data: today's law beside changed ones, month by month.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/table/result.hpp"

namespace doudi::table {

/// A figure that is another one in some of the months asked. Texts as figures are written in the law ("1120", "30", "once").
struct ChangedFigure {
    std::string name;               ///< law.name
    std::vector<std::string> keys;  ///< its index values, "*" for every other
    base::Month first, last;        ///< of the months asked, those with these two figures
    std::string old_value;          ///< empty: none was in force
    std::string new_value;
    std::string unit;       ///< "CNY/month", "%", ""
    std::string unrounded;  ///< of NAME*=V: the product, where it had to be rounded; else empty
    bool falls = false;
};

/// Before and after, of one benefit in one region. "*": of all. Amounts are of the month, in the policy's currency.
struct ComparedSum {
    std::uint64_t units_old = 0,
                  units_new = 0;            ///< awarded, with an amount; of all benefits: households that draw anything
    base::Rational amount_old, amount_new;  ///< of those awarded
    base::Rational unclaimed_old, unclaimed_new;  ///< what would be due to those without a decision
    [[nodiscard]] base::Rational cost() const { return amount_new - amount_old; }
    [[nodiscard]] base::Rational cost_with_unclaimed() const { return cost() + unclaimed_new - unclaimed_old; }
    ComparedSum& operator+=(const ComparedSum& other);
};
struct ComparedRow {
    std::string region;
    std::string benefit;
    ComparedSum sum;
    bool in_kind = false;   ///< amounts are pieces
};

/// A unit whose status or amount is another one. Amounts are those of entitlements.csv: what is due, also when unclaimed.
struct ChangedUnit {
    std::string household_id;
    std::string person_id;  ///< empty for a household's benefit
    std::string benefit;
    Status status_old = Status::ineligible, status_new = Status::ineligible;
    base::Rational amount_old, amount_new;
    bool in_kind = false;   ///< they are pieces
    std::vector<std::string> reasons_gained, reasons_lost;
};

using ReasonCounts = std::map<std::string, std::uint64_t>;

/// Households whose total of awarded amounts goes up, or down.
struct Moved {
    std::uint64_t households = 0;
    base::Rational sum;   ///< of the differences; negative for those that lose
    base::Rational most;  ///< the largest single difference
    void add(const base::Rational& difference);
    Moved& operator+=(const Moved& other);
};
/// Units of a benefit that come to draw it, cease to, or would qualify without having a decision.
struct Movement {
    std::uint64_t newly_eligible = 0, no_longer = 0, newly_unclaimed = 0;
    ReasonCounts reasons_newly, reasons_no_longer,
        reasons_unclaimed;  ///< conditions that hold now, that fail now, that hold now
    Movement& operator+=(const Movement& other);
};
/// A condition that the change widens: how many it lets in, and how many a change as wide the other way would put out.
/// A file of those who draw already has few in the first band, and cannot tell who would come.
struct Band {
    int benefit = -1;       ///< id in the policy
    std::string condition;  ///< its name
    std::string test;       ///< "income_per_capita < standard"
    bool of_persons = false;
    bool widens = false;        ///< for some unit of the file
    std::uint64_t between = 0;  ///< fail under the old figures, hold under the new ones
    std::uint64_t beside = 0;   ///< hold, and would fail were the figures moved as far the other way
    [[nodiscard]] bool entrants_seen() const { return !widens || (between > 0 && between >= beside); }
    Band& operator+=(const Band& other);
};

/// One scenario in one month.
struct MonthComparison {
    base::Month month;
    std::vector<ComparedRow> rows;  ///< by region and benefit; then of all regions by benefit; last of all
    Moved winners, losers;
    ReasonCounts reasons_of_losers;   ///< reasons that the losing households' units gained
    std::vector<Movement> movements;  ///< beside the policy's benefits
    std::vector<Band> bands;
    std::string gains_losses;  ///< rows of gains-losses.csv
    [[nodiscard]] const ComparedSum& total() const { return rows.back().sum; }
};
struct ScenarioComparison {
    std::string name;  ///< "minimum_living.standard=1200"
    std::vector<ChangedFigure> figures;
    std::vector<MonthComparison> months;
};
struct Comparison {
    std::vector<ChangedFigure> assumed;  ///< of slots: both sides take them
    std::vector<ScenarioComparison> scenarios;
    /// False when some band tells that those who would come in are not in the file.
    [[nodiscard]] bool entrants_seen() const;
};

}  // namespace doudi::table
