#pragma once
// The payments of an audit, each beside the household it names.

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "doudi/policy/policy.hpp"
#include "doudi/population/facts.hpp"
#include "doudi/population/payments.hpp"
#include "doudi/runs/history.hpp"

namespace doudi::runs {

/// What a payment's keys come to.
struct Match {
    std::string household_id;   ///< empty: unmatched
    std::string person_id;      ///< the member whose number or account it is
    std::string reason;         ///< of an unmatched one: key of the text
    bool in_month = false;      ///< the household is in the population of the month paid for
    std::optional<base::Month> seen_in;  ///< else: a month that has it
};

class PaidBook {
public:
    /// `paid` outlives the book. `months` are those to be recomputed, ascending.
    PaidBook(const policy::Policy& policy, const population::Paid& paid, std::vector<base::Month> months)
        : policy_(policy), paid_(paid), months_(std::move(months)) {}

    /// Resolves every payment of the months. Errors: those of the population; a benefit the policy does not have.
    Outcome match(population::Facts& facts);

    [[nodiscard]] const population::Paid& paid() const { return paid_; }
    [[nodiscard]] const std::vector<base::Month>& months() const { return months_; }
    [[nodiscard]] bool has(base::Month month) const;
    [[nodiscard]] const Match& match_of(std::size_t payment) const { return matches_[payment]; }
    /// The benefits a payment is for; empty: all of the policy.
    [[nodiscard]] const std::vector<int>& benefits_of(std::size_t payment) const { return benefits_[payment]; }
    /// What reached the household: nothing of a payment that was returned. (A return listed beside its payment carries a minus.)
    [[nodiscard]] base::Rational amount_of(std::size_t payment) const;
    /// Payments of a household for a month, in the order of the file.
    [[nodiscard]] const std::vector<std::size_t>& of(base::Month month, const std::string& household) const;
    [[nodiscard]] const std::map<std::string, std::vector<std::size_t>>& of(base::Month month) const;
    /// "payments.csv:12".
    [[nodiscard]] std::string place_of(std::size_t payment) const;

    /// When a household was paid for a month: the last day of its own payments, else that of most payments of the month,
    /// else the month's last day.
    [[nodiscard]] base::Date day_of(base::Month month, const std::string& household) const;
    [[nodiscard]] base::Date main_day(base::Month month) const;
    /// Some payment of the month has no pay day, or the month has no payment.
    [[nodiscard]] bool day_is_assumed(base::Month month) const;
    /// The facts of a month may have been put down after its pay day: then they are all there is, and are taken as they are.
    [[nodiscard]] base::Date facts_day(base::Month month, base::Date day) const;
    [[nodiscard]] bool facts_are_later(base::Month month) const;

private:
    struct Resident;
    struct MonthIndex;
    Outcome find_benefits();
    void find_main_days();
    [[nodiscard]] MonthIndex index_of(const population::Population& population, const table::Words& words) const;
    [[nodiscard]] std::optional<Match> resolve(const population::Payment& payment, const MonthIndex& index) const;
    Outcome over_months(population::Facts& facts, const std::function<void(base::Month, const MonthIndex&)>& visit);

    const policy::Policy& policy_;
    const population::Paid& paid_;
    std::vector<base::Month> months_;
    std::vector<Match> matches_;
    std::vector<std::vector<int>> benefits_;
    std::map<base::Month, std::map<std::string, std::vector<std::size_t>>> by_household_;
    std::map<base::Month, base::Date> main_days_;
    std::map<base::Month, base::Date> exported_;
    std::multimap<std::string, const population::Payee*> payees_;  // by account
};

}  // namespace doudi::runs
