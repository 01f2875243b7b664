// Words of a status, as they stand in files.

#include "doudi/table/result.hpp"

#include <array>

namespace doudi::table {

std::string_view to_string(Status status) {
    static constexpr std::array<std::string_view, status_count> words = {"eligible", "unclaimed", "ineligible", "held", "undecided"};
    return words[static_cast<std::size_t>(status)];
}

}  // namespace doudi::table
