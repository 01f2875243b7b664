#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "doudi/policy/load.hpp"
#include "doudi/report/explanation.hpp"
#include "doudi/report/values.hpp"
#include "doudi/runs/compute.hpp"
#include "doudi/runs/explain.hpp"

using namespace doudi;

namespace {

runs::HistoryOptions county() {
    runs::HistoryOptions options;
    options.population = DOUDI_SOURCE_DIR "/samples/county";
    options.first = options.last = *base::Month::parse("2026-10");
    return options;
}

/// household,person,benefit → status,amount as entitlements.csv has them.
std::map<std::string, std::string> computed(const policy::Policy& policy) {
    runs::ComputeOptions options;
    options.history = county();
    options.all_rows = true;
    runs::Computed result;
    REQUIRE(runs::compute(policy, options, result).ok());
    std::map<std::string, std::string> rows;
    std::istringstream csv(result.months.front().files.at("entitlements.csv"));
    std::string line;
    std::getline(csv, line);
    while (std::getline(csv, line)) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
        rows[cells[1] + "," + cells[2] + "," + cells[3]] = cells[4] + "," + cells[5];
    }
    return rows;
}

}  // namespace

TEST_CASE("every household of the county is explained, with the amount that compute writes") {
    const auto policy = policy::load(DOUDI_SOURCE_DIR "/rules/samples/jianyang-demo");
    REQUIRE(policy.ok());
    std::map<std::string, std::string> told;
    const auto rows = computed(*policy);
    for (const auto& [key, row] : rows) {
        const std::string household = key.substr(0, key.find(','));
        if (told.contains(household + ",,minimum_living_allowance")) continue;
        for (const report::Language language : {report::Language::en, report::Language::zh}) {
            CAPTURE(household);
            table::Explanation explanation;
            REQUIRE(runs::explain(*policy, county(), household, language, explanation).ok());
            CHECK_FALSE(report::draw(explanation, language).empty());
            for (const auto& benefit : explanation.benefits)
                told[household + "," + benefit.person + "," + benefit.name] = std::string(table::to_string(benefit.status)) + "," + benefit.amount;
        }
    }
    CHECK(told == rows);
    CHECK(rows.size() > 100);
}

TEST_CASE("an explanation names the rule, the article, the figure and both sides of each condition") {
    const auto policy = policy::load(DOUDI_SOURCE_DIR "/rules/samples/jianyang-demo");
    REQUIRE(policy.ok());
    table::Explanation explanation;
    REQUIRE(runs::explain(*policy, county(), "510185-0001", report::Language::zh, explanation).ok());
    const auto& benefit = explanation.benefits.front();
    const auto standard = std::find_if(benefit.amounts.begin(), benefit.amounts.end(), [](const auto& line) { return line.name == "minimum_living.standard"; });
    REQUIRE(standard != benefit.amounts.end());
    CHECK(standard->exact == "1120");
    CHECK(standard->detail.find("2026-01-01") != std::string::npos);
    CHECK(standard->place.find("cn-510185-jianyang/minimum_living.yaml:") != std::string::npos);
    CHECK_FALSE(standard->reference.empty());
    const auto below = std::find_if(benefit.conditions.begin(), benefit.conditions.end(), [](const auto& line) { return line.name == "below_standard"; });
    REQUIRE(below != benefit.conditions.end());
    CHECK(below->outcome == table::Outcome::holds);
    CHECK(below->value == "981.00 < 1,120.00");
    CHECK(below->detail == "相差 139.00");
    CHECK(explanation.title.find("示例数字") != std::string::npos);
}
