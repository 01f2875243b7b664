// Facts in time: the newest lasting facts, corrections, registers, and what was known when.

#include <doctest/doctest.h>

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/population/facts.hpp"
#include "folder.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

namespace {

base::Month month(const std::string& text) { return *base::Month::parse(text); }

/// The small schema with lasting names and birth days, an ID number, and a register of deaths matched with it.
table::Schema schema_with_deaths() {
    using table::ColumnKind;
    using table::Empty;
    table::Schema schema = small_schema();
    auto& columns = schema.tables[1].columns;
    columns[0].lasting = columns[1].lasting = true;
    table::ColumnSpec number = column("number", ColumnKind::text, Empty::missing);
    number.personal = number.lasting = true;
    columns.push_back(number);
    table::RegisterSpec deaths;
    table::ColumnSpec key = column("number", ColumnKind::text, Empty::missing);
    key.personal = true;
    key.headers = {"number", "公民身份号码"};
    table::ColumnSpec date = column("date", ColumnKind::date);
    date.lasting = true;
    table::ColumnSpec name = column("name", ColumnKind::text, Empty::missing);
    deaths.sheet = {"deaths", "deaths.csv", "", "", {key, date, name, column("place", ColumnKind::text, Empty::missing)}};
    deaths.table = 1;
    deaths.matched = 3;
    deaths.name = 2;
    for (const table::ColumnSpec* spec : {&date, &name}) {
        table::ColumnSpec joined = *spec;
        joined.name = "deaths." + spec->name;
        joined.joined = true;
        deaths.joined.push_back(columns.size());
        columns.push_back(joined);
    }
    table::ColumnSpec place = column("deaths.place", ColumnKind::text, Empty::missing);
    place.joined = true;
    deaths.joined.push_back(columns.size());
    columns.push_back(place);
    schema.registers = {deaths};
    schema.roles["name"] = "name";
    return schema;
}

/// A population.yaml that says when, of sheets in the plain format.
std::string described(const std::string& month, const std::string& exported) {
    return "month: " + month + "\nexported: " + exported +
           "\ntables:\n  household: {file: households.csv, encoding: utf-8, rows: unstated}\n"
           "  person: {file: persons.csv, encoding: utf-8, rows: unstated}\n";
}

std::string text_of(const table::Column& column, std::size_t row, const table::Words& words) {
    if (column.standing_of(row) != table::known) {
        return "–";
    }
    if (column.kind == table::ColumnKind::number) {
        return column.numbers[row].to_string();
    }
    return column.kind == table::ColumnKind::date ? base::Date{static_cast<int>(column.integers[row])}.to_string()
                                                  : words.word(column.integers[row]);
}

/// "p1 name born wage number | deaths.date deaths.name deaths.place", and the holds of its household behind.
Lines persons(const MonthFacts& facts, const table::Words& words) {
    Lines lines;
    for (const table::Batch& batch : facts.population->batches) {
        for (std::size_t h = 0; h < batch.households(); ++h) {
            for (std::size_t p = batch.first_person[h]; p < batch.first_person[h + 1]; ++p) {
                std::string line = batch.person_ids[p];
                for (std::size_t i = 0; i < batch.columns[1].size(); ++i) {
                    line += (i == 4 ? " | " : " ") + text_of(batch.columns[1][i], p, words);
                }
                if (!batch.holds.empty()) {
                    for (const std::string& check : batch.holds[h]) {
                        line += " !" + check;
                    }
                }
                lines.push_back(line);
            }
        }
    }
    return lines;
}

Lines remarks(const MonthFacts& facts) {
    Lines lines;
    for (const Remark& one : facts.population->remarks) {
        lines.push_back(std::string(to_string(one.weight)) + " " + one.name() + " " + one.household_id + " " + one.person_id +
                        " " + base::join(one.told.args, "|"));
    }
    return lines;
}

struct Asked {
    explicit Asked(const Folder& folder, ReadOptions options = {})
        : facts(folder.path(), schema_with_deaths(), std::move(options)) {}
    Lines persons_of(const std::string& which) {
        auto of = facts.of(month(which));
        return of ? persons(*of, facts.words()) : lines_of(of.diagnostics());
    }
    Lines remarks_of(const std::string& which) {
        auto of = facts.of(month(which));
        return of ? remarks(*of) : lines_of(of.diagnostics());
    }
    Facts facts;
};

constexpr const char* households = "household_id,area,vehicles\nh1,urban,0\n";

std::string rows(const std::string& lines) { return "household_id,person_id,name,born,wage,number\n" + lines; }

const Folder& month_of(const Folder& folder, const std::string& name, const std::string& lines) {
    return folder.write(name + "/households.csv", households).write(name + "/persons.csv", rows(lines));
}

ReadOptions known_on(const std::string& day) {
    ReadOptions options;
    options.known_on = base::Date::parse(day);
    return options;
}

}  // namespace

