// The desk of samples/desk as acceptance: every line of a description is needed and named when it is missing, what looks
// wrong is called so, the planted mistakes are found and nothing else. The mornings themselves are transcripts.

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/shell.hpp"
#include "temporary_folder.hpp"

using namespace doudi;
namespace fs = std::filesystem;

namespace {

const fs::path desk = fs::path(DOUDI_SOURCE_DIR) / "samples" / "desk";
const std::string law = DOUDI_SOURCE_DIR "/rules/samples/desk";

test::Said doudi_says(const std::string& words) { return test::shell("LC_ALL=C.UTF-8 NO_COLOR=1 " DOUDI_PROGRAM " " + words); }

/// A copy of the desk, whose descriptions may be changed.
class Copy {
public:
    Copy() { fs::copy(desk, folder_.path(), fs::copy_options::recursive); }
    [[nodiscard]] const fs::path& folder() const { return folder_.path(); }

private:
    test::TemporaryFolder folder_;
};

/// Takes each line out in turn and asks `run`; the message has to name the key of the line that is gone.
template <class Run>
void take_out_each_line(const fs::path& description, const Run& run) {
    const std::vector<std::string> lines = test::lines_of(test::read_file(description));
    REQUIRE(lines.size() > 10);
    for (std::size_t gone = 0; gone < lines.size(); ++gone) {
        std::ofstream file(description, std::ios::binary | std::ios::trunc);
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i != gone) file << lines[i] << "\n";
        file.close();
        const std::string line = lines[gone].substr(lines[gone].find_first_not_of(' '));
        const test::Said said = run();
        CAPTURE(description.string());
        CAPTURE(line);
        CAPTURE(said.text);
        CHECK(said.code == 4);
        CHECK(said.text.find("put `" + line.substr(0, line.find(':') + 1)) != std::string::npos);
    }
    std::ofstream file(description, std::ios::binary | std::ios::trunc);
    for (const std::string& line : lines) file << line << "\n";
}

