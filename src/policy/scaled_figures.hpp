#pragma once
// `scale: {by: 1.05, round: {to: 0.01, mode: half_up}, from: 2026-07}`: figures of the layers below, multiplied.

#include "doudi/base/diagnostic.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::policy {

/// What `scale` makes of a parameter of the layers below: an overlay `{values: …}`, `{series: …}` or `{brackets: …}` with
/// the figures in force from `from` on (without it all) times `by`, rounded where `round` says so. Each keeps its source.
/// An empty map when the parameter has no figures, which is said.
yaml::Node scaled_figures(const yaml::Node& key, const yaml::Node& scale, const yaml::Node& parameter,
                          base::Diagnostics& diagnostics);

}  // namespace doudi::policy