// --- lasting facts ---

TEST_CASE("a lasting fact has one value for all months, the newest that is not empty") {
    Folder folder;
    month_of(folder, "2026-09", "h1,p1,甲,1988-03-01,100,\nh1,p2,乙,1990-01-01,0,\n");
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-02,200,n1\nh1,p3,丙,,0,\n");
    month_of(folder, "2026-11", "h1,p1,,1988-03-03,300,\nh1,p2,乙乙,,0,\n");
    Asked asked(folder);
    CHECK(asked.persons_of("2026-09") == Lines{"p1 甲 1988-03-03 100 n1 | – – –", "p2 乙乙 1990-01-01 0 – | – – –"});
    CHECK(asked.persons_of("2026-11") == Lines{"p1 甲 1988-03-03 300 n1 | – – –", "p2 乙乙 1990-01-01 0 – | – – –"});
    CHECK(asked.persons_of("2026-10") == Lines{"p1 甲 1988-03-03 200 n1 | – – –", "p3 丙 – 0 – | – – –"});
    CHECK(asked.remarks_of("2026-10") == Lines{"note lasting_facts   1", "note register_not_given   deaths"});
}

// --- record tables that last ---

namespace {

/// Claims of persons whose rows count for every month.
struct Claims {
    Claims(const Folder& folder, ReadOptions options = {}) : facts(folder.path(), schema(), std::move(options)) {}

    static table::Schema schema() {
        table::Schema schema = small_schema();
        table::TableSpec claim{"claim", "claims.csv", "claim_id", "person_id", {column("cost", table::ColumnKind::number, table::Empty::unknown)}, 1};
        claim.lasting = true;
        schema.tables.push_back(claim);
        return schema;
    }

    /// "p1 c1=10 c2=–", the person's claims in their order.
    Lines of(const std::string& which) {
        auto of = facts.of(month(which));
        if (!of) return lines_of(of.diagnostics());
        Lines lines;
        for (const table::Batch& batch : of->population->batches)
            for (std::size_t p = 0; p < batch.persons(); ++p) {
                std::string line = batch.person_ids[p];
                for (std::size_t row = batch.records[0].first[p]; row < batch.records[0].first[p + 1]; ++row)
                    line += " " + batch.records[0].ids[row] + "=" + text_of(batch.columns[2][0], row, facts.words());
                lines.push_back(line);
            }
        return lines;
    }
    Facts facts;
};

void write_claims(const Folder& folder, const std::string& month, const std::string& claims) {
    folder.write(month + "/households.csv", households)
        .write(month + "/persons.csv", "household_id,person_id,name,born,wage\nh1,p1,甲,1988-03-01,100\nh1,p2,乙,1990-01-01,0\n")
        .write(month + "/claims.csv", "person_id,claim_id,cost\n" + claims);
}

}  // namespace

TEST_CASE("rows of a table that lasts count for every month, of two with one id the newest") {
    Folder folder;
    write_claims(folder, "2026-09", "p1,c1,10\np1,c2,20\n");
    write_claims(folder, "2026-10", "p2,c2,21\np1,c3,\n");
    Claims claims(folder);
    CHECK(claims.of("2026-09") == Lines{"p1 c1=10 c3=–", "p2 c2=21"});
    CHECK(claims.of("2026-10") == Lines{"p1 c1=10 c3=–", "p2 c2=21"});
    const auto facts = claims.facts.of(month("2026-09"));
    CHECK(remarks(*facts) == Lines{"note lasting_rows   2"});
}

TEST_CASE("rows that came later are not known earlier") {
    Folder folder;
    write_claims(folder, "2026-09", "p1,c1,10\n");
    write_claims(folder, "2026-10", "p1,c2,20\n");
    CHECK(Claims(folder, known_on("2026-09-30")).of("2026-09") == Lines{"p1 c1=10", "p2"});
    CHECK(Claims(folder, known_on("2026-10-01")).of("2026-09") == Lines{"p1 c1=10 c2=20", "p2"});
}

