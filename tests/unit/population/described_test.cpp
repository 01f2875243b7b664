// Sheets as an office saves them, read by their population.yaml: what comes of them, and what is said of it.

#include <doctest/doctest.h>

#include "described.hpp"
#include "doudi/population/layout.hpp"
#include "doudi/report/messages.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

namespace {

// household or person by id, column by number: "unknown", "missing" or the value.
std::string value(const Population& population, const table::Words& words, std::size_t table, const std::string& id,
                  std::size_t column) {
    for (const table::Batch& batch : population.batches) {
        const auto& ids = table == 0 ? batch.household_ids : batch.person_ids;
        for (std::size_t row = 0; row < ids.size(); ++row) {
            if (ids[row] != id) {
                continue;
            }
            const table::Column& values = batch.columns[table][column];
            if (values.standing_of(row) != table::known) {
                return values.standing_of(row) == table::missing ? "missing" : "unknown";
            }
            switch (values.kind) {
                case table::ColumnKind::number: return values.numbers[row].to_string();
                case table::ColumnKind::boolean: return values.integers[row] == 1 ? "true" : "false";
                case table::ColumnKind::date: return base::Date{static_cast<int>(values.integers[row])}.to_string();
                case table::ColumnKind::month:
                case table::ColumnKind::code:
                case table::ColumnKind::text: return words.word(values.integers[row]);
            }
        }
    }
    return "no such row";
}

Lines told(const Population& population, report::Language language) {
    Lines lines;
    for (const base::Diagnostic& one : population.conversions) {
        lines.push_back(report::in_one_line(one, language));
    }
    return lines;
}

}  // namespace

TEST_CASE("a described folder is read") {
    Office model;
    const auto population = model.read();
    REQUIRE_MESSAGE(population.ok(), lines_of(population.diagnostics()).front());
    CHECK(population->month == base::Month::parse("2026-11"));
    CHECK(population->exported == base::Date::parse("2026-11-03"));
    CHECK(population->households == 2);
    CHECK(population->persons == 3);
    const auto at = [&](std::size_t table, const char* id, std::size_t column) {
        return value(*population, model.words, table, id, column);
    };
    CHECK(at(0, "h1", 0) == "urban");
    CHECK(at(0, "h1", 1) == "1200");
    CHECK(at(0, "h2", 0) == "rural");
    CHECK(at(0, "h2", 1) == "34.5");
    CHECK(at(0, "h2", 2) == "0");
    CHECK(at(1, "p1", 2) == "1988-03-01");
    CHECK(at(1, "p2", 2) == "2015-09-01");
    CHECK(at(1, "p1", 3) == "missing");
    CHECK(at(1, "p3", 3) == "2026-10-05");
    CHECK(at(1, "p1", 4) == "false");
    CHECK(at(1, "p2", 4) == "true");
    CHECK(at(1, "p3", 4) == "unknown");
    SUBCASE("an annual amount becomes an exact monthly quotient") {
        CHECK(at(1, "p1", 5) == "2100.5");
        CHECK(at(1, "p3", 5) == "100");
        model.replace(&Office::persons, "1200.00", "1000.00");
        const auto other = model.read();
        REQUIRE(other.ok());
        CHECK(value(*other, model.words, 1, "p3", 5) == "250/3");
    }
    SUBCASE("a blank cell is what the description says") { CHECK(at(1, "p2", 5) == "0"); }
    SUBCASE("lines are those of the sheet, title lines among them") {
        CHECK(population->batches[0].household_lines == std::vector<std::int64_t>{4, 5});
    }
    SUBCASE("the description is an input like the sheets") {
        REQUIRE(population->files.size() == 3);
        CHECK(population->files[0].name == "台账.csv");
        CHECK(population->files[0].rows == 2);
        CHECK(population->files[2].name == "population.yaml");
        CHECK(population->files[2].digest.size() == 64);
    }
}

TEST_CASE("every conversion is told with its count, in both languages") {
    Office model;
    const auto population = model.read();
    REQUIRE(population.ok());
    CHECK(
        told(*population, report::Language::en) ==
        Lines{
            "household: 台账.csv, 2 rows: read as GB18030, title lines left out: 2, row '合计' left out, agrees: 存款 "
            "1,234.50, the sender's number of rows agrees",
            "household: numbers with thousands separators: 1 (deposits)",
            "household.area: 2 cells by the sheet's own spellings",
            "household.vehicles: the sheet has no such column; 0 was taken for all 2",
            "person: 成员.csv, 3 rows: the sender's number of rows agrees",
            "person: dates written YYYY/M/D, YYYYMMDD: 3 (birth_date)",
            "person: dates written YYYY年M月D日: 1 (death_date)", "person: numbers with thousands separators: 1 (wage)",
            "person.student: 2 cells by the sheet's own spellings",
            "person.wage: 2 cells in CNY/year taken as CNY/month, 1 blank cells taken as 0"});
    CHECK(told(*population, report::Language::zh).back() ==
          "person.wage：2 格由 CNY/year 换算为 CNY/month，1 个空格作 0");
    SUBCASE("in the plain format there is none") {
        Folder folder;
        folder.write("households.csv", sound_households).write("persons.csv", sound_persons);
        table::Words words;
        CHECK(population::read(folder.path(), small_schema(), words, {})->conversions.empty());
    }
}

