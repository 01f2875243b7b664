#include <doctest/doctest.h>

#include <filesystem>

#include "doudi/base/file.hpp"
#include "doudi/report/findings.hpp"
#include "unit/runs/audit_fixture.hpp"

using namespace doudi;
using runs::testing::Paid;
using runs::testing::Town;
using Lines = std::vector<std::string>;

namespace {

/// What is right for July: under the standard of 600, for the one of 620 became known in August.
std::vector<Paid> july() { return {{"2026-07", "A", "600.00"}, {"2026-07", "B", "960.00"}, {"2026-07", "D", "80.00"}}; }

std::vector<Paid> with(std::vector<Paid> list, const std::vector<Paid>& more) {
    list.insert(list.end(), more.begin(), more.end());
    return list;
}

std::vector<Paid> replaced(std::vector<Paid> list, const std::string& household, const std::string& amount) {
    for (Paid& one : list)
        if (one.household == household) one.amount = amount;
    if (amount.empty()) std::erase_if(list, [&](const Paid& one) { return one.household == household; });
    return list;
}

}  // namespace

TEST_CASE("what was paid as it was due is no finding") {
    Town town;
    town.put_down("2026-07");
    CHECK(town.findings(july()).empty());
    const auto audited = town.audit(Town::paid(july(), true), town.options());
    CHECK_FALSE(audited.audit.has_findings());
    CHECK(audited.audit.findings.size() == 3);  // nobody else was paid or was due anything
}

TEST_CASE("a payment is not compared with a law that nobody could know on its pay day") {
    Town town;
    town.put_down("2026-07");
    SUBCASE("before the notice the old standard is right") { CHECK(town.findings(july()).empty()); }
    SUBCASE("paid after it, the new one is") {
        CHECK(town.findings({{"2026-07", "A", "620.00", "2026-08-20"}, {"2026-07", "B", "1002.00", "2026-08-20"}, {"2026-07", "D", "80.00", "2026-08-20"}}, false).empty());
    }
    SUBCASE("with --known-on, and what could not be known is said") {
        CHECK(town.findings(july(), true, "2026-09-01") ==
              Lines{"2026-07 A underpaid 600.00/620.00 figure_before knowable:no", "2026-07 B underpaid 960.00/1002.00 figure_before knowable:no"});
    }
    SUBCASE("in part knowable: it was too little already then") {
        CHECK(town.findings(replaced(july(), "A", "590.00"), true, "2026-09-01").front() == "2026-07 A underpaid 590.00/620.00 unexplained knowable:partly");
    }
}

