// Small changes of a law, and the worked cases that notice them.
#include "case_fixture.hpp"
#include "doudi/report/messages.hpp"

using namespace doudi;

namespace {

/// A law with one of everything that can be changed.
const std::string law = R"(policy: t
title: t
currency: CNY
law: t
inputs:
  household:
    income: {type: number, unit: CNY/month, decimals: 2, required: true}
    heads: {type: number, decimals: 0, required: true}
parameters:
  standard:
    unit: CNY/month
    decimals: 2
    values:
      2026-01-01: {value: 600, published: unstated, reference: n}
      2026-07-01: {value: 700, published: unstated, reference: n}
variables:
  household:
    own: {unit: CNY/month, formula: standard}
    has_grant: {formula: grant.eligible}
    group:
      type: code
      values: [one, some, many]
      choose:
        - {when: heads in 0..1, then: one}
        - {when: heads <= 3, then: some}
        - {otherwise: many}
benefits:
  grant:
    to: household
    award: none
    in_force: {from: 2026-01}
    eligible:
      poor: {when: income < standard}
    amount: {formula: standard - income, round: {to: 1, mode: ceil}}
    minimum: 20
)";

std::string a_case(const std::string& month, const std::string& income, const std::string& heads, const std::string& expect) {
    static int number = 0;
    return "- name: n" + std::to_string(++number) + "\n  month: " + month + "\n  household: {income: " + income + ", heads: " + heads +
           "}\n  expect: {" + expect + "}\n";
}

/// "line: what" of every change that no case notices, and the score.
std::string survivors(const std::string& cases, const std::string& policy = law) {
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "tests");
    folder.write("policy.yaml", policy);
    folder.write("tests/cases.yaml", cases);
    const auto result = runs::test(folder.path(), {.filter = "", .mutate = true});
    for (const base::Diagnostic& one : result.refused.items()) MESSAGE(one.code << " " << one.span.to_string());
    REQUIRE(result.mutation.has_value());
    CHECK(result.mutation->changes == result.mutation->noticed + result.mutation->survivors.size());
    std::string text;
    for (const auto& one : result.mutation->survivors)
        text += std::to_string(one.span.line) + ": " + report::text(report::Language::en, one.key, one.args) + "\n";
    return text + std::to_string(result.mutation->noticed) + " of " + std::to_string(result.mutation->changes);
}

}  // namespace

TEST_CASE("a law whose cases compute nothing of it keeps every change") {
    CHECK(survivors(a_case("2026-03", "1", "1", "heads: 1")) == R"(14: t.standard: 2026-01-01 → 2025-12-01
14: t.standard: 2026-01-01 → 2026-02-01
14: t.standard: 600 → 599.99
14: t.standard: 600 → 600.01
15: t.standard: 2026-07-01 → 2026-06-01
15: t.standard: 2026-07-01 → 2026-08-01
15: t.standard: 700 → 699.99
15: t.standard: 700 → 700.01
24: heads in 0..1, without 0
24: heads in 0..1, without 1
24: t.group: row left out, when heads in 0..1
25: heads <= 3, with <
25: t.group: row left out, when heads <= 3
28: t.grant: 2026-01-01 → 2025-12-01
28: t.grant: 2026-01-01 → 2026-02-01
28: t.grant, minimum: 20 → 19.99
28: t.grant, minimum: 20 → 20.01
33: t.grant.poor: condition left out
33: income < standard, with <=
34: rounding: 1 → 10
34: rounding: ceil → floor
0 of 21)");
}

TEST_CASE("cases on both sides of every edge notice every change") {
    const std::string cases = a_case("2026-03", "599.99", "0", "grant: 20, group: one") + a_case("2026-03", "600", "1", "grant: {status: ineligible}, group: one") +
                              a_case("2026-01", "500.5", "3", "grant: 100, group: some") + a_case("2025-12", "1", "4", "group: many, own: not_stated, has_grant: false") +
                              a_case("2026-06", "579.2", "2", "grant: 21") + a_case("2026-07", "0.5", "2", "grant: 700, own: 700");
    CHECK(survivors(cases) == "21 of 21");
}

TEST_CASE("bracket tables are changed at their bounds, dropped conditions at their groups") {
    const std::string brackets = R"yaml(policy: t
title: t
currency: CNY
law: t
inputs:
  household: {cost: {type: number, unit: CNY, decimals: 2, required: true}, old: {type: bool, required: true}}
parameters:
  spells:
    unit: month
    decimals: 0
    brackets:
      of: CNY
      closed: lower
      kind: flat
      rows:
        - {from: 0, value: {2026-01-01: {value: 1, reference: n}}}
        - {from: 1000, value: {2026-01-01: {value: 2, reference: n}}}
variables:
  household:
    how_long: {unit: month, formula: spells(cost)}
benefits:
  grant:
    to: household
    award: none
    eligible: {either: {any: {aged: {when: old}, poor: {when: cost >= 500}}}}
    amount: {formula: "round(cost / 3 month, 0.01, half_up)", when: old, round: {to: 0.01, mode: half_up}}
)yaml";
    const auto grant = [](const std::string& cost, const std::string& old, const std::string& expect) {
        return "- name: " + cost + old + "\n  month: 2026-01\n  household: {cost: " + cost + ", old: " + old + "}\n  expect: {" + expect + "}\n";
    };
    const std::string cases = grant("0", "true", "how_long: 1, grant: {status: eligible}") + grant("999.99", "true", "how_long: 1, grant: 333.33");
    CHECK(survivors(cases + grant("1000", "false", "how_long: 2, grant: 0"), brackets) == R"(16: t.spells: 0 → -0.01
16: t.spells [0..1000]: 2026-01-01 → 2025-12-01
17: t.spells [1000..]: 2026-01-01 → 2025-12-01
25: t.grant.either: condition left out
25: cost >= 500, with >
26: rounding: half_up → down
26: rounding: half_up → down
15 of 22)");
    CHECK(survivors(grant("1000", "true", "how_long: 2"), brackets).ends_with("5 of 22"));  // the bound, the row's closed end, its figure and day
}

TEST_CASE("the law is changed only where every case passes") {
    const test::CaseFolder folder;
    folder.write("tests/cases.yaml", "- name: n\n  month: 2026-03\n  persons: {a: {born: 2000-01-01}}\n  expect: {size: 2}\n");
    const auto result = runs::test(folder.path(), {.filter = "", .mutate = true});
    CHECK_FALSE(result.mutation.has_value());
    CHECK(result.not_mutated);
    CHECK_FALSE(runs::test(folder.path(), {}).not_mutated);
    const auto updated = runs::test(folder.path(), {.filter = "", .update = true, .mutate = true});  // of cases as they are then
    REQUIRE(updated.mutation.has_value());
    CHECK(updated.mutation->noticed == 0);
}
