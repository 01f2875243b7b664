// A folder of two files: what becomes of a sound one, and every mistake with its code and place.

#include <doctest/doctest.h>

#include "folder.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

namespace {

// All values as text, batches marked by "--": two populations are the same when these are.
Lines printed(const Population& population, const table::Words& words, bool with_batches) {
    Lines lines;
    const auto print = [&](const table::Batch& batch, std::size_t which, std::size_t row) {
        std::string line;
        for (const table::Column& column : batch.columns[which]) {
            const bool is_word = column.kind == table::ColumnKind::code || column.kind == table::ColumnKind::text;
            if (column.standing_of(row) != table::known) {
                line += column.standing_of(row) == table::missing ? " missing" : " unknown";
            } else if (column.kind == table::ColumnKind::number) {
                line += " " + column.numbers[row].to_string();
            } else {
                line += " " + (is_word ? words.word(column.integers[row])
                                       : base::Date{static_cast<int>(column.integers[row])}.to_string());
            }
        }
        return line;
    };
    for (const table::Batch& batch : population.batches) {
        if (with_batches) {
            lines.emplace_back("--");
        }
        for (std::size_t h = 0; h < batch.households(); ++h) {
            lines.push_back(batch.household_ids[h] + print(batch, 0, h));
            for (std::size_t p = batch.first_person[h]; p < batch.first_person[h + 1]; ++p) {
                lines.push_back("  " + batch.person_ids[p] + print(batch, 1, p));
            }
        }
    }
    return lines;
}

Lines read_printed(std::string_view households, std::string_view persons, std::size_t batch = 1024) {
    Folder folder;
    folder.write("households.csv", households).write("persons.csv", persons);
    table::Words words;
    ReadOptions options;
    options.batch_households = batch;
    const auto population = read(folder.path(), small_schema(), words, options);
    REQUIRE_MESSAGE(population.ok(), lines_of(population.diagnostics()).front());
    return printed(*population, words, batch != 1024);
}

const Lines sound = {"h1 urban 0", "  p1 甲 1988-03-01 2100.5", "  p2 missing missing unknown", "h2 rural unknown",
                     "  p3 丙 1952-02-29 0"};

std::string persons_with(const std::string& row) { return std::string(sound_persons) + row + "\n"; }

}  // namespace

TEST_CASE("a sound folder is read") { CHECK(read_printed(sound_households, sound_persons) == sound); }

TEST_CASE("BOM, CRLF, quotes, the order of columns and a missing last newline change nothing") {
    CHECK(
        read_printed("\xEF\xBB\xBF"
                     "vehicles,area,household_id\r\n0,城镇,h1\r\n,rural,h2",
                     "工资性收入,\"born\",name,person_id,household_id\r\n2100.5,1988-03-01,甲,p1,h1\r\n,,,p2,\"h1\"\r\n"
                     "0.00,1952-02-29,丙,p3,h2\r\n\r\n") == sound);
}

TEST_CASE("households come in the order of their table, persons of a household in the order of theirs") {
    CHECK(read_printed(
              "household_id,area,vehicles\nh2,rural,\nh10,urban,1\nh1,urban,0\n",
              "household_id,person_id,name,born,wage\nh1,p9,,,1\nh2,p8,,,2\nh1,p1,,,3\nh10,p7,,,4\nh2,p0,,,5\n", 2) ==
          Lines{"--", "h2 rural unknown", "  p8 missing missing 2", "  p0 missing missing 5", "h10 urban 1",
                "  p7 missing missing 4", "--", "h1 urban 0", "  p9 missing missing 1", "  p1 missing missing 3"});
}

TEST_CASE("lines, rows, sizes and digests are those of the files") {
    Folder folder;
    folder.write("households.csv", sound_households)
        .write("persons.csv", "household_id,person_id,name,born,wage\nh1,p1,\"two\nlines\",,\nh2,p2,,,\n");
    table::Words words;
    const auto population = read(folder.path(), small_schema(), words, {});
    REQUIRE(population.ok());
    CHECK(population->households == 2);
    CHECK(population->persons == 2);
    CHECK(population->batches[0].person_lines == std::vector<std::int64_t>{2, 4});
    CHECK(population->batches[0].household_lines == std::vector<std::int64_t>{2, 3});
    REQUIRE(population->files.size() == 2);
    CHECK(population->files[0].name == "households.csv");
    CHECK(population->files[0].bytes == std::string_view(sound_households).size());
    CHECK(population->files[0].rows == 2);
    CHECK(population->files[0].digest.size() == 64);
}