TEST_CASE("classes of findings") {
    Town town;
    SUBCASE("paid twice") {
        town.put_down("2026-07");
        CHECK(town.findings(with(july(), {{"2026-07", "A", "600.00"}})) == Lines{"2026-07 A duplicate 1200.00/600.00 paid_twice"});
    }
    SUBCASE("two payments that come to what is due are none") {
        town.put_down("2026-07");
        CHECK(town.findings(with(replaced(july(), "A", "400.00"), {{"2026-07", "A", "200.00"}})).empty());
    }
    SUBCASE("a household that the month does not have") {
        town.put_down("2026-07");
        town.households.erase("A");
        town.put_down("2026-08");
        CHECK(town.findings(with(july(), {{"2026-08", "A", "600.00"}, {"2026-08", "Z", "600.00"}, {"2026-08", "B", "960.00"}, {"2026-08", "D", "80.00"}})) ==
              Lines{"2026-08 A unknown_household 600.00/0.00 not_in_month", "2026-08 Z unknown_household 600.00/0.00 in_no_month"});
    }
    SUBCASE("nobody is left") {
        town.persons["A1"] = "990000197001010018,2026-06-20,0,false,false";
        town.put_down("2026-07");
        CHECK(town.findings(july()) == Lines{"2026-07 A paid_after_death 600.00/0.00 died member_more"});
    }
    SUBCASE("with others living it is too much") {
        town.persons["B2"] = "990000201501010013,2026-06-20,0,true,false";
        town.put_down("2026-07");
        CHECK(town.findings(july()) == Lines{"2026-07 B overpaid 960.00/300.00 member_more"});
    }
    SUBCASE("without a decision") {
        town.put_down("2026-07");
        CHECK(town.findings(with(july(), {{"2026-07", "C", "500.00"}})) == Lines{"2026-07 C not_eligible 500.00/0.00 not_decided"});
        const auto told = [&](const char* amount) { return town.audit(Town::paid(with(july(), {{"2026-07", "C", amount}}), true), town.options()).audit.findings[2].reasons.front().en; };
        CHECK(told("500.00") == "no decision; with one, 500.00 would be due");
        CHECK(told("510.00") == "no decision");
    }
    SUBCASE("a condition fails") {
        town.persons["A1"] = "990000197001010018,,700,false,false";
        town.put_down("2026-07");
        CHECK(town.findings(july()) == Lines{"2026-07 A not_eligible 600.00/0.00 income_below_standard"});
    }
    SUBCASE("not in the list") {
        town.put_down("2026-07");
        CHECK(town.findings(replaced(july(), "A", "")) == Lines{"2026-07 A missed 0.00/600.00 not_listed"});
    }
    SUBCASE("too little, too much") {
        town.put_down("2026-07");
        CHECK(town.findings(replaced(replaced(july(), "A", "599.99"), "D", "80.01")) ==
              Lines{"2026-07 A underpaid 599.99/600.00 unexplained", "2026-07 D overpaid 80.01/80.00 unexplained"});
    }
    SUBCASE("a fact is unknown") {
        town.persons["A1"] = "990000197001010018,,,false,false";
        town.put_down("2026-07");
        CHECK(town.findings(july()) == Lines{"2026-07 A undecided 600.00/? unknown.wage"});
        CHECK(town.findings(replaced(july(), "A", "")).empty());  // who is undecided is not paid
    }
}

TEST_CASE("payments are matched by household, ID number or account") {
    Town town;
    town.put_down("2026-07");
    std::vector<Paid> list = replaced(july(), "A", "");
    SUBCASE("by the number of any member") {
        CHECK(town.findings(with(list, {{"2026-07", "", "600.00", "", {}, "", "990000197001010018"}})).empty());
    }
    SUBCASE("by the account of a payee") {
        population::Paid paid = Town::paid(with(list, {{"2026-07", "", "600.00", "", {}, "", "", "6200"}}), true);
        paid.payees = {{"A", "", "", "6200"}};
        CHECK_FALSE(town.audit(paid, town.options()).audit.has_findings());
        paid.payees = {{"", "", "990000197001010018", "6200"}};
        CHECK_FALSE(town.audit(paid, town.options()).audit.has_findings());
        paid.payees = {{"A", "", "", "6200"}, {"B", "", "", "6200"}};
        CHECK(town.audit(paid, town.options()).audit.findings.back().reasons.front().code == "two_households");
    }
    SUBCASE("by none") {
        CHECK(town.findings(with(list, {{"2026-07", "", "600.00", "", {}, "", "990000200001010012", "6200"}})) ==
              Lines{"2026-07 A missed 0.00/600.00 not_listed", "2026-07 - unmatched 600.00/0.00 no_key"});
    }
    SUBCASE("a number of two households") {
        town.persons["C1"] = "990000197001010018,,100,false,false";
        town.write("2026-07/persons.csv", "household_id,person_id,resident_id,death_date,wage,child,carer\nA,A1,990000197001010018,,0,,\nB,B1,,,300,,\nB,B2,,,0,true,\nC,C1,990000197001010018,,100,,\nD,D1,,,900,,true\n");
        CHECK(town.findings(with(list, {{"2026-07", "", "600.00", "", {}, "", "990000197001010018"}})).back() == "2026-07 - unmatched 600.00/0.00 two_households");
    }
}

