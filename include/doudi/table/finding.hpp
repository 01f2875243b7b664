#pragma once
// What an audit finds out: each household's month beside what was paid.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/base/exact.hpp"

namespace doudi::table {

/// The first that holds. `undecided`: a fact is unknown, so that the law cannot be recomputed.
enum class FindingClass : std::uint8_t {
    unmatched, duplicate, unknown_household, paid_after_death, not_eligible, missed, underpaid, overpaid, undecided, match,
};
inline constexpr std::size_t finding_class_count = 10;
std::string_view to_string(FindingClass kind);

/// Whether the difference was there already under the law and the facts known on the pay day.
enum class Knowable : std::uint8_t { yes, no, partly };
std::string_view to_string(Knowable knowable);

/// Why nothing was due, or one change that reproduces the paid amount to the fen.
struct Cause {
    std::string code;       ///< "figure_before", "without_back_pay", "unexplained"
    std::string en;         ///< the same for people
    std::string zh;
    std::string person_id;  ///< whom it is about; empty: nobody
};
struct Finding {
    base::Month month;
    std::string household_id;             ///< empty: no key of the payment resolves
    std::string person_id;                ///< of a person's benefit, where it is one person's
    std::vector<std::string> benefits;    ///< that are compared together; empty: all of them
    base::Rational paid;
    std::optional<base::Rational> due;    ///< nothing: undecided
    FindingClass kind = FindingClass::match;
    std::vector<Cause> reasons;           ///< why nothing was due
    std::vector<Cause> causes;            ///< any of them would explain what was paid
    Knowable knowable = Knowable::yes;
    std::string place;                    ///< "payments.csv:12": of an unmatched payment
    [[nodiscard]] base::Rational difference() const { return due ? paid - *due : base::Rational(0); }
};

/// Rows of the paid file and the sum of their amounts.
struct PaidSum {
    std::uint64_t rows = 0;
    base::Rational amount;
    bool operator==(const PaidSum&) const = default;
};
struct Audit {
    std::vector<base::Month> months;      ///< that were asked, ascending
    std::optional<base::Date> known_on;   ///< in place of the pay days
    std::vector<Finding> findings;        ///< by month, then as the households' table has them; matches too
    PaidSum file;                         ///< = matched + unmatched + outside
    PaidSum matched;                      ///< a key names a household
    PaidSum unmatched;
    PaidSum outside;                      ///< pays for other months than those asked
    std::vector<base::Diagnostic> notes;  ///< what a reader has to know beside: assumptions, how the paid file was read
    [[nodiscard]] bool has_findings() const;
};

}  // namespace doudi::table
