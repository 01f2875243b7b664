// Finds and reads the facts of a month, and makes them what is known of it. A folder itself is read by read.cpp; what
// reaches into it from elsewhere stands in timeline.cpp.

#include "doudi/population/facts.hpp"

#include <utility>

#include "timeline.hpp"

namespace doudi::population {

Facts::Facts(std::filesystem::path place, table::Schema schema, ReadOptions options)
    : place_(std::move(place)), schema_(std::move(schema)), options_(std::move(options)),
      timeline_(std::make_unique<Timeline>(place_, schema_, options_, words_)) {}

Facts::~Facts() = default;

base::Result<MonthFacts> Facts::of(base::Month month) {
    auto place = place_of(place_, month);
    if (!place) {
        return std::move(place.diagnostics());
    }
    bool held_still = false;
    if (auto refused = timeline_->check(place->folder, month, held_still); refused.has_errors()) {
        return refused;
    }
    if (!population_ || folder_ != place->folder) {
        population_.reset();
        auto read_now = read(place->folder, schema_, words_, options_);
        if (!read_now) {
            return std::move(read_now.diagnostics());
        }
        if (auto wrong = timeline_->take_up(place->folder, *read_now); wrong.has_errors()) {
            return wrong;
        }
        population_ = std::move(*read_now);
        folder_ = place->folder;
        month_.reset();
    }
    if (month_ != month) {
        timeline_->apply(month, *population_);
        month_ = month;
    }
    return MonthFacts{&*population_, folder_, held_still, timeline_->differs_by_month()};
}

}  // namespace doudi::population
