// What months leave to each other where it is easily lost: a person's value that rests on the household alone, and what a
// benefit remembers that begins only later.

#include <doctest/doctest.h>

#include "doudi/plan/compile.hpp"
#include "doudi/policy/cases.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/runs/test.hpp"
#include "temporary_folder.hpp"

using namespace doudi;

namespace {

const std::string head =
    "policy: example\ncurrency: CNY\ninputs:\n  household: {rent: {type: number, unit: CNY/month}}\n  person: {wage: "
    "{type: number, unit: CNY/month}}\nlaw: example\n";

/// What came otherwise than the case expects; "" when nothing did.
std::string differences(const std::string& law, const std::string& cases) {
    const test::TemporaryFolder folder;
    folder.write("policy.yaml", head + law);
    folder.write("tests/cases.yaml", cases);
    const auto policy = policy::load(folder.path());
    REQUIRE(policy.ok());
    const auto read = policy::read_cases(*policy, folder.path() / "tests" / "cases.yaml");
    REQUIRE(read.ok());
    table::Words words;
    const runs::CaseResult result = runs::run_case(*policy, plan::schema_of(*policy), words, read->front());
    std::string text;
    for (const base::Diagnostic& one : result.mistakes.items()) text += one.code + " ";
    for (const runs::Difference& one : result.differences)
        text += one.month.to_string() + " " + one.what + ": " + one.expected + " / " + one.came + "\n";
    return text;
}

}  // namespace

TEST_CASE("a year's sum of a person's value that rests on the household alone grows like any other") {
    CHECK(differences("variables:\n  person:\n    share: {unit: CNY/month, formula: rent / 2}\n    so_far: {unit: CNY/month, formula: "
                      "year_to_date(share)}\n",
                      "- name: shares\n  months: 2025-11..2026-03\n  given: {household: {rent: 100}, person: {wage: 0}}\n"
                      "  persons: {a: {}}\n  changes: {2026-02: {household: {rent: 60}}}\n"
                      "  expect:\n    2025-12: {persons: {a: {so_far: 50}}}\n    2026-01: {persons: {a: {so_far: 0}}}\n"
                      "    2026-02: {persons: {a: {so_far: 50}}}\n    2026-03: {persons: {a: {so_far: 80}}}\n") == "");
}

TEST_CASE("a year's sum of what rests on figures alone is a sum too") {
    CHECK(differences("parameters: {rate: {unit: CNY/month, values: {2020-01-01: 7}}}\nvariables:\n  person:\n    flat: {unit: CNY/month, "
                      "formula: rate * 2}\n    so_far: {unit: CNY/month, formula: year_to_date(flat)}\n",
                      "- name: flat\n  months: 2026-01..2026-03\n  given: {household: {rent: 0}, person: {wage: 0}}\n  persons: {a: {}, b: "
                      "{}}\n  expect:\n    2026-03: {persons: {a: {so_far: 28}, b: {so_far: 28}}}\n") == "");
}

TEST_CASE("a benefit remembers what was before it began") {
    CHECK(differences("benefits:\n  bonus:\n    to: household\n    award: none\n    in_force: {from: 2026-03-01}\n    eligible: {had_rent: {when: "
                      "\"previous(rented, false)\"}}\n    amount: {formula: 5, round: {to: 1, mode: down}}\nvariables: {household: {rented: "
                      "{formula: rent > 0}}}\n",
                      "- name: begins\n  months: 2026-01..2026-04\n  given: {household: {rent: 100}, person: {wage: 0}}\n  persons: {a: {}}\n"
                      "  changes: {2026-03: {household: {rent: 0}}}\n"
                      "  expect:\n    2026-03: {bonus: 5.00}\n    2026-04: {bonus: {status: ineligible, reasons: [had_rent]}}\n") == "");
}

TEST_CASE("a check remembers what was before it began") {
    CHECK(differences("benefits:\n  aid: {to: household, award: none, eligible: {any_rent: {when: rent > 0}}, amount: {formula: 5, round: {to: 1, "
                      "mode: down}}}\nchecks: {steady: {when: \"previous(rented, false)\", severity: hold, in_force: {from: "
                      "2026-03-01}}}\nvariables: {household: {rented: {formula: rent > 50}}}\n",
                      "- name: begins\n  months: 2026-02..2026-04\n  given: {household: {rent: 100}, person: {wage: 0}}\n  persons: {a: {}}\n"
                      "  changes: {2026-03: {household: {rent: 10}}}\n"
                      "  expect:\n    2026-03: {aid: 5.00, checks: []}\n    2026-04: {aid: {status: held, reasons: [check.steady]}, checks: "
                      "[steady]}\n") == "");
}