TEST_CASE("matched, unmatched and other months are the file") {
    Town town;
    town.put_down("2026-07");
    town.put_down("2026-08");
    auto list = with(july(), {{"2026-07", "", "1.00", "", {}, "", "no such number"}, {"2026-07", "Z", "2.50"}, {"2026-08", "A", "600.00"}, {"2026-08", "B", "960.00"}, {"2026-07", "A", "-3.00"}});
    const population::Paid paid = Town::paid(list, true);
    runs::AuditOptions options = town.options();
    for (const bool one_month : {false, true}) {
        options.months_of_file = !one_month;
        options.history.first = options.history.last = *base::Month::parse("2026-07");
        const table::Audit audit = town.audit(paid, options).audit;
        CHECK(audit.file == table::PaidSum{8, paid.sum});
        CHECK(audit.matched.rows + audit.unmatched.rows + audit.outside.rows == 8);
        CHECK(audit.matched.amount + audit.unmatched.amount + audit.outside.amount == paid.sum);
        CHECK(audit.unmatched == table::PaidSum{1, 1});
        CHECK(audit.outside.rows == (one_month ? 2 : 0));
        base::Rational findings;
        for (const table::Finding& one : audit.findings) findings += one.paid;
        CHECK(findings == audit.matched.amount + audit.unmatched.amount);
    }
}

TEST_CASE("a payment that came back did not reach the household") {
    Town town;
    town.put_down("2026-07");
    SUBCASE("marked on its row") {
        auto list = july();
        list[0].kind = "returned";
        CHECK(town.findings(list) == Lines{"2026-07 A underpaid 0.00/600.00 returned"});
    }
    SUBCASE("listed beside it, and paid again") {
        CHECK(town.findings(with(july(), {{"2026-07", "A", "-600.00", "2026-07-15", {}, "returned"}, {"2026-07", "A", "600.00", "2026-07-20"}})).empty());
    }
}

TEST_CASE("benefits paid together are compared together") {
    Town town;
    town.persons["B1"] = "990000198001010012,,300,false,true";
    town.put_down("2026-07");
    const std::vector<Paid> rest = {{"2026-07", "A", "600.00", "", {"allowance", "carer_grant"}}, {"2026-07", "D", "80.00", "", {"carer_grant"}}};
    SUBCASE("one amount for both") { CHECK(town.findings(with(rest, {{"2026-07", "B", "1040.00", "", {"allowance", "carer_grant"}}})).empty()); }
    SUBCASE("a payment for each") {
        CHECK(town.findings(with(rest, {{"2026-07", "B", "960.00", "", {"allowance"}}, {"2026-07", "B", "80.00", "", {"carer_grant"}}})).empty());
    }
    SUBCASE("one of them is left out") {
        CHECK(town.findings(with(rest, {{"2026-07", "B", "960.00", "", {"allowance"}}})) == Lines{"2026-07 B missed 0.00/80.00 not_listed"});
    }
    SUBCASE("labels are names too") { CHECK(town.findings(with(rest, {{"2026-07", "B", "1040.00", "", {"救助金", "照料补贴"}}})).empty()); }
    SUBCASE("a benefit of a person names the person") {
        const auto audited = town.audit(Town::paid(with(rest, {{"2026-07", "B", "960.00", "", {"allowance"}}, {"2026-07", "B", "90.00", "", {"carer_grant"}}}), true), town.options());
        CHECK(audited.audit.findings[2].person_id == "B1");
    }
    SUBCASE("a benefit that no payment names is left out, and said") {
        const auto audited = town.audit(Town::paid({{"2026-07", "A", "600.00", "", {"allowance"}}, {"2026-07", "B", "960.00", "", {"allowance"}}}, true), town.options());
        CHECK_FALSE(audited.audit.has_findings());
        CHECK(audited.audit.notes.front().code == "audit-note-left-out");
    }
}

