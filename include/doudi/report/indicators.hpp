#pragma once
// Ratios over the population of a month, by region and over all.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::report {

/// Sums of a policy's indicators; adds up over batches. Households that are set aside do not count.
class Indicators {
public:
    void add(const engine::Frame& frame, plan::Slot region, const table::Words& words);
    void add(const Indicators& other);
    [[nodiscard]] bool empty() const { return sums_.empty(); }
    /// month,indicator,region,numerator,denominator,value,target,holds; "*" for all regions last. A ratio of which a part
    /// is unknown, or with nothing below the line, is `not_computable`.
    [[nodiscard]] std::string csv(base::Month month, const policy::Policy& policy) const;
    /// One line an indicator, over all regions.
    [[nodiscard]] std::string screen(const policy::Policy& policy, Language language) const;

private:
    struct Sum {
        base::Rational numerator;
        base::Rational denominator;
        bool unknown = false;
        [[nodiscard]] bool is_computable() const { return !unknown && !denominator.is_zero(); }
    };
    [[nodiscard]] std::map<int, Sum> over_all() const;
    static std::string row(base::Month month, const policy::Indicator& indicator, const std::string& region, const Sum& sum);

    std::map<std::pair<int, std::string>, Sum> sums_;  // indicator and region
};

}  // namespace doudi::report