TEST_CASE("one sheet may serve two tables") {
    Office model;
    model.layout = R"(month: 2026-11
exported: 2026-11-03
tables:
  household:
    file: 成员.csv
    encoding: utf-8
    rows: 3
    distinct: 户号
    columns: {household_id: 户号}
  person:
    file: 成员.csv
    encoding: utf-8
    rows: 3
    columns:
      household_id: 户号
      person_id: 编号
absent: {vehicles: 0, student: "", wage: 0}
)";
    model.persons =
        "户号,编号,姓名,身份证号,出生日期,死亡日期,城乡类别,存款\n"
        "h1,p1,甲,,1988-03-01,,城镇,5\nh2,p3,丙,,1952-02-28,,rural,\nh1,p2,乙,,2015-09-01,,urban,5.00\n";
    const auto population = model.read();
    REQUIRE_MESSAGE(population.ok(), lines_of(population.diagnostics()).front());
    CHECK(population->households == 2);
    CHECK(population->persons == 3);
    CHECK(population->batches[0].person_ids == Lines{"p1", "p2", "p3"});
    CHECK(value(*population, model.words, 0, "h1", 1) == "5");
    CHECK(value(*population, model.words, 1, "p1", 4) == "unknown");
    REQUIRE(population->files.size() == 2);
    SUBCASE("cells of one household that differ are told with both lines") {
        model.replace(&Office::persons, "urban,5.00", "urban,6.00");
        CHECK(model.mistakes() == Lines{"成员.csv:4:28 differs-in-group 存款|户号 <成员.csv:2 first-is-here>"});
    }
    SUBCASE("also one that is empty in one row") {
        model.replace(&Office::persons, "urban,5.00", "urban,");
        CHECK(model.mistakes() == Lines{"成员.csv:4:28 differs-in-group 存款|户号 <成员.csv:2 first-is-here>"});
    }
    SUBCASE("without the line the repeated id is told with it") {
        model.replace(&Office::layout, "    distinct: 户号\n", "");
        CHECK(model.mistakes() ==
              Lines{"成员.csv:4:1 duplicate-id household_id|h* help-distinct distinct: 户号|tables: household: "
                    "<成员.csv:2:1 first-is-here>"});
    }
}

TEST_CASE("a header that is the policy's own name needs no line, and one that names two inputs has none") {
    Office model;
    model.replace(&Office::layout, "deposits: {from: 存款,", "deposits: {from: 备注,")
        .replace(&Office::layout, "[序号, 备注]", "[序号]");
    CHECK(model.mistakes() == Lines{"population.yaml:17:7 layout-header-twice deposits|备注|存款 help-put-line ignore: "
                                    "[存款]|tables: household:"});
    Office other;
    other.replace(&Office::layout, "      deposits: {from: 存款, thousands: \",\"}\n", "      vehicles: 存款\n")
        .replace(&Office::layout, "absent:\n  vehicles: 0\n", "absent:\n  deposits: 0\n");
    CHECK(other.mistakes() == Lines{"population.yaml:33:3 absent-but-there deposits|存款",
                                    "population.yaml:17:7 layout-header-contradicts 存款|deposits|vehicles"});
}

TEST_CASE("spellings of policy and description add up, and may not contradict") {
    Office model;
    model.replace(&Office::layout, "          城: urban\n", "          城镇: rural\n");
    CHECK(model.mistakes() == Lines{"population.yaml:12:7 layout-spelling area|城镇|rural|urban"});
    model.replace(&Office::layout, "城镇: rural", "城镇: urban\n          城: urban");
    CHECK(model.read().ok());
    SUBCASE("是 is yes and nothing else") {
        model.replace(&Office::layout, "{在读: true, 无: false}", "{在读: true, 无: false, 是: false}");
        CHECK(model.mistakes().front().ends_with("layout-spelling student|是|false|true"));
    }
    SUBCASE("a value has to be one that the column takes") {
        model.replace(&Office::layout, "乡: rural", "乡: village");
        CHECK(model.mistakes() == Lines{"population.yaml:12:7 bad-code area|village|rural, urban"});
    }
    SUBCASE("blank too") {
        model.replace(&Office::layout, "blank: 0", "blank: -5");
        CHECK(model.mistakes().front().ends_with("below-minimum wage|-5|0"));
    }
    SUBCASE("and what stands for an absent column") {
        model.replace(&Office::layout, "vehicles: 0", "vehicles: none");
        CHECK(model.mistakes() == Lines{"population.yaml:34:3 bad-number vehicles|none help-leave-empty"});
    }
}

