// The oracle's own checks, worked out by hand, so that it is not trusted blindly.
// Whether the engine says the same is asked in properties/engine_agrees_with_oracle_test.cpp.
#include "oracle/oracle.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "doudi/policy/load.hpp"
#include "oracle/calendar.hpp"
#include "oracle/number.hpp"

using namespace doudi;
using oracle::Cells;
using oracle::Household;
using oracle::Oracle;
using oracle::Row;

namespace {

expr::Expr formula(const std::string& text) {
    auto parsed = expr::parse(text);
    REQUIRE_MESSAGE(parsed.ok(), text);
    return *parsed;
}

base::Month month(const std::string& text) { return base::Month::parse(text).value(); }

policy::Input input(expr::TableId table, const std::string& name, expr::Type type, policy::Presence presence,
                    const std::string& unit = "") {
    policy::Input made;
    made.table = table;
    made.name = name;
    made.type = std::move(type);
    made.presence = presence;
    made.decimals = 2;
    if (!unit.empty()) made.unit = expr::parse_unit(unit).value();
    return made;
}

/// One law with a few inputs; formulas are added by the tests.
policy::Policy small_policy() {
    using enum policy::Presence;
    policy::Policy policy;
    policy.inputs.push_back(input(0, "region", expr::Type::code(), required));
    policy.inputs.push_back(input(0, "income", expr::Type::number(), unknown, "CNY/month"));
    policy.inputs.push_back(input(0, "annual", expr::Type::number(), unknown, "CNY/year"));
    policy.inputs.push_back(input(0, "grant", expr::Type::number(), optional, "CNY/month"));
    policy.inputs.push_back(input(0, "flag", expr::Type::boolean(), unknown));
    policy.inputs.push_back(input(0, "decided_on", expr::Type::date(), optional));
    policy.inputs.push_back(input(0, "until", expr::Type::date(), optional));
    policy.inputs.push_back(input(1, "wage", expr::Type::number(), unknown, "CNY/month"));
    policy.inputs.push_back(input(1, "birth_date", expr::Type::date(), optional));
    policy.inputs.push_back(input(1, "counts", expr::Type::boolean(), unknown));
    return policy;
}

void add_variable(policy::Policy& policy, const std::string& name, const std::string& text, expr::TableId table = 0) {
    policy::Variable variable;
    variable.table = table;
    variable.name = name;
    variable.law = "law";
    policy::DatedFormula dated;
    dated.expression = formula(text);
    variable.formulas.push_back(std::move(dated));
    policy.variables.push_back(std::move(variable));
}

/// The value of a formula of the household for a family of the given cells.
std::string worth(const std::string& text, const Cells& cells = {}, std::vector<Cells> persons = {},
                  const std::string& when = "2026-10") {
    policy::Policy policy = small_policy();
    add_variable(policy, "answer", text);
    Household household{"h", cells, {}};
    for (std::size_t i = 0; i < persons.size(); ++i) household.persons.push_back({std::to_string(i), persons[i]});
    return Oracle(policy).value(month(when), household, {}, "answer");
}

policy::Condition when(const std::string& name, const std::string& text) {
    policy::Condition condition;
    condition.name = name;
    condition.when = formula(text);
    return condition;
}

policy::Condition group(const std::string& name, policy::ConditionKind kind, std::vector<policy::Condition> members) {
    policy::Condition condition;
    condition.name = name;
    condition.kind = kind;
    condition.members = std::move(members);
    return condition;
}

policy::Part part(const std::string& name, const std::string& text, const std::string& step = "0.01",
                  const std::string& mode = "half_up") {
    policy::Part made;
    made.name = name;
    made.formula = formula(text);
    made.round = policy::Rounding{};
    made.round->to = formula(step);
    made.round->mode = base::rounding_mode_of(mode);
    return made;
}

policy::Benefit benefit(const std::string& name, std::vector<policy::Condition> conditions,
                        std::vector<policy::Part> parts) {
    policy::Benefit made;
    made.name = name;
    made.law = "law";
    made.eligible = std::move(conditions);
    made.parts = std::move(parts);
    return made;
}

/// status|amount|parts|reasons of the first benefit.
std::string outcome(const policy::Policy& policy, const Cells& cells, const std::vector<Cells>& persons = {},
                    const std::string& when_ = "2026-10") {
    Household household{"h", cells, {}};
    for (std::size_t i = 0; i < persons.size(); ++i) household.persons.push_back({std::to_string(i), persons[i]});
    oracle::State state;
    const Row row = Oracle(policy).compute(month(when_), {household}, state).at(0);
    return row.status + "|" + row.amount + "|" + row.parts + "|" + row.reasons;
}

}  // namespace

