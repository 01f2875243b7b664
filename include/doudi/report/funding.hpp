#pragma once
// Who pays: each amount split among its sources, and the sums of a month.

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::report {

/// Splits an amount (CNY, > 0) into one for each share, each down to the fen; the fen left over go to the largest remainders,
/// of equal ones to the first. They add up to the amount. Shares are not below 0 and add up to 1.
std::vector<base::Rational> split_by_shares(const base::Rational& amount, const std::vector<base::Rational>& shares);

/// The shares of a benefit's row, as its law says them there; empty when one is unknown, below 0, or they do not add up to 1.
std::vector<base::Rational> shares_of(const plan::BenefitPlan& plan, const table::Entitlement& row, const engine::Frame& frame);

/// Sums by region and source of the rows that are paid.
class Funding {
public:
    /// False when the row's shares cannot be used.
    bool add(const plan::BenefitPlan& plan, const table::Entitlement& row, const std::string& region, const engine::Frame& frame);
    void add(const Funding& other);
    [[nodiscard]] bool empty() const { return sums_.empty(); }
    /// month,region,benefit,source,amount; "*" for all regions last.
    [[nodiscard]] std::string csv(base::Month month, const policy::Policy& policy) const;
    /// One line a benefit: its sources and their sums.
    [[nodiscard]] std::string screen(const policy::Policy& policy, Language language) const;

private:
    [[nodiscard]] base::Rational over_all(int benefit, std::size_t source) const;
    std::map<std::tuple<std::string, int, std::size_t>, base::Rational> sums_;   // region, benefit, source in the law's order
};

}  // namespace doudi::report
