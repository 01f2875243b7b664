// Worked cases run: what passes, what fails, and what a failure says.
#include "case_fixture.hpp"

using doudi::test::CaseFolder;

namespace {

const std::string one_person = R"(- name: n
  month: 2026-03
  given: {household: {decided_on: 2026-01-15}, person: {born: 2000-01-01}}
  persons: {a: {wage: 100}}
)";

}  // namespace

TEST_CASE("a case that holds passes") {
    const CaseFolder folder;
    CHECK(folder.run(one_person + "  expect: {allowance: 500, per_head: 100, kind: poor, is_poor: true, small.income: 100}\n").empty());
    CHECK(folder.run(one_person + "  expect: {allowance: {parts: {top_up: 500, extra: 0}, reasons: []}, persons: {a: {has_wage: true}}}\n").empty());
    CHECK(folder.run(one_person + "  expect: {allowance.amount: 500, allowance.eligible: true, allowance.parts.top_up: 500.00}\n").empty());
}

TEST_CASE("a fen too much fails") {
    const CaseFolder folder;
    CHECK(folder.run(one_person + "  expect: {allowance: 500.01}\n") ==
          "2026-03 allowance: eligible  500.01 / eligible  500.00  top_up=500.00;extra=0.00  []\n");
    CHECK(folder.run(one_person + "  expect: {allowance: {parts: {top_up: 499.99}}}\n") ==
          "2026-03 allowance: top_up=499.99 / eligible  500.00  top_up=500.00;extra=0.00  []\n");
}

TEST_CASE("a wrong status, wrong reasons and a wrong order of reasons fail") {
    const CaseFolder folder;
    const std::string came = " / eligible  500.00  top_up=500.00;extra=0.00  []\n";
    CHECK(folder.run(one_person + "  expect: {allowance: {status: ineligible}}\n") == "2026-03 allowance: ineligible" + came);
    CHECK(folder.run(one_person + "  expect: {allowance: {reasons: [below_standard]}}\n") == "2026-03 allowance: [below_standard]" + came);
}

TEST_CASE("values are compared exactly, whatever is printed of them") {
    const CaseFolder folder;
    const std::string three = R"(- name: n
  month: 2026-03
  given: {person: {born: 2000-01-01, wage: 0}}
  persons: {a: {wage: 100}, b: {}, c: {}}
)";
    CHECK(folder.run(three + "  expect: {per_head: 100/3}\n").empty());
    CHECK(folder.run(three + "  expect: {per_head: 33.33}\n") == "2026-03 per_head: 33.33 / 100/3\n");
    CHECK(folder.run(three + "  expect: {kind: other}\n") == "2026-03 kind: other / poor\n");
}

TEST_CASE("missing, unknown and not stated are values to expect, and differ") {
    const CaseFolder folder;
    const std::string unknown = "- name: n\n  month: 2026-03\n  persons: {a: {born: 2000-01-01}}\n";
    CHECK(folder.run(unknown + "  expect: {income: unknown, decided_on: missing}\n").empty());
    CHECK(folder.run(unknown + "  expect: {income: 0}\n") == "2026-03 income: 0 / unknown (unknown.wage)\n");
    CHECK(folder.run(unknown + "  expect: {income: missing}\n") == "2026-03 income: missing / unknown (unknown.wage)\n");
    const std::string early = "- name: n\n  month: 2025-12\n  persons: {a: {born: 2000-01-01, wage: 1}}\n";
    CHECK(folder.run(early + "  expect: {is_poor: not_stated, allowance: not_stated}\n").empty());
    CHECK(folder.run(early + "  expect: {is_poor: unknown}\n") == "2025-12 is_poor: unknown / not_stated (not_stated.small.standard)\n");
    CHECK(folder.run(early + "  expect: {allowance: 0.00}\n") == "2025-12 allowance: eligible  0.00 / not_stated (small.standard)\n");
    CHECK(folder.run(one_person + "  expect: {allowance: not_stated}\n") ==
          "2026-03 allowance: not_stated / eligible  500.00  top_up=500.00;extra=0.00  []\n");
}

