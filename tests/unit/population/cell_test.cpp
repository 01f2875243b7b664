// One cell by its column's type: what is read, what is refused, and what the message says was found.

#include <doctest/doctest.h>

#include "folder.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using table::ColumnKind;
using table::Empty;

namespace {

table::ColumnSpec money() {
    table::ColumnSpec spec = column("wage", ColumnKind::number, Empty::unknown);
    spec.decimals = 2;
    return spec;
}

// "code arg|arg help arg", or "" when the text is read.
std::string wrong(std::string_view text, const table::ColumnSpec& spec) {
    table::Words words;
    Cell cell;
    const auto error = parse_cell(text, spec, words, cell);
    if (!error) {
        return {};
    }
    base::Diagnostic told;
    told.code = error->code;
    told.args = error->args;
    told.help = error->help;
    told.help_args = error->help_args;
    return line_of(told);
}

Cell read_cell(std::string_view text, const table::ColumnSpec& spec, table::Words& words) {
    Cell cell;
    const auto error = parse_cell(text, spec, words, cell);
    CHECK_FALSE(error.has_value());
    return cell;
}

struct Refused {
    const char* text;
    const char* message;
};

}  // namespace

TEST_CASE("plain decimals are read exactly") {
    table::Words words;
    struct Row {
        const char* text;
        base::Rational value;
    };
    table::ColumnSpec spec = money();
    spec.decimals = 6;
    for (const Row& row :
         {Row{"0", 0}, Row{"7", 7}, Row{"-7.50", {-15, 2}}, Row{"1120.00", 1120}, Row{"0.01", {1, 100}}, Row{"-0", 0},
          Row{"9999999999999", 9999999999999},
          Row{"9999999999999.999999", base::Rational(9999999999999) + base::Rational(999999, 1000000)}}) {
        CAPTURE(row.text);
        CHECK(read_cell(row.text, spec, words).number == row.value);
    }
}

TEST_CASE("a number in another notation is refused and what was found is named") {
    for (const Refused& row : {
             Refused{"1,200", "bad-number wage|1,200 help-thousands"},
             {"1,234,567.89", "bad-number wage|1,234,567.89 help-thousands"},
             {"1.234,56", "bad-number wage|1.234,56 help-comma"},
             {"12,5", "bad-number wage|12,5 help-comma"},
             {"1,2OO", "bad-number wage|1,2OO help-letter-for-digit O"},
             {"1.2E+3", "bad-number wage|1.2E+3 help-exponent"},
             {"1e3", "bad-number wage|1e3 help-exponent"},
             {"１２０0", "bad-number wage|１２０0 help-full-width １"},
             {"１，200", "bad-number wage|１，200 help-full-width １"},
             {"٣٤", "bad-number wage|٣٤ help-other-digits ٣"},
             {"三百", "bad-number wage|三百 help-other-digits 三"},
             {"1200元", "bad-number wage|1200元 help-currency 元"},
             {"¥1200", "bad-number wage|¥1200 help-currency ¥"},
             {"￥1200", "bad-number wage|￥1200 help-currency ￥"},
             {"30%", "bad-number wage|30% help-percent"},
             {"NULL", "bad-number wage|NULL help-leave-empty"},
             {"无", "bad-number wage|无 help-leave-empty"},
             {"-", "bad-number wage|- help-leave-empty"},
             {"NaN", "bad-number wage|NaN help-not-finite"},
             {"-inf", "bad-number wage|-inf help-not-finite"},
             {"0x10", "bad-number wage|0x10 help-hexadecimal"},
             {"+5", "bad-number wage|+5 help-plus"},
             {"'5", "bad-number wage|'5 help-apostrophe"},
             {"(5)", "bad-number wage|(5) help-negative"},
             {"5-", "bad-number wage|5- help-negative"},
             {".5", "bad-number wage|.5 help-bare-point"},
             {"5.", "bad-number wage|5. help-bare-point"},
             {"010", "bad-number wage|010 help-leading-zero"},
             {"--5", "bad-number wage|--5 help-number-form"},
             {"1.2.3", "bad-number wage|1.2.3 help-number-form"},
             {"abc", "bad-number wage|abc help-number-form"},
             {"1 200", "bad-number wage|1 200 help-hidden-character U+0020|2"},
             {"5 ", "bad-number wage|5  help-hidden-character U+0020|2"},
             {"12345678901234", "number-too-long wage|12345678901234"},
             {"1.005", "too-many-decimals wage|1.005|2"},
             {"1.000", "too-many-decimals wage|1.000|2"},
         }) {
        CAPTURE(row.text);
        CHECK(wrong(row.text, money()) == row.message);
    }
    CHECK(wrong("5\xC2\xA0", money()).ends_with("help-hidden-character U+00A0|2"));
    CHECK(wrong("\xE2\x80\x8B"
                "5",
                money())
              .ends_with("help-hidden-character U+200B|1"));
    CHECK(wrong(std::string(400, '9'), money()).size() < 200);
}