TEST_CASE("the oracle rounds to a step by each mode") {
    const auto rounded = [](const std::string& value, const std::string& step, const std::string& mode) {
        return oracle::write_number(oracle::round_to(oracle::read_number(value), oracle::read_number(step), mode));
    };
    CHECK(rounded("0.005", "0.01", "half_up") == "0.01");
    CHECK(rounded("-0.005", "0.01", "half_up") == "-0.01");
    CHECK(rounded("0.005", "0.01", "half_even") == "0");
    CHECK(rounded("0.015", "0.01", "half_even") == "0.02");
    CHECK(rounded("1/3", "0.01", "half_even") == "0.33");
    CHECK(rounded("0.001", "0.01", "up") == "0.01");
    CHECK(rounded("-0.001", "0.01", "up") == "-0.01");
    CHECK(rounded("-0.019", "0.01", "down") == "-0.01");
    CHECK(rounded("-0.019", "0.01", "ceil") == "-0.01");
    CHECK(rounded("0.011", "0.01", "ceil") == "0.02");
    CHECK(rounded("-0.011", "0.01", "floor") == "-0.02");
    CHECK(rounded("13", "5", "half_up") == "15");
}

TEST_CASE("the oracle writes numbers as far as they end") {
    CHECK(oracle::write_number(oracle::read_number("981.50")) == "981.5");
    CHECK(oracle::write_number(oracle::read_number("4/6")) == "2/3");
    CHECK(oracle::write_number(oracle::read_number("0.0000001")) == "1/10000000");
    CHECK(oracle::write_amount(oracle::read_number("-0.5")) == "-0.50");
    CHECK(oracle::write_amount(oracle::read_number("417")) == "417.00");
}

TEST_CASE("the oracle keeps the calendar of the language page") {
    const auto day = [](const std::string& text) { return oracle::read_day(text).value(); };
    CHECK(oracle::write_day(oracle::plus_months(day("2024-01-31"), 1)) == "2024-02-29");
    CHECK(oracle::write_day(oracle::plus_months(day("2024-03-31"), -1)) == "2024-02-29");
    CHECK(oracle::complete_months(day("2023-01-31"), day("2023-02-28")) == 0);
    CHECK(oracle::complete_months(day("2023-01-31"), day("2023-03-01")) == 1);
    CHECK(oracle::complete_months(day("2023-03-01"), day("2023-01-31")) == -1);
    CHECK(oracle::age_on(day("2008-02-29"), day("2026-02-28")) == 17);
    CHECK(oracle::age_on(day("2008-02-29"), day("2026-03-01")) == 18);
    CHECK(oracle::age_on(day("2008-10-01"), day("2026-09-30")) == 17);
    CHECK(oracle::age_on(day("2008-10-01"), day("2026-10-01")) == 18);
    CHECK_FALSE(oracle::read_day("2023-02-29").has_value());
    CHECK_FALSE(oracle::read_day("2023-2-09").has_value());
    CHECK_FALSE(oracle::read_month("2023-13").has_value());
}