TEST_CASE("mistakes of quoting stop neither the rest of the file nor the other file") {
    CHECK(mistakes_of("household_id,area,vehicles\nh1,ur\"ban,0\nh2,xx,0\n",
                      "household_id,person_id,name,born,wage\nh1,p1,\"甲\"x,,\nh2,p2,,,y\n") ==
          Lines{"households.csv:2:6 stray-quote help-quotes", "households.csv:3:4 bad-code area|xx|rural, urban, 城镇",
                "persons.csv:2:10 text-after-quote <persons.csv:2:7 quote-opened-here>",
                "persons.csv:3:9 bad-number wage|y help-number-form"});
}

TEST_CASE("a quote that does not close is told where it opens") {
    CHECK(mistakes_of_persons("household_id,person_id,name,born,wage\nh1,p1,\"甲,,\nh2,p2,,,\n") ==
          Lines{"persons.csv:2:7 unterminated-quote help-quotes"});
}

TEST_CASE("line ends are LF or CRLF, one of them") {
    CHECK(mistakes_of_persons("household_id,person_id,name,born,wage\rh1,p1,,,\r") ==
          Lines{"persons.csv:1:38 carriage-returns"});
    CHECK(mistakes_of_persons("household_id,person_id,name,born,wage\r\nh1,p1,,,\nh2,p2,,,\n") ==
          Lines{"persons.csv:2:9 mixed-line-ends"});
}

TEST_CASE("a row has as many cells as the header") {
    CHECK(mistakes_of_persons(persons_with("h2,p4,,,1,200")) == Lines{"persons.csv:5:11 too-many-fields 5|6"});
    CHECK(mistakes_of_persons(persons_with("h2,p4,丁")) == Lines{"persons.csv:5:7 too-few-fields 5|3"});
    CHECK(mistakes_of_persons(persons_with("h2,p4,丁,,5,")) == Lines{"persons.csv:5:12 trailing-comma 5|6"});
    CHECK(mistakes_of_persons(persons_with("# checked")) == Lines{"persons.csv:5:1 comment-line"});
    CHECK(mistakes_of_persons(persons_with("household_id,person_id,name,born,wage")) ==
          Lines{"persons.csv:5:1 repeated-header"});
}

TEST_CASE("a blank line between rows is refused, at the end it is nothing") {
    CHECK(mistakes_of_households("household_id,area,vehicles\nh1,urban,0\n\nh2,rural,0\n") ==
          Lines{"households.csv:3:1 blank-line"});
    CHECK(mistakes_of_households("\nhousehold_id,area,vehicles\nh1,urban,0\n") ==
          Lines{"households.csv:1:1 blank-line"});
    CHECK(mistakes_of_households(std::string(sound_households) + "\n\n").empty());
}

TEST_CASE("another separator is named") {
    CHECK(mistakes_of_households("household_id;area;vehicles\nh1;urban;0\n") ==
          Lines{"households.csv:1:1 other-separator ;"});
    CHECK(mistakes_of_households("household_id\tarea\tvehicles\nh1\turban\t0\n") ==
          Lines{"households.csv:1:1 other-separator TAB"});
    CHECK(mistakes_of_households("sep=,\nhousehold_id,area,vehicles\nh1,urban,0\n") ==
          Lines{"households.csv:1:1 separator-line sep="});
}

TEST_CASE("the header names every column once and no other") {
    CHECK(mistakes_of_households("household_id,area\nh1,urban\nh2,rural\n") ==
          Lines{"households.csv:1:1 missing-column vehicles|vehicles|household_id, area"});
    CHECK(mistakes_of_households("household_id,area,vehicles,area\nh1,urban,0,urban\n") ==
          Lines{"households.csv:1:28 duplicate-column area <households.csv:1:14 first-is-here>"});
    CHECK(mistakes_of_households("household_id,area,vehicles,民族\nh1,urban,0,汉\n") ==
          Lines{"households.csv:1:28 unknown-column 民族"});
    CHECK(mistakes_of_households("household_id,area,vehicels\nh1,urban,0\n") ==
          Lines{"households.csv:1:19 unknown-column vehicels help-did-you-mean vehicles"});
    CHECK(mistakes_of_households("household_id,area,vehicles,\nh1,urban,0,\n") ==
          Lines{"households.csv:1:28 column-without-name 4"});
    CHECK(mistakes_of_persons("household_id,person_id,name,born,wage,工资性收入\n") ==
          Lines{"persons.csv:1:39 duplicate-column 工资性收入 <persons.csv:1:34 first-is-here>"});
}

TEST_CASE("data without a header are not repeated in the message") {
    CHECK(mistakes_of_persons("h1,510185195201010013,张三,1952-01-01,0\n") ==
          Lines{"persons.csv:1:1 no-header person_id, household_id, name, born, wage"});
}