TEST_CASE("limits are those of the cell, and the scale comes behind") {
    table::Words words;
    table::ColumnSpec grade = column("grade", ColumnKind::number, Empty::missing);
    grade.min = 1;
    grade.max = 4;
    CHECK(wrong("0", grade) == "below-minimum grade|0|1");
    CHECK(wrong("5", grade) == "above-maximum grade|5|4");
    CHECK(wrong("-1", grade) == "below-minimum grade|-1|1");
    CHECK(wrong("2.0", grade) == "too-many-decimals grade|2.0|0");
    CHECK(read_cell("4", grade, words).number == 4);
    table::ColumnSpec share = column("share", ColumnKind::number);
    share.max = 100;
    share.scale = {1, 100};
    CHECK(read_cell("30", share, words).number == base::Rational(3, 10));
}

TEST_CASE("an empty cell is what its column says") {
    table::Words words;
    CHECK(wrong("", column("wage", ColumnKind::number)) == "empty-cell wage|");
    CHECK(read_cell("", column("wage", ColumnKind::number, Empty::missing), words).standing == table::missing);
    CHECK(read_cell("", column("wage", ColumnKind::number, Empty::unknown), words).standing == table::first_unknown);
    table::ColumnSpec filled = column("wage", ColumnKind::number, Empty::filled);
    filled.fill = "12";
    const Cell cell = read_cell("", filled, words);
    CHECK(cell.standing == table::known);
    CHECK(cell.number == 12);
}

TEST_CASE("days and months have one form") {
    table::Words words;
    const table::ColumnSpec day = column("born", ColumnKind::date);
    CHECK(read_cell("2024-02-29", day, words).integer == base::Date::of(2024, 2, 29)->days);
    for (const char* text :
         {"2023-02-29", "2024/1/5", "2024-1-5", "20240105", "45321", "2024-01-05 ", "２024-01-05", "24-01-05"}) {
        CAPTURE(text);
        CHECK(wrong(text, day).starts_with("bad-date born|"));
    }
    const table::ColumnSpec month = column("since", ColumnKind::month);
    CHECK(read_cell("2026-11", month, words).integer == base::Month::of(2026, 11)->ordinal);
    CHECK(wrong("2026-13", month) == "bad-month since|2026-13");
    CHECK(wrong("2026-11-01", month) == "bad-month since|2026-11-01");
}

TEST_CASE("yes and no have six spellings and those of the policy") {
    table::Words words;
    table::ColumnSpec student = column("student", ColumnKind::boolean);
    student.spellings = {{"在校", "true"}, {"不在校", "false"}};
    for (const char* text : {"true", "1", "是", "在校"}) {
        CHECK(read_cell(text, student, words).integer == 1);
    }
    for (const char* text : {"false", "0", "否", "不在校"}) {
        CHECK(read_cell(text, student, words).integer == 0);
    }
    for (const char* text : {"yes", "True", "y", "2", "对"}) {
        CHECK(wrong(text, student).starts_with(std::string("bad-bool student|") + text + "|"));
    }
}

TEST_CASE("a code with declared values is one of them, and a near one is suggested") {
    table::Words words;
    const table::ColumnSpec area = small_schema().tables[0].columns[0];
    CHECK(words.word(read_cell("城镇", area, words).integer) == "urban");
    CHECK(words.word(read_cell("rural", area, words).integer) == "rural");
    CHECK(wrong("urbn", area) == "bad-code area|urbn|rural, urban, 城镇 help-did-you-mean urban");
    CHECK(wrong("Xy", area) == "bad-code area|Xy|rural, urban, 城镇");
    CHECK(wrong("urban ", area) == "bad-code area|urban |rural, urban, 城镇 help-hidden-character U+0020|6");
}

TEST_CASE("an open code takes any text that hides nothing") {
    table::Words words;
    const table::ColumnSpec region = column("region", ColumnKind::code);
    CHECK(words.word(read_cell("510185", region, words).integer) == "510185");
    CHECK(wrong("510185 ", region) == "invisible-character region|510185 |U+0020|7");
    CHECK(wrong(" 510185", region) == "invisible-character region| 510185|U+0020|1");
    CHECK(wrong("5101\xE2\x80\x8B"
                "85",
                region)
              .ends_with("|U+200B|5"));
}

TEST_CASE("what is personal is masked in messages") {
    table::ColumnSpec account = column("account", ColumnKind::number);
    account.personal = true;
    CHECK(wrong("6222021234567890123x", account).find("1234567890") == std::string::npos);
}
