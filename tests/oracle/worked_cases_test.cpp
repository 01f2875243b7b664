// The oracle against the worked cases, computed by hand from published rules, on the policies in rules/samples.
// Formulas and statuses on their own are checked in oracle_test.cpp.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "doudi/policy/load.hpp"
#include "oracle/oracle.hpp"

using namespace doudi;
using oracle::Cells;
using oracle::Household;
using oracle::Oracle;
using oracle::Row;

namespace {

policy::Policy law(const std::string& folder) {
    auto loaded = policy::load_unchecked(std::string(DOUDI_SOURCE_DIR "/rules/samples/") + folder);
    REQUIRE(loaded.ok());
    return *loaded;
}

/// Nothing owned, nothing earned but what is given.
Household family(const std::string& region, const std::string& decided_on, const std::vector<Cells>& persons) {
    Household household{"h",
                        {{"region", region},
                         {"area", "城镇"},
                         {"decided_on", decided_on},
                         {"deposits", "0"},
                         {"vehicles", "0"},
                         {"dwellings", "1"}},
                        {}};
    for (const Cells& given : persons) {
        Cells cells = {{"absence", "none"}, {"wage", "0"},      {"business", "0"}, {"property_income", "0"},
                       {"pension", "0"},    {"transfers", "0"}, {"head", "0"}};
        for (const auto& [name, text] : given) cells[name] = text;
        household.persons.push_back({std::to_string(household.persons.size()), cells});
    }
    return household;
}

/// The household's allowance: status|amount|reasons.
std::string allowance(const Oracle& oracle, const std::string& month, const Household& household,
                      oracle::State& state) {
    for (const Row& row : oracle.compute(base::Month::parse(month).value(), {household}, state))
        if (row.benefit == "minimum_living_allowance") return row.status + "|" + row.amount + "|" + row.reasons;
    return "no row";
}

std::string in_one_month(const Oracle& oracle, const std::string& month, const Household& household) {
    oracle::State state;
    return allowance(oracle, month, household, state);
}

/// Case 6: two persons with 1000, one takes up work and they have 2600. The months paid in phase-out.
int months_of_phase_out(const std::string& folder) {
    const Oracle oracle(law(folder));
    const Household before =
        family("510185001001", "2022-01-20",
               {{{"birth_date", "1980-05-05"}, {"transfers", "1000"}}, {{"birth_date", "1982-11-09"}}});
    Household after = before;
    after.persons[1].cells["wage"] = "1900";
    after.persons[1].cells["employed_since"] = "2022-04-18";
    oracle::State state;
    REQUIRE(allowance(oracle, "2022-04", before, state) == "eligible|640.00|");
    int paid = 0;
    for (base::Month month = base::Month::of(2022, 5).value(); month <= base::Month::of(2023, 12).value();
         month = month + 1) {
        const std::string result = allowance(oracle, month.to_string(), after, state);
        if (result != "eligible|640.00|") {
            CHECK(result == "ineligible|0.00|income_below_standard");
            return paid;
        }
        ++paid;
    }
    return paid;
}

}  // namespace

TEST_CASE("the oracle pays 360.00 in case 1 and nothing exactly at the standard in case 2") {
    const Oracle oracle(law("jianyang-demo"));
    Household three = family("510185001001", "2022-03-10",
                             {{{"birth_date", "1978-03-01"}, {"transfers", "2100"}},
                              {{"birth_date", "1980-07-12"}},
                              {{"birth_date", "2003-01-20"}}});
    CHECK(in_one_month(oracle, "2022-06", three) == "eligible|360.00|");
    CHECK(oracle.value(base::Month::parse("2022-06").value(), three, {}, "income_per_capita") == "700");
    three.persons[0].cells["transfers"] = "2460.00";
    CHECK(in_one_month(oracle, "2022-06", three) == "ineligible|0.00|income_below_standard");
    CHECK(oracle.value(base::Month::parse("2022-06").value(), three, {}, "minimum_living.category") == "marginal");
    three.persons[0].cells["transfers"] = "2459.99";
    CHECK(in_one_month(oracle, "2022-06", three) == "eligible|0.01|");
}