TEST_CASE("an empty file and a header without rows are no population") {
    CHECK(mistakes_of_households("") == Lines{"households.csv empty-sheet"});
    CHECK(mistakes_of_households("\xEF\xBB\xBF") == Lines{"households.csv empty-sheet"});
    CHECK(mistakes_of_persons("household_id,person_id,name,born,wage\n") == Lines{"persons.csv no-rows"});
}

TEST_CASE("another encoding is named with the line that converts it") {
    CHECK(mistakes_of_households("household_id,area,vehicles\nh1,\xB3\xC7\xD5\xF2,0\n") ==
          Lines{"households.csv:2:4 other-encoding GB18030 help-iconv GB18030|households.csv"});
    using namespace std::string_view_literals;
    CHECK(mistakes_of_households("\xFF\xFEh\0o\0"sv) ==
          Lines{"households.csv:1:1 other-encoding UTF-16 help-iconv UTF-16|households.csv"});
    CHECK(mistakes_of_households("h\0o\0u\0"sv) ==
          Lines{"households.csv:1:1 other-encoding UTF-16LE help-iconv UTF-16LE|households.csv"});
    CHECK(mistakes_of_households("household_id,area,vehicles\nh1,ur\0ban,0\n"sv) ==
          Lines{"households.csv:2:6 nul-byte"});
    CHECK(mistakes_of_households("household_id,area,vehicles\nh1,城\xFF镇,0\n") ==
          Lines{"households.csv:2:5 bad-byte 0xff"});
    CHECK(mistakes_of_households("household_id,area,vehicles\nh1,\xC0\xAF,0\n")
              .front()
              .starts_with("households.csv:2:4 "));
    CHECK(mistakes_of_households("PK\x03\x04zip") == Lines{"households.csv spreadsheet-file"});
}

TEST_CASE("a cell, a row and the columns have limits, and the message does not repeat what is too long") {
    CHECK(mistakes_of_persons(persons_with("h2,p4," + std::string(65537, 'x') + ",,")) ==
          Lines{"persons.csv:5:7 long-cell"});
    std::string wide = "household_id";
    for (int i = 0; i < 1024; ++i) {
        wide += ",x";
    }
    CHECK(mistakes_of_households(wide + "\n") == Lines{"households.csv:1:2060 many-columns"});
    std::string long_row = "h2";
    for (int i = 0; i < 20; ++i) {
        long_row += "," + std::string(60000, 'x');
    }
    CHECK(mistakes_of_persons(persons_with(long_row)) == Lines{"persons.csv:5:1 long-row"});
}

TEST_CASE("ids that a spreadsheet damaged or that hide something are refused") {
    CHECK(mistakes_of_persons(persons_with("h2,5.10185E+17,,,")) ==
          Lines{"persons.csv:5:4 damaged-id person_id|5.10185E+17"});
    CHECK(mistakes_of_persons(persons_with("h2,110.0,,,")) == Lines{"persons.csv:5:4 damaged-id person_id|110.0"});
    CHECK(mistakes_of_persons(persons_with("h2,,,,")) == Lines{"persons.csv:5:4 empty-id person_id"});
    CHECK(mistakes_of_persons(persons_with("h2 ,p4,,,")) ==
          Lines{"persons.csv:5:1 hidden-in-id household_id|U+0020|3"});
    CHECK(mistakes_of_persons(persons_with("h2,p\xC2\xA0"
                                           "4,,,")) == Lines{"persons.csv:5:4 hidden-in-id person_id|U+00A0|2"});
    CHECK(mistakes_of_persons(persons_with("h2,p4\xE2\x80\x8B,,,")) ==
          Lines{"persons.csv:5:4 hidden-in-id person_id|U+200B|3"});
    CHECK(mistakes_of_persons(persons_with("h2,p４,,,")) == Lines{"persons.csv:5:4 full-width-id person_id|４"});
}

TEST_CASE("ids are bytes: leading zeros, case and dots make other ids") {
    CHECK(mistakes_of_persons(persons_with("h2,p01,,,\nh2,P1,,,\nh2,p.1,,,\nh2,1E2,,,")).empty());
}

TEST_CASE("an id stands once, and the other row is named") {
    CHECK(mistakes_of_households(std::string(sound_households) + "h1,urban,0\n") ==
          Lines{"households.csv:4:1 duplicate-id household_id|h* <households.csv:2:1 first-is-here>"});
    CHECK(mistakes_of_persons(persons_with("h2,p1,,,")) ==
          Lines{"persons.csv:5:4 duplicate-id person_id|p* <persons.csv:2 first-is-here>"});
}

