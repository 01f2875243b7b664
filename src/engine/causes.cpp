// Sets of causes as small numbers, so that a column holds one per row.

#include <algorithm>

#include "doudi/engine/run.hpp"

namespace doudi::engine {

Causes::Causes() : sets_(table::first_unknown) {}

table::Standing Causes::of(int cause) { return of(std::vector<int>{cause}); }

table::Standing Causes::of(std::vector<int> causes) {
    const auto [found, is_new] = numbers_.emplace(causes, static_cast<table::Standing>(sets_.size()));
    if (is_new) sets_.push_back(std::move(causes));
    return found->second;
}

table::Standing Causes::both(table::Standing a, table::Standing b) {
    if (a < table::first_unknown) return b < table::first_unknown ? std::max(a, b) : b;
    if (b < table::first_unknown || a == b) return a;
    const auto [found, is_new] = unions_.emplace(std::pair{std::min(a, b), std::max(a, b)}, table::known);
    if (is_new) {
        std::vector<int> merged;
        const auto& left = causes(a);
        const auto& right = causes(b);
        std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(merged));
        found->second = of(std::move(merged));
    }
    return found->second;
}

const std::vector<int>& Causes::causes(table::Standing standing) const { return sets_[standing]; }

}  // namespace doudi::engine
