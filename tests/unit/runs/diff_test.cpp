// Two laws compared: what is a difference, on which day, at which place, and what is none.
#include "doudi/runs/diff.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "doudi/report/law_difference.hpp"
#include "unit/policy/folder.hpp"

using namespace doudi;

namespace {

const std::string head = "policy: p\ntitle: t\ncurrency: CNY\nlaw: few\n";
const std::string inputs = "inputs:\n  household: {n: {type: integer, required: true}}\n";

/// Each difference as "what of which on which day: before / after", one a line.
std::string differences(const std::string& before, const std::string& after) {
    const policy_test::Folder folder;
    folder.write("a/policy.yaml", head + before);
    folder.write("b/policy.yaml", head + after);
    const auto a = folder.load("a");
    const auto b = folder.load("b");
    REQUIRE_MESSAGE(a, policy_test::codes_of(a.diagnostics()));
    REQUIRE_MESSAGE(b, policy_test::codes_of(b.diagnostics()));
    std::string text;
    for (const table::LawDifference& one : runs::diff(*a, *b).differences)
        text += one.name + (one.what.empty() ? "" : " " + one.what) + (one.date ? " " + one.date->to_string() : "") + ": " +
                one.before.value_or("none") + " / " + one.after.value_or("none") + "\n";
    return text;
}

std::string figure(const std::string& values) {
    return "parameters:\n  rate: {unit: CNY/month, values: {" + values + "}}\n";
}
std::string choice(const std::string& rows) {
    return inputs + "variables:\n  household:\n    v:\n      type: number\n      choose: [" + rows + "]\n";
}

}  // namespace

TEST_CASE("a figure differs on its day, by value, publication or source") {
    CHECK(differences(figure("2025-01-01: 1"), figure("2025-01-01: 2")) == "rate 2025-01-01: 1.00 / 2.00\n");
    CHECK(differences(figure("2025-01-01: 1"), figure("2025-01-01: 1, 2026-01-01: null")) == "rate 2026-01-01: none / null\n");
    CHECK(differences(figure("2025-01-01: {value: 1, published: 2025-01-02, reference: a}"),
                      figure("2025-01-01: {value: 1, published: 2025-01-03, reference: b}")) ==
          "rate published 2025-01-01: 2025-01-02 / 2025-01-03\nrate reference 2025-01-01: a / b\n");
    CHECK(differences(figure("2025-01-01: 1"), figure("2025-02-01: 1")) ==
          "rate 2025-01-01: 1.00 / none\nrate 2025-02-01: none / 1.00\n");
}

TEST_CASE("comments, layout and the way a number or a formula is written are no difference") {
    CHECK(differences(figure("2025-01-01: 1"), "# said again\n" + figure("2025-01: 1.00")).empty());
    const std::string same = "variables:\n  household: {v: {formula: ";
    CHECK(differences(inputs + same + "n + 1}}\n", inputs + same + "(n+1)}}\n").empty());
}

TEST_CASE("a thing that is new or gone is told with its figures or its formula") {
    CHECK(differences("", figure("2025-01-01: 1")) == "rate: none / \nrate 2025-01-01: none / 1.00\n");
    const std::string variable = inputs + "variables:\n  household: {v: {label: twice, formula: 2 * n}}\n";
    CHECK(differences(variable, inputs) == "household.v: twice / none\nhousehold.v formula: 2 * n / none\n");
}

TEST_CASE("the rows of a decision table go by what they ask, and their order counts") {
    const std::string two = "{when: n = 1, then: 1}, {when: n > 0, then: 2}, {otherwise: 0}";
    CHECK(differences(choice(two), choice("{when: n = 1, then: 1}, {when: n > 0, then: 3}, {otherwise: 0}")) ==
          "household.v choose.when n > 0: 2 / 3\n");
    CHECK(differences(choice(two), choice("{when: n > 0, then: 2}, {when: n = 1, then: 1}, {otherwise: 0}")) ==
          "household.v choose.order: when n = 1; when n > 0; otherwise / when n > 0; when n = 1; otherwise\n");
    CHECK(differences(choice(two), choice("{when: n = 1, then: 1}, {otherwise: 0}")) ==
          "household.v choose.when n > 0: 2 / none\n");
    const std::string twice = "{when: n = 1, then: 1}, {when: n = 1, then: 2}, {otherwise: 0}";
    CHECK(differences(choice(twice), choice(twice)).empty());
    CHECK(differences(choice(twice), choice("{when: n = 1, then: 1}, {otherwise: 0}")) ==
          "household.v choose.when n = 1: 2 / none\n");
}

