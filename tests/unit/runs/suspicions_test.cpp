// What is said of a population that is read without a mistake and still looks wrong.

#include "runs/suspicions.hpp"

#include <doctest/doctest.h>

#include <string>

#include "doudi/plan/compile.hpp"
#include "doudi/population/read.hpp"
#include "doudi/runs/check.hpp"
#include "unit/policy/folder.hpp"
#include "unit/population/folder.hpp"

namespace {

using namespace doudi;
using Lines = std::vector<std::string>;
using doudi::population::testing::lines_of;

const char* const law = R"(policy: small
title: small
currency: CNY
roles: {region: village}
inputs:
  household:
    village: {type: code, required: true}
    deposits: {type: number, unit: CNY, decimals: 2, min: 0, unknown: true}
  person:
    resident_id: {type: text, optional: true}
    wage: {type: number, unit: CNY/month, decimals: 2, min: 0, unknown: true, label: 工资性收入}
    pension: {type: number, unit: CNY/month, decimals: 2, min: 0, unknown: true}
law: first
parameters:
  standard: {unit: CNY/month, values: {2020-01-01: {value: 900, published: unstated}, 2026-01-01: {value: 1000, published: unstated}}}
variables:
  household:
    income: {unit: CNY/month, formula: sum(wage + pension of persons)}
benefits:
  allowance:
    to: household
    award: none
    eligible: {income_below_standard: {when: income < standard and deposits >= 0}}
    amount: {formula: standard - income, round: {to: 0.01, mode: half_up}}
)";

struct Person {
    std::string wage = "1200.50";
    std::string pension = "0";
    std::string id{};
};

/// A policy and populations of one person a household.
class Desk {
public:
    Desk() {
        laws_.write("policy.yaml", law);
        auto loaded = laws_.load("");
        REQUIRE(loaded.ok());
        policy_ = std::move(*loaded);
    }
    void write(const std::string& name, const std::vector<Person>& persons, const std::string& deposits = "100.50", const std::string& village = "510185001001") const {
        std::string households = "household_id,village,deposits\n";
        std::string members = "household_id,person_id,resident_id,wage,pension\n";
        for (std::size_t i = 0; i < persons.size(); ++i) {
            const std::string id = std::to_string(i + 1);
            households += id + "," + village + "," + deposits + "\n";
            members += id + "," + id + "-1," + persons[i].id + "," + persons[i].wage + "," + persons[i].pension + "\n";
        }
        data_.write(name + "/households.csv", households).write(name + "/persons.csv", members);
    }
    [[nodiscard]] std::vector<std::string> told(const std::string& name, const std::string& before = {}) const {
        runs::PopulationCheck check{data_.path() / name, {}, {}};
        if (!before.empty()) check.before = data_.path() / before;
        const auto described = runs::describe_population(policy_, check, report::Language::en);
        REQUIRE(described.ok());
        return lines_of(described.diagnostics());
    }

private:
    policy_test::Folder laws_;
    population::testing::Folder data_;
    policy::Policy policy_;
};

std::vector<Person> persons(const std::vector<std::string>& wages) {
    std::vector<Person> all;
    for (const std::string& wage : wages) all.push_back({.wage = wage});
    return all;
}



}  // namespace

TEST_CASE("usual monthly incomes raise no suspicion") {
    const Desk desk;
    desk.write("2026-11", persons({"0", "300", "1200.50", "2600", "3400", "4000", "7900"}));
    CHECK(desk.told("2026-11") == Lines{});
}

TEST_CASE("amounts beyond eight times the law's largest look like those of a year") {
    const Desk desk;
    desk.write("2026-11", persons({"18000", "24000", "26400.50", "31200", "0", "9000"}));
    CHECK(desk.told("2026-11") == Lines{"persons.csv looks-annual person.wage|24,000.00|CNY/month help-largest-figure 1,000.00"});
    desk.write("edge", persons({"8000", "8000", "8000", "8000", "8000"}));  // exactly eight times
    CHECK(desk.told("edge") == Lines{});
    desk.write("few", persons({"24000", "24000", "24000", "24000", "0"}));  // four cells prove nothing
    CHECK(desk.told("few") == Lines{});
}

