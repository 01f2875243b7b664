// Registers over layers, their columns as names of formulas, and the months a payout may touch.

#include "doudi/plan/compile.hpp"
#include "folder.hpp"

using namespace doudi;
using policy_test::codes_of;
using policy_test::Folder;

namespace {

const std::string base_law =
    "policy: base\ncurrency: CNY\n"
    "registers:\n  deaths: {file: deaths.csv, key: resident_id, matches: person.resident_id, required_for: payout}\n"
    "inputs:\n"
    "  person:\n    resident_id: {type: text, optional: true}\n    person_name: {type: text, optional: true}\n"
    "  deaths:\n    resident_id: {type: text, label: 公民身份号码, aliases: [身份证号]}\n"
    "    date: {type: date, required: true, lasting: true, label: 死亡日期}\n    name: {type: text, optional: true}\n"
    "law: a\nvariables:\n  person:\n    living: {formula: not known(deaths.date) or deaths.date >= month.start}\n"
    "    dead: {formula: not living or person.deaths.date default 9999-01-01 < month.start}\n"
    "  household:\n    dead_ones: {formula: count(persons where known(deaths.date))}\n";

base::Result<policy::Policy> law_of(const std::string& text) {
    const Folder folder;
    folder.write("policy.yaml", text);
    return folder.load("");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a register's columns are inputs of the table it matches, and may be missing") {
    const auto law = law_of(base_law);
    REQUIRE_MESSAGE(law.ok(), codes_of(law.diagnostics()));
    REQUIRE(law->registers.size() == 1);
    CHECK(law->registers[0].required_for_payout);
    const policy::Input* date = law->find_input(expr::person_table, "deaths.date");
    REQUIRE(date != nullptr);
    CHECK(date->presence == policy::Presence::optional);
    CHECK(date->in_register == policy::Presence::required);
    CHECK(law->find_input(expr::person_table, "deaths.resident_id") == nullptr);
    const table::Schema schema = plan::schema_of(*law);
    REQUIRE(schema.registers.size() == 1);
    const table::RegisterSpec& deaths = schema.registers[0];
    CHECK(deaths.sheet.columns[0].headers == std::vector<std::string>{"resident_id", "公民身份号码", "身份证号"});
    CHECK(deaths.sheet.columns[1].headers == std::vector<std::string>{"date", "死亡日期"});
    CHECK(deaths.sheet.columns[1].empty == table::Empty::refused);
    CHECK(deaths.matched == 0);
    CHECK(deaths.joined == std::vector<std::size_t>{2, 3});
    CHECK(deaths.name == 2);
    CHECK(schema.tables[1].columns[2].joined);
    CHECK(schema.tables[1].columns[2].empty == table::Empty::missing);
}

TEST_CASE("a register's column is read behind a guard") {
    CHECK(codes_of(law_of(replaced(base_law, "not known(deaths.date) or deaths.date", "deaths.date")).diagnostics()) == "unguarded-optional");
    CHECK(codes_of(law_of(replaced(base_law, "count(persons where known(deaths.date))", "known(deaths.date)")).diagnostics()) == "wrong-table");
}

TEST_CASE("a header fits one column of a register") {
    CHECK(codes_of(law_of(replaced(base_law, "label: 死亡日期", "aliases: [name]")).diagnostics()) == "header-twice");
    CHECK(codes_of(law_of(replaced(base_law, "label: 死亡日期", "aliases: [身份证号]")).diagnostics()) == "header-twice");
    CHECK(codes_of(law_of(replaced(base_law, "label: 死亡日期", "aliases: [person_name]")).diagnostics()).empty());
}

TEST_CASE("registers merge by name over layers") {
    const Folder folder;
    folder.write("base/policy.yaml", base_law);
    const std::string top = "policy: top\ncurrency: CNY\nextends: ../base\n";
    folder.write("top/policy.yaml", top + "registers:\n  deaths: {file: 死亡名单.csv}\n  firms: {new: true, file: firms.csv, key: number, matches: person.resident_id}\n"
                                          "inputs:\n  firms:\n    capital: {new: true, type: number, unit: CNY, required: true}\n");
    const auto law = folder.load("top");
    REQUIRE_MESSAGE(law.ok(), codes_of(law.diagnostics()));
    REQUIRE(law->registers.size() == 2);
    CHECK(law->registers[0].file == "死亡名单.csv");
    CHECK(law->registers[0].key == "resident_id");
    CHECK(law->find_input(expr::person_table, "firms.capital") != nullptr);
    folder.write("top/policy.yaml", top + "registers:\n  firms: {file: firms.csv, key: number, matches: person.resident_id}\n");
    CHECK(codes_of(folder.load("top").diagnostics()) == "not-in-base");
    folder.write("top/policy.yaml", top + "registers:\n  deaths: {remove: true}\n");
    CHECK(codes_of(folder.load("top").diagnostics()).starts_with("unknown-table"));
}

TEST_CASE("payout says which months are open, and merges over layers") {
    const Folder folder;
    folder.write("base/policy.yaml", "policy: base\ncurrency: CNY\npayout: {open_months: 12, back_pay_months: 6, offset_limit: 30%}\n");
    auto law = folder.load("base");
    REQUIRE(law.ok());
    CHECK(law->payout.open_months == 12);
    CHECK(law->payout.back_pay_months == 6);
    CHECK(law->payout.offset_limit == base::Rational(3, 10));
    folder.write("top/policy.yaml", "policy: top\ncurrency: CNY\nextends: ../base\npayout: {open_months: 3}\n");
    law = folder.load("top");
    REQUIRE(law.ok());
    CHECK(law->payout.open_months == 3);
    CHECK(law->payout.back_pay_months == 6);
    CHECK_FALSE(law_of("policy: base\ncurrency: CNY\n")->payout.open_months);
    CHECK(codes_of(law_of("policy: base\ncurrency: CNY\npayout: {open_months: -1, back_pay_months: 121, offset_limit: 0.3}\n").diagnostics()) ==
          "out-of-bounds out-of-bounds bad-share");
}
