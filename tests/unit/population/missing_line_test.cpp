// Taking any one line out of a population.yaml ends in a message that names the line to put back.

#include <doctest/doctest.h>

#include <map>

#include "described.hpp"
#include "doudi/report/messages.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;

namespace {

std::string trimmed(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(' ');
    return line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

// Reads the model without line `number` (from 0) of its description; what is said of it, in both languages.
std::string said_without(const std::string& layout, std::size_t number, report::Language language) {
    Office office;
    office.layout.clear();
    std::size_t at = 0;
    for (std::size_t begin = 0; begin < layout.size(); ++at) {
        const std::size_t end = layout.find('\n', begin) + 1;
        office.layout += at == number ? "" : layout.substr(begin, end - begin);
        begin = end;
    }
    const auto population = office.read();
    CHECK_FALSE(population.ok());
    return report::draw(population.diagnostics(), {language, false});
}

std::vector<std::string> lines_in(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

// What can be told of a line that nothing in the folder holds whole.
const std::map<std::string, std::string> essences = {
    {"exported: 2026-11-03", "exported: 2026-11-DD"},
    {"from: 类别", "from: HEADER"},
    {"城: urban", "城: …"},
    {"乡: rural", "乡: …"},
    {"student: {from: 在校, values: {在读: true, 无: false}}", "student: {from: 在校, values: {在读: …, 无: …}}"},
    {"wage: {from: 工资性收入（年）, unit: CNY/year, blank: 0, thousands: \",\"}",
     "wage: {from: 工资性收入（年）, unit: CNY/year}"},
    {"- 民族", "ignore: [民族]"},
};

}  // namespace

TEST_CASE("a description's lines may be blocks or lists, and their parents are named alike") {
    std::string layout = model_layout;
    const auto replace = [&](const std::string& what, const std::string& with) {
        const std::size_t at = layout.find(what);
        REQUIRE(at != std::string::npos);
        layout.replace(at, what.size(), with);
    };
    replace("    total_row: {column: 序号, text: 合计}\n",
            "    total_row:\n      column: 序号\n      text: 合计\n    sums:\n      存款: 1234.50\n");
    replace("{from: 出生日期, format: [YYYY/M/D, YYYYMMDD]}",
            "\n        from: 出生日期\n        format:\n          - YYYY/M/D\n          - YYYYMMDD");
    replace("[序号, 备注]", "\n    - 序号\n    - 备注");
    replace("      deposits: {from: 存款, thousands: \",\"}",
            "      deposits:\n        from: 存款\n        thousands: \",\"");
    Office office;
    office.layout = layout;
    REQUIRE_MESSAGE(office.read().ok(), office.mistakes().front());
    const std::map<std::string, std::string> named = {{"total_row:", "total_row:"},
                                                      {"column: 序号", "column: HEADER"},
                                                      {"text: 合计", "text: 合计"},
                                                      {"sums:", "sums:"},
                                                      {"deposits:", "deposits:"},
                                                      {"thousands: \",\"", "thousands: \",\""},
                                                      {"birth_date:", "birth_date:"},
                                                      {"format:", "format:"},
                                                      {"- YYYY/M/D", "YYYY/M/D"},
                                                      {"- YYYYMMDD", "YYYYMMDD"},
                                                      {"- 备注", "备注"},
                                                      {"ignore:", "ignore:"}};
    const auto lines = lines_in(layout);
    std::size_t tried = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto expected = named.find(trimmed(lines[i]));
        if (expected == named.end()) {
            continue;
        }
        ++tried;
        CAPTURE(lines[i]);
        const std::string said = said_without(layout, i, report::Language::en);
        CAPTURE(said);
        CHECK(said.find(expected->second) != std::string::npos);
    }
    CHECK(tried == named.size() + 1);  // `ignore:` stands twice
}

TEST_CASE("any line taken out of a description is named") {
    const auto lines = lines_in(model_layout);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string line = trimmed(lines[i]);
        CAPTURE(line);
        const auto known = essences.find(line);
        const std::string essence = known == essences.end() ? line : known->second;
        for (const auto language : {report::Language::en, report::Language::zh}) {
            const std::string said = said_without(model_layout, i, language);
            CAPTURE(said);
            CHECK(said.find(essence) != std::string::npos);
        }
    }
}