TEST_CASE("an unknown fact makes no amount") {
    const CaseFolder folder;
    const std::string unknown = "- name: n\n  month: 2026-03\n  given: {household: {decided_on: 2026-01-15}}\n  persons: {a: {born: 2000-01-01}}\n";
    CHECK(folder.run(unknown + "  expect: {allowance: {status: undecided, reasons: [unknown.wage]}}\n").empty());
    CHECK(folder.run(unknown + "  expect: {allowance: {amount: 0}}\n") == "2026-03 allowance: 0.00 / undecided  [unknown.wage]\n");
}

TEST_CASE("cells follow the rules of the tables") {
    const CaseFolder folder;
    const auto with = [&](const std::string& cells) {
        return folder.run("- name: n\n  month: 2026-03\n  persons: {a: {" + cells + "}}\n  expect: {size: 1}\n");
    };
    CHECK(with("born: 2000-01-01").empty());
    CHECK(with("wage: 1") == "empty-cell:3 ");
    CHECK(with("born: 2000-02-30, wage: -1") == "below-minimum:3 bad-date:3 ");
    CHECK(with("born: 2000-01-01, wage: 1.234") == "too-many-decimals:3 ");
}

TEST_CASE("only what is expected is computed, so that open slots elsewhere do not matter") {
    const CaseFolder folder;
    CHECK(folder.run(one_person + "  expect: {size: 1}\n").empty());
    CHECK(folder.run(one_person + "  expect: {needs_slot: 1}\n") == "unfilled-slot:18 ");
    CHECK(folder.run(one_person + "  expect: {persons: {a: {slot_benefit: 1}}}\n") == "unfilled-slot:18 ");
}

TEST_CASE("a history carries state, takes changes from their month on and persons in and out") {
    const CaseFolder folder;
    const std::string history = R"(- name: n
  months: 2026-03..2026-06
  given: {household: {decided_on: 2026-01-15}, person: {born: 2000-01-01, wage: 0}}
  persons: {a: {}}
  changes:
    2026-04: {persons: {b: {wage: 250}}}
    2026-05: {household: {area: rural}, persons: {b: {wage: 2000}}}
    2026-06: {gone: [b]}
)";
    CHECK(folder.run(history + R"(  expect:
    2026-03: {allowance: 600, months_paid: 1, size: 1}
    2026-04: {allowance: 950, months_paid: 2, persons: {b: {has_wage: true}}}
    2026-05: {allowance: {status: ineligible, reasons: [below_standard]}, months_paid: 2}
    2026-06: {allowance: 610, months_paid: 3, size: 1}
)").empty());
    CHECK(folder.run(history + "  state: {small.months_paid: 5}\n  expect: {2026-04: {months_paid: 7}}\n").empty());
    CHECK(folder.run(history + "  expect: {2026-03: {persons: {b: {has_wage: false}}}}\n") == "2026-03 b.has_wage: false / –\n");
}

TEST_CASE("a folder is tested as a whole, and a mistake in one file hides no other") {
    const CaseFolder folder;
    folder.write("tests/a.yaml", one_person + "  expect: {size: 1}\n");
    folder.write("tests/b.yaml", one_person + "  expect: {size: 2}\n");
    folder.write("tests/c.yaml", "- name: n\n  month: 2026-01\n  expect: {szie: 1}\n");
    const auto result = doudi::runs::test(folder.path(), {});
    CHECK(result.cases == 2);
    CHECK(result.failed.size() == 1);
    CHECK(result.refused.items().size() == 1);
    const auto filtered = doudi::runs::test(folder.path(), {"a.yaml"});
    CHECK(filtered.cases == 1);
    CHECK(filtered.left_out == 1);
    CHECK(filtered.failed.empty());
    const auto file = doudi::runs::test(folder.path() / "tests" / "b.yaml", {});
    CHECK(file.cases == 1);
    CHECK(file.failed.size() == 1);
}
