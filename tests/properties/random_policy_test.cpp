// The engine against the oracle on laws written at random. DOUDI_POLICIES says how many, DOUDI_SEED which.
#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>

#include "doudi/policy/load.hpp"
#include "properties/disagreement.hpp"
#include "properties/random_policy.hpp"
#include "temporary_folder.hpp"

using namespace doudi;
using namespace doudi::properties;

namespace {

std::uint64_t setting(const char* name, std::uint64_t usual) {
    const char* given = std::getenv(name);
    return given != nullptr ? std::strtoull(given, nullptr, 10) : usual;
}

/// What the two say differently of some households of the law in `folder`, or nothing.
std::string difference(const std::string& folder, Dice& dice, Tally& tally) {
    const Subject subject = subject_of(folder);
    const policy::Policy checked = checked_policy(folder);
    EngineSide engine(checked);
    const HouseholdMaker maker(subject.policy, base::Month::parse("2023-11").value(), base::Month::parse("2025-02").value());
    const History history = maker.make(dice.next(), 5, 1 + dice.below(6));
    const auto found = compare(subject, engine, history, &tally);
    return found ? smallest_example(subject, engine, history, *found) : std::string();
}

}  // namespace

TEST_CASE("engine and oracle agree on random policies") {
    const std::uint64_t policies = setting("DOUDI_POLICIES", 100);
    const std::uint64_t seed = setting("DOUDI_SEED", 510185);
    Dice dice(seed);
    Tally tally;
    std::map<std::string, std::size_t> constructs;
    std::map<std::string, std::size_t> refusals;
    std::size_t accepted = 0;
    const test::TemporaryFolder folder;
    for (std::uint64_t i = 0; i < policies; ++i) {
        const std::uint64_t own = dice.next();
        const RandomPolicy law = random_policy(own);
        folder.write("policy.yaml", law.text);
        const auto loaded = policy::load(folder.path());
        if (!loaded.ok()) {
            const auto& first = loaded.diagnostics().items().front();
            if (++refusals[first.code] == 1) std::cerr << "refused (" << first.code << "), law seed " << own << "\n";
            continue;
        }
        ++accepted;
        for (const auto& [construct, count] : law.constructs) constructs[construct] += count;
        std::string differs;
        try {
            differs = difference(folder.path().string(), dice, tally);
        } catch (const std::exception& error) {
            differs = std::string("stopped: ") + error.what();
        } catch (const oracle::BadCell& cell) {
            differs = "bad cell " + cell.column + ": " + cell.text;
        } catch (const oracle::NotStated& missing) {
            differs = "not stated " + missing.name;
        }
        REQUIRE_MESSAGE(differs.empty(), "law seed " << own << ", " << differs << "\n" << law.text);
    }
    std::cerr << "random policies: " << accepted << " of " << policies << " accepted, seed " << seed << "\n";
    for (const auto& [code, count] : refusals) std::cerr << "  refused " << code << " " << count << "\n";
    for (const auto& [row, count] : tally) std::cerr << "  " << row << " " << count << "\n";
    CHECK(accepted * 10 > policies * 9);
    if (policies < 100) return;
    for (const char* benefit : {"keep", "care"})
        for (const char* status : {" eligible", " ineligible", " undecided", " unclaimed"})
            CHECK_MESSAGE(tally.count(std::string(benefit) + status) == 1, benefit << status);
    for (const char* status : {" eligible", " ineligible", " undecided", " held"}) CHECK_MESSAGE(tally.count(std::string("grant") + status) == 1, status);
    for (const char* construct : {"sum of rows", "min of rows", "max of rows", "only of rows", "count", "percent", "brackets", "series",
                                  "ended default", "at", "floor", "dated formulas", "in_force", "total_round", "starts", "ends", "minimum",
                                  "best_of", "check hold", "check warn", "check quarantine", "previous benefit", "any", "all", "choose", "previous", "year_to_date", "if", "clamp", "abs",
                                  "round", "group any", "group all", "group none", "part of person", "yields_to",
                                  "claims", "supporters", "persons", "code variable", "once", "range", "as", "mode half_even", "mode ceil", "mode floor"})
        CHECK_MESSAGE(constructs[construct] > 0, construct);
}
