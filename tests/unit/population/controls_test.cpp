// Encodings, title lines, control figures: what a described sheet is refused for as a whole.

#include <doctest/doctest.h>

#include "described.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

TEST_CASE("a file is read in the encoding that is stated, and in no other") {
    Office office;
    SUBCASE("UTF-8 that is called GB18030") {
        office.replace(&Office::layout, "    encoding: utf-8", "    encoding: gb18030");
        CHECK(office.mistakes() ==
              Lines{"population.yaml:21:5 is-utf8 成员.csv help-put-line encoding: utf-8|tables: person:"});
    }
    SUBCASE("GB18030 that is called UTF-8") {
        office.replace(&Office::layout, "    encoding: gb18030", "    encoding: utf-8");
        CHECK(office.mistakes() ==
              Lines{"台账.csv:1:2 other-encoding GB18030 help-put-line encoding: gb18030|tables: household:"});
    }
    SUBCASE("another name") {
        office.replace(&Office::layout, "encoding: gb18030", "encoding: gbk");
        CHECK(office.mistakes() == Lines{"population.yaml:6:15 layout-encoding gbk"});
    }
    SUBCASE("a byte that is not GB18030 is told at its line and character") {
        office.replace(&Office::layout, "encoding: utf-8", "encoding: gb18030");
        office.folder.write("成员.csv", "");
        office.persons = to_gb18030("户号,编号\nh1,李") + "\xFF,x\n";
        CHECK(office.mistakes() == Lines{"成员.csv:2:5 not-gb18030 0xff"});
    }
    SUBCASE("four-byte characters are read") {
        office.replace(&Office::layout, "encoding: utf-8", "encoding: gb18030");
        office.persons = to_gb18030(std::string(model_persons).replace(std::string(model_persons).find("甲"), 3, "𠮷"));
        CHECK(office.read().ok());
    }
    SUBCASE("ASCII is both") {
        office.replace(&Office::layout, "encoding: utf-8", "encoding: gb18030");
        office.persons = to_gb18030(model_persons);
        CHECK(office.read().ok());
        office.replace(&Office::layout, "file: 成员.csv\n    encoding: gb18030", "file: 成员.csv\n    encoding: utf-8");
        CHECK(office.mistakes().front().starts_with("成员.csv:1:1 other-encoding GB18030"));
    }
}

TEST_CASE("a few GB18030 characters that are also UTF-8 are taken as stated") {
    // 平 is C6 BD: one UTF-8 character of two bytes as well.
    const std::string bytes = "household_id,area,vehicles\nh1,\xC6\xBD,0\n";
    table::Schema schema = small_schema();
    schema.tables[0].columns[0].spellings = {{"平", "urban"}};
    Folder folder;
    folder.write("households.csv", bytes).write("persons.csv", "household_id,person_id,name,born,wage\nh1,p1,,,\n");
    folder.write("population.yaml", R"(month: 2026-11
exported: 2026-11-03
tables:
  household: {file: households.csv, encoding: gb18030, rows: 1}
  person: {file: persons.csv, encoding: utf-8, rows: 1}
)");
    table::Words words;
    CHECK(lines_of(population::read(folder.path(), schema, words, {}).diagnostics()).empty());
}

TEST_CASE("title lines have any number of cells, and the header stands behind them") {
    Office office;
    office.replace(&Office::layout, "skip_rows: 2", "skip_rows: 1");
    CHECK(office.mistakes() ==
          Lines{"台账.csv:3:1 header-elsewhere 1|3 help-put-line skip_rows: 2|tables: household:"});
    SUBCASE("too many are told alike") {
        office.replace(&Office::layout, "skip_rows: 1", "skip_rows: 3");
        CHECK(office.mistakes() ==
              Lines{"台账.csv:3:1 header-elsewhere 3|3 help-put-line skip_rows: 2|tables: household:"});
    }
    SUBCASE("blank lines and quoted line breaks among them") {
        office.replace(&Office::layout, "skip_rows: 1", "skip_rows: 4")
            .replace(&Office::households, "单位：元\n", "单位：元,\"两\n行\"\n\n填表\n");
        CHECK(office.read().ok());
    }
    SUBCASE("a sheet without a header shows nothing of its rows") {
        office.replace(&Office::layout, "skip_rows: 1", "skip_rows: 2")
            .replace(&Office::households, "序号,家庭编号,类别,存款,备注\n", "");
        CHECK(office.mistakes() == Lines{"台账.csv no-header-described 2"});
    }
}

