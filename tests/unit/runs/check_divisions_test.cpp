// Divisors that may be 0, and what makes them safe.

#include <doctest/doctest.h>

#include "doudi/runs/check.hpp"
#include "unit/policy/folder.hpp"

using namespace doudi;

namespace {

/// Which divisors the check names, of a household's number `v` with this formula.
std::string unsafe(const std::string& formula, const std::string& amount = "standard", const std::string& beside = "") {
    const policy_test::Folder folder;
    folder.write("policy.yaml",
                 "policy: example\ncurrency: CNY\nlaw: example\n"
                 "inputs: {household: {n: {type: integer, min: 0}, rooms: {type: integer, min: 1}, x: {type: integer, min: -5}}}\n"
                 "parameters:\n  standard: {unit: CNY/month, values: {2024-01-01: 100}}\n  full: {values: {2024-01-01: 2, 2025-01-01: 3}}\n  empty: {values: {2024-01-01: 2, 2025-01-01: 0}}\n"
                 "variables:\n  household:\n    size: {formula: count(persons)}\n    at_least_one: {formula: \"max(1, size)\"}\n    v: {formula: \"" + formula + "\"}\n"
                 "benefits:\n  aid: {to: household, award: none, eligible: {somebody: {when: size > 0" + beside + "}}, amount: {formula: \"" + amount +
                     "\", round: {to: 0.01, mode: half_up}}}\n");
    const auto policy = folder.load("");
    REQUIRE_MESSAGE(policy.ok(), policy_test::codes_of(policy.diagnostics()));
    std::string told;
    const runs::CheckedPolicy checked = runs::check(*policy, {"divisor-may-be-zero"});
    for (const base::Diagnostic& one : checked.findings.items()) told += (told.empty() ? "" : " ") + one.args.front();
    return told;
}

}  // namespace

TEST_CASE("a divisor whose least is above 0 is safe") {
    CHECK(unsafe("1 / rooms").empty());
    CHECK(unsafe("1 / n") == "n");
    CHECK(unsafe("1 / x") == "x");
    CHECK(unsafe("1 / full").empty());
    CHECK(unsafe("1 / empty") == "empty");
    CHECK(unsafe("1 / size") == "size");
    CHECK(unsafe("1 / at_least_one").empty());
    CHECK(unsafe("1 / (n + 1)").empty());
    CHECK(unsafe("1 / (n + x)") == "n + x");
    CHECK(unsafe("1 / (rooms * full)").empty());
    CHECK(unsafe("1 / (rooms * n)") == "rooms * n");
}

TEST_CASE("a test in front of a divisor makes it safe where it holds, and only there") {
    CHECK(unsafe("if n > 0 then 1 / n else 2").empty());
    CHECK(unsafe("if n >= 0 then 1 / n else 2") == "n");
    CHECK(unsafe("if n >= 1 then 1 / n else 2").empty());
    CHECK(unsafe("if n = 0 then 2 else 1 / n").empty());
    CHECK(unsafe("if n != 0 then 1 / n else 1 / n") == "n");
    CHECK(unsafe("if 0 < n then 1 / n else 2").empty());
    CHECK(unsafe("if n > 0 or x > 0 then 1 / n else 2") == "n");
    CHECK(unsafe("if not (n <= 0) and x > 0 then 1 / n else 2").empty());
    CHECK(unsafe("if n > 0 and 1 / n < 3 then 1 else 2").empty());
    CHECK(unsafe("if 1 / n < 3 and n > 0 then 1 else 2") == "n");
    CHECK(unsafe("if n = 0 or 1 / n < 3 then 1 else 2").empty());
}

TEST_CASE("conditions of a benefit stand in front of its amount") {
    CHECK(unsafe("1", "standard / size").empty());
    CHECK(unsafe("1", "standard / n") == "n");
    CHECK(unsafe("1", "standard / size", ", in_force: {from: 2026-01-01}") == "size");
    CHECK(unsafe("1", "standard / size", ", overridable: true") == "size");
}
