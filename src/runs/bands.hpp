#pragma once
// The conditions that a what-if moves, and who stands between the old line and the new one.

#include <string>
#include <vector>

#include "doudi/engine/run.hpp"
#include "doudi/policy/setting.hpp"
#include "doudi/table/comparison.hpp"

namespace doudi::runs {

/// One comparison of numbers in a benefit's conditions, of which a side rests on a changed figure. It stands in both
/// policies at the same place.
struct MovedTest {
    const expr::Expr* before = nullptr;
    const expr::Expr* after = nullptr;
    bool negated = false;  ///< it must fail
    std::string sides;     ///< what is compared with what, whichever way round it was written
    table::Band band;      ///< of nobody yet
};
/// In the order of the policy's benefits and their conditions.
std::vector<MovedTest> moved_tests(const policy::Policy& baseline, const policy::Reformed& reformed);

/// Counts the rows of one batch under both policies. A test that is not in force this month counts nobody.
table::Band count_band(const MovedTest& test, const engine::Frame& before, const engine::Frame& after);

/// Of each benefit the first line that lets somebody in. `bands` stand beside `tests`. Where several conditions compare the
/// same two things, the first in the law's order says which way the line runs: who passes it the other way was inside
/// before, and so is in the file.
std::vector<table::Band> lines_that_widen(const std::vector<MovedTest>& tests, const std::vector<table::Band>& bands);

}  // namespace doudi::runs
