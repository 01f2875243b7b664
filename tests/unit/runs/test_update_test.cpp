// Files of cases rewritten to what came: only the values that differ, and nothing around them.
#include "case_fixture.hpp"

using doudi::test::CaseFolder;
namespace fs = std::filesystem;

namespace {

const std::string head = R"(- name: n          # first
  month: 2026-03
  given: {household: {decided_on: 2026-01-15}, person: {born: 2000-01-01}}
  persons: {a: {wage: 100}}
)";

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The file behind `expect`, once it was rewritten; it passes then, or "fails" stands before it.
std::string rewritten(const CaseFolder& folder, const std::string& expect, const std::string& cases = head) {
    folder.write("tests/cases.yaml", cases + expect);
    const auto result = doudi::runs::test(folder.path(), {.filter = "", .update = true});
    CHECK(result.cases == 1);
    const std::string text = text_of(folder.path() / "tests" / "cases.yaml");
    CHECK(text.starts_with(cases));
    return (result.failed.empty() ? "" : "fails ") + text.substr(cases.size());
}

}  // namespace

TEST_CASE("an expectation is rewritten in place, and nothing else of the file") {
    const CaseFolder folder;
    CHECK(rewritten(folder, "  expect: {allowance: 499.99, per_head: 100/3, kind: poor} # why\n") ==
          "  expect: {allowance: 500.00, per_head: 100, kind: poor} # why\n");
    CHECK(rewritten(folder, "  expect:\n    kind:   \"other\"   # a word\n    # a line\n    is_poor: false\n    decided_on: missing\r\n") ==
          "  expect:\n    kind:   poor   # a word\n    # a line\n    is_poor: true\n    decided_on: 2026-01-15\r\n");
    CHECK(rewritten(folder, "  expect: {persons: {a: {has_wage: false}}}\n") == "  expect: {persons: {a: {has_wage: true}}}\n");
}

TEST_CASE("of a benefit only the fields are rewritten that differ") {
    const CaseFolder folder;
    CHECK(rewritten(folder, "  expect: {allowance: {status: ineligible, amount: 500.0, reasons: ['below, \"standard\"'], parts: {top_up: 1, extra: 0}}}\n") ==
          "  expect: {allowance: {status: eligible, amount: 500.0, reasons: [], parts: {top_up: 500.00, extra: 0}}}\n");
    CHECK(rewritten(folder, "  expect:\n    allowance:\n      amount: 1  # yuan\n      status: eligible\n") ==
          "  expect:\n    allowance:\n      amount: 500.00  # yuan\n      status: eligible\n");
    const std::string rich = "- name: n\n  month: 2026-03\n  given: {household: {decided_on: 2026-01-15}, person: {born: 2000-01-01}}\n  persons: {a: {wage: 700}}\n";
    CHECK(rewritten(folder, "  expect: {allowance: 5}\n", rich) == "  expect: {allowance: {status: ineligible, amount: 0.00, reasons: [below_standard]}}\n");
    const std::string unknown = "- name: n\n  month: 2026-03\n  given: {household: {decided_on: 2026-01-15}, person: {born: 2000-01-01}}\n  persons: {a: {}}\n";
    CHECK(rewritten(folder, "  expect: {income: 5, allowance: {amount: 5}}\n", unknown) == "  expect: {income: unknown, allowance: {status: undecided, reasons: [unknown.wage]}}\n");
}

TEST_CASE("checks that fail are rewritten as a list") {
    const CaseFolder folder;
    const std::string odd = "- name: n\n  month: 2026-03\n  given: {household: {decided_on: 2026-01-15}, person: {born: 2000-01-01}}\n  persons: {a: {wage: 101}, b: {wage: 102}}\n";
    CHECK(rewritten(folder, "  expect: {checks: []}\n", odd) == "  expect: {checks: [wage_of_nobody, wage_to_look_at]}\n");
    CHECK(rewritten(folder, "  expect: {checks: [wage_to_look_at]}  # none\n") == "  expect: {checks: []}  # none\n");
}

TEST_CASE("a month without a figure is expected as such, and back") {
    const CaseFolder folder;
    const std::string early = "- name: n\n  month: 2025-12\n  persons: {a: {born: 2000-01-01, wage: 1}}\n";
    CHECK(rewritten(folder, "  expect: {is_poor: true, allowance: {amount: 5}}\n", early) == "  expect: {is_poor: not_stated, allowance: not_stated}\n");
    CHECK(rewritten(folder, "  expect: {allowance: not_stated}\n") == "  expect: {allowance: 500.00}\n");
}

TEST_CASE("what cannot be written as a value is left alone and still fails") {
    const CaseFolder folder;
    const std::string list = "  expect:\n    allowance:\n      reasons:\n        - below_standard\n";
    CHECK(rewritten(folder, list) == "fails " + list);
    const std::string commented = "  expect:\n    allowance: {reasons: [\n      below_standard # why\n    ]}\n";
    CHECK(rewritten(folder, commented) == "fails " + commented);
}

TEST_CASE("nothing is written that was not asked for, and nothing where all passes") {
    const CaseFolder folder;
    folder.write("tests/cases.yaml", head + "  expect: {size: 2}\n");
    CHECK(doudi::runs::test(folder.path(), {}).failed.size() == 1);
    CHECK(doudi::runs::test(folder.path(), {.filter = "other", .update = true}).updated.empty());
    CHECK(text_of(folder.path() / "tests" / "cases.yaml") == head + "  expect: {size: 2}\n");
    const auto result = doudi::runs::test(folder.path(), {.filter = "", .update = true});
    REQUIRE(result.updated.size() == 1);
    CHECK(result.updated.front().what == "2026-03 size");
    CHECK(result.updated.front().before == "2");
    CHECK(result.updated.front().after == "1");
    CHECK(result.updated.front().span.line == 5);
    CHECK(doudi::runs::test(folder.path(), {.filter = "", .update = true}).updated.empty());
}

TEST_CASE("a rewritten file keeps its mode, its byte order mark and the link to it") {
    const CaseFolder folder;
    const fs::path file = folder.path() / "tests" / "cases.yaml";
    folder.write("elsewhere.txt", "\xEF\xBB\xBF" + head + "  expect: {size: 2}\n");
    fs::permissions(folder.path() / "elsewhere.txt", fs::perms{0640});
    fs::create_symlink(folder.path() / "elsewhere.txt", file);
    CHECK(doudi::runs::test(folder.path(), {.filter = "", .update = true}).failed.empty());
    CHECK(fs::is_symlink(file));
    CHECK(fs::status(file).permissions() == fs::perms{0640});
    CHECK(text_of(file) == "\xEF\xBB\xBF" + head + "  expect: {size: 1}\n");
}