TEST_CASE("a benefit that the policy does not have is refused with its place and the nearest") {
    Town town;
    town.put_down("2026-07");
    runs::Audited audited;
    const auto outcome = runs::audit(town.policy(), town.options(), Town::paid({{"2026-07", "A", "600.00", "", {"allowanse"}}}, true), audited);
    CHECK(outcome.trouble == runs::Trouble::data);
    CHECK(population::testing::lines_of(outcome.diagnostics) == Lines{"payments.csv:2 audit-unknown-benefit allowanse|allowance, carer_grant help-did-you-mean allowance"});
}

TEST_CASE("a month is recomputed from its own folder") {
    Town town;
    town.put_down("2026-07");
    runs::Audited audited;
    SUBCASE("a month without one is refused") {
        const auto outcome = runs::audit(town.policy(), town.options(), Town::paid(with(july(), {{"2026-08", "A", "600.00"}}), true), audited);
        CHECK(outcome.trouble == runs::Trouble::data);
        CHECK(outcome.diagnostics.items().front().code == "no-population-month");
    }
    SUBCASE("one plain folder does not serve two months") {
        runs::AuditOptions options = town.options();
        options.history.population = town.path() / "2026-07";
        CHECK(runs::audit(town.policy(), options, Town::paid(july(), true), audited).ok());
        const auto outcome = runs::audit(town.policy(), options, Town::paid(with(july(), {{"2026-08", "A", "600.00"}}), true), audited);
        CHECK(outcome.trouble == runs::Trouble::data);
        CHECK(outcome.diagnostics.items().front().code == "audit-own-months");
    }
}

TEST_CASE("what became known later is due with the next payment") {
    Town town;
    for (const char* month : {"2026-07", "2026-08", "2026-09"}) town.put_down(month);
    const auto august = with(july(), {{"2026-08", "A", "600.00"}, {"2026-08", "B", "960.00"}, {"2026-08", "D", "80.00"}});
    const auto september = with(august, {{"2026-09", "A", "660.00"}, {"2026-09", "B", "1086.00"}, {"2026-09", "D", "80.00"}});
    SUBCASE("with back pay for July and August") { CHECK(town.findings(september).empty()); }
    SUBCASE("September alone knows of the months before") {
        runs::AuditOptions options = town.options();
        options.months_of_file = false;
        options.history.first = options.history.last = *base::Month::parse("2026-09");
        const auto audited = town.audit(Town::paid(september, true), options);
        CHECK_FALSE(audited.audit.has_findings());
        CHECK(audited.audit.findings.size() == 3);
    }
    SUBCASE("left out, and paid a month later: a mistake once") {
        town.put_down("2026-10");
        CHECK(town.findings(with(replaced(september, "A", "600.00"), {{"2026-10", "A", "620.00"}, {"2026-10", "B", "1002.00"}, {"2026-10", "D", "80.00"}})) ==
              Lines{"2026-09 A underpaid 600.00/660.00 figure_before_throughout as_month_before"});
        auto made_up = with(with(august, {{"2026-09", "A", "620.00"}, {"2026-09", "B", "1086.00"}, {"2026-09", "D", "80.00"}}),
                            {{"2026-10", "A", "660.00"}, {"2026-10", "B", "1002.00"}, {"2026-10", "D", "80.00"}});
        CHECK(town.findings(made_up) == Lines{"2026-09 A underpaid 620.00/660.00 made_up without_back_pay", "2026-10 A match 660.00/620.00 makes_up"});
    }
    SUBCASE("in part, or twice") {
        CHECK(town.findings(with(august, {{"2026-09", "A", "640.00"}, {"2026-09", "B", "1170.00"}, {"2026-09", "D", "80.00"}})) ==
              Lines{"2026-09 A underpaid 640.00/660.00 figure_before without_back_pay without_back_pay", "2026-09 B overpaid 1170.00/1086.00 back_pay_twice"});
    }
    SUBCASE("as far back as the policy says") {
        town.open_months(1);
        CHECK(town.findings(with(august, {{"2026-09", "A", "640.00"}, {"2026-09", "B", "1044.00"}, {"2026-09", "D", "80.00"}})).empty());
    }
    SUBCASE("to a household that has gone") {
        town.households.erase("A");
        town.put_down("2026-09");
        CHECK(town.findings(with(august, {{"2026-09", "A", "40.00"}, {"2026-09", "B", "1086.00"}, {"2026-09", "D", "80.00"}})).empty());
        CHECK(town.findings(with(august, {{"2026-09", "B", "1086.00"}, {"2026-09", "D", "80.00"}})) == Lines{"2026-09 A missed 0.00/40.00 not_listed without_back_pay"});
    }
}

