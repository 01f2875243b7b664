#pragma once
// What may stand as an id.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::population {

struct IdFault {
    std::string code;               ///< "empty-id", "damaged-id", "hidden-in-id", "full-width-id"
    std::vector<std::string> args;  ///< {0} is the column's name
};
/// Ids are compared byte by byte; nothing is trimmed or made alike. `column` is its name, for the message.
std::optional<IdFault> find_id_fault(std::string_view id, std::string_view column);

}  // namespace doudi::population
