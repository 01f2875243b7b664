#pragma once
// A described population in a folder of its own: sheets as an office saves them, and the population.yaml beside them.

#include <iconv.h>

#include <ostream>
#include <string>
#include <string_view>

#include "folder.hpp"

namespace doudi::population::testing {

/// household: area, deposits, vehicles. person: person_name, resident_id, birth_date, death_date, student, wage.
inline table::Schema described_schema() {
    using table::ColumnKind;
    using table::Empty;
    const auto named = [](std::string name, std::string label, ColumnKind kind, Empty empty) {
        table::ColumnSpec spec = column(std::move(name), kind, empty);
        spec.headers.push_back(std::move(label));
        return spec;
    };
    const auto money = [&](std::string name, std::string label, std::string unit) {
        table::ColumnSpec spec = named(std::move(name), std::move(label), ColumnKind::number, Empty::unknown);
        spec.decimals = 2;
        spec.min = 0;
        spec.unit = std::move(unit);
        return spec;
    };
    table::ColumnSpec area = named("area", "城乡类别", ColumnKind::code, Empty::refused);
    area.closed = true;
    area.spellings = {{"urban", "urban"}, {"城镇", "urban"}, {"rural", "rural"}};
    table::ColumnSpec name = named("person_name", "姓名", ColumnKind::text, Empty::missing);
    table::ColumnSpec number = named("resident_id", "身份证号", ColumnKind::text, Empty::missing);
    name.personal = number.personal = true;
    table::Schema schema{
        {{"household",
          "households.csv",
          "household_id",
          "",
          {area, money("deposits", "存款", "CNY"), named("vehicles", "机动车", ColumnKind::number, Empty::unknown)}},
         {"person",
          "persons.csv",
          "person_id",
          "household_id",
          {name, number, named("birth_date", "出生日期", ColumnKind::date, Empty::refused),
           named("death_date", "死亡日期", ColumnKind::date, Empty::missing),
           named("student", "在校", ColumnKind::boolean, Empty::unknown), money("wage", "工资性收入", "CNY/month")}}},
        {}};
    schema.roles = {
        {"id_number", "resident_id"}, {"name", "person_name"}, {"born", "birth_date"}, {"died", "death_date"}};
    return schema;
}

inline std::string to_gb18030(std::string_view utf8) {
    const iconv_t converter = ::iconv_open("GB18030", "UTF-8");
    std::string text(utf8);
    std::string bytes(4 * text.size(), '\0');
    char* from = text.data();
    char* to = bytes.data();
    std::size_t left = text.size();
    std::size_t room = bytes.size();
    REQUIRE(::iconv(converter, &from, &left, &to, &room) == 0);
    ::iconv_close(converter);
    bytes.resize(bytes.size() - room);
    return bytes;
}

/// Every key of the language stands in it, most on a line of their own.
inline constexpr const char* model_layout = R"(month: 2026-11
exported: 2026-11-03
tables:
  household:
    file: 台账.csv
    encoding: gb18030
    skip_rows: 2
    total_row: {column: 序号, text: 合计}
    rows: 2
    columns:
      household_id: 家庭编号
      area:
        from: 类别
        values:
          城: urban
          乡: rural
      deposits: {from: 存款, thousands: ","}
    ignore: [序号, 备注]
  person:
    file: 成员.csv
    encoding: utf-8
    rows: 3
    columns:
      household_id: 户号
      person_id: 编号
      birth_date: {from: 出生日期, format: [YYYY/M/D, YYYYMMDD]}
      death_date: {from: 死亡日期, format: YYYY年M月D日}
      student: {from: 在校, values: {在读: true, 无: false}}
      wage: {from: 工资性收入（年）, unit: CNY/year, blank: 0, thousands: ","}
    ignore:
      - 民族
absent:
  vehicles: 0
)";
inline constexpr const char* model_households =
    "示例县台账,,,,\n单位：元\n序号,家庭编号,类别,存款,备注\n1,h1,城,\"1,200.00\",\n2,h2,乡,34.50,老\n合计,,,\"1,234."
    "50\",\n";
inline constexpr const char* model_persons =
    "户号,编号,姓名,身份证号,出生日期,死亡日期,在校,工资性收入（年）,民族\n"
    "h1,p1,甲,110101198803010012,1988/3/1,,无,\"25,206.00\",汉\n"
    "h1,p2,乙,110101201509010016,20150901,,在读,,汉\n"
    "h2,p3,丙,110101195202280013,1952/2/28,2026年10月5日,,1200.00,汉\n";

/// Mistakes that a failing check shows.
struct Told : std::vector<std::string> {
    friend std::ostream& operator<<(std::ostream& out, const Told& told) {
        for (const std::string& line : told) {
            out << "\n    " << line;
        }
        return out;
    }
};

/// The model, of which pieces can be replaced.
class Office {
public:
    std::string layout = model_layout;
    std::string households = model_households;
    std::string persons = model_persons;
    ReadOptions options{};

    Office& replace(std::string Office::*text, std::string_view what, std::string_view with) {
        const std::size_t at = (this->*text).find(what);
        REQUIRE_MESSAGE(at != std::string::npos, std::string(what));
        (this->*text).replace(at, what.size(), with);
        return *this;
    }
    base::Result<Population> read() {
        words = {};
        folder.write("population.yaml", layout).write("台账.csv", to_gb18030(households)).write("成员.csv", persons);
        return population::read(folder.path(), described_schema(), words, options);
    }
    Told mistakes() { return {lines_of(read().diagnostics())}; }

    Folder folder;
    table::Words words;
};

}  // namespace doudi::population::testing
