#include <doctest/doctest.h>

#include "doudi/engine/run.hpp"

using namespace doudi;

namespace {

policy::DatedFigure figure(const char* from, std::int64_t value, bool ends = false) {
    policy::DatedFigure result;
    result.from = *base::Date::parse(from);
    result.number = value;
    result.ends = ends;
    return result;
}

policy::Parameter standard() {
    policy::Parameter parameter;
    parameter.by = {"region", "area"};
    parameter.leaves.push_back({{"51", "*"}, {figure("2020-01-01", 500)}, {}});
    parameter.leaves.push_back({{"5101", "urban"}, {figure("2020-01-01", 700), figure("2022-01-01", 0, true), figure("2023-01-01", 800)}, {}});
    parameter.leaves.push_back({{"*", "*"}, {figure("2020-01-01", 300)}, {}});
    return parameter;
}

std::int64_t value(const policy::Parameter& parameter, const std::string& region, const std::string& area, const char* day) {
    const policy::DatedFigure* found = engine::figure_at(parameter, {region, area}, {false, true}, *base::Date::parse(day));
    return found == nullptr ? -1 : found->number.to_int64().value();
}

}  // namespace

TEST_CASE("the longest prefix present decides, and there is no going back") {
    const policy::Parameter parameter = standard();
    CHECK(value(parameter, "510185", "urban", "2021-06-01") == 700);
    CHECK(value(parameter, "513000", "rural", "2021-06-01") == 500);
    CHECK(value(parameter, "340304", "rural", "2021-06-01") == 300);
    CHECK(value(parameter, "510185", "rural", "2021-06-01") == -1);  // 5101 has no rural figure; 51 is not asked
}

TEST_CASE("no prefix stands for a code with declared values") {
    const policy::Parameter parameter = standard();
    CHECK(value(parameter, "510185", "urban_edge", "2021-06-01") == -1);
}

TEST_CASE("a figure holds from its day on, until the next or a null") {
    const policy::Parameter parameter = standard();
    CHECK(value(parameter, "5101", "urban", "2019-12-31") == -1);
    CHECK(value(parameter, "5101", "urban", "2020-01-01") == 700);
    CHECK(value(parameter, "5101", "urban", "2021-12-31") == 700);
    CHECK(value(parameter, "5101", "urban", "2022-01-01") == -1);
    CHECK(value(parameter, "5101", "urban", "2023-01-01") == 800);
}
