// state.csv as it may come back: cut, edited, of another law.

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "doudi/policy/load.hpp"
#include "doudi/runs/compute.hpp"
#include "temporary_folder.hpp"

using namespace doudi;
namespace fs = std::filesystem;

namespace {

/// Codes of the mistakes of computing the county for 2026-10 with this state file; "ok" when there are none.
std::string codes_with(const std::string& state) {
    static const auto policy = policy::load(DOUDI_SOURCE_DIR "/rules/samples/jianyang-demo");
    REQUIRE(policy.ok());
    const test::TemporaryFolder folder;
    folder.write("state.csv", "month,household_id,person_id,name,value,unknown\n" + state);
    runs::ComputeOptions options;
    options.history.population = DOUDI_SOURCE_DIR "/samples/county";
    options.history.first = options.history.last = *base::Month::parse("2026-10");
    options.history.state_file = folder / "state.csv";
    runs::Computed computed;
    const runs::Outcome outcome = runs::compute(*policy, options, computed);
    std::string codes;
    for (const auto& one : outcome.diagnostics.items()) codes += (codes.empty() ? "" : " ") + one.code;
    return codes.empty() ? "ok" : codes;
}

/// All values of a household, one of them changed.
std::string household(const std::string& changed = "", const std::string& value = "", const std::string& unknown = "") {
    std::string rows;
    for (const auto& [name, usual] : {std::pair<std::string, std::string>{"drew_top_up", "false"}, {"frozen_amount", "1260"}, {"in_phase_out", "true"}, {"phase_out_used", "3"}, {"top_up_due", "0"}}) {
        const bool own = name == changed;
        rows += "2026-09,510185-0018,,minimum_living." + name + "," + (own ? value : usual) + "," + (own ? unknown : "") + "\n";
    }
    return rows;
}

}  // namespace

TEST_CASE("a whole state is taken") { CHECK(codes_with(household()) == "ok"); }

TEST_CASE("a state without rows is refused: it would begin everybody anew") { CHECK(codes_with("") == "state-empty"); }

TEST_CASE("a household of which some values are missing is refused") {
    CHECK(codes_with("2026-09,510185-0018,,minimum_living.in_phase_out,true,\n") == "state-incomplete state-incomplete state-incomplete state-incomplete");
}

TEST_CASE("a value that is no value of its name is refused") {
    CHECK(codes_with(household("phase_out_used", "three")).starts_with("state-bad-value"));
    CHECK(codes_with(household("in_phase_out", "yes")).starts_with("state-bad-value"));
    CHECK(codes_with(household("phase_out_used", "")).starts_with("state-bad-value"));
}

TEST_CASE("an unknown value names facts that the policy has") {
    CHECK(codes_with(household("frozen_amount", "", "unknown.wage")) == "ok");
    CHECK(codes_with(household("frozen_amount", "", "unknown.nonsense")).starts_with("state-bad-value"));
    CHECK(codes_with(household("frozen_amount", "", "not_stated.minimum_living.standard")).starts_with("state-bad-value"));
    CHECK(codes_with(household("frozen_amount", "", "=cmd|calc!A0")).starts_with("state-bad-value"));
    CHECK(codes_with(household("frozen_amount", "", ";;")).starts_with("state-bad-value"));
}