TEST_CASE("a row that another month's folder has is corrected like its own") {
    Folder folder;
    write_claims(folder, "2026-09", "p1,c1,10\n");
    write_claims(folder, "2026-10", "p1,c2,20\n");
    const std::string head = "table,id,column,from,to,value,known,reason,authority\n";
    folder.write("corrections.csv", head + "claim,c2,cost,2026-09,2026-09,25,2026-10-12,slip,office\n");
    Claims claims(folder);
    CHECK(claims.of("2026-09") == Lines{"p1 c1=10 c2=25", "p2"});
    CHECK(claims.of("2026-10") == Lines{"p1 c1=10 c2=20", "p2"});
    folder.write("corrections.csv", head + "claim,c9,cost,2026-09,2026-09,25,2026-10-12,slip,office\n");
    CHECK(Claims(folder).of("2026-09").front().find("correction-nobody") != std::string::npos);
}

// --- files of lasting facts ---

TEST_CASE("files that a lasting fact was taken from are among those read") {
    Folder folder;
    month_of(folder, "2026-09", "h1,p1,甲,1988-03-01,100,\n");
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-02,200,\n");
    Asked asked(folder);
    const auto names = [&](const std::string& which) {
        Lines list;
        for (const InputFile& file : asked.facts.of(month(which))->population->files) {
            list.push_back(file.name);
        }
        return list;
    };
    CHECK(names("2026-09") == Lines{"households.csv", "persons.csv", "2026-10/households.csv", "2026-10/persons.csv"});
    CHECK(names("2026-10") == Lines{"households.csv", "persons.csv"});
}

TEST_CASE("a mistake in another month's ids or lasting facts is told, one in its other cells is not read") {
    Folder folder;
    month_of(folder, "2026-09", "h1,p1,甲,1988-03-01,100,\n");
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-02,x,\n");
    CHECK(Asked(folder).persons_of("2026-09") == Lines{"p1 甲 1988-03-02 100 – | – – –"});
    month_of(folder, "2026-10", "h1,p1,甲,1988-13-02,x,\n");
    CHECK(Asked(folder).persons_of("2026-09") == Lines{"persons.csv:2:9 bad-date born|1988-13-02"});
}

TEST_CASE("what became known later is not seen") {
    Folder folder;
    month_of(folder, "2026-09", "h1,p1,甲,1988-03-01,100,\n");
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-02,200,\n");
    CHECK(Asked(folder, known_on("2026-09-30")).persons_of("2026-09") == Lines{"p1 甲 1988-03-01 100 – | – – –"});
    CHECK(Asked(folder, known_on("2026-10-01")).persons_of("2026-09") == Lines{"p1 甲 1988-03-02 100 – | – – –"});
    const std::string place = folder.path().filename().string();
    CHECK(Asked(folder, known_on("2026-09-30")).persons_of("2026-10") ==
          Lines{"2026-10 facts-known-later 2026-10|2026-10-01|2026-09-30"});
    folder.write("2026-10/population.yaml", described("2026-10", "2026-10-09"));
    CHECK(Asked(folder, known_on("2026-10-08")).persons_of("2026-09") == Lines{"p1 甲 1988-03-01 100 – | – – –"});
    CHECK(Asked(folder, known_on("2026-10-09")).persons_of("2026-09") == Lines{"p1 甲 1988-03-02 100 – | – – –"});
    CHECK(Asked(folder, known_on("2026-10-08")).persons_of("2026-10") ==
          Lines{"2026-10 facts-known-later 2026-10|2026-10-09|2026-10-08"});
}

// --- the month that facts describe ---

TEST_CASE("a folder is held still when it does not describe the month asked") {
    Folder folder;
    folder.write("households.csv", households).write("persons.csv", rows("h1,p1,甲,1988-03-01,100,\n"));
    CHECK(Asked(folder).facts.of(month("2026-10"))->held_still);
    folder.write("population.yaml", described("2026-10", "2026-10-09"));
    Asked asked(folder);
    CHECK_FALSE(asked.facts.of(month("2026-10"))->held_still);
    CHECK(asked.facts.of(month("2026-11"))->held_still);
}

TEST_CASE("a month's folder that describes another month is refused") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-01,100,\n");
    folder.write("2026-10/population.yaml", described("2026-09", "2026-10-09"));
    CHECK(Asked(folder).persons_of("2026-10") == Lines{"population.yaml:1:8 folder-of-other-month 2026-10|2026-09"});
}

