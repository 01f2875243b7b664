#pragma once
// The law as one could have known it on a day.

#include <optional>

#include "doudi/base/calendar.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// Without the figures and dated formulas published after `day`; one without `published` counts as published on the day
/// it takes effect. A place of which nothing was known yet goes by the next shorter code, as it did then. A figure that
/// replaced another of the same day hides it: the earlier wording is not in the files. Ids and places stay as they are.
/// Without a day: the policy itself.
Policy known_on(const Policy& policy, const std::optional<base::Date>& day);

}  // namespace doudi::policy
