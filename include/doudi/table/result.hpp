#pragma once
// What a run finds out, as plain data.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/exact.hpp"

namespace doudi::table {

enum class Status : std::uint8_t { eligible, unclaimed, ineligible, held, undecided };
inline constexpr std::size_t status_count = 5;
std::string_view to_string(Status status);

/// One unit (household or person), one benefit, one month. Amounts are of the month, in the policy's currency.
struct Entitlement {
    std::uint32_t household = 0;               ///< row in its batch
    std::int64_t person = -1;                  ///< row in its batch; -1 for a household's benefit
    int benefit = 0;                           ///< id in the policy
    Status status = Status::ineligible;
    bool in_kind = false;                      ///< the amount is a number of pieces, and no money
    base::Rational amount;                     ///< what is due (also when unclaimed or held); 0 when ineligible or undecided
    std::vector<base::Rational> parts;         ///< adds up to amount, save for total_round and minimum
    std::vector<std::string> reasons;          ///< codes, in the law's order
};

}  // namespace doudi::table