TEST_CASE("a month's folder that is described has its month and day of export checked") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-01,100,\n");
    folder.write("2026-10/population.yaml", described("2026-13", "yesterday"));
    CHECK(Asked(folder).persons_of("2026-10") ==
          Lines{"population.yaml:1:8 bad-month month|2026-13", "population.yaml:2:11 bad-date exported|yesterday"});
}

// --- registers ---

TEST_CASE("a register is matched by the normalised number, in the month's folder or beside it") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-01,0,51999919780501003X\nh1,p2,乙,1988-03-01,0,\n");
    const std::string list = "公民身份号码,date,name,place\n５１９９９９１９７８０５０１００３ｘ,2026-08-20,甲,home\n519999196609010046,2026-08-01,谁,\n";
    const Lines found = {"p1 甲 1988-03-01 0 51999919780501003X | 2026-08-20 甲 home", "p2 乙 1988-03-01 0 – | – – –"};
    SUBCASE("in the folder") { folder.write("2026-10/deaths.csv", list); }
    SUBCASE("beside it") { folder.write("deaths.csv", list); }
    Asked asked(folder);
    CHECK(asked.persons_of("2026-10") == found);
    CHECK(asked.remarks_of("2026-10") == Lines{"note deaths_found h1 p1 519999********003X|deaths.csv:2|persons.csv:2|deaths"});
    CHECK(asked.facts.of(month("2026-10"))->population->files.back().name == "deaths.csv");
}

TEST_CASE("a register may be named by the user") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-01,0,n1\n");
    folder.write("2026-10/deaths.csv", "number,date,name,place\nn1,2026-08-20,,\n").write("other.csv", "number,date,name,place\nn1,2026-08-21,,\n");
    ReadOptions options;
    options.table_files["deaths"] = folder.path() / "other.csv";
    CHECK(Asked(folder, options).persons_of("2026-10") == Lines{"p1 甲 1988-03-01 0 n1 | 2026-08-21 – –"});
}

TEST_CASE("the lasting columns of a register come from its newest list, the others from the month's own") {
    Folder folder;
    month_of(folder, "2026-09", "h1,p1,甲,1988-03-01,0,n1\nh1,p2,乙,1988-03-01,0,n2\n");
    month_of(folder, "2026-10", "h1,p2,乙,1988-03-01,0,n2\n");
    folder.write("2026-09/deaths.csv", "number,date,name,place\nn2,2026-08-02,乙,home\n");
    folder.write("2026-10/deaths.csv", "number,date,name,place\nn1,2026-08-20,甲,\nn2,2026-08-03,乙,\n");
    CHECK(Asked(folder).persons_of("2026-09") == Lines{"p1 甲 1988-03-01 0 n1 | 2026-08-20 – –", "p2 乙 1988-03-01 0 n2 | 2026-08-03 乙 home"});
    CHECK(Asked(folder, known_on("2026-09-30")).persons_of("2026-09") ==
          Lines{"p1 甲 1988-03-01 0 n1 | – – –", "p2 乙 1988-03-01 0 n2 | 2026-08-02 乙 home"});
}

TEST_CASE("a match under another name is held, not believed") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-01,0,519999197805010031\nh1,p2,买买提·乙,1988-03-01,0,n2\n");
    folder.write("deaths.csv", "number,date,name,place\n519999197805010031,2026-08-20,别人,\nn2,2026-08-21,买买提 • 乙,\n");
    Asked asked(folder);
    CHECK(asked.persons_of("2026-10") == Lines{"p1 甲 1988-03-01 0 519999197805010031 | – – – !deaths_name",
                                               "p2 买买提·乙 1988-03-01 0 n2 | 2026-08-21 买买提 • 乙 – !deaths_name"});
    CHECK(asked.remarks_of("2026-10") == Lines{"hold deaths_name h1 p1 519999********0031|deaths.csv:2|persons.csv:2|deaths",
                                               "note deaths_found h1 p2 n*|deaths.csv:3|persons.csv:3|deaths"});
}

TEST_CASE("where one of the two has no name there is nothing to compare") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,,1988-03-01,0,n1\nh1,p2,乙,1988-03-01,0,n2\n");
    folder.write("deaths.csv", "number,date,name,place\nn1,2026-08-20,别人,\nn2,2026-08-21,,\n");
    CHECK(Asked(folder).persons_of("2026-10") == Lines{"p1 – 1988-03-01 0 n1 | 2026-08-20 别人 –", "p2 乙 1988-03-01 0 n2 | 2026-08-21 – –"});
}

