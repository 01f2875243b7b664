// Layers over layers: what changes, what is added, what goes.

#include <doctest/doctest.h>

#include <string>

#include "folder.hpp"

using namespace doudi;
using policy_test::codes_of;

namespace {

const std::string base_layer = R"(policy: base
title: Base
currency: CNY
law: example
inputs:
  household:
    area: {type: code, values: {urban: [城镇], rural: 农村}, required: true}
    work: {type: code, values: [none, all, new], required: true}
    income: {type: number, unit: CNY/month, required: true}
    poor: {type: bool, required: true}
parameters:
  standard:
    unit: CNY/month
    by: [area]
    values:
      urban: {2026-01-01: 1120, 2026-07-01: {value: 1200, published: 2026-06-01, note: old}}
      rural: {2026-01-01: 900}
  by_work:
    unit: CNY
    by: [work]
    values:
      none: {2026-01-01: 1}
      all: {2026-01-01: 2}
      new: {2026-01-01: 3}
  slot: {unit: CNY/month}
variables:
  household:
    size: {formula: 1}
    class:
      choose:
        - {when: poor, then: 1}
        - {otherwise: 2}
benefits:
  allowance:
    to: household
    award: none
    eligible:
      below: {when: income < standard}
      cases: {any: {poor: {when: poor}, urban: {when: area = urban}}}
      last: {when: true}
    parts:
      top_up: {formula: standard - income, round: {to: 0.01, mode: half_up}}
      extra: {formula: 10, round: {to: 0.01, mode: half_up}}
)";

/// The policy of an overlay's own lines over the base.
struct Layered {
    explicit Layered(const std::string& lines, const std::string& law = "law: example\n") {
        folder.write("base/policy.yaml", base_layer);
        folder.write("top/policy.yaml", "policy: top\nextends: ../base\n" + law + lines);
        result = folder.load("top");
    }
    [[nodiscard]] const policy::Policy& operator()() {
        INFO(codes_of(result.diagnostics()));
        REQUIRE(result);
        return *result;
    }
    [[nodiscard]] std::string codes() const { return codes_of(result.diagnostics()); }

    policy_test::Folder folder;
    base::Result<policy::Policy> result{base::Diagnostics{}};
};

const policy::Parameter& parameter(const policy::Policy& law, const std::string& name) {
    for (const auto& one : law.parameters)
        if (one.name == name) return one;
    FAIL("no parameter " << name);
    return law.parameters.front();
}
const policy::ParameterLeaf& leaf(const policy::Policy& law, const std::string& name, const std::string& key) {
    for (const auto& one : parameter(law, name).leaves)
        if (one.keys == std::vector<std::string>{key}) return one;
    FAIL("no leaf " << key);
    return parameter(law, name).leaves.front();
}
std::string names(const std::vector<policy::Condition>& conditions) {
    std::string text;
    for (const auto& one : conditions) text += (text.empty() ? "" : " ") + one.name;
    return text;
}

}  // namespace

TEST_CASE("figures merge by index and date") {
    Layered top(
        "parameters:\n  standard:\n    values:\n      urban: {2026-07-01: {value: 1210, published: unstated}, "
        "2027-01-01: {value: 1300, published: 2026-12-01}}\n");
    const auto& urban = leaf(top(), "standard", "urban").figures;
    REQUIRE(urban.size() == 3);
    CHECK(urban[0].number == base::Rational(1120));
    CHECK(urban[0].layer == "base");
    CHECK(urban[1].number == base::Rational(1210));
    CHECK(urban[1].published_unstated);
    CHECK(urban[1].note.empty());  // the old figure's note went with it
    CHECK(urban[1].layer == "top");
    CHECK(urban[2].number == base::Rational(1300));
    CHECK(leaf(top(), "standard", "rural").figures.size() == 1);
}

TEST_CASE("replace drops the older figures") {
    Layered top(
        "parameters:\n  standard:\n    replace: true\n    values:\n      urban: {2027-01-01: {value: 1300, published: "
        "unstated}}\n");
    REQUIRE(parameter(top(), "standard").leaves.size() == 1);
    CHECK(parameter(top(), "standard").leaves.front().figures.size() == 1);
}

TEST_CASE("codes called like words of the overlay are codes") {
    Layered top("parameters:\n  by_work:\n    values:\n      none: {2027-01-01: {value: 5, published: unstated}}\n");
    CHECK(parameter(top(), "by_work").leaves.size() == 3);
    CHECK(leaf(top(), "by_work", "none").figures.size() == 2);
    CHECK(leaf(top(), "by_work", "new").figures.size() == 1);
}

TEST_CASE("null ends a figure, and only null") {
    Layered top("parameters:\n  standard:\n    values:\n      rural: {2027-01-01: null}\n");
    CHECK(leaf(top(), "standard", "rural").figures.back().ends);
    CHECK(Layered("parameters:\n  standard:\n    values:\n      rural: {2027-01-01: }\n").codes() == "figure-empty");
    CHECK(Layered("parameters:\n  standard:\n    values:\n      rural: {2027-01-01: ~}\n").codes() == "figure-empty");
}

