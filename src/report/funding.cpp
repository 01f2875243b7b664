// Splits amounts among those who fund them, to the fen, and adds the parts up.
// Which shares there are, the law says; that they are computed, the plan.

#include "doudi/report/funding.hpp"

#include <algorithm>
#include <numeric>

#include "doudi/report/values.hpp"

namespace doudi::report {

std::vector<base::Rational> split_by_shares(const base::Rational& amount, const std::vector<base::Rational>& shares) {
    const base::Rational fen(1, 100);
    std::vector<base::Rational> parts;
    std::vector<base::Rational> remainders;
    base::Rational left = amount;
    for (const base::Rational& share : shares) {
        parts.push_back(base::round(amount * share, fen, base::RoundingMode::floor));
        remainders.push_back(amount * share - parts.back());
        left -= parts.back();
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (const std::size_t i : order) {
        const base::Rational more = left < fen ? left : fen;   // an amount may end below the fen, where the law rounds so
        parts[i] += more;
        left -= more;
    }
    return parts;
}

std::vector<base::Rational> shares_of(const plan::BenefitPlan& plan, const table::Entitlement& row, const engine::Frame& frame) {
    std::vector<base::Rational> shares;
    base::Rational sum;
    for (const plan::Slot slot : plan.funding) {
        const std::size_t unit = row.person < 0 ? row.household : static_cast<std::size_t>(row.person);
        const std::size_t at = frame.row_of(slot, plan.table, unit);
        const table::Column& column = frame.columns[static_cast<std::size_t>(slot)];
        if (column.standing_of(at) != table::known || column.numbers[at].sign() < 0) return {};
        shares.push_back(column.numbers[at]);
        sum += shares.back();
    }
    return sum == 1 ? shares : std::vector<base::Rational>{};
}

bool Funding::add(const plan::BenefitPlan& plan, const table::Entitlement& row, const std::string& region, const engine::Frame& frame) {
    if (plan.funding.empty() || row.status != table::Status::eligible || row.amount.sign() <= 0) return true;
    const std::vector<base::Rational> shares = shares_of(plan, row, frame);
    if (shares.empty()) return false;
    const std::vector<base::Rational> parts = split_by_shares(row.amount, shares);
    for (std::size_t source = 0; source < parts.size(); ++source) sums_[{region, row.benefit, source}] += parts[source];
    return true;
}

void Funding::add(const Funding& other) {
    for (const auto& [key, sum] : other.sums_) sums_[key] += sum;
}

base::Rational Funding::over_all(int benefit, std::size_t source) const {
    base::Rational all;
    for (const auto& [key, sum] : sums_)
        if (std::get<1>(key) == benefit && std::get<2>(key) == source) all += sum;
    return all;
}

std::string Funding::csv(base::Month month, const policy::Policy& policy) const {
    std::string csv = "month,region,benefit,source,amount\n";
    const auto row = [&](const std::string& region, std::size_t benefit, std::size_t source, const base::Rational& sum) {
        const policy::Benefit& law = policy.benefits[benefit];
        csv += csv_row({month.to_string(), region, law.name, law.funding[source].name, money(sum)});
    };
    for (const auto& [key, sum] : sums_) row(std::get<0>(key), static_cast<std::size_t>(std::get<1>(key)), std::get<2>(key), sum);
    for (std::size_t benefit = 0; benefit < policy.benefits.size(); ++benefit)
        for (std::size_t source = 0; source < policy.benefits[benefit].funding.size(); ++source)
            row("*", benefit, source, over_all(static_cast<int>(benefit), source));
    return csv;
}

std::string Funding::screen(const policy::Policy& policy, Language language) const {
    std::string lines;
    for (std::size_t benefit = 0; benefit < policy.benefits.size(); ++benefit) {
        const policy::Benefit& law = policy.benefits[benefit];
        std::string sources;
        for (std::size_t source = 0; source < law.funding.size(); ++source)
            sources += (source > 0 ? " · " : "") + label_of(law.funding[source], language) + " " + shown_money(over_all(static_cast<int>(benefit), source));
        if (!sources.empty()) lines += text(language, "funding-line", {label_of(law, language), sources}) + "\n";
    }
    return lines;
}

}  // namespace doudi::report
