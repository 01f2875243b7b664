// Sums of a month, and the two files and the screen made of them.

#include "doudi/report/totals.hpp"

#include <set>

#include "doudi/report/values.hpp"

namespace doudi::report {

using table::Status;

Sum& Sum::operator+=(const Sum& other) {
    units += other.units;
    persons += other.persons;
    amount += other.amount;
    return *this;
}

void Totals::add(const table::Entitlement& row, const engine::Frame& frame, plan::Slot region_slot, plan::Slot size_slot, const table::Words& words) {
    std::string region;
    if (region_slot != plan::no_slot) region = file_value(frame, region_slot, frame.row_of(region_slot, expr::household_table, row.household), words);
    Sum one;
    const bool paid_nothing = row.status == Status::eligible && row.amount.is_zero();
    if (!paid_nothing) {
        one.units = 1;
        one.persons = 1;
        if (row.person < 0 && size_slot != plan::no_slot) {
            const std::size_t at = frame.row_of(size_slot, expr::household_table, row.household);
            const table::Column& size = frame.columns[static_cast<std::size_t>(size_slot)];
            one.persons = size.standing_of(at) == table::known ? static_cast<std::uint64_t>(size.numbers[at].to_int64().value_or(0)) : 0;
        }
    }
    one.amount = row.amount;
    sums_[{region, row.benefit, row.status}] += one;
    for (const std::string& reason : row.reasons) ++reasons_[{row.benefit, reason}];
}

void Totals::add(const Totals& other) {
    for (const auto& [key, sum] : other.sums_) sums_[key] += sum;
    for (const auto& [key, count] : other.reasons_) reasons_[key] += count;
    count(other.households_, other.persons_);
}

void Totals::count(std::uint64_t households, std::uint64_t persons) {
    households_ += households;
    persons_ += persons;
}

Sum Totals::sum(int benefit, Status status) const {
    Sum total;
    for (const auto& [key, sum] : sums_)
        if (std::get<1>(key) == benefit && std::get<2>(key) == status) total += sum;
    return total;
}

std::string Totals::summary_csv(base::Month month, const policy::Policy& policy, bool header) const {
    std::string csv = header ? "month,region,benefit,status,units,persons,amount\n" : "";
    const auto row = [&](const std::string& region, int benefit, Status status, const Sum& sum) {
        csv += csv_row({month.to_string(), region, policy.benefits[static_cast<std::size_t>(benefit)].name, std::string(table::to_string(status)),
                        std::to_string(sum.units), std::to_string(sum.persons), amount_of(policy.benefits[static_cast<std::size_t>(benefit)], sum.amount)});
    };
    for (const auto& [key, sum] : sums_) row(std::get<0>(key), std::get<1>(key), std::get<2>(key), sum);
    for (std::size_t benefit = 0; benefit < policy.benefits.size(); ++benefit)
        for (std::size_t status = 0; status < table::status_count; ++status)
            row("*", static_cast<int>(benefit), static_cast<Status>(status), sum(static_cast<int>(benefit), static_cast<Status>(status)));
    return csv;
}

std::string Totals::reasons_csv(base::Month month, const policy::Policy& policy) const {
    std::string csv = "month,benefit,reason,units\n";
    for (const auto& [key, count] : reasons_)
        csv += csv_row({month.to_string(), policy.benefits[static_cast<std::size_t>(key.first)].name, key.second, std::to_string(count)});
    return csv;
}

std::string Totals::screen(const policy::Policy& policy, Language language) const {
    std::vector<std::vector<std::string>> rows = {{""}};
    rows.front().clear();
    rows.front().push_back(text(language, "benefit"));
    for (std::size_t status = 0; status < table::status_count; ++status) rows.front().push_back(text(language, "status-" + std::string(table::to_string(static_cast<Status>(status)))));
    rows.front().push_back(text(language, "amount"));
    for (std::size_t benefit = 0; benefit < policy.benefits.size(); ++benefit) {
        auto& row = rows.emplace_back();
        row.push_back(label_of(policy.benefits[benefit], language));
        for (std::size_t status = 0; status < table::status_count; ++status)
            row.push_back(std::to_string(sum(static_cast<int>(benefit), static_cast<Status>(status)).units));
        const std::string amount = shown_amount_of(policy.benefits[benefit], sum(static_cast<int>(benefit), Status::eligible).amount);
        row.push_back(policy.benefits[benefit].in_kind ? text(language, "pieces", {amount}) : amount);
    }
    return aligned(rows, {false, true, true, true, true, true, true});
}

}  // namespace doudi::report
