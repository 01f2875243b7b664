// Reforms laid over a law: what they change, what they may not, and that ids stay.

#include <doctest/doctest.h>

#include "doudi/policy/setting.hpp"
#include "folder.hpp"

using namespace doudi;
using policy_test::codes_of;

namespace {

const std::string law =
    "policy: example\ncurrency: CNY\ninputs: {household: {region: {type: code}, income: {type: number, unit: "
    "CNY/month}}}\nlaw: example\nparameters:\n"
    "  standard: {unit: CNY/month, by: [region], values: {\"51\": {2024-01-01: 600.50, 2026-01-01: {value: 650, "
    "reference: notice}}, \"5101\": {2025-01-01: 700, 2026-07-01: null}}}\n"
    "  cpi: {unit: \"%\", decimals: 1, series: {2026-01: 2.5, 2026-02: 3}}\n"
    "  relief: {unit: month, brackets: {of: CNY/month, closed: lower, kind: flat, rows: [{from: 0, value: {2024-01-01: "
    "4}}, {from: 100, value: {2024-01-01: 6}}]}}\n"
    "benefits:\n  aid: {to: household, award: none, eligible: {poor: {when: income < standard}}, amount: {formula: "
    "standard - income, round: {to: 0.01, mode: half_up}}}\n";

base::Result<policy::Policy> reformed(const policy_test::Folder& folder, const std::string& reform,
                                      const std::string& another = "") {
    folder.write("policy/policy.yaml", law);
    folder.write("a.yaml", reform);
    folder.write("b.yaml", another);
    std::vector<std::filesystem::path> files = {folder.path() / "a.yaml"};
    if (!another.empty()) files.push_back(folder.path() / "b.yaml");
    return policy::load_reformed(folder.path() / "policy", files);
}

std::string figures_of(const policy::Policy& policy, const std::string& name) {
    std::string told;
    for (const policy::Parameter& one : policy.parameters)
        for (const policy::ParameterLeaf& leaf : one.leaves)
            for (const policy::DatedFigure& figure : leaf.figures)
                if (one.name == name)
                    told += (told.empty() ? "" : " ") + leaf.keys.front() + ":" + figure.from.to_string() + "=" +
                            (figure.ends ? "null" : figure.number.to_string());
    return told;
}

base::Month month(const char* text) { return base::Month::parse(text).value(); }

}  // namespace

TEST_CASE("a scale multiplies every figure, or those from a day on") {
    const policy_test::Folder folder;
    const std::string head = "law: example\nparameters: {standard: {scale: {by: 1.1, round: {to: 1, mode: half_up}";
    const auto all = reformed(folder, head + "}}}\n");
    REQUIRE(codes_of(all.diagnostics()).empty());
    CHECK(figures_of(*all, "standard") ==
          "51:2024-01-01=661 51:2026-01-01=715 5101:2025-01-01=770 5101:2026-07-01=null");
    const auto later = reformed(folder, head + ", from: 2026-03}}}\n");
    REQUIRE(codes_of(later.diagnostics()).empty());
    CHECK(figures_of(*later, "standard") ==
          "51:2024-01-01=600.5 51:2026-01-01=650 51:2026-03-01=715 5101:2025-01-01=700 5101:2026-03-01=770 "
          "5101:2026-07-01=null");
    CHECK(later->parameters.front().leaves.front().figures.back().reference == "notice");
}

TEST_CASE("a series and a bracket table are scaled too, and a figure too long is a mistake") {
    const policy_test::Folder folder;
    const auto both = reformed(folder, "law: example\nparameters:\n  cpi: {scale: {by: 2}}\n  relief: {scale: {by: 1.5}}\n");
    REQUIRE(codes_of(both.diagnostics()).empty());
    CHECK(figures_of(*both, "relief") == "0..100:2024-01-01=6 100..:2024-01-01=9");
    CHECK(both->parameters[1].leaves.front().figures.front().number.to_string() == "0.05");
    const auto later = reformed(folder, "law: example\nparameters: {cpi: {scale: {by: 2, from: 2026-02}}}\n");
    REQUIRE(codes_of(later.diagnostics()).empty());
    CHECK(later->parameters[1].leaves.front().figures.front().number.to_string() == "0.025");
    CHECK(later->parameters[1].leaves.front().figures.back().number.to_string() == "0.06");
    CHECK(codes_of(reformed(folder, "law: example\nparameters: {standard: {scale: {by: 1.0001}}}\n").diagnostics()) ==
          "figure-decimals figure-decimals");
}

