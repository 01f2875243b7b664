#pragma once
// Adding up a month: by region, benefit and status, and by reason. What summary.csv, reasons.csv and the screen show.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "doudi/base/exact.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"
#include "doudi/table/result.hpp"

namespace doudi::report {

struct Sum {
    std::uint64_t units = 0;      ///< households or persons; an amount of 0.00 is no recipient and not among the eligible units
    std::uint64_t persons = 0;    ///< of a household's benefit its size (role), else the units
    base::Rational amount;
    Sum& operator+=(const Sum& other);
    bool operator==(const Sum&) const = default;
};

/// Sums of one month. Adding is exact, so the order in which batches come does not matter.
class Totals {
public:
    /// `size_slot`: the household's size (no_slot without the role); `region_slot` likewise.
    void add(const table::Entitlement& row, const engine::Frame& frame, plan::Slot region_slot, plan::Slot size_slot, const table::Words& words);
    void add(const Totals& other);
    void count(std::uint64_t households, std::uint64_t persons);

    [[nodiscard]] std::uint64_t households() const { return households_; }
    [[nodiscard]] std::uint64_t persons() const { return persons_; }
    [[nodiscard]] Sum sum(int benefit, table::Status status) const;     ///< over all regions
    /// By region, benefit and status.
    [[nodiscard]] const std::map<std::tuple<std::string, int, table::Status>, Sum>& sums() const { return sums_; }
    [[nodiscard]] std::string summary_csv(base::Month month, const policy::Policy& policy, bool header = true) const;
    [[nodiscard]] std::string reasons_csv(base::Month month, const policy::Policy& policy) const;
    /// The screen: a line a benefit, units by status, the amount of the eligible.
    [[nodiscard]] std::string screen(const policy::Policy& policy, Language language) const;

private:
    std::map<std::tuple<std::string, int, table::Status>, Sum> sums_;   // region, benefit, status
    std::map<std::pair<int, std::string>, std::uint64_t> reasons_;      // benefit, reason
    std::uint64_t households_ = 0;
    std::uint64_t persons_ = 0;
};

}  // namespace doudi::report
