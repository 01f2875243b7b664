// Files of worked cases: what is refused, and where.
#include "case_fixture.hpp"

using doudi::test::CaseFolder;
namespace policy = doudi::policy;

TEST_CASE("a case is read with what is given, what changes and what is expected") {
    const CaseFolder folder;
    const auto cases = folder.read(R"(- name: a history
  months: 2026-01..2026-03
  source: by hand
  given: {household: {area: 农村}, person: {born: 2000-01-01}}
  household: {decided_on: 2025-12-01}
  persons: {a: {wage: 1.50}, b: {wage: null}}
  changes:
    2026-03: {household: {area: urban}, persons: {c: {wage: 3}}, gone: [a]}
  state: {small.months_paid: 5}
  expect:
    2026-02: {allowance: {status: undecided, reasons: [unknown.wage]}, persons: {a: {has_wage: true}}}
    2026-01: {per_head: 1000/3, size: "2"}
)");
    REQUIRE(cases.ok());
    const policy::Case& one = cases->front();
    CHECK(one.first.to_string() == "2026-01");
    CHECK(one.last.to_string() == "2026-03");
    CHECK(one.household.size() == 2);
    CHECK(one.every_person.size() == 1);
    REQUIRE(one.persons.size() == 2);
    CHECK(one.persons[0].cells[0].text == "1.50");
    CHECK(one.persons[1].cells[0].text.empty());
    REQUIRE(one.changes.size() == 1);
    CHECK(one.changes[0].gone == std::vector<std::string>{"a"});
    REQUIRE(one.state.size() == 1);
    CHECK(one.state[0].name == "small.months_paid");
    REQUIRE(one.expectations.size() == 2);
    CHECK(one.expectations[0].values[0].number == doudi::base::Rational(1000, 3));
    CHECK(one.expectations[1].benefits[0].reasons.value() == std::vector<std::string>{"unknown.wage"});
}

TEST_CASE("mistakes in a case are reported together, each at its place") {
    const CaseFolder folder;
    CHECK(folder.mistakes("name: no list\n") == "cases-not-a-list:1:1");
    CHECK(folder.mistakes("- month: 2026-01\n  expect: {size: 1}\n") == "case-without-name:1:3");
    CHECK(folder.mistakes("- name: n\n  month: 2026-01\n") == "case-expects-nothing:1:9");
    CHECK(folder.mistakes("- name: n\n  expect: {size: 1}\n") == "case-month-or-months:1:9");
    CHECK(folder.mistakes("- name: n\n  month: 2026-13\n  expect: {size: 1}\n") == "case-month:2:10");
    CHECK(folder.mistakes("- name: n\n  months: 2026-02..2026-01\n  expect: {}\n") == "case-months-order:2:11");
    CHECK(folder.mistakes("- name: n\n  month: 2026-01\n  persns: {}\n  expect: {size: 1, szie: 2, allowance: 1.x}\n") ==
          "unknown-key:3:3 unknown-in-case:4:21 expected-not-an-amount:4:41");
    CHECK(folder.mistakes("- name: n\n  month: 2026-01\n  expect: {size: 1}\n- name: n\n  month: 2026-01\n  expect: {size: 1}\n") ==
          "case-twice:4:9");
}

TEST_CASE("what is given has to be an input that is read") {
    const CaseFolder folder;
    const std::string head = "- name: n\n  month: 2026-01\n  expect: {size: 1}\n";
    CHECK(folder.mistakes(head + "  household: {wage: 1}\n") == "no-input-of-household:4:15");
    CHECK(folder.mistakes(head + "  persons: {a: {decided_on: 2026-01-01}}\n") == "no-input-of-person:4:17");
    CHECK(folder.mistakes(head + "  persons: {a: {note: x}}\n") == "given-but-ignored:4:17");
    CHECK(folder.mistakes(head + "  persons: {a: {wage: [1]}}\n") == "not-a-cell:4:23");
}

TEST_CASE("an expectation has to fit what it is of") {
    const CaseFolder folder;
    const std::string head = "- name: n\n  month: 2026-01\n  persons: {a: {}}\n  expect: ";
    CHECK(folder.mistakes(head + "{has_wage: true}\n") == "person-value-in-case:4:12");
    CHECK(folder.mistakes(head + "{persons: {a: {size: 1}}}\n") == "household-value-in-case:4:26");
    CHECK(folder.mistakes(head + "{persons: {bea: {has_wage: true}}}\n") == "no-such-person:4:22");
    CHECK(folder.mistakes(head + "{standard: 600}\n") == "parameter-in-case:4:12");
    CHECK(folder.mistakes(head + "{kind: poo}\n") == "expected-no-such-code:4:18");
    CHECK(folder.mistakes(head + "{is_poor: maybe}\n") == "expected-not-a-value:4:21");
    CHECK(folder.mistakes(head + "{size: two}\n") == "expected-not-a-value:4:18");
    CHECK(folder.mistakes(head + "{allowance: {status: paid}}\n") == "unknown-status:4:32");
    CHECK(folder.mistakes(head + "{allowance: {parts: {topup: 1}}}\n") == "unknown-part:4:32");
    CHECK(folder.mistakes(head + "{allowance: {sum: 1}}\n") == "unknown-key:4:24");
}

TEST_CASE("changes and expectations stand inside the months of a history") {
    const CaseFolder folder;
    const std::string head = "- name: n\n  months: 2026-01..2026-02\n  persons: {a: {}}\n";
    CHECK(folder.mistakes(head + "  expect: {2026-03: {size: 1}}\n") == "expect-outside:4:12");
    CHECK(folder.mistakes(head + "  expect: {2026-02: {size: 1}}\n  changes: {2026-01: {gone: [a]}}\n") == "change-outside:5:13");
    CHECK(folder.mistakes(head + "  expect: {2026-02: {size: 1}}\n  changes: {2026-02: {gone: [abe]}}\n") == "no-such-person:5:30");
}

TEST_CASE("a state holds only what previous reads") {
    const CaseFolder folder;
    const std::string head = "- name: n\n  month: 2026-01\n  expect: {size: 1}\n";
    CHECK(folder.mistakes(head + "  state: {size: 1}\n") == "state-not-remembered:4:11");
    CHECK(folder.mistakes(head + "  state: {months_pad: 1}\n") == "unknown-in-case:4:11");
    CHECK(folder.mistakes(head + "  state: {months_paid: many}\n") == "expected-not-a-value:4:24");
}
