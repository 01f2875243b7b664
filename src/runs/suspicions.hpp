#pragma once
// What is no mistake in a population but deserves a look before it is believed.

#include <optional>

#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"
#include "profile.hpp"

namespace doudi::runs {

/// Warnings: looks-annual, looks-like-fen, year-in-amount, id-damaged, zero-share; with `before` also village-missing,
/// households-gone, median-changed. docs/cli.md says when each is given.
base::Diagnostics suspicions(const Profile& profile, const policy::Policy& policy, const Profile* before);

}  // namespace doudi::runs
