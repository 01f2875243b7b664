// What months before have left: of a household that was away, of one that succeeds another, over the turn of a year.

#include <doctest/doctest.h>

#include "doudi/policy/load.hpp"
#include "doudi/runs/compute.hpp"
#include "unit/population/folder.hpp"

using namespace doudi;
using population::testing::Folder;
using Lines = std::vector<std::string>;

namespace {

const std::string law_text =
    "policy: example\ncurrency: CNY\nroles: {predecessor: before_id}\n"
    "inputs:\n"
    "  household:\n    before_id: {type: text, optional: true}\n    cost: {type: number, unit: CNY/month, required: "
    "true}\n"
    "law: a\n"
    "variables:\n"
    "  person:\n    months_seen: {formula: \"previous(months_seen, 0) + 1\"}\n"
    "  household:\n    spent_before: {unit: CNY/month, formula: year_to_date(cost)}\n"
    "    gap: {unit: month, formula: months_since_previous}\n    seen: {formula: sum(months_seen of persons)}\n"
    "    paid: {unit: CNY/month, formula: aid.amount}\n"
    "benefits:\n"
    "  aid:\n    to: household\n    award: none\n    eligible:\n      cost: {when: cost > 0}\n"
    "    amount: {formula: \"max(0, min(cost, 250 - year_to_date(aid.amount)))\", round: {to: 0.01, mode: half_up}}\n";

const std::string header = "household_id,before_id,cost\n";

/// "h1 spent_before gap seen aid" of each household, month after month; or the mistakes.
Lines walk(const Folder& folder, const std::string& first, const std::string& last) {
    const Folder law;
    law.write("policy.yaml", law_text);
    auto policy = policy::load(law.path());
    REQUIRE_MESSAGE(policy.ok(), population::testing::lines_of(policy.diagnostics()).front());
    runs::ComputeOptions options;
    options.history.population = folder.path();
    options.history.first = *base::Month::parse(first);
    options.history.last = *base::Month::parse(last);
    options.history.from_nothing = true;
    options.household_variables = {"spent_before", "gap", "seen", "paid"};
    runs::Computed computed;
    const runs::Outcome outcome = runs::compute(*policy, options, computed);
    if (!outcome.ok()) return population::testing::lines_of(outcome.diagnostics);
    REQUIRE(!computed.months.empty());
    Lines lines;
    for (const auto& month : computed.months) {
        const std::string& rows = month.files.at("variables-household.csv");
        for (std::size_t at = rows.find('\n') + 1; at < rows.size(); at = rows.find('\n', at) + 1)
            lines.push_back(rows.substr(at, rows.find('\n', at) - at));
    }
    return lines;
}

void write_month(const Folder& folder, const std::string& month, const std::string& households,
                 const std::string& persons) {
    folder.write(month + "/households.csv", header + households)
        .write(month + "/persons.csv", "household_id,person_id\n" + persons);
}

}  // namespace

TEST_CASE("a sum over the year starts again in January, also for who was away then") {
    const Folder folder;
    write_month(folder, "2025-11", "h1,,100\nh2,,100\n", "h1,p1\nh2,p2\n");
    write_month(folder, "2025-12", "h1,,100\nh2,,200\n", "h1,p1\nh2,p2\n");
    write_month(folder, "2026-01", "h1,,60\n", "h1,p1\n");
    write_month(folder, "2026-02", "h1,,300\nh2,,40\n", "h1,p1\nh2,p2\n");
    CHECK(walk(folder, "2025-11", "2026-02") ==
          Lines{"2025-11,h1,0,0,1,100", "2025-11,h2,0,0,1,100", "2025-12,h1,100,1,2,100", "2025-12,h2,100,1,2,150",
                "2026-01,h1,0,1,3,60", "2026-02,h1,60,1,4,190", "2026-02,h2,0,2,3,40"});
}

TEST_CASE("who was away within the year goes on with the sum it had") {
    const Folder folder;
    write_month(folder, "2026-03", "h1,,100\nh2,,10\n", "h1,p1\nh2,p2\n");
    write_month(folder, "2026-04", "h2,,10\n", "h2,p2\n");
    write_month(folder, "2026-05", "h1,,5\nh2,,10\n", "h1,p1\nh2,p2\n");
    CHECK(walk(folder, "2026-03", "2026-05").at(3) == "2026-05,h1,100,2,2,5");
}

TEST_CASE("a household that succeeds another goes on where that one stopped, its persons under their ids too") {
    const Folder folder;
    write_month(folder, "2026-03", "h1,,100\n", "h1,p1\nh1,p2\n");
    write_month(folder, "2026-04", "h9,h1,100\n", "h9,p1\nh9,p5\n");
    write_month(folder, "2026-05", "h9,h1,100\n", "h9,p1\nh9,p5\n");
    CHECK(walk(folder, "2026-03", "2026-05") ==
          Lines{"2026-03,h1,0,0,2,100", "2026-04,h9,100,1,3,100", "2026-05,h9,200,1,5,50"});
}

TEST_CASE("through a household that never ran") {
    const Folder folder;
    write_month(folder, "2026-03", "h1,,100\n", "h1,p1\n");
    write_month(folder, "2026-04", "h2,h1,10\nh3,h2,20\n", "h2,p1\nh3,p3\n");
    CHECK(walk(folder, "2026-03", "2026-04") ==
          Lines{"2026-03,h1,0,0,1,100", "2026-04,h2,100,1,2,10", "2026-04,h3,100,1,1,20"});
}

TEST_CASE("two successors of one household are a mistake, and a circle too") {
    const Folder folder;
    write_month(folder, "2026-03", "h2,h1,10\nh3,h1,20\nh4,h5,1\nh5,h4,1\n", "h2,p2\nh3,p3\nh4,p4\nh5,p5\n");
    const Lines told = walk(folder, "2026-03", "2026-03");
    REQUIRE(told.size() == 3);
    CHECK(told[0].starts_with("households.csv:3 two-successors"));
    CHECK(told[1].starts_with("households.csv:4 predecessor-circle"));
    CHECK(told[2].starts_with("households.csv:5 predecessor-circle"));
}

TEST_CASE("a predecessor of whom nobody knows is a mistake, but not in the first month of all") {
    const Folder folder;
    write_month(folder, "2026-03", "h1,h0,100\n", "h1,p1\n");
    write_month(folder, "2026-04", "h1,h0,100\nh2,h8,10\n", "h1,p1\nh2,p2\n");
    CHECK(walk(folder, "2026-03", "2026-03") == Lines{"2026-03,h1,0,0,1,100"});
    const Lines told = walk(folder, "2026-03", "2026-04");
    REQUIRE(told.size() == 1);
    CHECK(told[0].starts_with("households.csv:3 no-such-predecessor"));
}
