#include <doctest/doctest.h>

#include "doudi/report/explanation.hpp"
#include "doudi/runs/explain.hpp"
#include "unit/runs/audit_fixture.hpp"

using namespace doudi;
using runs::testing::Paid;
using runs::testing::Town;

namespace {

/// The lines of what was paid, below a household's page.
std::vector<std::string> payments(const Town& town, const std::string& household, const std::string& month, const std::vector<Paid>& list, report::Language language,
                                  bool by_pay_month = true) {
    runs::HistoryOptions options = town.options().history;
    options.first = options.last = *base::Month::parse(month);
    table::Explanation page;
    REQUIRE(runs::explain(town.policy(), options, household, language, page).ok());
    REQUIRE(runs::explain_paid(town.policy(), options, Town::paid(list, by_pay_month), language, page).ok());
    std::vector<std::string> lines;
    for (const table::PaymentExplanation& one : page.payments) lines.push_back(one.text);
    for (const table::BenefitExplanation& one : page.benefits)
        if (!one.paid.empty()) lines.push_back(one.name + " " + one.paid);
    return lines;
}

const std::vector<Paid>& three_months() {
    static const std::vector<Paid> list = {{"2026-07", "A", "600.00"}, {"2026-07", "B", "960.00"}, {"2026-07", "D", "80.00"}, {"2026-08", "A", "600.00"}, {"2026-08", "B", "960.00"},
                                           {"2026-08", "D", "80.00"},  {"2026-09", "A", "660.00"}, {"2026-09", "B", "1086.00"}, {"2026-09", "D", "80.00"}};
    return list;
}

}  // namespace

TEST_CASE("a payment that held back pay says for which months, and which figure became known") {
    Town town;
    for (const char* month : {"2026-07", "2026-08", "2026-09"}) town.put_down(month);
    using Lines = std::vector<std::string>;
    CHECK(payments(town, "A", "2026-09", three_months(), report::Language::en) ==
          Lines{"2026-09: paid 660.00 = 620.00 (2026-09) + 20.00 (back pay for 2026-07) + 20.00 (back pay for 2026-08); standard 600 → 620 from 2026-07-01, published 2026-08-14; persons counted: 1 × 20.00",
                "allowance 660.00"});
    CHECK(payments(town, "A", "2026-09", three_months(), report::Language::zh).front() ==
          "9月：实发 660.00 = 620.00（9月）+ 20.00（7月补发）+ 20.00（8月补发）；标准 600 → 620 自 2026-07-01，2026-08-14 公布；1 人 × 20.00");
    SUBCASE("another month that held more is told too") {
        CHECK(payments(town, "A", "2026-07", three_months(), report::Language::en).front() == "2026-07: paid 600.00 = 600.00 (2026-07, as known on 2026-07-10; by now 620.00)");
        CHECK(payments(town, "A", "2026-07", three_months(), report::Language::en).size() == 3);
    }
    SUBCASE("no factor where the persons are not all of it") {  // B's child supplement rose too
        CHECK(payments(town, "B", "2026-09", three_months(), report::Language::en).front() ==
              "2026-09: paid 1,086.00 = 1,002.00 (2026-09) + 42.00 (back pay for 2026-07) + 42.00 (back pay for 2026-08); standard 600 → 620 from 2026-07-01, published 2026-08-14");
    }
    SUBCASE("a difference with its cause") {
        auto list = three_months();
        list[6].amount = "620.00";
        CHECK(payments(town, "A", "2026-09", list, report::Language::en).front() ==
              "2026-09: paid 620.00, due 660.00 = 620.00 (2026-09) + 20.00 (back pay for 2026-07) + 20.00 (back pay for 2026-08), difference -40.00: "
              "without the back pay for 2026-07, 2026-08 (40.00); standard 600 → 620 from 2026-07-01, published 2026-08-14; persons counted: 1 × 20.00");
    }
    SUBCASE("beside the benefit that it pays") {
        CHECK(payments(town, "D", "2026-08", three_months(), report::Language::en) == Lines{"2026-08: paid 80.00 = 80.00 (2026-08)", "carer_grant 80.00"});
    }
}

TEST_CASE("back pay for a corrected fact names the day it was not known yet") {
    Town town;
    for (const char* month : {"2026-07", "2026-08"}) town.put_down(month);
    town.write("corrections.csv", "table,id,column,from,to,value,known,reason,authority\nperson,B1,wage,2026-07,2026-07,250,2026-08-05,payslip found,office\n");
    CHECK(payments(town, "B", "2026-08", {{"2026-07", "B", "960.00"}, {"2026-08", "B", "1010.00"}}, report::Language::zh).front() ==
          "8月：实发 1,010.00 = 960.00（8月，按 2026-08-10 所知；现为 1,002.00）+ 50.00（7月补发）；2026-07-10 之后得知的情况");
}

TEST_CASE("rows for the month paid for make one sum") {
    Town town;
    town.put_down("2026-07");
    const std::vector<Paid> list = {{"2026-07", "A", "600.00"}, {"2026-07", "A", "20.00", "2026-09-10", {}, "back_pay"}};
    CHECK(payments(town, "A", "2026-07", list, report::Language::en, false) == std::vector<std::string>{"2026-07: paid 620.00 = 620.00 (2026-07)", "allowance 620.00"});
}

TEST_CASE("a household is found by the id or the ID number of any of its persons") {
    Town town;
    town.put_down("2026-07");
    runs::HistoryOptions options = town.options().history;
    options.first = options.last = *base::Month::parse("2026-07");
    std::string household;
    REQUIRE(runs::find_person(town.policy(), options, "B2", household).ok());
    CHECK(household == "B");
    REQUIRE(runs::find_person(town.policy(), options, "990000197501010014", household).ok());
    CHECK(household == "C");
    CHECK(runs::find_person(town.policy(), options, "X9", household).diagnostics.items().front().code == "unknown-person");
}

TEST_CASE("two months stand in two columns, and what differs is marked") {
    Town town;
    town.put_down("2026-07");
    town.persons["B1"] = "990000198001010012,,500,false,false";
    town.put_down("2026-08");
    table::Explanation july;
    table::Explanation august;
    runs::HistoryOptions options = town.options().history;
    options.first = options.last = *base::Month::parse("2026-07");
    REQUIRE(runs::explain(town.policy(), options, "B", report::Language::en, july).ok());
    options.first = options.last = *base::Month::parse("2026-08");
    REQUIRE(runs::explain(town.policy(), options, "B", report::Language::en, august).ok());
    const std::string page = report::draw_against(july, august, report::Language::en);
    CHECK(page.find("\n≠ result") != std::string::npos);
    CHECK(page.find("\n≠   − income") != std::string::npos);
    CHECK(page.find("\n    standard ") != std::string::npos);
    const std::string json = report::to_json_against(july, august);
    CHECK(json.find("\"changes\"") != std::string::npos);
    CHECK(report::to_json_against(july, july).find("\"changes\": []") != std::string::npos);
}
