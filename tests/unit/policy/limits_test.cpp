// What would hang or break a loader: deep, long, circular, of other forms.

#include <doctest/doctest.h>

#include <string>

#include "folder.hpp"

using policy_test::codes_of;

namespace {

std::string codes(const std::string& text) {
    const policy_test::Folder folder;
    folder.write("policy.yaml", text);
    return codes_of(folder.load("").diagnostics());
}

std::string times(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

const std::string head = "policy: one\ncurrency: CNY\n";
const std::string variables = head + "law: example\nvariables:\n  household:\n";

std::string chain(int length, bool forward) {
    std::string text = variables;
    for (int i = 0; i < length; ++i) {
        const int other = forward ? i + 1 : i - 1;
        const bool end = other < 0 || other == length;
        text += "    v" + std::to_string(i) + ": {formula: " + (end ? "1" : "v" + std::to_string(other)) + "}\n";
    }
    return text;
}

}  // namespace

TEST_CASE("nesting is limited, however it is written") {
    CHECK(codes(head + "title: " + times("[", 20'000)) == "too-deep");
    CHECK(codes(head + "title: " + times("{a: ", 20'000)) == "too-deep");
    CHECK(codes(head + "title:\n  " + times("- ", 20'000) + "x\n") == "too-deep");
    CHECK(codes(head + "title: " + times("[", 40) + times("]", 40) + "\n") == "too-deep");
}

TEST_CASE("brackets of formulas are limited") {
    CHECK(codes(variables + "    v: {formula: " + times("(", 20'000) + "1" + times(")", 20'000) + "}\n") ==
          "formula-too-long");
    CHECK(codes(variables + "    v: {formula: " + times("(", 5'000) + "1" + times(")", 5'000) + "}\n") ==
          "formula-too-deep");
}

TEST_CASE("chains of variables are limited in whichever order they stand") {
    CHECK(codes(chain(250, true)).empty());
    CHECK(codes(chain(250, false)).empty());
    CHECK(codes(chain(5'000, true)) == "chain-too-long");
    CHECK(codes(chain(5'000, false)) == "chain-too-long");
}

TEST_CASE("aliases are refused before anything is multiplied") {
    CHECK(codes("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n") == "alias");
    CHECK(codes(head + "title: *nothing\n") == "alias");
    CHECK(codes(head + "<<: {title: x}\n") == "merge-key");
}

TEST_CASE("files that are not one YAML document of text are refused") {
    CHECK(codes("") == "policy-id-missing");
    CHECK(codes("# only a comment\n") == "policy-id-missing");
    CHECK(codes("- a\n") == "policy-id-missing");
    CHECK(codes(head + "...\nmore\n") == "second-document");
    CHECK(codes(head + "---\n" + head) == "second-document");
    CHECK(codes("---\n" + head).empty());
    CHECK(codes("\xEF\xBB\xBF" + head).empty());
    CHECK(codes(head + std::string("title: a\0b\n", 11)) == "not-utf8");
    CHECK(codes(head + "title: \xff\n") == "not-utf8");
    CHECK(codes(head + "title: \"open\n") == "unfinished-text");
    CHECK(codes(head + "title: 'open") == "yaml-syntax");
    CHECK(codes(head + "word") == "unknown-key");
    CHECK(codes(head + "\ttitle: x\n") == "tab-indent");
    CHECK(codes(head + "'currency': CNY\n") == "duplicate-key");
}

TEST_CASE("lines may end as Windows ends them") {
    std::string text = variables + "    v:\n      formula: 1 +\n        standrad\n";
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
        text.replace(at, 1, "\r\n");
    const policy_test::Folder folder;
    folder.write("policy.yaml", text);
    const auto told = folder.load("");
    REQUIRE(codes_of(told.diagnostics()) == "unknown-name");
    CHECK(told.diagnostics().items().front().span.to_string().ends_with("policy.yaml:8:9"));
}

TEST_CASE("files beside the law that would be passed over are told") {
    const policy_test::Folder folder;
    folder.write("policy.yaml", head);
    folder.write("README.md", "text");
    folder.write("tests/more.yaml", "- not law\n");
    CHECK(codes_of(folder.load("").diagnostics()).empty());
    folder.write("standards.csv", "region,from,value\n");
    CHECK(codes_of(folder.load("").diagnostics()) == "sheet-unread");
    std::filesystem::remove(folder.path() / "standards.csv");
    folder.write("standards.yml", "law: example\n");
    CHECK(codes_of(folder.load("").diagnostics()) == "not-policy-file");
}

TEST_CASE("dates of an award need no guard, conditions do") {
    const auto benefit = [](const std::string& award, const std::string& starts, const std::string& when) {
        return head +
               "law: example\ninputs: {household: {decided_on: {type: date, optional: true}, stopped_on: {type: date, "
               "optional: true}}}\nbenefits:\n  b:\n    to: household\n    award: " +
               award + "\n    starts: " + starts + "\n    eligible: {c: {when: " + when +
               "}}\n    amount: {formula: 1, round: {to: 0.01, mode: half_up}}\n";
    };
    CHECK(codes(benefit("decided_on", "month_of(decided_on) + 1 month", "true")).empty());
    CHECK(codes(benefit("decided_on", "month_of(stopped_on)", "true")).empty());  // missing there: undecided
    CHECK(codes(benefit("decided_on", "month", "decided_on < month.start")) == "unguarded-optional");
    CHECK(codes(benefit("decided_on", "month", "known(decided_on) and decided_on < month.start")).empty());
}

TEST_CASE("a variable that may be missing hands the guard on") {
    CHECK(codes(head + "law: example\ninputs: {household: {died: {type: date, optional: true}}}\nvariables:\n  "
                       "household:\n    end: {formula: died}\n    late: {formula: end > 2026-01-01}\n") ==
          "unguarded-optional");
    CHECK(codes(head + "law: example\ninputs: {household: {died: {type: date, optional: true}}}\nvariables:\n  "
                       "household:\n    end: {formula: died}\n    late: {formula: known(end) and end > 2026-01-01}\n")
              .empty());
}

TEST_CASE("a file of very many words is refused, and fast") {
    CHECK(codes(head + "x: [" + times("a,", 200000) + "a]\n") == "too-many-nodes");
    std::string keys = head;
    for (int i = 0; i < 60000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
    CHECK(codes(keys) == "too-many-nodes");
}