TEST_CASE("a fact that was corrected later is due with the next payment") {
    Town town;
    for (const char* month : {"2026-07", "2026-08"}) town.put_down(month);
    town.write("corrections.csv", "table,id,column,from,to,value,known,reason,authority\nperson,B1,wage,2026-07,2026-07,250,2026-08-05,payslip found,office\n");
    const std::vector<Paid> august = {{"2026-08", "A", "600.00"}, {"2026-08", "D", "80.00"}};
    CHECK(town.findings(with(with(july(), august), {{"2026-08", "B", "1010.00"}})).empty());
    CHECK(town.findings(with(with(july(), august), {{"2026-08", "B", "960.00"}})) == Lines{"2026-08 B underpaid 960.00/1010.00 without_back_pay as_month_before"});
}

TEST_CASE("rows for a month, paid when they may be, are that month's") {
    Town town;
    town.put_down("2026-07");
    std::vector<Paid> list = with(july(), {{"2026-07", "A", "20.00", "2026-09-10", {}, "back_pay"}});
    CHECK(town.findings(list, false).empty());  // A was last paid when 620 was known, the others were not
    list.back().amount = "30.00";
    CHECK(town.findings(list, false) == Lines{"2026-07 A overpaid 630.00/620.00 unexplained"});
}

TEST_CASE("a mistake that is made up for is a finding once") {
    Town town;
    town.put_down("2026-07");
    town.households["A"] = "99,2025-05-10";
    town.put_down("2026-08");
    const std::vector<Paid> august = {{"2026-08", "B", "960.00"}, {"2026-08", "D", "80.00"}};
    CHECK(town.findings(with(with(replaced(july(), "A", ""), august), {{"2026-08", "A", "1200.00"}})) ==
          Lines{"2026-07 A missed 0.00/600.00 not_listed made_up", "2026-08 A match 1200.00/600.00 makes_up"});
    CHECK(town.findings(with(with(replaced(july(), "A", ""), august), {{"2026-08", "A", "1199.99"}})) ==
          Lines{"2026-07 A missed 0.00/600.00 not_listed", "2026-08 A overpaid 1199.99/600.00 unexplained"});
}

TEST_CASE("causes reproduce what was paid to the fen") {
    Town town;
    SUBCASE("an old figure") {
        town.put_down("2026-09");
        CHECK(town.findings({{"2026-09", "A", "600.00"}, {"2026-09", "B", "1002.00"}, {"2026-09", "D", "80.00"}}) == Lines{"2026-09 A underpaid 600.00/620.00 figure_before"});
    }
    SUBCASE("a part left out") {
        town.put_down("2026-07");
        CHECK(town.findings(replaced(july(), "B", "900.00")) == Lines{"2026-07 B underpaid 900.00/960.00 without_part"});
        CHECK(town.findings(replaced(july(), "B", "60.00")) == Lines{"2026-07 B underpaid 60.00/960.00 without_part"});
    }
    SUBCASE("last month's facts") {
        town.put_down("2026-06");
        town.persons["B1"] = "990000198001010012,,500,false,false";
        town.put_down("2026-07");
        CHECK(town.findings(july()) == Lines{"2026-07 B overpaid 960.00/760.00 facts_before"});
    }
    SUBCASE("a member fewer") {
        town.put_down("2026-07");
        CHECK(town.findings(replaced(july(), "B", "300.00")) == Lines{"2026-07 B underpaid 300.00/960.00 member_fewer"});
    }
    SUBCASE("last month's amount; of several that fit, all") {
        town.put_down("2026-07");
        town.persons["B1"] = "990000198001010012,,500,false,false";
        town.put_down("2026-08");
        CHECK(town.findings(with(july(), {{"2026-08", "A", "600.00"}, {"2026-08", "B", "960.00"}, {"2026-08", "D", "80.00"}})) ==
              Lines{"2026-08 B overpaid 960.00/760.00 facts_before as_month_before"});
    }
}