TEST_CASE("an input differs by what its cells may hold, and by what an empty one means") {
    CHECK(differences(inputs, "inputs:\n  household: {n: {type: integer, max: 9, default: 0}}\n") ==
          "household.n empty_cell: required / default: 0\nhousehold.n max: none / 9\n");
    CHECK(differences("inputs:\n  person: {k: {type: code, values: {a: [A], b: []}, required: true}}\n",
                      "inputs:\n  person: {k: {type: code, values: {a: [A, Ä], b: []}, required: true}}\n") ==
          "person.k spellings: A = a / A = a, Ä = a\n");
}

TEST_CASE("days and months that are figures are compared and shown as such") {
    const auto day = [](const std::string& value) {
        return "parameters:\n  d: {type: date, values: {2025-01-01: " + value + "}}\n  m: {type: month, values: {2025-01-01: 2025-02}}\n";
    };
    CHECK(differences(day("2025-05-06"), day("2025-05-07")) == "d 2025-01-01: 2025-05-06 / 2025-05-07\n");
}

TEST_CASE("every kind of thing has a word in both languages") {
    table::LawComparison all{"a", "b", {}};
    for (const char* kind : {"figure", "variable", "benefit", "input", "table", "register", "policy"})
        all.differences.push_back({"", kind, "x", "", {}, "1", {}, {}, {}});
    CHECK(report::law_difference_screen(all, report::Language::en).find("-  register  x") != std::string::npos);
    CHECK(report::law_difference_screen(all, report::Language::zh).find("登记册") != std::string::npos);
}

namespace {

namespace fs = std::filesystem;
const fs::path rules = fs::path(DOUDI_SOURCE_DIR) / "rules";

/// Folders of whole laws, shipped with the program.
std::vector<fs::path> shipped_laws() {
    std::vector<fs::path> laws;
    for (const auto& entry : fs::recursive_directory_iterator(rules))
        if (entry.path().filename() == "policy.yaml") laws.push_back(entry.path().parent_path());
    std::sort(laws.begin(), laws.end());
    return laws;
}

/// Another digit, or the contrary sign; nothing for other characters.
char other_than(char c) {
    if (c >= '0' && c <= '9') return c == '9' ? '0' : static_cast<char>(c + 1);
    return c == '<' ? '>' : c == '>' ? '<' : c == '+' ? '-' : c == '*' ? '+' : '\0';
}

/// Places of digits and signs in a file, comments left out.
std::vector<std::size_t> places_in(const std::string& text) {
    std::vector<std::size_t> places;
    bool in_comment = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') in_comment = false;
        if (text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n')) in_comment = true;
        if (!in_comment && other_than(text[i]) != '\0') places.push_back(i);
    }
    return places;
}

}  // namespace

TEST_CASE("a law does not differ from itself, and two laws differ the same both ways") {
    std::vector<policy::Policy> laws;
    for (const fs::path& folder : shipped_laws()) laws.push_back(std::move(*policy::load(folder)));
    REQUIRE(laws.size() > 5);
    for (std::size_t i = 0; i < laws.size(); ++i) {
        CHECK(runs::diff(laws[i], laws[i]).differences.empty());
        const policy::Policy& other = laws[(i + 1) % laws.size()];
        const auto forth = runs::diff(laws[i], other).differences;
        const auto back = runs::diff(other, laws[i]).differences;
        CHECK(forth.size() == back.size());
        const auto count = [](const auto& all, const auto& missing) { return std::count_if(all.begin(), all.end(), [&](const auto& one) { return !(one.*missing); }); };
        CHECK(count(forth, &table::LawDifference::before) == count(back, &table::LawDifference::after));
    }
}

TEST_CASE("a digit or sign that is another in a law is a difference, or a mistake") {
    int compared = 0;
    for (const char* name : {"terms", "relief-and-prices"}) {
        const auto law = policy::load(rules / "samples" / name);
        REQUIRE(law);
        const policy_test::Folder folder;
        fs::copy(rules / "samples" / name, folder.path() / "law");
        for (const auto& file : law->layers.back().files) {
            const std::string written = fs::path(file->name).filename().string();
            for (const std::size_t at : places_in(file->text)) {
                std::string changed = file->text;
                changed[at] = other_than(changed[at]);
                folder.write("law/" + written, changed);
                const auto other = folder.load("law");
                if (!other) continue;
                ++compared;
                CHECK_MESSAGE(!runs::diff(*law, *other).differences.empty(), written << ": " << changed.substr(0, at + 1));
            }
            folder.write("law/" + written, file->text);
        }
    }
    CHECK(compared > 100);
}
