// Where engine and oracle once read the language page differently. Both readings are settled here, each by name; the
// language page says them now.
#include <doctest/doctest.h>

#include "properties/disagreement.hpp"

using namespace doudi;

namespace {

struct Said {
    std::string oracle;
    std::string engine;
};

/// What both sides say of the benefits of one household: "status amount reasons", in the policy's order.
std::vector<Said> said_of(const oracle::Cells& cells) {
    const std::string folder = "tests/properties/policies/settled";
    const properties::Subject subject = properties::subject_of(folder);
    const policy::Policy checked = properties::checked_policy(folder);
    properties::EngineSide engine(checked);
    oracle::State state;
    const base::Month month = base::Month::of(2026, 10).value();
    const std::vector<oracle::Household> households = {{"h", cells, {}}};
    const std::vector<oracle::Row> ours = subject.oracle.compute(month, households, state);
    const std::vector<oracle::Row> theirs = engine.compute(month, households).rows;
    REQUIRE(ours.size() == theirs.size());
    const auto text = [](const oracle::Row& row) { return row.status + " " + row.amount + " " + row.reasons; };
    std::vector<Said> said;
    for (std::size_t i = 0; i < ours.size(); ++i) said.push_back({text(ours[i]), text(theirs[i])});
    return said;
}

}  // namespace

// A prefix makes sense for a region, not for one of a declared list: the figure of `urban` is not that of `urban_edge`.
TEST_CASE("a closed code that begins like another one does not take the other's figure") {
    const Said said = said_of({{"area", "urban_edge"}, {"banned", "0"}, {"rich", "0"}}).at(0);
    CHECK(said.oracle == "eligible 500.00 ");
    CHECK(said.engine == "eligible 500.00 ");
}

// "the reasons name each fact, also beside failing conditions": in a failing `all` and in a failing `none` alike.
TEST_CASE("a failing none names its unknown members") {
    const Said said = said_of({{"area", "urban"}, {"banned", "1"}, {"rich", ""}}).at(1);
    CHECK(said.oracle == "ineligible 0.00 banned;unknown.rich");
    CHECK(said.engine == "ineligible 0.00 banned;unknown.rich");
}