TEST_CASE("a unit is converted exactly or not at all") {
    Office model;
    model.replace(&Office::layout, "unit: CNY/year", "unit: CNY");
    CHECK(model.mistakes() == Lines{"population.yaml:29:7 layout-units-differ wage|CNY|CNY/month"});
    model.replace(&Office::layout, "unit: CNY,", "unit: 元,");
    CHECK(model.mistakes() == Lines{"population.yaml:29:7 layout-unit wage|元"});
    SUBCASE("decimals and limits are about the cell as written") {
        Office strict;
        strict.replace(&Office::persons, "1200.00", "1200.005");
        CHECK(strict.mistakes() == Lines{"成员.csv:4:50 too-many-decimals 工资性收入（年）|1200.005|2"});
    }
}

TEST_CASE("dates are read by the stated forms alone") {
    Office model;
    model.replace(&Office::persons, "1988/3/1", "1988-03-01");
    CHECK(model.mistakes() ==
          Lines{"成员.csv:2:28 bad-date-form 出生日期|1988-03-01|YYYY/M/D, YYYYMMDD help-put-line "
                "birth_date: {from: 出生日期, format: [YYYY/M/D, YYYYMMDD, YYYY-MM-DD]}|tables: person: "
                "columns:"});
    model.replace(&Office::persons, "1988-03-01", "1988/2/30");
    CHECK(model.mistakes() == Lines{"成员.csv:2:28 bad-date-form 出生日期|1988/2/30|YYYY/M/D, YYYYMMDD"});
    SUBCASE("a cell that two forms read differently is read by none") {
        model.replace(&Office::persons, "1988/2/30", "1988/3/1")
            .replace(&Office::layout, "[YYYY/M/D, YYYYMMDD]", "[YYYY/M/D, YYYYMMDD, YYYY/MM/1D]");
        model.replace(&Office::persons, "1988/3/1", "1988/03/11");
        CHECK(model.mistakes() == Lines{"成员.csv:2:28 two-dates 出生日期|1988/03/11"});
    }
    for (const auto& [form, code] : {std::pair{"YYYY/M", "layout-format-without-day"},
                                     {"YY/M/D", "layout-format"},
                                     {"YYYYMD", "layout-format"},
                                     {"YYYY/D/M", "layout-format"}}) {
        CAPTURE(form);
        Office wrong;
        wrong.replace(&Office::layout, "[YYYY/M/D, YYYYMMDD]", form);
        CHECK(wrong.mistakes().front() == "population.yaml:26:7 " + std::string(code) + " birth_date|" + form);
    }
}

TEST_CASE("an absent column that is there, or described, is refused") {
    Office model;
    model.replace(&Office::layout, "vehicles: 0", "vehicles: 0\n  deposits: 0");
    CHECK(model.mistakes() ==
          Lines{"population.yaml:34:3 absent-and-described deposits <population.yaml:17:7 described-here>"});
    model.replace(&Office::layout, "\n  deposits: 0", "\n  person_name: \"\"");
    CHECK(model.mistakes() == Lines{"population.yaml:34:3 absent-but-there person_name|姓名"});
    model.replace(&Office::layout, "person_name: \"\"", "vehicels: 0");
    CHECK(model.mistakes() == Lines{"population.yaml:34:3 absent-unknown vehicels help-did-you-mean vehicles"});
    model.replace(&Office::layout, "vehicels: 0", "vehicles.x: 0");
    CHECK(model.mistakes().front().starts_with("population.yaml:34:3 absent-unknown"));
}

TEST_CASE("an input that two tables have is called by its table") {
    table::Schema schema = described_schema();
    schema.tables[1].columns.push_back(column("vehicles", table::ColumnKind::number, table::Empty::unknown));
    Office model;
    const auto mistakes = [&] {
        model.folder.write("population.yaml", model.layout)
            .write("台账.csv", to_gb18030(model.households))
            .write("成员.csv", model.persons);
        return lines_of(population::read(model.folder.path(), schema, model.words, {}).diagnostics());
    };
    CHECK(mistakes() == Lines{"population.yaml:33:3 absent-of-two vehicles|household.vehicles|person.vehicles"});
    model.replace(&Office::layout, "vehicles: 0", "household.vehicles: 0\n  person.vehicles: 1");
    CHECK(mistakes().empty());
}

