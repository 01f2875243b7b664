// The loose ends that check tells, and the names that show finds.
#include "doudi/runs/check.hpp"
#include "doudi/runs/show.hpp"

#include "case_fixture.hpp"
#include "unit/policy/folder.hpp"

using doudi::test::CaseFolder;
namespace runs = doudi::runs;

TEST_CASE("check warns of what nothing reads and nothing tests") {
    const CaseFolder folder;
    folder.write("tests/a.yaml", "- name: n\n  month: 2026-03\n  persons: {a: {born: 2000-01-01}}\n  expect: {allowance: 1}\n");
    runs::CheckedPolicy checked = runs::check(folder.law_of_it());
    CHECK(checked.cases == 1);
    CHECK_FALSE(checked.has_warnings());
    folder.write("tests/a.yaml", "- name: n\n  month: 2026-03\n  expect: {size: 0}\n");
    checked = runs::check(folder.law_of_it());
    std::string codes;
    for (const doudi::base::Diagnostic& one : checked.findings.items()) codes += one.code + " ";
    CHECK(codes == "slots-open benefit-without-test ");  // the other benefit rests on the slot
    CHECK(checked.has_warnings());
}

TEST_CASE("show finds a thing by its name with or without its law, and no other") {
    const CaseFolder folder;
    const auto& law = folder.law_of_it();
    const auto name = [&](const std::string& typed) {
        const auto found = runs::find_thing(law, typed);
        return found ? law.name_of(*found) : found.diagnostics().items().front().code;
    };
    CHECK(name("standard") == "small.standard");
    CHECK(name("small.per_head") == "small.per_head");
    CHECK(name("person.wage") == "wage");
    CHECK(name("standrad") == "nothing-called-so");
    const auto wrong = runs::find_thing(law, "standrad");
    CHECK(wrong.diagnostics().items().front().help_args == std::vector<std::string>{"standard"});
}

TEST_CASE("show finds a table or register by its name or plural, and a misspelt one by the nearest") {
    const policy_test::Folder folder;
    folder.write("law/policy.yaml",
                 "policy: law\ntitle: t\ncurrency: CNY\nentities: {claim: {file: claims.csv, key: claim_id, in: person}}\n"
                 "registers: {deaths: {file: deaths.csv, key: id, matches: person.resident_id}}\n"
                 "inputs:\n  person: {resident_id: {type: text, optional: true}}\n"
                 "  claim: {cost: {type: number, unit: CNY, required: true}}\n"
                 "  deaths: {date: {type: date, required: true}}\n");
    const auto law = folder.load("law");
    REQUIRE(law);
    const auto shown = [&](const std::string& typed) { return runs::show_table(*law, typed, {}).value_or("nothing"); };
    CHECK(shown("claim") == shown("claims"));
    CHECK(shown("claims").find("claims.csv, key claim_id") != std::string::npos);
    CHECK(shown("deaths").find("found in deaths.csv by id = person.resident_id") != std::string::npos);
    CHECK(shown("household").find("in formulas: households") != std::string::npos);
    CHECK(shown("clams") == "nothing");
    const auto wrong = runs::find_thing(*law, "clam");
    CHECK(wrong.diagnostics().items().front().help_args == std::vector<std::string>{"claim"});
}

TEST_CASE("the graph of one thing has what it rests on and what rests on it, and nothing beside") {
    const policy_test::Folder folder;
    folder.write("law/policy.yaml",
                 "policy: law\ntitle: t\ncurrency: CNY\nlaw: few\ninputs:\n"
                 "  household: {rent: {type: number, unit: CNY/month, unknown: true, label: 'the \"rent\" \\ paid'}}\n"
                 "  person: {wage: {type: number, unit: CNY/month, unknown: true}}\nvariables:\n  household:\n"
                 "    income: {unit: CNY/month, formula: sum(wage of persons)}\n    left: {unit: CNY/month, formula: income - rent}\n"
                 "    before: {unit: CNY/month, formula: 'previous(income, 0)'}\n");
    const auto law = folder.load("law");
    REQUIRE(law);
    const auto graph = [&](const std::string& name) { return runs::show_graph(*law, *runs::find_thing(*law, name), {}); };
    const std::string income = "  \"household.few.income\" [label=\"few.income\"";
    CHECK(graph("before") ==
          "digraph \"law\" {\n  rankdir=LR\n  node [shape=box]\n  \"person.wage\" [label=\"wage\" shape=ellipse]\n" + income +
              "]\n  \"household.few.before\" [label=\"few.before\" style=filled]\n"
              "  \"person.wage\" -> \"household.few.income\"\n"
              "  \"household.few.income\" -> \"household.few.before\" [style=dashed]\n}\n");
    CHECK(graph("rent").find("income") == std::string::npos);
    CHECK(graph("rent").find("[label=\"rent\\nthe \\\"rent\\\" \\\\ paid\"") != std::string::npos);
    CHECK(runs::show_graph(*law, std::nullopt, {}).find("\"household.rent\" -> \"household.few.left\"") != std::string::npos);
}
