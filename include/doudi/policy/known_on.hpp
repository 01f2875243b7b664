#pragma once
// The law as it was known on a day.

#include "doudi/base/calendar.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::policy {

/// The same policy without the figures published after `day`. A figure without a day of publication counts as published
/// on the day it takes effect.
Policy known_on(const Policy& policy, base::Date day);

}  // namespace doudi::policy
