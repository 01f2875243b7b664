// Copies one household with its persons into a batch of its own.

#include "one_household.hpp"

namespace doudi::runs {

table::Batch one_household(const table::Batch& batch, std::size_t household) {
    table::Batch one;
    const std::uint32_t from = batch.first_person[household];
    const std::uint32_t to = batch.first_person[household + 1];
    one.household_ids = {batch.household_ids[household]};
    one.person_ids.assign(batch.person_ids.begin() + from, batch.person_ids.begin() + to);
    one.first_person = {0, to - from};
    one.household_lines = {batch.household_lines[household]};
    one.person_lines.assign(batch.person_lines.begin() + from, batch.person_lines.begin() + to);
    if (!batch.holds.empty()) one.holds = {batch.holds[household]};
    for (std::size_t table = 0; table < batch.columns.size(); ++table) {
        auto& columns = one.columns.emplace_back();
        const std::ptrdiff_t begin = table == 0 ? static_cast<std::ptrdiff_t>(household) : from;
        const std::ptrdiff_t end = table == 0 ? static_cast<std::ptrdiff_t>(household) + 1 : to;
        for (const table::Column& column : batch.columns[table]) {
            table::Column& copy = columns.emplace_back();
            copy.kind = column.kind;
            if (!column.numbers.empty()) copy.numbers.assign(column.numbers.begin() + begin, column.numbers.begin() + end);
            if (!column.integers.empty()) copy.integers.assign(column.integers.begin() + begin, column.integers.begin() + end);
            if (!column.standing.empty()) copy.standing.assign(column.standing.begin() + begin, column.standing.begin() + end);
        }
    }
    return one;
}

}  // namespace doudi::runs