TEST_CASE("the oracle pays 2.00 in case 3, rounded once on the household") {
    const Oracle oracle(law("worked-cases"));
    const Household three = family("231025", "2026-03-10",
                                   {{{"birth_date", "1975-05-05"}, {"pension", "1894.00"}, {"head", "1"}},
                                    {{"birth_date", "1976-05-05"}},
                                    {{"birth_date", "2002-05-05"}}});
    CHECK(in_one_month(oracle, "2026-10", three) == "eligible|2.00|");
    CHECK(oracle.value(base::Month::parse("2026-10").value(), three, {}, "income_per_capita") == "1894/3");
}

TEST_CASE("the oracle pays 417.00 in case 5 for six months after the head has died") {
    const Oracle oracle(law("worked-cases"));
    const Household before = family("231025", "2025-03-10",
                                    {{{"birth_date", "1955-05-05"}, {"pension", "70"}, {"head", "1"}},
                                     {{"birth_date", "1960-03-03"}, {"pension", "881"}}});
    Household after = before;
    after.persons[0].cells["death_date"] = "2026-09-12";
    oracle::State state;
    CHECK(allowance(oracle, "2026-09", before, state) == "eligible|521.00|");
    for (const char* month : {"2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"})
        CHECK(allowance(oracle, month, after, state) == "eligible|417.00|");
    CHECK(allowance(oracle, "2027-04", after, state) == "ineligible|0.00|income_below_standard");
}

TEST_CASE("the oracle pays the frozen 640.00 of case 6 for twelve months, or for six") {
    CHECK(months_of_phase_out("jianyang-demo") == 12);
    CHECK(months_of_phase_out("jianyang-six-months") == 6);
}

TEST_CASE("the oracle gives the full allowance back in case 7") {
    const Oracle oracle(law("jianyang-demo"));
    const Household without =
        family("510185001001", "2022-01-20",
               {{{"birth_date", "1980-05-05"}, {"transfers", "1000"}}, {{"birth_date", "1982-11-09"}}});
    Household with = without;
    with.persons[1].cells["wage"] = "1900";
    with.persons[1].cells["employed_since"] = "2022-04-18";
    oracle::State state;
    CHECK(allowance(oracle, "2022-04", without, state) == "eligible|640.00|");
    for (const char* month : {"2022-05", "2022-06", "2022-07", "2022-08"})
        CHECK(allowance(oracle, month, with, state) == "eligible|640.00|");
    CHECK(oracle.value(base::Month::parse("2022-09").value(), without, state, "minimum_living.phase_out_used") == "4");
    for (const char* month : {"2022-09", "2022-10", "2022-11"})
        CHECK(allowance(oracle, month, without, state) == "eligible|640.00|");
    with.persons[1].cells["employed_since"] = "2022-11-15";  // a second time: `once`, so nothing is left
    CHECK(allowance(oracle, "2022-12", with, state) == "ineligible|0.00|income_below_standard");
}

TEST_CASE("the oracle pays 520.00 to the disabled person of case 8 and nothing to the household") {
    const Oracle oracle(law("jianyang-demo"));
    const Household four = family("510185001001", "",
                                  {{{"birth_date", "1970-02-02"}, {"wage", "2500"}},
                                   {{"birth_date", "1972-04-04"}, {"wage", "1800"}},
                                   {{"birth_date", "1998-06-06"},
                                    {"transfers", "300"},
                                    {"disability_type", "肢体"},
                                    {"disability_grade", "2"},
                                    {"single_decided_on", "2022-04-11"}},
                                   {{"birth_date", "2001-08-08"}}});
    oracle::State state;
    const std::vector<Row> rows = oracle.compute(base::Month::parse("2022-06").value(), {four}, state);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0] == Row{"h", "", "minimum_living_allowance", "ineligible", "0.00", "", "income_below_standard"});
    CHECK(rows[1] ==
          Row{"h", "0", "single_person_allowance", "ineligible", "0.00", "", "has_a_ground;own_income_below_standard"});
    CHECK(rows[3] == Row{"h", "2", "single_person_allowance", "eligible", "520.00", "", ""});
    CHECK(rows[4] == Row{"h", "3", "single_person_allowance", "ineligible", "0.00", "", "has_a_ground"});
}

TEST_CASE("the oracle refuses a month that no figure covers") {
    auto loaded = policy::load_unchecked(std::string(DOUDI_SOURCE_DIR "/rules/cn-510185-jianyang"));
    REQUIRE(loaded.ok());
    const Oracle oracle(*loaded);
    CHECK_THROWS_AS(in_one_month(oracle, "2023-06", family("510185", "2022-01-20", {{{"birth_date", "1980-05-05"}}})),
                    oracle::NotStated);
}