TEST_CASE("the oracle works out small formulas") {
    const Cells none;
    CHECK(worth("1 / 3 + 1 / 6") == "0.5");
    CHECK(worth("2 - 3 - 4") == "-5");
    CHECK(worth("30% * 10") == "3");
    CHECK(worth("if 2 <= 2 and not false then 1 else 2") == "1");
    CHECK(worth("clamp(7, 1, 5) + min(3, 2) + max(1, 4) + abs(-2)") == "13");
    CHECK(worth("floor(-1.5)") == "-2");
    CHECK(worth("ceil(-1.5)") == "-1");
    CHECK(worth("round(2.345, 0.01, half_even)") == "2.34");
    CHECK(worth("3 in 1..3 and 4 in (1, 4)") == "true");
    CHECK(worth("month.number") == "10");
    CHECK(worth("month.end - month.start") == "30");
    CHECK(worth("month + 3 months") == "2027-01");
    CHECK(worth("month.start - 1 year") == "2025-10-01");
    CHECK(worth("month.end + 30 days") == "2026-11-30");
    CHECK(worth("month_of(2024-02-29) = month - 32 months") == "true");
    CHECK(worth("months_between(month - 3 months, month)") == "3");
    CHECK(worth("region = inner", {{"region", "inner"}}) == "true");
    CHECK(worth("starts_with(region, \"5101\")", {{"region", "510185"}}) == "true");
    CHECK(worth("annual as CNY/month", {{"annual", "1000"}}) == "250/3");
    CHECK(worth("income as CNY/year", {{"income", "100"}}) == "1200");
    CHECK(worth("annual * 3 months", {{"annual", "1200"}}) == "300");
}

TEST_CASE("in the oracle the unknown spreads and the missing is filled") {
    CHECK(worth("income + 1") == "unknown");
    CHECK(worth("false and flag") == "false");
    CHECK(worth("flag and false") == "false");
    CHECK(worth("true or flag") == "true");
    CHECK(worth("flag or false") == "unknown");
    CHECK(worth("not flag") == "unknown");
    CHECK(worth("if flag then 1 else 1") == "unknown");
    CHECK(worth("known(income)") == "false");
    CHECK(worth("known(grant)") == "false");
    CHECK(worth("grant default 5") == "5");
    CHECK(worth("income default 5") == "unknown");
    CHECK(worth("1 / (2 - 2)") == "unknown");
    CHECK(worth("false and 1 / (2 - 2) > 0") == "false");
    CHECK(worth("min(1, income)") == "unknown");
    CHECK(worth("previous(answer, 4)") == "4");
}

TEST_CASE("the oracle aggregates over the rows that hold") {
    const std::vector<Cells> three = {
        {{"wage", "10"}, {"counts", "是"}}, {{"wage", "20"}, {"counts", "1"}}, {{"counts", "false"}}};
    CHECK(worth("count(persons)", {}, three) == "3");
    CHECK(worth("count(persons where counts)", {}, three) == "2");
    CHECK(worth("sum(wage of persons where counts)", {}, three) == "30");
    CHECK(worth("sum(wage of persons)", {}, three) == "unknown");
    CHECK(worth("max(wage of persons where counts)", {}, three) == "20");
    CHECK(worth("min(wage of persons where not counts and known(wage))", {}, three) == "missing");
    CHECK(worth("any(persons where wage > 15)", {}, three) == "true");
    CHECK(worth("any(wage > 25 of persons)", {}, three) == "unknown");
    CHECK(worth("all(wage > 5 of persons where counts)", {}, three) == "true");
    CHECK(worth("all(wage > 15 of persons)", {}, three) == "false");
    CHECK(worth("any(persons)") == "false");
    CHECK(worth("all(wage > 5 of persons)") == "true");
    CHECK(worth("sum(wage of persons)") == "0");
    CHECK(worth("count(persons where age(birth_date) >= 18)", {},
                {{{"birth_date", "2008-10-01"}}, {{"birth_date", "2008-10-02"}}}) == "1");
}

