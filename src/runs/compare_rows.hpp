#pragma once
// The rows of one batch under two laws, compared one by one.

#include <string>
#include <vector>

#include "doudi/policy/policy.hpp"
#include "doudi/table/column.hpp"
#include "doudi/table/comparison.hpp"

namespace doudi::runs {

/// What the rows of some households come to; adds up over batches.
struct RowDifferences {
    table::Moved winners, losers;
    table::ReasonCounts reasons_of_losers;
    std::vector<table::Movement> movements;  ///< beside the policy's benefits
    std::uint64_t drawing_old = 0;           ///< households that draw anything
    std::uint64_t drawing_new = 0;
    std::string gains_losses;  ///< rows of gains-losses.csv
    RowDifferences& operator+=(const RowDifferences& other);
};
struct ComparedBatch {
    const policy::Policy& policy;
    const std::string& scenario;
    base::Month month;
    const table::Batch& batch;
};
/// Both in the order of a run. A benefit that stands on one side alone is ineligible on the other.
RowDifferences compare_rows(const ComparedBatch& what, const std::vector<table::Entitlement>& before,
                            const std::vector<table::Entitlement>& after);

}  // namespace doudi::runs
