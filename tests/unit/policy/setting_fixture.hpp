#pragma once
// A law with places, shares, terms and codes to set, and what `--set` words make of it.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "doudi/policy/setting.hpp"
#include "doudi/base/text.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/report/messages.hpp"
#include "folder.hpp"

namespace setting_test {

using namespace doudi;
using Words = std::vector<std::string>;

inline const std::string law_text = R"yaml(policy: places
title: Places
currency: CNY
law: aid
inputs:
  household:
    region: {type: code, required: true, label: 行政区划}
    area: {type: code, values: {urban: [城镇], rural: [农村]}, required: true}
    income: {type: number, unit: CNY/month, required: true}
parameters:
  standard:
    label: {en: the standard, zh: 低保标准}
    unit: CNY/month
    decimals: 0
    by: [region, area]
    fallback: true
    values:
      "51": {"*": {2026-01-01: 1000, 2026-07-01: 1050}}
      "5101": {urban: {2026-01-01: 1130}, rural: {2026-01-01: 905, 2026-12-01: null}}
      "*": {"*": {2026-01-01: 700}}
  share: {unit: "%", decimals: 1, values: {2026-01-01: 30}}
  term: {unit: month, decimals: 0, values: {2026-01-01: 12}}
  mode: {type: code, values_allowed: [once, resume], values: {2026-01-01: once}}
  strict: {type: bool, values: {2026-01-01: true}}
  ended: {unit: CNY/month, values: {2020-01-01: 90, 2026-01-01: null}}
  step: {unit: CNY/month, values: {2026-01-01: 0.01}}
  slot: {unit: CNY/month}
  slot_by: {unit: CNY/month, by: [region, area]}
  forgotten: {unit: CNY, values: {2026-01-01: 5}}
  other: {label: 标签, values: {2026-01-01: 1}}
variables:
  household:
    line: {label: 标签, unit: CNY/month, formula: standard * share + ended default 0}
    rest: {unit: CNY/month, formula: "1"}
benefits:
  allowance:
    to: household
    award: none
    eligible:
      below: {when: income < standard and (strict or mode = once) and other > 0}
    amount: {formula: line + slot + slot_by + (standard at (month - term)), round: {to: step, mode: half_up}}
)yaml";

inline const policy::Policy& law() {
    static const policy::Policy loaded = [] {
        policy_test::Folder folder;
        folder.write("policy.yaml", law_text);
        auto result = folder.load("");
        INFO(report::draw(result.diagnostics(), {}));
        REQUIRE(result);
        return std::move(*result);
    }();
    return loaded;
}

inline base::Result<policy::WhatIf> what_if(const Words& words, const std::string& first = "2026-10",
                                     const std::string& last = "2026-10") {
    std::vector<policy::Setting> settings;
    for (const std::string& word : words) {
        auto setting = policy::parse_setting(word);
        if (!setting) return setting.diagnostics();
        settings.push_back(*setting);
    }
    return policy::what_if(law(), settings, *base::Month::parse(first), *base::Month::parse(last));
}

inline std::string line(const table::ChangedFigure& one) {
    const std::string months =
        one.first == one.last ? one.first.to_string() : one.first.to_string() + ".." + one.last.to_string();
    return one.name + (one.keys.empty() ? "" : " " + base::join(one.keys, " ")) + ": " + one.old_value + " -> " +
           one.new_value + (one.unit.empty() ? "" : " " + one.unit) + " in " + months +
           (one.unrounded.empty() ? "" : " (" + one.unrounded + ")");
}

/// The changed figures of the only scenario.
inline Words changed(const Words& words, const std::string& first = "2026-10", const std::string& last = "2026-10") {
    const auto result = what_if(words, first, last);
    INFO(report::draw(result.diagnostics(), {}));
    REQUIRE(result);
    REQUIRE(result->scenarios.size() == 1);
    Words lines;
    for (const auto& one : result->scenarios.front().figures) lines.push_back(line(one));
    return lines;
}

struct Said {
    std::string en, zh;
};
inline Said refused(const Words& words, const std::string& first = "2026-10", const std::string& last = "2026-10") {
    const auto result = what_if(words, first, last);
    CHECK_FALSE(result);
    return {report::draw(result.diagnostics(), {report::Language::en, false}),
            report::draw(result.diagnostics(), {report::Language::zh, false})};
}

}  // namespace setting_test