TEST_CASE("persons and households belong together") {
    CHECK(mistakes_of_persons(persons_with("h3,p4,,,")) ==
          Lines{"persons.csv:5:1 no-such-parent household_id|h*|households.csv"});
    CHECK(mistakes_of_households(std::string(sound_households) + "h3,urban,0\n") ==
          Lines{"households.csv:4:1 household-without-persons h*|persons.csv"});
    SUBCASE("rows left out for another mistake bring no second one") {
        CHECK(mistakes_of_households("household_id,area,vehicles\nh1,urban,0\nh2,rural\n") ==
              Lines{"households.csv:3:4 too-few-fields 3|2"});
        CHECK(mistakes_of_persons("household_id,person_id,name,born,wage\nh1,p1,,,\nh2,p2,,\n") ==
              Lines{"persons.csv:3:8 too-few-fields 5|4"});
    }
}

TEST_CASE("cells are told with the header's word, the physical line and the character") {
    CHECK(mistakes_of_persons("household_id,person_id,name,born,工资性收入\nh1,p1,\"甲\n乙\",1988-03-01,\"1,2OO\"\nh2,"
                              "p2,张三,1988-3-1,-5\n") ==
          Lines{"persons.csv:3:15 bad-number 工资性收入|1,2OO help-letter-for-digit O",
                "persons.csv:4:10 bad-date born|1988-3-1", "persons.csv:4:19 below-minimum 工资性收入|-5|0"});
}

TEST_CASE("of very many mistakes the first are told and all are counted") {
    std::string persons = "household_id,person_id,name,born,wage\n";
    for (int i = 0; i < 1000; ++i) {
        persons += "h1,p" + std::to_string(i) + ",,,x\n";
    }
    const Lines lines = mistakes_of_persons(persons + "h2,q,,,\n");
    REQUIRE(lines.size() == 101);
    CHECK(lines[99] == "persons.csv:101:" + std::to_string(std::string("h1,p99,,,").size() + 1) +
                           " bad-number wage|x help-number-form");
    CHECK(lines[100] == "more-mistakes 900|1000");
}

TEST_CASE("a table that is not there is missed, and a near name is suggested") {
    Folder folder;
    folder.write("households.csv", sound_households).write("person.csv", sound_persons);
    table::Words words;
    auto population = read(folder.path(), small_schema(), words, {});
    REQUIRE_FALSE(population.ok());
    CHECK(population.diagnostics().items()[0].code == "no-table-file");
    CHECK(population.diagnostics().items()[0].help_args == Lines{"person.csv"});
    SUBCASE("another file can be named for it") {
        ReadOptions options;
        options.table_files["person"] = folder.path() / "person.csv";
        CHECK(read(folder.path(), small_schema(), words, options).ok());
    }
    SUBCASE("for a table that the policy has") {
        ReadOptions options;
        options.table_files["persons"] = folder.path() / "person.csv";
        CHECK(lines_of(read(folder.path(), small_schema(), words, options).diagnostics()).front() ==
              "unknown-table-file persons|household, person");
    }
}

TEST_CASE("columns that are ignored may be there and may be absent") {
    table::Schema schema = small_schema();
    schema.tables[0].columns[1].ignored = true;
    table::Words words;
    for (const char* households :
         {"household_id,area,vehicles\nh1,urban,many\nh2,rural,\n", "household_id,area\nh1,urban\nh2,rural\n"}) {
        Folder folder;
        folder.write("households.csv", households).write("persons.csv", sound_persons);
        const auto population = read(folder.path(), schema, words, {});
        REQUIRE(population.ok());
        CHECK(population->batches[0].columns[0][1].numbers.empty());
    }
}

TEST_CASE("a plain folder serves every month, folders by month only theirs") {
    const base::Month month = *base::Month::of(2026, 11);
    Folder folder;
    const auto code = [&] {
        return lines_of(place_of(folder.path(), month).diagnostics())
            .front()
            .substr(folder.path().filename().string().size() + 1);
    };
    CHECK(code() == "no-population");
    folder.write("2026-09/households.csv", sound_households).write("2026-10/households.csv", sound_households);
    CHECK(code() == "no-population-month 2026-11|2026-09, 2026-10");
    folder.write("2026-11/households.csv", sound_households);
    REQUIRE(place_of(folder.path(), month).ok());
    CHECK(place_of(folder.path(), month)->folder == folder.path() / "2026-11");
    CHECK_FALSE(place_of(folder.path(), month)->held_still);
    folder.write("households.csv", sound_households);
    CHECK(place_of(folder.path(), month)->folder == folder.path());
    CHECK(place_of(folder.path(), month)->held_still);
    CHECK(place_of(folder.path() / "nowhere", month).diagnostics().items()[0].code == "no-population-folder");
}
