// Holds, remarks and what was known when, through a whole run.

#include <doctest/doctest.h>

#include "doudi/policy/load.hpp"
#include "doudi/runs/compute.hpp"
#include "doudi/runs/explain.hpp"
#include "unit/population/folder.hpp"

using namespace doudi;
using population::testing::Folder;
using Lines = std::vector<std::string>;

namespace {

const std::string law_text =
    "policy: example\ncurrency: CNY\nroles: {region: region, name: person_name}\n"
    "registers:\n  deaths: {file: deaths.csv, key: resident_id, matches: person.resident_id}\n"
    "inputs:\n"
    "  household:\n    region: {type: code, required: true}\n    decided_on: {type: date, optional: true}\n"
    "  person:\n    person_name: {type: text, optional: true}\n    resident_id: {type: text, optional: true}\n"
    "    wage: {type: number, unit: CNY/month, unknown: true}\n"
    "  deaths:\n    date: {type: date, required: true}\n    name: {type: text, optional: true}\n"
    "law: a\n"
    "parameters:\n  standard:\n    unit: CNY/month\n    values:\n"
    "      2026-01-01: {value: 1000, published: 2025-12-01}\n      2026-07-01: {value: 1015, published: 2026-08-14}\n"
    "variables:\n  household:\n    income: {formula: sum(wage of persons where not known(deaths.date))}\n"
    "    was_paid: {formula: \"previous(allowance.eligible, false)\"}\n"
    "benefits:\n"
    "  allowance:\n    to: household\n    award: decided_on\n    eligible:\n      poor: {when: income < standard or (was_paid and income < 0)}\n"
    "    amount: {formula: standard - income, round: {to: 0.01, mode: half_up}}\n"
    "  visit:\n    to: person\n    award: none\n    eligible:\n      paid: {when: household.allowance.eligible}\n"
    "    amount: {formula: 10, round: {to: 0.01, mode: half_up}}\n";

policy::Policy law() {
    const Folder folder;
    folder.write("policy.yaml", law_text);
    auto loaded = policy::load(folder.path());
    REQUIRE_MESSAGE(loaded.ok(), population::testing::lines_of(loaded.diagnostics()).front());
    return *loaded;
}

/// h1 is held (its member has another name in the register), h2 is not, h3 has no decision, h4 earns too much.
const Folder& county(const Folder& folder) {
    return folder
        .write("households.csv", "household_id,region,decided_on\nh1,5101,2026-01-01\nh2,5101,2026-01-01\nh3,5101,\nh4,5101,2026-01-01\n")
        .write("persons.csv",
               "household_id,person_id,person_name,resident_id,wage\nh1,p1,甲,n1,100\nh2,p2,乙,n2,200\nh3,p3,丙,n3,300\nh4,p4,丁,n4,5000\n")
        .write("deaths.csv", "resident_id,date,name\nn1,2026-05-01,别人\nn3,2026-05-01,别人\nn4,2026-05-01,别人\n");
}

runs::ComputeOptions options_for(const Folder& folder, const std::string& month) {
    runs::ComputeOptions options;
    options.history.population = folder.path();
    options.history.first = options.history.last = *base::Month::parse(month);
    options.history.from_nothing = true;
    options.all_rows = true;
    return options;
}

std::string file_of(const Folder& folder, const runs::ComputeOptions& options, const std::string& name) {
    runs::Computed computed;
    const runs::Outcome outcome = runs::compute(law(), options, computed);
    REQUIRE_MESSAGE(outcome.ok(), population::testing::lines_of(outcome.diagnostics).front());
    static_cast<void>(folder);
    return computed.months.front().files.at(name);
}

}  // namespace