TEST_CASE("the oracle looks figures up by the longest prefix and the month's first day") {
    policy::Policy policy = small_policy();
    policy::Parameter standard;
    standard.name = "standard";
    standard.law = "law";
    standard.by = {"region"};
    const auto leaf = [](const std::string& key, const std::string& from, std::int64_t value) {
        policy::ParameterLeaf made;
        made.keys = {key};
        policy::DatedFigure figure;
        figure.from = base::Date::parse(from).value();
        figure.number = value;
        made.figures.push_back(figure);
        return made;
    };
    standard.leaves = {leaf("51", "2020-01-01", 500), leaf("510185", "2026-10-02", 900),
                       leaf("5101", "2020-01-01", 700), leaf("*", "2020-01-01", 100)};
    policy::DatedFigure end;
    end.from = base::Date::parse("2027-01-01").value();
    end.ends = true;
    standard.leaves[3].figures.push_back(end);
    policy.parameters.push_back(standard);
    add_variable(policy, "plain", "standard");
    add_variable(policy, "guarded", "standard default 3");
    add_variable(policy, "elsewhere", "standard(region = \"5199\")");
    add_variable(policy, "later", "standard at month + 1 month");
    add_variable(policy, "later_day", "standard at (month + 1 month)");
    const Oracle oracle(policy);
    const auto ask = [&](const std::string& region, const std::string& name, const std::string& when_) {
        return oracle.value(month(when_), {"h", {{"region", region}}, {}}, {}, name);
    };
    CHECK(ask("510199", "plain", "2026-10") == "700");
    CHECK(ask("510185001", "plain", "2026-11") == "900");
    CHECK_THROWS_AS(ask("510185001", "plain", "2026-10"), oracle::NotStated);  // no going back to 5101
    CHECK(ask("510185001", "later_day", "2026-10") == "900");
    CHECK(ask("310000", "plain", "2026-12") == "100");
    CHECK_THROWS_AS(ask("310000", "plain", "2027-01"), oracle::NotStated);
    CHECK(ask("310000", "guarded", "2027-01") == "3");
    CHECK(ask("310000", "elsewhere", "2027-01") == "500");
}

TEST_CASE("in the oracle each status has its rank") {
    using policy::ConditionKind;
    policy::Policy policy = small_policy();
    policy.benefits.push_back(
        benefit("help", {when("poor", "income < 100"), when("flagged", "flag")}, {part("", "100 - income")}));
    policy::Benefit& help = policy.benefits.front();
    CHECK(outcome(policy, {{"income", "40.50"}, {"flag", "是"}}) == "eligible|59.50||");
    CHECK(outcome(policy, {{"income", "100"}, {"flag", "否"}}) == "ineligible|0.00||poor;flagged");
    CHECK(outcome(policy, {{"income", "100"}}) == "ineligible|0.00||poor;unknown.flag");
    CHECK(outcome(policy, {{"flag", "1"}}) == "undecided|||unknown.income");
    help.award = formula("decided_on");
    help.starts = formula("month_of(decided_on) + 1 month");
    help.ends = formula("month_of(until)");
    CHECK(outcome(policy, {{"income", "40"}, {"flag", "1"}}) == "unclaimed|60.00||not_decided");
    CHECK(outcome(policy, {{"income", "40"}, {"flag", "1"}, {"decided_on", "2026-09-30"}, {"until", "2026-10-01"}}) ==
          "eligible|60.00||");
    CHECK(outcome(policy, {{"income", "40"}, {"flag", "1"}, {"decided_on", "2026-10-01"}, {"until", "2026-10-01"}}) ==
          "ineligible|0.00||not_started");
    CHECK(outcome(policy, {{"income", "40"}, {"flag", "0"}, {"decided_on", "2026-09-01"}, {"until", "2026-09-30"}}) ==
          "ineligible|0.00||flagged;ended");
    CHECK(outcome(policy, {{"income", "40"}, {"flag", "1"}, {"decided_on", "2026-09-01"}}) ==
          "undecided|||unknown.until");
}

TEST_CASE("in the oracle groups tell what failed") {
    using policy::ConditionKind;
    policy::Policy policy = small_policy();
    policy.benefits.push_back(
        benefit("help",
                {group("one_of", ConditionKind::any, {when("a", "income < 10"), when("b", "flag")}),
                 group("every", ConditionKind::all, {when("c", "income < 20"), when("d", "income < 30")}),
                 group("no", ConditionKind::none, {when("e", "income > 15"), when("f", "income > 40")})},
                {part("x", "10"), part("y", "income / 3", "0.1", "up")}));
    CHECK(outcome(policy, {{"income", "25"}, {"flag", "0"}}) == "ineligible|0.00||one_of;c;e");
    CHECK(outcome(policy, {{"income", "50"}, {"flag", "1"}}) == "ineligible|0.00||c;d;e;f");
    CHECK(outcome(policy, {{"income", "5"}}) == "eligible|11.70|x=10.00;y=1.70|");
    CHECK(outcome(policy, {{"income", "10"}}) == "undecided|||unknown.flag");
    policy.benefits.front().eligible = {
        group("every", ConditionKind::all, {when("c", "income < 20"), when("d", "flag")}),
        group("no", ConditionKind::none, {when("e", "income > 15"), when("f", "annual > 40")})};
    CHECK(outcome(policy, {{"income", "25"}}) == "ineligible|0.00||c;e;unknown.annual;unknown.flag");
    CHECK(outcome(policy, {{"income", "5"}}) == "undecided|||unknown.annual;unknown.flag");
}

