// The reference task, household by household, against what the task's own oracle says.

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "doudi/policy/load.hpp"
#include "doudi/runs/compute.hpp"

using namespace doudi;

namespace {

using Row = std::vector<std::string>;

Row cells_of(const std::string& line) {
    Row cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
    return cells;
}

std::vector<Row> rows_of(std::istream& text) {
    std::vector<Row> rows;
    for (std::string line; std::getline(text, line);) rows.push_back(cells_of(line));
    rows.erase(rows.begin());  // the header
    return rows;
}

std::vector<Row> rows_of(const std::string& csv) {
    std::istringstream text(csv);
    return rows_of(text);
}

const std::string task = DOUDI_SOURCE_DIR "/bench/reference-task";

}  // namespace

TEST_CASE("the reference task gives what its oracle gives, for every household") {
    const auto policy = policy::load(task);
    REQUIRE(policy.ok());
    runs::ComputeOptions options;
    options.history.population = task + "/sample";
    options.history.first = options.history.last = *base::Month::parse("2026-10");
    options.all_rows = true;
    options.household_variables = {"region", "size", "income_per_capita", "category", "reason"};
    runs::Computed computed;
    REQUIRE(runs::compute(*policy, options, computed).diagnostics.items().empty());
    const auto& files = computed.months.front().files;
    std::map<std::string, std::string> amounts;
    for (const Row& row : rows_of(files.at("entitlements.csv"))) amounts[row[1]] = row[5];

    std::ifstream file(task + "/oracle/result.csv");
    const std::vector<Row> expected = rows_of(file);
    const std::vector<Row> told = rows_of(files.at("variables-household.csv"));
    REQUIRE(expected.size() == 271);
    REQUIRE(told.size() == expected.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
        const Row& row = told[i];
        CHECK(Row{row[1], row[2], row[3], row[4], row[5], amounts[row[1]], row[6]} == expected[i]);
    }
}
