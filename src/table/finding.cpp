// Names of classes of findings as files have them.
// How a finding came about is left to the audit.

#include "doudi/table/finding.hpp"

#include <algorithm>
#include <array>

namespace doudi::table {

std::string_view to_string(FindingClass kind) {
    constexpr std::array<std::string_view, finding_class_count> names = {"unmatched", "duplicate", "unknown_household", "paid_after_death", "not_eligible",
                                                                         "missed", "underpaid", "overpaid", "undecided", "match"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Knowable knowable) {
    constexpr std::array<std::string_view, 3> names = {"yes", "no", "partly"};
    return names[static_cast<std::size_t>(knowable)];
}

bool Audit::has_findings() const {
    return std::any_of(findings.begin(), findings.end(), [](const Finding& one) { return one.kind != FindingClass::match; });
}

}  // namespace doudi::table
