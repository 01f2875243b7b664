#pragma once
// A small law, and cases written in a test, read and run against it.

#include <doctest/doctest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "doudi/plan/compile.hpp"
#include "doudi/policy/cases.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/runs/test.hpp"
#include "temporary_folder.hpp"

namespace doudi::test {

/// A policy folder that is removed with it.
class CaseFolder : public TemporaryFolder {
public:
    CaseFolder() {
        std::filesystem::create_directory(path() / "tests");
        write("policy.yaml", law);
        auto loaded = policy::load(path());
        for (const base::Diagnostic& one : loaded.diagnostics().items()) MESSAGE(one.code << " " << one.span.to_string());
        REQUIRE(loaded.ok());
        policy_ = std::move(*loaded);
    }
    [[nodiscard]] const policy::Policy& law_of_it() const { return policy_; }

    [[nodiscard]] base::Result<std::vector<policy::Case>> read(const std::string& cases) const {
        write("tests/cases.yaml", cases);
        return policy::read_cases(policy_, path() / "tests" / "cases.yaml");
    }
    /// "unknown-key:3:5 …" of every mistake, in the order reported.
    [[nodiscard]] std::string mistakes(const std::string& cases) const {
        const auto result = read(cases);
        std::string text;
        for (const base::Diagnostic& one : result.diagnostics().items())
            text += (text.empty() ? "" : " ") + one.code + ":" + std::to_string(one.span.line) + ":" + std::to_string(one.span.column);
        return text;
    }
    /// The one case of `cases`, run: "" when it passed, else "month what: expected / came", or the codes of its mistakes.
    [[nodiscard]] std::string run(const std::string& cases) const {
        const auto read_ones = read(cases);
        for (const base::Diagnostic& one : read_ones.diagnostics().items()) MESSAGE(one.code << " " << one.span.to_string());
        REQUIRE(read_ones.ok());
        REQUIRE(read_ones->size() == 1);
        table::Words words;
        const runs::CaseResult result = runs::run_case(policy_, plan::schema_of(policy_), words, read_ones->front());
        std::string text;
        for (const base::Diagnostic& one : result.mistakes.items()) text += one.code + ":" + std::to_string(one.span.line) + " ";
        for (const runs::Difference& one : result.differences)
            text += one.month.to_string() + " " + one.what + ": " + one.expected + " / " + one.came + "\n";
        return text;
    }

private:
    static constexpr const char* law = R"yaml(policy: small
title: a small law
currency: CNY
law: small
inputs:
  household:
    decided_on: {type: date, optional: true}
    area: {type: code, values: {urban: [城镇], rural: [农村]}, default: urban}
  person:
    wage: {type: number, unit: CNY/month, decimals: 2, min: 0, unknown: true}
    born: {type: date, required: true}
    note: {type: text, ignored: true}
parameters:
  standard:
    unit: CNY/month
    values:
      2026-01-01: {value: 600, published: unstated, reference: notice 1}
  open_slot: {unit: CNY/month}
variables:
  household:
    size: {formula: count(persons)}
    income: {unit: CNY/month, formula: sum(wage of persons)}
    per_head: {unit: CNY/month, formula: income / size, print: {to: 0.01, mode: half_up}}
    is_poor: {formula: per_head < standard}
    kind: {type: code, values: [poor, other], choose: [{when: is_poor, then: poor}, {otherwise: other}]}
    least_wage: {unit: CNY/month, formula: min(wage of persons where wage > 1000) default 0}
    months_paid: {unit: month, formula: "previous(months_paid, 0) + (if allowance.eligible then 1 month else 0)"}
    needs_slot: {unit: CNY/month, formula: open_slot}
  person:
    has_wage: {formula: wage > 0}
benefits:
  allowance:
    to: household
    award: decided_on
    eligible:
      below_standard: {when: is_poor}
    parts:
      top_up: {formula: standard * size - income, round: {to: 0.01, mode: half_up}}
      extra: {formula: 10, when: area = rural, round: {to: 0.01, mode: half_up}}
  slot_benefit:
    to: person
    award: none
    eligible: {always: {when: known(born)}}
    amount: {formula: open_slot, round: {to: 0.01, mode: half_up}}
checks:
  wage_to_look_at: {of: person, when: wage != 101, severity: warn}
  wage_of_nobody: {of: person, when: wage != 102, severity: warn}
)yaml";
    policy::Policy policy_;
};

}  // namespace doudi::test