TEST_CASE("what would be paid to a held household is held, with the check as its reason") {
    const Folder folder;
    const std::string rows = file_of(county(folder), options_for(folder, "2026-10"), "entitlements.csv");
    CHECK(rows ==
          "month,household_id,person_id,benefit,status,amount,parts,reasons\n"
          "2026-10,h1,,allowance,held,915.00,,check.deaths_name\n"
          "2026-10,h1,p1,visit,held,10.00,,check.deaths_name\n"
          "2026-10,h2,,allowance,eligible,815.00,,\n"
          "2026-10,h2,p2,visit,eligible,10.00,,\n"
          "2026-10,h3,,allowance,unclaimed,715.00,,not_decided\n"
          "2026-10,h3,p3,visit,ineligible,0.00,,paid\n"
          "2026-10,h4,,allowance,ineligible,0.00,,poor\n"
          "2026-10,h4,p4,visit,ineligible,0.00,,paid\n");
}

TEST_CASE("what is held counts apart, and what others read of it does not change") {
    const Folder folder;
    const runs::ComputeOptions options = options_for(county(folder), "2026-10");
    const std::string summary = file_of(folder, options, "summary.csv");
    CHECK(summary.find("2026-10,*,allowance,eligible,1,1,815.00\n") != std::string::npos);
    CHECK(summary.find("2026-10,*,allowance,held,1,1,915.00\n") != std::string::npos);
    CHECK(summary.find("2026-10,*,allowance,unclaimed,1,1,715.00\n") != std::string::npos);
    CHECK(file_of(folder, options, "reasons.csv").find("2026-10,allowance,check.deaths_name,1\n") != std::string::npos);
    CHECK(file_of(folder, options, "state.csv").find("2026-10,h1,,allowance.eligible,true,\n") != std::string::npos);
}

TEST_CASE("remarks are rows of checks.csv") {
    const Folder folder;
    county(folder).write("corrections.csv", "table,id,column,from,to,value,known,reason,authority\nperson,p2,wage,2026-10,,250,2026-11-02,slip,office\n");
    const std::string checks = file_of(folder, options_for(folder, "2026-10"), "checks.csv");
    CHECK(checks.find("2026-10,facts_held_still,note,,,") != std::string::npos);
    CHECK(checks.find("2026-10,corrected,note,h2,p2,\"wage is taken as '250' instead of '200' (corrections.csv:2, known 2026-11-02)\"\n") !=
          std::string::npos);
    CHECK(checks.find("2026-10,deaths_name,hold,h1,p1,") != std::string::npos);
    CHECK(checks.find("2026-10,deaths_name,hold,h4,p4,") != std::string::npos);
}

TEST_CASE("law and facts are those known on the day") {
    const Folder folder;
    county(folder).write("corrections.csv", "table,id,column,from,to,value,known,reason,authority\nperson,p2,wage,2026-07,,250,2026-08-20,slip,office\n");
    const auto due = [&](const std::string& day) {
        runs::ComputeOptions options = options_for(folder, "2026-07");
        options.history.known_on = base::Date::parse(day);
        const std::string rows = file_of(folder, options, "entitlements.csv");
        const std::size_t at = rows.find("h2,,allowance,") + 14;
        return rows.substr(at, rows.find(",,", at) - at);
    };
    CHECK(due("2026-08-13") == "eligible,800.00");
    CHECK(due("2026-08-14") == "eligible,815.00");
    CHECK(due("2026-08-20") == "eligible,765.00");
}

TEST_CASE("an explanation says that a household is held, and why") {
    const Folder folder;
    table::Explanation explanation;
    runs::HistoryOptions options = options_for(county(folder), "2026-10").history;
    options.known_on = base::Date::parse("2026-11-01");
    REQUIRE(runs::explain(law(), options, "h1", report::Language::en, explanation).ok());
    CHECK(explanation.benefits.front().status == table::Status::held);
    CHECK(explanation.benefits.front().reasons == Lines{"check.deaths_name"});
    REQUIRE(explanation.notes.size() == 3);
    CHECK(explanation.notes[0] == "law and facts as known on 2026-11-01");
    CHECK(explanation.notes[2].starts_with("p1  the ID number n* has another name in deaths.csv:2 than in persons.csv:2"));
}
