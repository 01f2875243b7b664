#pragma once
// What a run read and wrote: the file that seals a result. Holds no time, host or path.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "doudi/policy/policy.hpp"
#include "doudi/population/read.hpp"
#include "doudi/report/totals.hpp"
#include "doudi/table/finding.hpp"

namespace doudi::report {

struct Manifest {
    std::string version;
    const policy::Policy* policy = nullptr;
    std::vector<std::pair<base::Month, std::vector<population::InputFile>>> inputs;   ///< by month read
    std::vector<std::pair<std::string, std::string>> options;                         ///< those that can change a byte
    std::vector<std::pair<base::Month, const Totals*>> totals;
    std::optional<std::uint64_t> households_set_aside;                                ///< where some may be
    std::vector<policy::Layer> reforms;                                               ///< laid over the policy, of a what-if
    std::string what_if;                                                              ///< scenarios as JSON, of a what-if
    std::vector<std::pair<std::string, std::string>> outputs;                         ///< name → bytes
    std::vector<population::InputFile> payments;                                      ///< of an audit: the paid file's
    const table::Audit* audit = nullptr;                                              ///< its rows and sums
};
std::string to_json(const Manifest& manifest);

/// The control totals of each month as JSON: what --format json prints.
std::string totals_json(const policy::Policy& policy, const std::vector<std::pair<base::Month, const Totals*>>& totals);

}  // namespace doudi::report
