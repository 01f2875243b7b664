#include <doctest/doctest.h>

#include "doudi/engine/run.hpp"

using namespace doudi;

TEST_CASE("known and missing add no cause to an unknown") {
    engine::Causes causes;
    const table::Standing wage = causes.of(3);
    CHECK(causes.both(table::known, table::known) == table::known);
    CHECK(causes.both(table::known, table::missing) == table::missing);
    CHECK(causes.both(wage, table::missing) == wage);
    CHECK(causes.both(table::known, wage) == wage);
}

TEST_CASE("the union of two sets of causes is one set, whatever the order") {
    engine::Causes causes;
    const table::Standing a = causes.of(3);
    const table::Standing b = causes.of(1);
    const table::Standing both = causes.both(a, b);
    CHECK(both == causes.both(b, a));
    CHECK(causes.causes(both) == std::vector<int>{1, 3});
    CHECK(causes.both(both, a) == both);
    CHECK(causes.of(std::vector<int>{1, 3}) == both);
}