TEST_CASE("what stands in a description in vain is refused where it could hide a mistake") {
    Office model;
    model.replace(&Office::layout, "[序号, 备注]", "[序号, 备注, 手机]");
    CHECK(model.mistakes() ==
          Lines{"population.yaml:18:22 layout-no-such-header 手机|序号, 家庭编号, 类别, 存款, 备注"});
    model.replace(&Office::layout, ", 手机]", ", 存款]");
    CHECK(model.mistakes() ==
          Lines{"population.yaml:18:22 ignored-and-read 存款|deposits <population.yaml:17:7 described-here>"});
    model.replace(&Office::layout, ", 存款]", "]").replace(&Office::layout, "  person:\n", "  persons:\n");
    CHECK(model.mistakes().front() ==
          "population.yaml:19:3 layout-unknown-table persons|household, person help-did-you-mean person");
    model.replace(&Office::layout, "  persons:\n", "  person:\n").replace(&Office::layout, "student:", "studnet:");
    CHECK(model.mistakes() ==
          Lines{"population.yaml:28:7 layout-unknown-input studnet|person help-did-you-mean student"});
}

TEST_CASE("a sheet lies in the folder of its description") {
    Office model;
    model.replace(&Office::layout, "file: 台账.csv", "file: ../台账.csv");
    CHECK(model.mistakes() == Lines{"population.yaml:5:11 layout-file-outside ../台账.csv"});
    model.replace(&Office::layout, "../台账.csv", "台帐.csv");
    CHECK(model.mistakes() == Lines{"population.yaml:4:3 no-table-file 台帐.csv help-did-you-mean 台账.csv"});
}

TEST_CASE("byte order marks, CRLF and quotes change nothing in a described sheet either") {
    Office office;
    const auto clean = office.read();
    REQUIRE(clean.ok());
    const auto with_crlf = [](std::string text) {
        for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
            text.insert(at, "\r");
        }
        return text;
    };
    office.households = with_crlf(office.households);
    office.persons = "\xEF\xBB\xBF" + with_crlf(office.persons);
    office.replace(&Office::persons, "h2,p3", "\"h2\",\"p3\"");
    const auto other = office.read();
    REQUIRE_MESSAGE(other.ok(), lines_of(other.diagnostics()).front());
    CHECK(told(*clean, report::Language::en) == told(*other, report::Language::en));
    CHECK(value(*other, office.words, 1, "p3", 5) == "100");
    SUBCASE("the order of columns does not matter") {
        office.persons =
            "编号,户号,民族,工资性收入（年）,在校,死亡日期,出生日期,身份证号,姓名\np1,h1,汉,\"25,206.00\",无,,1988/3/"
            "1,,甲\n"
            "p3,h2,汉,,在读,,19520228,,\np2,h1,汉,0,在读,,19520228,,\n";
        CHECK(office.read().ok());
    }
}

TEST_CASE("another file of one shape may be named for a described table") {
    Office office;
    office.folder.write("补充.csv", std::string(model_persons) + "h2,p4,丁,,1990/1/1,,无,0,汉\n");
    office.options.table_files["person"] = office.folder.path() / "补充.csv";
    CHECK(office.mistakes() == Lines{"population.yaml:22:5 row-count-differs 3|补充.csv|4"});
    office.replace(&Office::layout, "rows: 3", "rows: 4");
    CHECK(office.read().ok());
}

TEST_CASE("registers and whatever else a policy knows are described alike") {
    const table::TableSpec deaths{
        "deaths",
        "deaths.csv",
        "",
        "",
        {column("resident_id", table::ColumnKind::text), column("date", table::ColumnKind::date)}};
    const table::Schema schema = described_schema();
    const auto file = std::make_shared<const base::SourceFile>(base::SourceFile{"population.yaml", R"(month: 2026-11
exported: 2026-11-03
tables:
  deaths:
    file: 死亡名单.csv
    encoding: utf-8
    rows: unstated
    columns:
      resident_id: 身份证号
      date: {from: 死亡日期, format: YYYYMMDD}
)"});
    const auto layout = read_layout(file, {{schema.tables.data(), false}, {&deaths, false}});
    REQUIRE(layout.ok());
    const TableLayout* described = layout->find("deaths");
    REQUIRE(described != nullptr);
    CHECK(described->rows.empty());
    REQUIRE(described->find("date") != nullptr);
    CHECK(described->find("date")->formats == Lines{"YYYYMMDD"});
    CHECK(lines_of(read_layout(file, {{schema.tables.data(), false}}).diagnostics()).front() ==
          "population.yaml:4:3 layout-unknown-table deaths|household");
}