TEST_CASE("facts put down after the pay day are all there is, and that is said") {
    Town town;
    town.put_down("2026-07");
    const auto audited = town.audit(Town::paid({{"2026-07", "A", "600.00", "2026-06-28"}, {"2026-07", "B", "960.00", "2026-06-28"}, {"2026-07", "D", "80.00", "2026-06-28"}}, false), town.options());
    CHECK_FALSE(audited.audit.has_findings());
    REQUIRE(audited.audit.notes.size() == 1);
    CHECK(audited.audit.notes.front().code == "audit-note-later-facts");
}

TEST_CASE("an audit is published whole, and never over another") {
    Town town;
    town.put_down("2026-07");
    const population::Paid paid = Town::paid(replaced(july(), "A", "599.00"), true);
    const auto audited = town.audit(paid, town.options());
    const population::testing::Folder out;
    const auto place = out.path() / "audit";
    runs::Published published{};
    REQUIRE(runs::publish(town.policy(), town.options(), paid, audited, "0", place, published).ok());
    CHECK(published == runs::Published::written);
    CHECK(*base::read_file(place / "findings.csv", 10000) ==
          "month,household_id,person_id,benefit,paid,due,difference,class,cause,knowable,receivable\n"
          "2026-07,A,,*,599.00,600.00,-1.00,underpaid,unexplained,yes,\n");
    CHECK(*base::read_file(place / "summary.csv", 10000) ==
          "month,class,rows,paid,due,difference\n2026-07,underpaid,1,599.00,600.00,-1.00\n2026-07,match,2,1040.00,1040.00,0.00\n"
          "*,underpaid,1,599.00,600.00,-1.00\n*,match,2,1040.00,1040.00,0.00\n");
    REQUIRE(runs::publish(town.policy(), town.options(), paid, audited, "0", place, published).ok());
    CHECK(published == runs::Published::already_there);
    runs::AuditOptions all = town.options();
    all.all_rows = true;
    CHECK(runs::publish(town.policy(), all, paid, audited, "0", place, published).trouble == runs::Trouble::file);
}

TEST_CASE("of the desk's four months the planted mistakes are found, and nothing else") {
    const std::string desk = DOUDI_SOURCE_DIR "/samples/desk";
    const auto policy = policy::load(DOUDI_SOURCE_DIR "/rules/samples/desk");
    const auto paid = population::read_paid(desk + "/已发");
    REQUIRE(policy.ok());
    REQUIRE(paid.ok());
    runs::AuditOptions options;
    options.history.population = desk;
    runs::Audited audited;
    REQUIRE(runs::audit(*policy, options, *paid, audited).ok());
    Lines found;
    for (const table::Finding& one : audited.audit.findings)
        if (one.kind != table::FindingClass::match)
            found.push_back(one.month.to_string() + "," + one.household_id + "," + std::string(table::to_string(one.kind)) + "," + one.paid.to_fixed(2) + "," + one.due->to_fixed(2) + "," + one.difference().to_fixed(2));
    Lines planted;
    const std::string list = *base::read_file(desk + "/已发/埋设的错误.csv", 100000);
    for (std::size_t at = list.find('\n') + 1; at < list.size(); at = list.find('\n', at) + 1) {
        std::size_t end = at;
        for (int cells = 0; cells < 6; ++cells) end = list.find(',', end) + 1;
        planted.push_back(list.substr(at, end - 1 - at));
    }
    CHECK(found == planted);
    CHECK(audited.audit.matched.rows == paid->rows);
}