TEST_CASE("a reform needs no day of publication and is checked like any law") {
    const policy_test::Folder folder;
    CHECK(codes_of(reformed(folder, "law: example\nparameters: {standard: {values: {\"51\": {2026-01-01: 700}}}}\n").diagnostics()).empty());
    CHECK(codes_of(reformed(folder, "law: example\nbenefits: {aid: {amount: {formula: standrad - income}}}\n").diagnostics()) == "unknown-name");
    CHECK(codes_of(reformed(folder, "law: example\nbenefits: {aids: {amount: {formula: 1}}}\n").diagnostics()) == "not-in-base");
    CHECK(codes_of(reformed(folder, "law: example\ninputs: {household: {}}\n").diagnostics()) == "unknown-key");
    CHECK(codes_of(reformed(folder, "law: example\nbenefits: {aid: {eligible: {poor: {remove: true}}}}\n").diagnostics()) == "conditions-missing");
}

TEST_CASE("reforms are laid one over the other, and what they add stands behind what was there") {
    const policy_test::Folder folder;
    const auto policy = reformed(folder,
                                 "reform: one\nlaw: example\nparameters: {bonus: {new: true, unit: CNY/month, values: {2026-01-01: 5}}}\n"
                                 "benefits: {aid: {amount: {formula: standard - income + bonus}}}\n",
                                 "reform: two\nlaw: example\nparameters: {bonus: {values: {2026-01-01: 7}}}\n");
    REQUIRE(codes_of(policy.diagnostics()).empty());
    CHECK(policy->parameters.back().name == "bonus");
    CHECK(policy->parameters.front().name == "standard");
    CHECK(policy->parameters.back().leaves.front().figures.front().number.to_string() == "7");
    const auto today = policy::load(folder.path() / "policy");
    const policy::Reformed scenario = policy::reformed(*today, *policy, month("2026-01"), month("2026-02"));
    CHECK(scenario.name == "one+two");
    CHECK_FALSE(scenario.figures_only);
    REQUIRE(scenario.figures.size() == 1);
    CHECK(scenario.figures.front().name == "example.bonus");
    CHECK(scenario.figures.front().last == month("2026-02"));
}

TEST_CASE("a reform of a rounding, a term or a floor alone is no reform of nothing") {
    const policy_test::Folder folder;
    const auto figures_only = [&](const std::string& aid) {
        const auto changed = reformed(folder, "law: example\nbenefits: {aid: {" + aid + "}}\n");
        REQUIRE(codes_of(changed.diagnostics()).empty());
        const auto today = policy::load(folder.path() / "policy");
        return policy::reformed(*today, *changed, month("2026-01"), month("2026-01")).figures_only;
    };
    CHECK(figures_only("reference: notice"));
    CHECK_FALSE(figures_only("amount: {round: {to: 0.1, mode: half_up}}"));
    CHECK_FALSE(figures_only("amount: {round: {to: 0.01, mode: down}}"));
    CHECK_FALSE(figures_only("in_force: {from: 2026-02}"));
    CHECK_FALSE(figures_only("minimum: 20"));
    CHECK_FALSE(figures_only("eligible: {poor: {in_force: {to: 2025-12}}}"));
}

TEST_CASE("a reform of figures alone says in which months they are others") {
    const policy_test::Folder folder;
    const auto policy = reformed(folder, "law: example\nparameters: {standard: {values: {\"51\": {2026-03-01: 640}}}}\n");
    REQUIRE(codes_of(policy.diagnostics()).empty());
    const auto today = policy::load(folder.path() / "policy");
    const policy::Reformed scenario = policy::reformed(*today, *policy, month("2026-01"), month("2026-04"));
    CHECK(scenario.figures_only);
    CHECK(scenario.name == "a");
    REQUIRE(scenario.figures.size() == 1);
    CHECK(scenario.figures.front().first == month("2026-03"));
    CHECK(scenario.figures.front().last == month("2026-04"));
    CHECK(scenario.figures.front().old_value == "650");
    CHECK(scenario.figures.front().new_value == "640");
    CHECK(scenario.figures.front().falls);
    CHECK(policy::reformed(*today, *policy, month("2026-01"), month("2026-02")).figures.empty());
}
