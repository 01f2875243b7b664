// What a draft says of sheets that nobody has described: lines found, lines left open, and never more.

#include "doudi/population/draft.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "folder.hpp"
#include "population/survey.hpp"

namespace {

using namespace doudi;
using population::testing::Folder;
using population::testing::small_schema;
using Lines = std::vector<std::string>;

std::string key_alone(std::string_view key, const std::vector<std::string>& args) {
    std::string text(key);
    for (const std::string& arg : args) text += " " + arg;
    return text;
}

/// The draft without its comments, or the mistakes.
Lines draft_of(const Folder& folder, const std::vector<std::string>& names, const table::Schema& schema = small_schema()) {
    std::vector<std::filesystem::path> paths;
    for (const std::string& name : names) paths.push_back(folder.path() / name);
    const auto draft = population::draft_layout(paths, schema, key_alone);
    if (!draft) return population::testing::lines_of(draft.diagnostics());
    Lines lines;
    std::string line;
    for (const char c : *draft) {
        if (c != '\n') {
            line += c;
            continue;
        }
        const std::size_t comment = line.find("# draft-about");
        if (comment == std::string::npos) lines.push_back(line);
        line.clear();
    }
    return lines;
}

bool has(const Lines& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("headers are found by name, label and alias, and keys by what no row shares") {
    const Folder folder;
    folder.write("户.csv", "户编号,area,vehicles\nA,urban,0\nB,rural,1\n");
    folder.write("人.csv", "户编号,人员编号,name,born,工资性收入,备注\nA,x,甲,1988-03-01,100,\nA,y,乙,,200,\nB,z,丙,,300,\n");
    CHECK(draft_of(folder, {"人.csv", "户.csv"}) == Lines{
              "month:  # ? draft-month", "exported:  # ? draft-exported", "tables:",
              "  household:", "    file: 户.csv", "    encoding: utf-8", "    rows: 2  # ? draft-rows", "    columns:",
              "      household_id: 户编号  # ? draft-key", "      area: area", "      vehicles: vehicles",
              "  person:", "    file: 人.csv", "    encoding: utf-8", "    rows: 3  # ? draft-rows", "    columns:",
              "      person_id: 人员编号  # ? draft-key", "      household_id: 户编号  # ? draft-parent-key",
              "      name: name", "      born: born", "      wage: 工资性收入",
              "    # ? draft-unused", "    # ignore: [备注]"});
}

TEST_CASE("spellings that the policy does not know are left open, known ones are not") {
    const Folder folder;
    folder.write("户.csv", "household_id,area,vehicles\nA,城镇,0\nB,乡下,无\nC,urban,1\nD,镇上: 东,2\n");
    folder.write("人.csv", population::testing::sound_persons);
    const Lines lines = draft_of(folder, {"户.csv", "人.csv"});
    CHECK(has(lines, "          乡下:  # ? rural, urban"));
    CHECK(has(lines, "          \"镇上: 东\":  # ? rural, urban"));
    CHECK(has(lines, "          无:  # ? 0, 1, …"));
    CHECK_FALSE(has(lines, "          城镇:  # ? rural, urban"));
}

TEST_CASE("one sheet may serve both tables: a row a person, the household on each") {
    const Folder folder;
    folder.write("全.csv", "户编号,人员编号,area,vehicles,name,born,wage\nA,x,urban,0,甲,,100\nA,y,urban,0,乙,,200\nB,z,rural,1,丙,,300\n");
    const Lines lines = draft_of(folder, {"全.csv"});
    CHECK(has(lines, "    distinct: 户编号  # ? draft-shared"));
    CHECK(has(lines, "      household_id: 户编号  # ? draft-key"));
    CHECK(has(lines, "      person_id: 人员编号  # ? draft-key"));
    CHECK(std::count(lines.begin(), lines.end(), "    file: 全.csv") == 2);
    CHECK_FALSE(has(lines, "    # ? draft-unused"));
}

TEST_CASE("where several columns or none could be the key, the line is left open") {
    const Folder folder;
    folder.write("户.csv", "甲编号,乙编号,area,vehicles\n1,11,urban,0\n5,12,rural,1\n");
    folder.write("人.csv", "丙,name,born,wage\n1,,,100\n1,,,200\n");
    const Lines lines = draft_of(folder, {"户.csv", "人.csv"});
    CHECK(has(lines, "      household_id:  # ? draft-which-key 甲编号, 乙编号"));
    CHECK(has(lines, "      person_id:  # ? draft-no-key "));
    CHECK(has(lines, "      household_id:  # ? draft-no-key "));
}

TEST_CASE("titles, totals, dates and separators are seen, a comma in the wrong place is no separator") {
    const Folder folder;
    folder.write("户.csv", "台账,,,\n,,,\n序号,household_id,area,vehicles\n1,A,urban,\"1,000\"\n2,B,rural,\"12,34\"\n合 计,,,\n");
    folder.write("人.csv", "household_id,person_id,name,born,wage（元/年）\nA,x,甲,1988/3/1,\"12,000\"\nB,y,乙,19880301,\"1,200.50\"\n");
    const Lines lines = draft_of(folder, {"户.csv", "人.csv"});
    CHECK(has(lines, "    skip_rows: 2"));
    CHECK(has(lines, "    total_row: {column: 序号, text: 合 计}"));
    CHECK(has(lines, "    rows: 2  # ? draft-rows"));
    CHECK(has(lines, "        thousands: \",\""));
    CHECK(has(lines, "          12,34:  # ? 0, 1, …"));
    CHECK(has(lines, "      born: {from: born, format: [YYYY/M/D, YYYYMMDD]}"));
    CHECK(has(lines, "      wage: {from: wage（元/年）, thousands: \",\"}"));  // this schema's wage has no unit
    CHECK(has(lines, "      # ? draft-remark 元/年 -"));
}

TEST_CASE("bytes that are text in both encodings are read by the one that gives known headers") {
    const Folder folder;
    table::Schema schema = small_schema();
    schema.tables[0].columns[1].headers = {"vehicles", "千模"};
    folder.write("户.csv", "household_id,area,\xC7\xA7\xC4\xA3\nA,urban,0\n");  // GB18030 and UTF-8 at once
    folder.write("人.csv", population::testing::sound_persons);
    CHECK(has(draft_of(folder, {"户.csv", "人.csv"}, schema), "      vehicles: 千模"));
    folder.write("户.csv", "\xEF\xBB\xBFhousehold_id,area,千模\nA,urban,0\n");
    CHECK(has(draft_of(folder, {"户.csv", "人.csv"}, schema), "      vehicles: 千模"));
}

TEST_CASE("a list outside the tables is a register, what it lacks is left open in its own lines") {
    const Folder folder;
    folder.write("户.csv", population::testing::sound_households).write("人.csv", population::testing::sound_persons);
    folder.write("死亡.csv", "死者号码,died\nx,20260820\n");
    table::Schema schema = small_schema();
    schema.registers.push_back({{"deaths", "deaths.csv", "", "", {population::testing::column("number", table::ColumnKind::text),
                                                                  population::testing::column("died", table::ColumnKind::date)}}, 1, 0, {}, {}});
    schema.registers[0].sheet.columns[0].headers = {"number", "身份证号"};
    const Lines lines = draft_of(folder, {"死亡.csv", "户.csv", "人.csv"}, schema);
    CHECK(has(lines, "  deaths:"));
    CHECK(has(lines, "    file: 死亡.csv"));
    CHECK(has(lines, "      died: {from: died, format: YYYYMMDD}"));
    CHECK(has(lines, "      number:  # ? 身份证号"));
    CHECK(has(lines, "    # ignore: [死者号码]"));
    CHECK_FALSE(has(lines, "absent:  # ? draft-absent"));
    CHECK(has(draft_of(folder, {"户.csv", "人.csv"}, schema), "  # draft-no-register deaths"));
}

TEST_CASE("sheets that are no sheets, or of no table, are refused") {
    const Folder folder;
    folder.write("a.csv", "x,y\n1,2\n").write("b.csv", "household_id,area\nA,\"urban\n").write("c.csv", "").write("d.csv", std::string("PK\x03\x04"));
    folder.write("e.csv", "household_id,area,vehicles\nA,urban\n").write("f.csv", "household_id;area\nA;urban\n");
    CHECK(draft_of(folder, {"a.csv"}) == Lines{"a.csv draft-no-table"});
    CHECK(draft_of(folder, {"b.csv"}) == Lines{"b.csv:2:3 unterminated-quote help-quotes"});
    CHECK(draft_of(folder, {"c.csv"}) == Lines{"c.csv empty-sheet"});
    CHECK(draft_of(folder, {"d.csv"}) == Lines{"d.csv spreadsheet-file"});
    CHECK(draft_of(folder, {"e.csv"}) == Lines{"e.csv:2:3 too-few-fields 3|2"});
    CHECK(draft_of(folder, {"f.csv"}) == Lines{"f.csv:1:1 other-separator ;"});
    CHECK(draft_of(folder, {"a.csv", "a.csv"}) == Lines{"a.csv draft-same-name"});
}

TEST_CASE("a header is a name and what stands in brackets behind it") {
    const auto read = [](std::string_view header) {
        const population::WrittenHeader written = population::read_header(header);
        return written.name + "|" + written.remark;
    };
    CHECK(read("工资性收入（年）") == "工资性收入|年");
    CHECK(read("工资性收入 (元/年)") == "工资性收入|元/年");
    CHECK(read(" 姓　名*") == "姓名|");
    CHECK(read("存款\n【元】") == "存款|元");
    CHECK(read("（年）") == "（年）|");
    CHECK(read("wage") == "wage|");
}