TEST_CASE("a slot is filled by a layer, which says when each figure was published") {
    Layered top("parameters:\n  slot:\n    values: {2026-01-01: {value: 5, published: unstated}}\n");
    CHECK(!parameter(top(), "slot").is_slot());
    CHECK(Layered("parameters:\n  slot:\n    values: {2026-01-01: 5}\n").codes() == "published-missing");
    CHECK(Layered("parameters:\n  slot:\n    values: {2026-01-01: {value: 5}}\n").codes() == "published-missing");
    CHECK(Layered("parameters:\n  slot:\n    values: {2026-01-01: {value: 5, published: 2026-06-31}}\n").codes() ==
          "day-expected");
}

TEST_CASE("changing wants the name to exist, adding wants new") {
    CHECK(Layered("variables: {household: {more: {formula: 1}}}\n").codes() == "not-in-base");
    CHECK(Layered("variables: {household: {size: {new: true, formula: 2}}}\n").codes() == "not-new");
    CHECK(Layered("variables: {household: {size: {new: yes, formula: 2}}}\n").codes() == "unknown-key");
    Layered top("variables: {household: {size: {formula: 2}, more: {new: true, formula: 1}}}\n");
    CHECK(top().variables.size() == 3);
}

TEST_CASE("a formula takes the place of choose, and choose of a formula") {
    Layered top(
        "variables:\n  household:\n    class: {formula: 3}\n    size:\n      choose:\n        - {when: poor, then: "
        "4}\n        - {otherwise: 5}\n");
    for (const auto& one : top().variables) {
        REQUIRE(one.formulas.size() == 1);
        CHECK((one.formulas.front().expression.kind == expr::ExprKind::choose) == (one.name == "size"));
    }
}

TEST_CASE("conditions and parts are added, changed and taken out by name") {
    Layered top(R"(benefits:
  allowance:
    eligible:
      last: {remove: true}
      below: {when: income <= standard}
      first: {new: true, when: poor}
    parts:
      extra: {remove: true}
      top_up: {round: {to: 1}}
)");
    const auto& benefit = top().benefits.front();
    CHECK(names(benefit.eligible) == "below cases first");
    CHECK(expr::print(benefit.eligible.front().when) == "income <= standard");
    REQUIRE(benefit.parts.size() == 1);
    CHECK(benefit.parts.front().round->to.number == base::Rational(1));
    CHECK(benefit.parts.front().round->mode == base::RoundingMode::half_up);
    CHECK(Layered("benefits: {allowance: {eligible: {lost: {remove: true}}}}\n").codes() == "not-in-base");
    CHECK(Layered("benefits: {allowance: {eligible: {last: {remove: true, when: poor}}}}\n").codes() == "remove-alone");
    CHECK(Layered("benefits: {allowance: {eligible: {lost: {when: poor}}}}\n").codes() == "not-in-base");
}

TEST_CASE("a group is replaced whole, and excludes the other forms") {
    Layered any("benefits: {allowance: {eligible: {cases: {any: {rural: {when: area = rural}}}}}}\n");
    CHECK(names(any().benefits.front().eligible[1].members) == "rural");
    Layered none("benefits: {allowance: {eligible: {cases: {none: {rural: {when: area = rural}}}}}}\n");
    CHECK(none().benefits.front().eligible[1].kind == policy::ConditionKind::none);
    Layered when("benefits: {allowance: {eligible: {cases: {when: poor}}}}\n");
    CHECK(when().benefits.front().eligible[1].kind == policy::ConditionKind::when);
}

TEST_CASE("an amount takes the place of parts") {
    Layered top("benefits: {allowance: {amount: {formula: income, round: {to: 0.01, mode: down}}}}\n");
    CHECK(!top().benefits.front().has_named_parts());
    CHECK(top().benefits.front().parts.size() == 1);
}

TEST_CASE("a layer that changes nothing is told, file by file") {
    CHECK(Layered("", "").codes() == "layer-changes-nothing");
    CHECK(Layered("variables: {household: {size: {formula: 1}}}\n").codes() == "layer-changes-nothing");
    CHECK(Layered("applies_to: {region: \"51\"}\n", "").codes().empty());
    policy_test::Folder folder;
    folder.write("base/policy.yaml", base_layer);
    folder.write("top/policy.yaml", "policy: top\nextends: ../base\n");
    folder.write("top/a.yaml", "law: example\nvariables: {household: {size: {formula: 2}}}\n");
    folder.write("top/b.yaml", "law: example\nvariables: {household: {size: {formula: 2}}}\n");
    const auto told = folder.load("top");
    REQUIRE(codes_of(told.diagnostics()) == "layer-changes-nothing");
    CHECK(told.diagnostics().items().front().span.file->name.ends_with("top/b.yaml"));
}

TEST_CASE("the first layer has nothing to take out") {
    policy_test::Folder folder;
    folder.write("policy.yaml",
                 "policy: one\ncurrency: CNY\nlaw: example\nvariables: {household: {size: {remove: true}}}\n");
    CHECK(codes_of(folder.load("").diagnostics()) == "not-in-base");
}

TEST_CASE("a layer keeps the titles of those below") {
    Layered top("title: Top\nvariables: {household: {size: {formula: 2}}}\n");
    CHECK(top().title.en == "Top");
    REQUIRE(top().layers.size() == 2);
    CHECK(top().layers.front().id == "base");
    CHECK(top().layers.front().title.en == "Base");
}