TEST_CASE("whole amounts beyond fifty times look like fen, of what is owned beyond a hundred and fifty times") {
    const Desk desk;
    desk.write("2026-11", persons({"120050", "260000", "300000", "410000", "50001"}), "15000100");
    CHECK(desk.told("2026-11") == Lines{"households.csv looks-like-fen household.deposits|15,000,100.00|CNY help-largest-figure 1,000.00",
                                        "persons.csv looks-like-fen person.wage|260,000.00|CNY/month help-largest-figure 1,000.00"});
    desk.write("decimals", persons({"120050.50", "260000", "300000", "410000", "50001"}), "150000");
    CHECK(desk.told("decimals") == Lines{"persons.csv looks-annual person.wage|260,000.00|CNY/month help-largest-figure 1,000.00"});
}

TEST_CASE("an older population is the better measure") {
    const Desk desk;
    desk.write("2026-10", persons({"400", "500", "600", "700", "800"}));
    desk.write("year", persons({"4800", "6000", "7200", "8400", "9600"}));  // below eight times the standard
    CHECK(desk.told("year") == Lines{});
    CHECK(desk.told("year", "2026-10") == Lines{"persons.csv looks-annual person.wage|7,200.00|CNY/month help-middle-before 600.00"});
    desk.write("fen", persons({"40000", "50000", "60000", "70000", "80000"}));
    CHECK(desk.told("fen", "2026-10") == Lines{"persons.csv looks-like-fen person.wage|60,000.00|CNY/month help-middle-before 600.00"});
    desk.write("more", persons({"1200", "1500", "1800", "2100", "2400"}));
    CHECK(desk.told("more", "2026-10") == Lines{"persons.csv median-changed person.wage|600.00|1,800.00"});
    CHECK(desk.told("2026-10", "more") == Lines{"persons.csv median-changed person.wage|1,800.00|600.00"});
}

TEST_CASE("years in a column of amounts are told, and the amount 2000 is none") {
    const Desk desk;
    desk.write("2026-11", persons({"1998", "2012", "1995", "450", "600", "700.50", "800"}));
    CHECK(desk.told("2026-11") == Lines{"persons.csv year-in-amount person.wage|3|7"});
    desk.write("wages", persons({"2000", "2000", "2000", "2000", "1995", "450", "600"}));
    CHECK(desk.told("wages") == Lines{});
}

TEST_CASE("ID numbers as a spreadsheet leaves them are told as a number only") {
    const Desk desk;
    std::vector<Person> all = persons({"300", "400", "500", "600", "700"});
    for (std::size_t i = 0; i < all.size(); ++i) all[i].id = "51018519880101000" + std::to_string(i);
    desk.write("sound", all);
    CHECK(desk.told("sound") == Lines{});
    all[0].id = "510185198801011000";
    all[1].id = "510185198902022000";
    all[2].id = "5.10185E+17";
    desk.write("damaged", all);
    CHECK(desk.told("damaged") == Lines{"persons.csv id-damaged person.resident_id|3|5"});
    all[2].id = "510185198903033000";
    all[1].id = "510185198902022011";
    all[0].id = "510185198801011022";
    desk.write("one", all);  // one in a thousand ends so by chance
    CHECK(desk.told("one") == Lines{});
}

TEST_CASE("households without any income are told when they are more than half") {
    const Desk desk;
    desk.write("half", persons({"0", "0", "0", "300", "400", "500"}));
    CHECK(desk.told("half") == Lines{});
    desk.write("more", persons({"0", "0", "0", "0", "400", "500"}));
    CHECK(desk.told("more") == Lines{"more zero-share 4|6"});
    desk.write("unknown", persons({"0", "0", "0", "", "400", "500"}));  // who has an unknown amount is not counted
    CHECK(desk.told("unknown") == Lines{"unknown zero-share 3|5"});
}

TEST_CASE("regions and households that were there before are missed") {
    const Desk desk;
    const auto few = persons({"300", "400"});
    desk.write("2026-10", few, "100.50", "510185001001");
    desk.write("2026-11", few, "100.50", "510185001002");
    const Lines lines = desk.told("2026-11", "2026-10");
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().starts_with("2026-11 village-missing 1|2|"));
    CHECK(lines.front().ends_with("|510185001001 (2)"));
    desk.write("many", persons(std::vector<std::string>(40, "300.50")));
    desk.write("most", persons(std::vector<std::string>(36, "300.50")));
    CHECK(desk.told("most", "many") == Lines{});
    desk.write("fewer", persons(std::vector<std::string>(35, "300.50")));
    const Lines gone = desk.told("fewer", "many");
    REQUIRE(gone.size() == 1);
    CHECK(gone.front().starts_with("fewer households-gone 5|40|"));
}
