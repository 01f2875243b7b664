// Tables under households and under persons, from their files to the batches.

#include <doctest/doctest.h>

#include "doudi/population/facts.hpp"
#include "unit/population/folder.hpp"

using namespace doudi;
using namespace doudi::population;
using population::testing::column;
using population::testing::Folder;
using population::testing::lines_of;
using Lines = std::vector<std::string>;

namespace {

table::Schema schema() {
    using table::ColumnKind;
    table::Schema schema = population::testing::small_schema();
    table::TableSpec supporter{"supporter", "supporters.csv", "supporter_id", "household_id", {}, 0};
    supporter.columns = {column("heads", ColumnKind::number)};
    table::TableSpec claim{"claim", "claims.csv", "claim_id", "person_id", {}, 1};
    claim.columns = {column("cost", ColumnKind::number, table::Empty::unknown)};
    claim.columns[0].decimals = 2;
    schema.tables.push_back(supporter);
    schema.tables.push_back(claim);
    return schema;
}

struct Sheets {
    std::string supporters = "household_id,supporter_id,heads\nh2,s1,3\nh1,s2,1\nh1,s3,2\n";
    std::string claims = "person_id,claim_id,cost\np3,c1,10\np1,c2,2.50\np3,c3,\np2,c4,7\n";
};

base::Result<Population> read_sheets(const Sheets& sheets, table::Words& words, std::size_t quarantine = 0,
                                     std::size_t batch = 100) {
    const Folder folder;
    folder.write("households.csv", population::testing::sound_households)
        .write("persons.csv", population::testing::sound_persons)
        .write("supporters.csv", sheets.supporters)
        .write("claims.csv", sheets.claims);
    ReadOptions options;
    options.quarantine = quarantine;
    options.batch_households = batch;
    return read(folder.path(), schema(), words, options);
}

Lines told(const Sheets& sheets) {
    table::Words words;
    return lines_of(read_sheets(sheets, words).diagnostics());
}

}  // namespace

TEST_CASE("rows of a record table stand with the household or person they belong to") {
    table::Words words;
    const auto population = read_sheets({}, words);
    REQUIRE_MESSAGE(population.ok(), lines_of(population.diagnostics()).front());
    REQUIRE(population->batches.size() == 1);
    const table::Batch& batch = population->batches.front();
    REQUIRE(batch.records.size() == 2);
    CHECK(batch.records[0].ids == Lines{"s2", "s3", "s1"});
    CHECK(batch.records[0].first == std::vector<std::uint32_t>{0, 2, 3});
    CHECK(batch.columns[2][0].numbers == std::vector<base::Rational>{1, 2, 3});
    CHECK(batch.records[1].ids == Lines{"c2", "c4", "c1", "c3"});
    CHECK(batch.records[1].first == std::vector<std::uint32_t>{0, 1, 2, 4});
    CHECK(batch.columns[3][0].standing_of(3) == table::first_unknown);
    CHECK(batch.household_of(3, 2) == 1);
    CHECK(batch.household_of(2, 1) == 0);
    CHECK(population->files.size() == 4);
}

TEST_CASE("batches of one household each have their own rows") {
    table::Words words;
    const auto population = read_sheets({}, words, 0, 1);
    REQUIRE(population.ok());
    REQUIRE(population->batches.size() == 2);
    CHECK(population->batches[0].records[1].ids == Lines{"c2", "c4"});
    CHECK(population->batches[1].records[1].ids == Lines{"c1", "c3"});
    CHECK(population->batches[1].records[1].first == std::vector<std::uint32_t>{0, 2});
    const table::Batch one = table::take_household(population->batches[0], 0, {1});
    CHECK(one.records[0].ids == Lines{"s2", "s3"});
    CHECK(one.records[1].ids == Lines{"c4"});
    CHECK(one.columns[3][0].numbers == std::vector<base::Rational>{7});
}

TEST_CASE("a record table may be without rows, but not without its file") {
    Sheets sheets;
    sheets.supporters = "household_id,supporter_id,heads\n";
    table::Words words;
    const auto population = read_sheets(sheets, words);
    REQUIRE(population.ok());
    CHECK(population->batches.front().records[0].first == std::vector<std::uint32_t>{0, 0, 0});
    const Folder folder;
    folder.write("households.csv", population::testing::sound_households)
        .write("persons.csv", population::testing::sound_persons)
        .write("claims.csv", Sheets().claims);
    const Lines mistakes = lines_of(read(folder.path(), schema(), words, {}).diagnostics());
    REQUIRE(mistakes.size() == 1);
    CHECK(mistakes.front().find("no-table-file supporters.csv") != std::string::npos);
}

TEST_CASE("rows of nobody, ids that come twice and wrong cells are mistakes of their own file") {
    Sheets sheets;
    sheets.supporters = "household_id,supporter_id,heads\nh9,s1,3\nh1,s2,one\n";
    sheets.claims = "person_id,claim_id,cost\np3,c1,10\np9,c2,1\np1,c1,1.005\n";
    CHECK(told(sheets) == Lines{"supporters.csv:2:1 no-such-parent household_id|h*|households.csv",
                                "supporters.csv:3:7 bad-number heads|one help-number-form",
                                "claims.csv:3:1 no-such-parent person_id|p*|persons.csv",
                                "claims.csv:4:4 duplicate-id claim_id|c* <claims.csv:2 first-is-here>",
                                "claims.csv:4:7 too-many-decimals cost|1.005|2"});
}

TEST_CASE("a household is set aside for a mistake in what belongs to one of its persons") {
    Sheets sheets;
    sheets.claims = "person_id,claim_id,cost\np3,c1,1O\np1,c2,2.50\n";
    table::Words words;
    const auto population = read_sheets(sheets, words, 1);
    REQUIRE_MESSAGE(population.ok(), lines_of(population.diagnostics()).front());
    CHECK(population->households == 1);
    CHECK(population->households_set_aside == 1);
    CHECK(population->batches.front().household_ids == Lines{"h1"});
    CHECK(population->batches.front().records[1].ids == Lines{"c2"});
}

TEST_CASE("a correction reaches a row of a record table") {
    const Folder folder;
    folder.write("households.csv", population::testing::sound_households)
        .write("persons.csv", population::testing::sound_persons)
        .write("supporters.csv", Sheets().supporters)
        .write("claims.csv", Sheets().claims)
        .write("corrections.csv",
               "table,id,column,from,to,value,known,reason,authority\nclaim,c1,cost,2026-01,,99,2026-02-01,receipt,"
               "office\n");
    Facts facts(folder.path(), schema(), {});
    const auto month = facts.of(*base::Month::parse("2026-03"));
    REQUIRE_MESSAGE(month.ok(), lines_of(month.diagnostics()).front());
    const table::Batch& batch = month->population->batches.front();
    CHECK(batch.columns[3][0].numbers[2] == base::Rational(99));
    REQUIRE(month->population->remarks.size() == 1);
    CHECK(month->population->remarks.front().household_id == "h2");
}