TEST_CASE("the row of totals is compared exactly and left out") {
    Office office;
    SUBCASE("a figure that differs is told with both") {
        office.replace(&Office::households, "\"1,234.50\"", "\"1,234.60\"");
        CHECK(office.mistakes() == Lines{"台账.csv:6:6 total-differs 存款|1,234.60|1234.5"});
    }
    SUBCASE("also of a column that is not read") {
        office.replace(&Office::households, "\"1,200.00\",", "\"1,200.00\",7")
            .replace(&Office::households, "\"1,234.50\",", "\"1,234.50\",7");
        CHECK(office.mistakes() == Lines{"台账.csv:5:14 total-of-no-number 备注"});
    }
    SUBCASE("under names a row of totals counts") {
        office.replace(&Office::households, "\"1,200.00\",", "\"1,200.00\",幼")
            .replace(&Office::households, "\"1,234.50\",", "\"1,234.50\",3");
        CHECK(office.mistakes() == Lines{"台账.csv:6:17 total-count-differs 备注|3|2"});
        office.replace(&Office::households, "\"1,234.50\",3", "\"1,234.50\",2");
        CHECK(office.read().ok());
    }
    SUBCASE("it is the last row") {
        office.replace(&Office::households, "合计,,,\"1,234.50\",\n", "合计,,,\"1,234.50\",\n3,h3,城,1.00,\n");
        CHECK(office.mistakes().front() == "台账.csv:7:1 row-behind-totals 合计 <台账.csv:6 totals-are-here>");
    }
    SUBCASE("and it is there") {
        office.replace(&Office::households, "合计,,,\"1,234.50\",\n", "");
        CHECK(office.mistakes() == Lines{"population.yaml:8:5 total-row-missing 序号|合计|台账.csv"});
    }
    SUBCASE("one that is not described is told with its line") {
        office.replace(&Office::layout, "    total_row: {column: 序号, text: 合计}\n", "");
        CHECK(office.mistakes() ==
              Lines{"台账.csv:6:1 totals-undescribed 合计 help-put-line total_row: {column: 序号, text: "
                    "合计}|tables: household:"});
    }
    SUBCASE("totals of a part are no rows") {
        office.replace(&Office::households, "2,h2", "小 计,,,\"1,200.00\",\n2,h2");
        CHECK(office.mistakes() == Lines{"台账.csv:5:1 subtotal-row 小 计"});
    }
    SUBCASE("cut short it is told as such") {
        office.replace(&Office::households, "合计,,,\"1,234.50\",\n", "合计,\"1,234.50\"\n");
        CHECK(office.mistakes() ==
              Lines{"台账.csv:6:1 totals-too-short 5|2", "population.yaml:8:5 total-row-missing 序号|合计|台账.csv"});
    }
}

TEST_CASE("the sender's own figures are compared") {
    Office office;
    office.replace(&Office::layout, "    rows: 2\n", "    rows: 3\n");
    CHECK(office.mistakes() == Lines{"population.yaml:9:5 row-count-differs 3|台账.csv|2"});
    office.replace(&Office::layout, "    rows: 3\n", "    rows: unstated\n    sums: {存款: 1_234.5}\n");
    CHECK(office.read().ok());
    office.replace(&Office::layout, "1_234.5", "1234.49");
    CHECK(office.mistakes() == Lines{"population.yaml:10:12 sum-differs 存款|1234.49|1234.5"});
    office.replace(&Office::layout, "{存款: 1234.49}", "{存: 1}");
    CHECK(office.mistakes() ==
          Lines{"population.yaml:10:12 layout-no-such-header 存|序号, 家庭编号, 类别, 存款, 备注"});
    office.replace(&Office::layout, "rows: unstated", "rows: many");
    CHECK(office.mistakes() == Lines{"population.yaml:9:11 layout-rows many"});
}

TEST_CASE("a cut-off file is seen by its figures") {
    Office office;
    office.persons = office.persons.substr(0, office.persons.find("h2,p3"));
    const Lines lines = office.mistakes();
    CHECK(lines == Lines{"population.yaml:22:5 row-count-differs 3|成员.csv|2",
                         "台账.csv:5 household-without-persons h*|成员.csv"});
}
