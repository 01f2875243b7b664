// How mistakes are drawn. What each says stands in tests/diagnostics.

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "doudi/report/messages.hpp"

using namespace doudi;
using report::Language;

namespace {

base::SourceSpan place(const std::string& text, int line, int column, int end) {
    return {std::make_shared<const base::SourceFile>(base::SourceFile{"law.yaml", text}), line, column, end};
}

std::string drawn(const base::SourceSpan& span, bool help = false) {
    base::Diagnostics told;
    auto& error = told.error("unknown-name", span, {"wagge"});
    if (help) error.with_help("help-did-you-mean", {"wage"});
    return report::draw(told, {});
}

}  // namespace

TEST_CASE("a mistake shows its line, a caret under the place, and help behind it") {
    CHECK(drawn(place("a: 1\nb: wagge + 1\n", 2, 4, 9), true) ==
          "law.yaml:2:4: error: unknown name 'wagge' [unknown-name]\n"
          "    2 | b: wagge + 1\n"
          "      |    ^~~~~ did you mean 'wage'?\n");
}

TEST_CASE("the caret stands under wide characters and tabs") {
    CHECK(drawn(place("低保: wagge", 1, 5, 10)) ==
          "law.yaml:1:5: error: unknown name 'wagge' [unknown-name]\n"
          "    1 | 低保: wagge\n"
          "      |       ^~~~~\n");
    CHECK(drawn(place("a: 工资标准", 1, 4, 6)) ==
          "law.yaml:1:4: error: unknown name 'wagge' [unknown-name]\n"
          "    1 | a: 工资标准\n"
          "      |    ^~~~\n");
    CHECK(drawn(place("\ta", 1, 2, 3)) ==
          "law.yaml:1:2: error: unknown name 'wagge' [unknown-name]\n"
          "    1 |     a\n"
          "      |     ^\n");
}

TEST_CASE("nothing hidden in a line reaches the terminal") {
    CHECK(drawn(place("a\x1b[31m\u202eb", 1, 7, 8)) ==
          "law.yaml:1:7: error: unknown name 'wagge' [unknown-name]\n"
          "    1 | a\\x1b[31m\\u{202e}b\n"
          "      |          ^~~~~~~~\n");
}

TEST_CASE("a long line is cut around the caret") {
    const std::string line = std::string(300, 'a') + " wagge " + std::string(300, 'b');
    const std::string text = drawn(place(line, 1, 302, 307));
    CHECK(text ==
          "law.yaml:1:302: error: unknown name 'wagge' [unknown-name]\n"
          "    1 | …" +
              std::string(59, 'a') + " wagge " + std::string(54, 'b') +
              "…\n"
              "      | " +
              std::string(61, ' ') + "^~~~~\n");
}

TEST_CASE("a place beyond the line is drawn at its end") {
    CHECK(drawn(place("ab", 1, 3, 4)) ==
          "law.yaml:1:3: error: unknown name 'wagge' [unknown-name]\n"
          "    1 | ab\n"
          "      |   ^\n");
    CHECK(drawn(place("ab", 9, 1, 2)) ==
          "law.yaml:9:1: error: unknown name 'wagge' [unknown-name]\n"
          "    9 |\n"
          "      | ^\n");
}

TEST_CASE("without a text, a line or a file only the message is drawn, help below") {
    CHECK(drawn(place("", 7, 3, 5), true) ==
          "law.yaml:7:3: error: unknown name 'wagge' [unknown-name]\n      did you mean 'wage'?\n");
    CHECK(drawn(place("a", 0, 0, 0)) == "law.yaml: error: unknown name 'wagge' [unknown-name]\n");
    CHECK(drawn({}) == "error: unknown name 'wagge' [unknown-name]\n");
    CHECK(drawn(place("a b", 1, 0, 0), true) ==
          "law.yaml:1: error: unknown name 'wagge' [unknown-name]\n    1 | a b\n      did you mean 'wage'?\n");
}

TEST_CASE("notes follow with their lines, and severities have Chinese words and colours") {
    base::Diagnostics told;
    told.error("overlap", place("a\nb\n", 2, 1, 2), {"2026-01-01"})
        .with_note("first-is-here", place("a\nb\n", 1, 1, 2));
    CHECK(report::draw(told, {Language::zh, false}) ==
          "law.yaml:2:1: 错误：有两个数值同于 2026-01-01 起生效 [overlap]\n"
          "    2 | b\n"
          "      | ^\n"
          "law.yaml:1:1: 说明：第一处在此\n"
          "    1 | a\n"
          "      | ^\n");
    base::Diagnostics warned;
    warned.warning("unknown-name", {}, {"x"});
    CHECK(report::draw(warned, {Language::zh, false}) == "警告：未知名称“x” [unknown-name]\n");
    CHECK(report::draw(warned, {Language::en, true}) == "\x1b[1;35mwarning:\x1b[0m unknown name 'x' [unknown-name]\n");
}

TEST_CASE("after a hundred mistakes the rest is counted") {
    base::Diagnostics told;
    for (int i = 0; i < 120; ++i) told.error("unknown-name", {}, {"x"});
    const std::string text = report::draw(told, {});
    CHECK(std::count(text.begin(), text.end(), '\n') == 101);
    CHECK(text.ends_with("20 more mistakes, 120 in all\n"));
}

TEST_CASE("the same as objects") {
    base::Diagnostics told;
    told.error("unknown-name", place("a\nb: wagge", 2, 4, 9), {"wagge"})
        .with_help("help-did-you-mean", {"wage"})
        .with_note("read-here", place("a", 1, 1, 2));
    told.warning("unknown-name", {}, {"\xff"});
    const auto list = nlohmann::json::parse(report::draw_json(told, Language::en));
    REQUIRE(list.size() == 2);
    CHECK(list[0]["severity"] == "error");
    CHECK(list[0]["code"] == "unknown-name");
    CHECK(list[0]["file"] == "law.yaml");
    CHECK(list[0]["line"] == 2);
    CHECK(list[0]["column"] == 4);
    CHECK(list[0]["message"] == "unknown name 'wagge'");
    CHECK(list[0]["help"] == "did you mean 'wage'?");
    CHECK(list[0]["notes"][0]["message"] == "it is read here");
    CHECK(list[1]["file"].is_null());
    CHECK(list[1]["line"].is_null());
    CHECK(list[1]["help"].is_null());
    CHECK(report::draw_json({}, Language::en) == "[]\n");
}

TEST_CASE("a message without a text, or without its values, is a defect") {
    CHECK_THROWS_AS(report::text(Language::en, "no-such-key"), base::Defect);
    CHECK_THROWS_AS(report::text(Language::en, "unknown-name"), base::Defect);
    CHECK(report::has_text("unknown-name"));
    CHECK(!report::has_text("no-such-key"));
    CHECK(report::text(Language::en, "rounding-incomplete") ==
          "rounding says to what and how, as in {to: 0.01, mode: half_up}");
}
