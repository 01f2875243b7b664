#pragma once
// What every household was due in every month paid, as known when it was paid. Audit and explain read the same reckonings.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit_book.hpp"
#include "audit_due.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/runs/history.hpp"

namespace doudi::runs {

/// What became due for an earlier month because law or facts became known after it was last paid.
struct BackPay {
    base::Month month;
    base::Date known_before;   ///< the pay day whose knowledge was taken until now
    Amounts amounts;
};
/// One household and one month.
struct Reckoning {
    base::Month month;
    base::Date known_on;                       ///< its pay day, or --known-on
    HouseholdDue own;                          ///< the entitlement of the month; without units when it is not in the month
    bool in_month = false;
    std::vector<BackPay> back;
    std::vector<std::size_t> payments;         ///< in the book
    [[nodiscard]] base::Rational back_sum(const std::vector<int>& benefits) const;
    [[nodiscard]] base::Rational due(const std::vector<int>& benefits) const { return sum_of(own.amounts, benefits) + back_sum(benefits); }
};

class Reckoner {
public:
    /// All outlive the reckoner. `only`: one household, and the others are not evaluated.
    Reckoner(const policy::Policy& policy, const HistoryOptions& options, const PaidBook& book, std::optional<std::string> only = {})
        : policy_(policy), options_(options), book_(book), only_(std::move(only)) {}

    /// Calls `visit` for each month of the book, with every household that is in it, was paid in it, or is due something
    /// for an earlier month: as the households' table has them, then those who are not in it.
    Outcome run(const std::function<void(base::Month, std::vector<Reckoning>&)>& visit);
    /// What was read for each month.
    [[nodiscard]] const std::map<base::Month, std::vector<population::InputFile>>& inputs() const { return inputs_; }

    /// What was said of the populations as a whole, each once: a register that was not given, and the like.
    [[nodiscard]] const std::vector<base::Diagnostic>& remarks() const { return remarks_; }

private:
    /// What a household was due for a month when somebody last looked, and what was known then.
    struct Looked {
        Amounts amounts;
        base::Date known_on;
    };
    using MonthDue = std::vector<HouseholdDue>;

    Outcome reckon(base::Month month, base::Date day, std::map<std::string, Reckoning>& found, std::vector<std::string>& order);
    Outcome evaluate(const policy::Policy& known, const MonthContext& context, const table::Words& words, engine::State& next, MonthDue& due) const;
    void look_back(base::Month month, base::Date day, base::Month earlier, const MonthDue& due, std::map<std::string, Reckoning>& found);
    [[nodiscard]] base::Date day_of(base::Month month, const std::string& household) const;
    [[nodiscard]] std::vector<base::Date> days_of(base::Month month) const;
    void keep_remarks(const population::Population& population);
    [[nodiscard]] bool is_open(base::Month earlier, base::Month month) const;

    const policy::Policy& policy_;
    const HistoryOptions& options_;
    const PaidBook& book_;
    std::optional<std::string> only_;
    std::map<std::string, std::map<base::Month, Looked>> looked_;
    std::map<base::Month, std::vector<population::InputFile>> inputs_;
    std::vector<base::Diagnostic> remarks_;
};

/// Months that follow one another, as one walk each: a gap in the months of the book needs no folder.
struct Segment {
    base::Month first;
    base::Month last;
};
std::vector<Segment> segments(const std::vector<base::Month>& months, base::Month last);
/// The options of a walk through a segment, with facts known by a day.
HistoryOptions walk_options(const HistoryOptions& options, const Segment& segment, base::Month first_of_all, base::Date facts_day);

}  // namespace doudi::runs