void replace(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = test::read_file(file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace

TEST_CASE("every line taken out of a month's description is named by the message") {
    const Copy copy;
    for (const std::string month : {"2026-07", "2026-08", "2026-09", "2026-10", "2026-11"})
        take_out_each_line(copy.folder() / month / "population.yaml",
                           [&] { return doudi_says("compute -q " + law + " " + (copy.folder() / month).string() + " --month " + month); });
}

TEST_CASE("every line taken out of the description of what was paid is named by the message") {
    const Copy copy;
    take_out_each_line(copy.folder() / "已发" / "population.yaml", [&] {
        return doudi_says("audit " + law + " " + copy.folder().string() + " --payments " + (copy.folder() / "已发").string());
    });
}

TEST_CASE("wages by the year that are declared monthly look annual, as they are they do not") {
    const Copy copy;
    const std::string words = "check " + law + " " + (copy.folder() / "2026-11").string() + " --strict";
    CHECK(doudi_says(words).code == 0);
    replace(copy.folder() / "2026-11" / "population.yaml", "unit: CNY/year, ", "");
    const test::Said said = doudi_says(words);
    CHECK(said.code == 1);
    CHECK(said.text.find("[looks-annual]") != std::string::npos);
    CHECK(said.text.find("工资性收入（年）") != std::string::npos);
}

TEST_CASE("a column that the sheets do not have is refused, with the names tried, and nothing is written") {
    const Copy copy;
    replace(copy.folder() / "2026-11" / "population.yaml", "absent: {vehicles: 0}\n", "");
    const test::Said said = doudi_says("compute " + law + " " + (copy.folder() / "2026-11").string() + " --month 2026-11 -o " + (copy.folder() / "out").string());
    CHECK(said.code == 4);
    CHECK(said.text.find("no column for vehicles; names tried: vehicles, 机动车, 机动车辆数 [no-column-for]") != std::string::npos);
    CHECK_FALSE(fs::exists(copy.folder() / "out"));
}

TEST_CASE("the copy whose total does not add up is refused with both figures") {
    const test::Said said = doudi_says("compute -q " + law + " " + (desk / "2026-11-坏合计").string() + " --month 2026-11");
    CHECK(said.code == 4);
    CHECK(said.text.find("[total-differs]") != std::string::npos);
    CHECK(said.text.find("370630.01") != std::string::npos);
    CHECK(said.text.find("307,630.01") != std::string::npos);
}

TEST_CASE("the planted mistakes are found, with their amounts, and nothing else") {
    const Copy copy;
    const fs::path out = copy.folder() / "out";
    CHECK(doudi_says("audit -q " + law + " " + desk.string() + " --payments " + (desk / "已发").string() + " -o " + out.string()).code == 1);
    std::set<std::string> planted;
    const std::vector<std::string> plants = test::lines_of(test::read_file(desk / "已发" / "埋设的错误.csv"));
    for (std::size_t i = 1; i < plants.size(); ++i) planted.insert(plants[i].substr(0, plants[i].rfind(',', plants[i].find('"') == std::string::npos ? std::string::npos : plants[i].find('"'))));
    std::set<std::string> found;
    const std::vector<std::string> findings = test::lines_of(test::read_file(out / "findings.csv"));
    for (std::size_t i = 1; i < findings.size(); ++i) {
        std::vector<std::string> cells;  // month,household,person,benefit,paid,due,difference,class: none of them is quoted
        std::istringstream row(findings[i]);
        for (std::string cell; cells.size() < 8 && std::getline(row, cell, ',');) cells.push_back(cell);
        REQUIRE(cells.size() == 8);
        found.insert(cells[0] + "," + cells[1] + "," + cells[7] + "," + cells[4] + "," + cells[5] + "," + cells[6]);
    }
    CHECK(planted.size() == 5);
    CHECK(found == planted);
}

TEST_CASE("household 110's page says in both languages why October was 417.00 and September 507.00") {
    const std::string words = "explain " + law + " " + desk.string() + " --household 110 --month 2026-10 --payments " + (desk / "已发").string();
    const test::Said en = doudi_says(words);
    CHECK(en.code == 0);
    CHECK(en.text.find("due 417.00 CNY  paid 417.00 CNY") != std::string::npos);
    CHECK(en.text.find("paid 507.00 = 417.00 (2026-09) + 45.00 (back pay for 2026-07) + 45.00 (back pay for 2026-08); standard 1,105 → 1,120 from 2026-07-01, published 2026-08-14; "
                       "persons counted: 3 × 15.00") != std::string::npos);
    const test::Said zh = doudi_says(words + " --lang zh");
    CHECK(zh.text.find("应发 417.00 元  实发 417.00 元") != std::string::npos);
    CHECK(zh.text.find("实发 507.00 = 417.00（9月）+ 45.00（7月补发）+ 45.00（8月补发）；低保标准 1,105 → 1,120 自 2026-07-01，2026-08-14 公布；3 人 × 15.00") != std::string::npos);
}

TEST_CASE("the law holds what the notice says") {
    const test::Said shown = doudi_says("show " + law + " minimum_living.standard");
    const std::vector<std::string> notice = test::lines_of(test::read_file(desk / "标准.csv"));
    REQUIRE(notice.size() == 3);
    for (std::size_t i = 1; i < notice.size(); ++i) {
        std::vector<std::string> cells;
        std::istringstream row(notice[i]);
        for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell.ends_with('\r') ? cell.substr(0, cell.size() - 1) : cell);
        REQUIRE(cells.size() == 6);
        const bool is_there = [&] {
            for (const std::string& line : test::lines_of(shown.text))
                if (line.find(cells[2]) != std::string::npos && line.find(cells[3] + ".00") != std::string::npos && line.find(cells[4]) != std::string::npos && line.find(cells[5]) != std::string::npos) return true;
            return false;
        }();
        CAPTURE(notice[i]);
        CHECK(is_there);
    }
}

TEST_CASE("a morning has at most eight commands") {
    for (const char* name : {"morning-analyst.sh", "morning-auditor.sh"}) {
        int commands = 0;
        for (const std::string& line : test::lines_of(test::read_file(desk / name))) commands += line.starts_with("run ") ? 1 : 0;
        CHECK(commands > 3);
        CHECK(commands <= 8);
    }
}
