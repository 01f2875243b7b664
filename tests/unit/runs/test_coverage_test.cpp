// What worked cases leave undecided: conditions, rows, figures, brackets.
#include "case_fixture.hpp"

using doudi::test::CaseFolder;

namespace {

const std::string head = R"(- name: n
  month: 2026-03
  given: {household: {decided_on: 2026-01-15}, person: {born: 2000-01-01}}
)";
const std::string poor = head + "  persons: {a: {wage: 100}}\n  expect: {allowance: 500, kind: poor}\n";
const std::string rich =
    "- name: rich\n  month: 2026-03\n  given: {household: {decided_on: 2026-01-15, area: rural}, person: {born: 2000-01-01}}\n"
    "  persons: {a: {wage: 700}}\n  expect: {allowance: {status: ineligible}, kind: other}\n";

/// "what: why" of every undecided piece.
std::string undecided(const doudi::test::TemporaryFolder& folder) {
    const auto result = doudi::runs::test(folder.path(), {.filter = "", .coverage = true});
    REQUIRE(result.coverage.has_value());
    CHECK(result.failed.empty());
    std::string text;
    for (const auto& one : result.coverage->undecided) text += one.what + ": " + one.why + "\n";
    return text;
}

}  // namespace

TEST_CASE("a condition is decided by a case in which it holds and one in which it fails") {
    const CaseFolder folder;
    folder.write("tests/cases.yaml", poor);
    const std::string slot = "small.slot_benefit.always: coverage-not-reached\n";
    CHECK(undecided(folder) ==
          "small.kind, otherwise: coverage-not-taken\nsmall.allowance.below_standard: coverage-never-fails\n"
          "small.allowance.extra: coverage-never-holds\n" + slot);
    folder.write("tests/cases.yaml", rich);
    CHECK(undecided(folder) ==
          "small.kind, when is_poor: coverage-not-taken\nsmall.allowance.below_standard: coverage-never-holds\n"
          "small.allowance.extra: coverage-never-fails\n" + slot);
    folder.write("tests/cases.yaml", poor + rich);
    CHECK(undecided(folder) == slot);
}

TEST_CASE("coverage counts the pieces, and only cases that were run decide") {
    const CaseFolder folder;
    folder.write("tests/cases.yaml", poor + rich);
    const auto result = doudi::runs::test(folder.path(), {.filter = "rich", .coverage = true});
    REQUIRE(result.coverage.has_value());
    CHECK(result.coverage->pieces == std::array<std::size_t, 4>{3, 2, 1, 0});
    CHECK(result.coverage->decided == std::array<std::size_t, 4>{0, 1, 1, 0});
    CHECK_FALSE(doudi::runs::test(folder.path(), {}).coverage.has_value());
}

TEST_CASE("figures and rows of bracket tables are decided by the months and numbers that reach them") {
    const CaseFolder folder;
    folder.write("policy.yaml", R"(policy: t
title: t
currency: CNY
law: t
inputs:
  household: {area: {type: code, values: {urban: [u], rural: [r]}, required: true}, cost: {type: number, unit: CNY, required: true}}
parameters:
  standard:
    unit: CNY
    by: [area]
    values:
      urban: {2026-01-01: {value: 600, published: unstated, reference: n}, 2026-07-01: {value: 700, published: unstated, reference: n}}
      rural: {2026-01-01: {value: 500, published: unstated, reference: n}}
  spells:
    unit: month
    brackets:
      of: CNY
      closed: lower
      kind: flat
      rows:
        - {from: 0, value: {2026-01-01: {value: 1, reference: n}}}
        - {from: 1000, value: {2026-01-01: {value: 2, reference: n}}}
  tax:
    unit: "%"
    brackets:
      of: CNY
      kind: marginal
      rows:
        - {from: 0, value: {2026-01-01: {value: 10, reference: n}}}
        - {from: 1000, value: {2026-01-01: {value: 20, reference: n}}}
variables:
  household:
    own: {unit: CNY, formula: standard}
    how_long: {unit: month, formula: spells(cost)}
    due: {unit: CNY, formula: tax(cost)}
)");
    const auto expect = [&](const std::string& cost, const std::string& rest) {
        folder.write("tests/cases.yaml", "- name: n\n  month: 2026-03\n  household: {area: urban, cost: " + cost + "}\n  expect: {" + rest + "}\n");
        return undecided(folder);
    };
    const std::string other_figures = "t.standard [urban] 2026-07-01: coverage-not-taken\nt.standard [rural] 2026-01-01: coverage-not-taken\n";
    CHECK(expect("1000", "own: 600, how_long: 2, due: 100") ==
          other_figures + "t.spells 0..1000: coverage-not-taken\nt.spells [0..1000] 2026-01-01: coverage-not-taken\nt.tax 1000..: coverage-not-taken\n");
    CHECK(expect("1001", "own: 600, how_long: 2, due: 100.2") ==
          other_figures + "t.spells 0..1000: coverage-not-taken\nt.spells [0..1000] 2026-01-01: coverage-not-taken\n");
}
