// Finds and reads the facts of a month. The folder itself is read by read.cpp.

#include "doudi/population/facts.hpp"

#include <utility>

namespace doudi::population {

Facts::Facts(std::filesystem::path place, table::Schema schema, ReadOptions options)
    : place_(std::move(place)), schema_(std::move(schema)), options_(std::move(options)) {}

base::Result<MonthFacts> Facts::of(base::Month month) {
    auto place = place_of(place_, month);
    if (!place) {
        return std::move(place.diagnostics());
    }
    if (!population_ || folder_ != place->folder) {
        population_.reset();
        auto read_now = read(place->folder, schema_, words_, options_);
        if (!read_now) {
            return std::move(read_now.diagnostics());
        }
        population_ = std::move(*read_now);
        folder_ = place->folder;
    }
    const bool describes_it = population_->month == month;
    return MonthFacts{&*population_, folder_, place->held_still && !describes_it};
}

}  // namespace doudi::population