TEST_CASE("in the oracle parts of persons are rounded one by one") {
    policy::Policy policy = small_policy();
    policy.benefits.push_back(benefit("help", {}, {part("each", "wage / 3"), part("all", "sum(wage of persons) / 3")}));
    policy.benefits.front().parts.front().of_person = true;
    policy.benefits.front().parts.front().when = formula("counts");
    const std::vector<Cells> two = {{{"wage", "0.02"}, {"counts", "1"}}, {{"wage", "0.02"}, {"counts", "1"}}};
    CHECK(outcome(policy, {}, two) == "eligible|0.03|each=0.02;all=0.01|");
    policy.benefits.front().minimum = base::Rational(20);
    CHECK(outcome(policy, {}, two) == "eligible|20.00|each=0.02;all=0.01|");
    CHECK(outcome(policy, {}, {}) == "eligible|0.00|each=0.00;all=0.00|");
    policy.benefits.front().parts[1].formula = formula("0 - 5");
    CHECK(outcome(policy, {}, two) == "held|-4.98|each=0.02;all=-5.00|negative_amount");
}

TEST_CASE("in the oracle a person's benefit yields to the household's") {
    policy::Policy policy = small_policy();
    policy.benefits.push_back(benefit("own", {when("poor", "wage < 100")}, {part("", "100 - wage")}));
    policy.benefits.push_back(benefit("family", {when("flagged", "flag")}, {part("", "1000")}));
    policy.benefits[0].to = expr::person_table;
    policy.benefits[0].yields_to_names = {"family"};
    policy.roles.names["members"] = "counts";
    oracle::State state;
    const Household household{
        "h", {{"flag", "1"}}, {{"p", {{"wage", "30"}, {"counts", "1"}}}, {"q", {{"wage", "30"}, {"counts", "0"}}}}};
    const std::vector<Row> rows = Oracle(policy).compute(month("2026-10"), {household}, state);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0] == Row{"h", "", "family", "eligible", "1000.00", "", ""});
    CHECK(rows[1] == Row{"h", "p", "own", "ineligible", "0.00", "", "yields_to.family"});
    CHECK(rows[2] == Row{"h", "q", "own", "eligible", "70.00", "", ""});
}

TEST_CASE("the oracle remembers what previous reads, also of who is absent for a month") {
    policy::Policy policy = small_policy();
    add_variable(policy, "so_far", "previous(so_far, 0) + income");
    policy.benefits.push_back(benefit("help", {}, {part("", "so_far")}));
    const Oracle oracle(policy);
    oracle::State state;
    const auto amount = [&](const std::string& when_, const std::vector<Household>& households) {
        const std::vector<Row> rows = oracle.compute(month(when_), households, state);
        return rows.empty() ? std::string() : rows.front().amount;
    };
    CHECK(amount("2026-01", {{"h", {{"income", "5"}}, {}}}) == "5.00");
    CHECK(amount("2026-02", {{"h", {{"income", "7"}}, {}}}) == "12.00");
    CHECK(amount("2026-03", {}).empty());
    CHECK(amount("2026-04", {{"h", {{"income", "1"}}, {}}}) == "13.00");
    CHECK(amount("2026-05", {{"h", {{"income", ""}}, {}}}).empty());
    CHECK(amount("2026-06", {{"h", {{"income", "1"}}, {}}}).empty());  // unknown stays unknown
}