TEST_CASE("two rows of a register for one key must say the same") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-01,0,n1\n");
    folder.write("deaths.csv", "number,date,name,place\nn1,2026-08-20,甲,\n n1,2026-08-20,甲,\n");
    CHECK(Asked(folder).persons_of("2026-10") == Lines{"p1 甲 1988-03-01 0 n1 | 2026-08-20 甲 –"});
    folder.write("deaths.csv", "number,date,name,place\nn1,2026-08-20,甲,\nn1,2026-08-21,甲,\n");
    CHECK(Asked(folder).persons_of("2026-10") == Lines{"deaths.csv:3 register-key-twice deaths|n* <deaths.csv:2 first-is-here>"});
}

TEST_CASE("a register is read as strictly as a table, but may be empty") {
    Folder folder;
    month_of(folder, "2026-10", "h1,p1,甲,1988-03-01,0,n1\n");
    folder.write("deaths.csv", "number,date,name,place\n");
    CHECK(Asked(folder).remarks_of("2026-10").empty());
    folder.write("deaths.csv", "number,date,name,place\nn1,,,\n3.1E+17,2026-08-20,,\n,2026-08-20,谁,\n");
    CHECK(Asked(folder).persons_of("2026-10") ==
          Lines{"deaths.csv:2:4 empty-cell date|", "deaths.csv:3 damaged-id number|3.1E+17"});
    folder.write("deaths.csv", "number,date,name,place\n,2026-08-20,谁,\n");
    CHECK(Asked(folder).remarks_of("2026-10") == Lines{"note register_no_key   deaths.csv|1"});
    folder.write("deaths.csv", "number,dates,name,place\nn1,2026-08-20,,\n");
    CHECK(Asked(folder).persons_of("2026-10") == Lines{"deaths.csv:1:8 unknown-column dates help-did-you-mean date"});
}

// --- corrections ---

namespace {

const std::string header = "table,id,column,from,to,value,known,reason,authority\n";

Lines wrong_corrections(const std::string& lines) {
    Folder folder;
    folder.write("households.csv", households).write("persons.csv", rows("h1,p1,甲,1988-03-01,100,n1\n"));
    folder.write("corrections.csv", header + lines);
    return Asked(folder).persons_of("2026-10");
}

}  // namespace

TEST_CASE("a correction holds from its first month to its last, and of two the one known last") {
    Folder folder;
    folder.write("households.csv", households).write("persons.csv", rows("h1,p1,甲,1988-03-01,100,n1\n"));
    folder.write("corrections.csv", header + "person,p1,wage,2026-08,2026-10,250,2026-11-02,slip,office\n"
                                             "person,p1,工资性收入,2026-10,,,2026-11-03,slip,office\n"
                                             "person,p1,born,2026-09,2026-09,1988-03-05,2026-11-02,slip,office\n");
    Asked asked(folder);
    CHECK(asked.persons_of("2026-07") == Lines{"p1 甲 1988-03-01 100 n1 | – – –"});
    CHECK(asked.persons_of("2026-08") == Lines{"p1 甲 1988-03-01 250 n1 | – – –"});
    CHECK(asked.persons_of("2026-09") == Lines{"p1 甲 1988-03-05 250 n1 | – – –"});
    CHECK(asked.persons_of("2026-10") == Lines{"p1 甲 1988-03-01 – n1 | – – –"});
    CHECK(asked.persons_of("2027-10") == Lines{"p1 甲 1988-03-01 – n1 | – – –"});
    CHECK(asked.persons_of("2026-07") == Lines{"p1 甲 1988-03-01 100 n1 | – – –"});
    CHECK(asked.remarks_of("2026-09") == Lines{"note corrected h1 p1 wage|250|100|corrections.csv:2|2026-11-02",
                                               "note corrected h1 p1 born|1988-03-05|1988-03-01|corrections.csv:4|2026-11-02",
                                               "note register_not_given   deaths"});
    CHECK(Asked(folder, known_on("2026-11-02")).persons_of("2026-10") == Lines{"p1 甲 1988-03-01 250 n1 | – – –"});
    CHECK(Asked(folder, known_on("2026-11-01")).persons_of("2026-10") == Lines{"p1 甲 1988-03-01 100 n1 | – – –"});
}

