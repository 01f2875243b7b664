#pragma once
// What a case expects of one month beside what came.

#include "doudi/engine/run.hpp"
#include "doudi/runs/test.hpp"

namespace doudi::runs {

expr::ValueKind kind_of(const policy::Policy& policy, const expr::Meaning& meaning);

/// Adds to `result` what came otherwise. A figure that nothing states refuses the month's benefits.
void compare(const policy::Policy& policy, const table::Words& words, const policy::Expectation& expected,
             const engine::Frame& frame, const engine::Settled& settled, CaseResult& result);

}  // namespace doudi::runs
