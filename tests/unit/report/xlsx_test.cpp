// Workbooks are read back as a spreadsheet would: unpacked, part by part.

#include "doudi/report/xlsx.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>

#include "report/unzip.hpp"
#include "temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using namespace doudi;

const base::Month october = *base::Month::parse("2026-10");

/// A private folder that is empty again when a workbook has been made in it.
class Scratch : public doudi::test::TemporaryFolder {
public:
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { CHECK(fs::is_empty(path())); }
};

base::Result<std::string> workbook_of(const std::vector<report::WorkbookSheet>& sheets) {
    const Scratch scratch;
    return report::workbook(sheets, october, scratch.path());
}

std::map<std::string, std::string> parts_of(const std::string& bytes) {
    std::map<std::string, std::string> texts;
    const auto parts = report::zip_parts(bytes);
    REQUIRE(parts.has_value());
    for (const report::ZipPart& part : *parts)
        CHECK(report::unpack(part, [&](std::string_view block) { texts[part.name] += block; }));
    return texts;
}

std::string sheet_of(const std::string& csv) {
    const auto bytes = workbook_of({{"entitlements", csv}});
    REQUIRE(bytes.ok());
    return parts_of(*bytes)["xl/worksheets/sheet1.xml"];
}

bool holds(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

std::string refusal(const std::string& csv) {
    const auto bytes = workbook_of({{"entitlements", csv}});
    REQUIRE_FALSE(bytes.ok());
    return bytes.diagnostics().items().front().code;
}

}  // namespace

TEST_CASE("ids are text and amounts are numbers in a workbook") {
    const std::string sheet = sheet_of("household_id,amount,units\n0012345678901234567,417.00,3\n7,-0.05,0\n");
    CHECK(holds(sheet, R"(<c r="A2" t="inlineStr"><is><t>0012345678901234567</t></is></c>)"));
    CHECK(holds(sheet, R"(<c r="B2" s="2"><v>417</v></c>)"));
    CHECK(holds(sheet, "<c r=\"C2\"><v>3</v></c>"));
    CHECK(holds(sheet, R"(<c r="A3" t="inlineStr"><is><t>7</t></is></c>)"));
    CHECK(holds(sheet, R"(<c r="B3" s="2"><v>-0.05</v></c>)"));
}

TEST_CASE("an amount that a spreadsheet's number would round stays text") {
    const std::string sheet = sheet_of("amount\n9999999999999.99\n10000000000000.00\n1/3\n2.125\n");
    CHECK(holds(sheet, "<v>9999999999999.99</v>"));
    CHECK(holds(sheet, "<t>10000000000000.00</t>"));
    CHECK(holds(sheet, "<t>1/3</t>"));
    CHECK(holds(sheet, "<t>2.125</t>"));
}

TEST_CASE("a cell that looks like a formula is harmless text") {
    const std::string sheet = sheet_of("message\n=1+1\n+1\n-1\n@SUM(A1)\n\"=HYPERLINK(\"\"http://x\"\",\"\"<&>\"\")\"\n");
    for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)"}) CHECK(holds(sheet, "<is><t>" + std::string(text) + "</t></is>"));
    CHECK(holds(sheet, "&lt;&amp;&gt;"));
    CHECK_FALSE(holds(sheet, "<f>"));
    CHECK_FALSE(holds(sheet, "<v>"));
}

TEST_CASE("the header is frozen and filtered, and columns are as wide as their text looks") {
    const std::string sheet = sheet_of("household_id,area\n1,城镇居民家庭\n2,\n");
    CHECK(holds(sheet, R"(<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>)"));
    CHECK(holds(sheet, R"(<autoFilter ref="A1:B3"/>)"));
    CHECK(holds(sheet, R"(<col min="2" max="2" width="15.7109375")"));  // 12 for six wide characters, and the arrow
    CHECK(holds(sheet, "numberStoredAsText=\"1\""));
}

TEST_CASE("the same sheets make the same bytes, with no time but the month's") {
    const std::vector<report::WorkbookSheet> sheets = {{"entitlements", "household_id,amount\n1,2.00\n"}, {"checks", "check\n"}};
    const auto first = workbook_of(sheets);
    const auto second = workbook_of(sheets);
    REQUIRE((first.ok() && second.ok()));
    CHECK(*first == *second);
    const auto parts = report::zip_parts(*first);
    REQUIRE(parts.has_value());
    for (const report::ZipPart& part : *parts) CHECK(part.stamp == parts->front().stamp);
    CHECK(holds(parts_of(*first)["docProps/core.xml"], "2026-10-01T00:00:00Z"));
    CHECK(holds(parts_of(*first)["xl/workbook.xml"], "<sheet name=\"checks\" sheetId=\"2\""));
}

TEST_CASE("what a sheet has no room for is refused") {
    std::string rows = "household_id\n";
    for (int i = 0; i < 1'048'575; ++i) rows += "1\n";
    rows += "1\n";
    CHECK(refusal(rows) == "xlsx-too-many-rows");
    CHECK(refusal("reasons\n" + std::string(32'768, 'x') + "\n") == "xlsx-long-cell");
}

TEST_CASE("an archive that was cut off or changed is noticed") {
    const auto bytes = workbook_of({{"entitlements", "household_id\n1\n"}});
    REQUIRE(bytes.ok());
    CHECK_FALSE(report::zip_parts(bytes->substr(0, bytes->size() - 1)).has_value());
    CHECK_FALSE(report::zip_parts(bytes->substr(100)).has_value());
    std::string changed = *bytes;
    const auto whole = report::zip_parts(*bytes);
    REQUIRE(whole.has_value());
    const auto at = static_cast<std::size_t>(whole->front().packed.data() - bytes->data()) + whole->front().packed.size() / 2;
    changed[at] = static_cast<char>(changed[at] + 1);
    const auto parts = report::zip_parts(changed);
    REQUIRE(parts.has_value());
    CHECK_FALSE(report::unpack(parts->front(), [](std::string_view) {}));
}