TEST_CASE("a corrected number is what a register is matched with") {
    Folder folder;
    folder.write("households.csv", households).write("persons.csv", rows("h1,p1,甲,1988-03-01,100,n1\n"));
    folder.write("corrections.csv", header + "person,p1,number,2026-10,2026-10,n2,2026-11-02,typed wrong,office\n");
    folder.write("deaths.csv", "number,date,name,place\nn2,2026-08-20,甲,\n");
    Asked asked(folder);
    CHECK(asked.persons_of("2026-10") == Lines{"p1 甲 1988-03-01 100 n2 | 2026-08-20 甲 –"});
    CHECK(asked.persons_of("2026-11") == Lines{"p1 甲 1988-03-01 100 n1 | – – –"});
    CHECK(asked.remarks_of("2026-10") == Lines{"note corrected h1 p1 number|n*|n*|corrections.csv:2|2026-11-02",
                                               "note deaths_found h1 p1 n*|deaths.csv:2|persons.csv:2|deaths"});
}

TEST_CASE("corrections beside folders by month reach those that have the row") {
    Folder folder;
    month_of(folder, "2026-09", "h1,p1,甲,1988-03-01,100,\n");
    month_of(folder, "2026-10", "h1,p2,乙,1988-03-01,200,\n");
    folder.write("corrections.csv", header + "person,p1,wage,2026-09,,150,2026-11-02,slip,office\nhousehold,h1,vehicles,2026-10,,1,2026-11-02,slip,office\n");
    Asked asked(folder);
    CHECK(asked.persons_of("2026-09") == Lines{"p1 甲 1988-03-01 150 – | – – –"});
    CHECK(asked.persons_of("2026-10") == Lines{"p2 乙 1988-03-01 200 – | – – –"});
    CHECK(asked.facts.of(month("2026-10"))->population->batches[0].columns[0][1].numbers[0] == base::Rational(1));
    SUBCASE("and lie nowhere else") {
        folder.write("2026-10/corrections.csv", header);
        CHECK(Asked(folder).persons_of("2026-10") == Lines{"corrections.csv corrections-in-month " + folder.path().string()});
    }
    SUBCASE("who stands in no month is a slip") {
        folder.write("corrections.csv", header + "person,p9,wage,2026-09,,150,2026-11-02,slip,office\n");
        CHECK(Asked(folder).persons_of("2026-10") == Lines{"corrections.csv:2 correction-nobody person_id|p*"});
    }
}

TEST_CASE("every mistake of a correction is told where it stands") {
    CHECK(wrong_corrections("people,p1,wage,2026-10,,1,2026-11-02,a,b\n") ==
          Lines{"corrections.csv:2:1 correction-table people|household, person"});
    CHECK(wrong_corrections("person,p1,wages,2026-10,,1,2026-11-02,a,b\n") ==
          Lines{"corrections.csv:2:11 correction-column wages|person help-did-you-mean wage"});
    CHECK(wrong_corrections("person,p1,deaths.date,2026-10,,2026-10-01,2026-11-02,a,b\n").front().starts_with("corrections.csv:2:11 correction-column deaths.date|person"));
    CHECK(wrong_corrections("person,p1,wage,2026-10,2026-09,-1,02.11.2026,,\n") ==
          Lines{"corrections.csv:2:32 below-minimum wage|-1|0", "corrections.csv:2:24 correction-span 2026-09|2026-10",
                "corrections.csv:2:35 bad-date known|02.11.2026", "corrections.csv:2:46 empty-cell reason|",
                "corrections.csv:2:47 empty-cell authority|"});
    CHECK(wrong_corrections("person,,wage,,x,1,2026-11-02,a,b\n") ==
          Lines{"corrections.csv:2:8 empty-id id", "corrections.csv:2:14 bad-month from|", "corrections.csv:2:15 bad-month to|x"});
    CHECK(wrong_corrections("person,p2,wage,2026-10,,1,2026-11-02,a,b\n") == Lines{"corrections.csv:2 correction-nobody person_id|p*"});
    CHECK(wrong_corrections("person,p1,wage,2026-08,2026-10,1,2026-11-02,a,b\nperson,p1,wage,2026-10,,2,2026-11-02,a,b\n") ==
          Lines{"corrections.csv:3:1 correction-twice wage|p*|2026-11-02 <corrections.csv:2:1 first-is-here>"});
    CHECK(wrong_corrections("person,p1,wage,2026-08,2026-09,1,2026-11-02,a,b\nperson,p1,wage,2026-10,,2,2026-11-02,a,b\n") ==
          Lines{"p1 甲 1988-03-01 2 n1 | – – –"});
}
