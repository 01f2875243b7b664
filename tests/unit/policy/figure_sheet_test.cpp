// Figures kept in a sheet: the same figures as if they stood in the YAML, each with its place in the sheet.

#include <doctest/doctest.h>

#include "folder.hpp"

using namespace doudi;
using policy_test::codes_of;

namespace {

const std::string head =
    "policy: example\ncurrency: CNY\ninputs: {household: {region: {type: code}, area: {type: code, values: [urban, "
    "rural]}}}\nlaw: example\n";

std::string standards(const std::string& from) {
    return head + "parameters:\n  standard: {unit: CNY/month, by: [region, area], values_from: " + from + "}\n";
}

base::Result<policy::Policy> load(const policy_test::Folder& folder, const std::string& policy) {
    folder.write("policy.yaml", policy);
    return folder.load("");
}

/// "3701 urban 2024-01-01 800" of each figure, in the order of the leaves.
std::vector<std::string> figures_of(const policy::Parameter& parameter) {
    std::vector<std::string> told;
    for (const policy::ParameterLeaf& leaf : parameter.leaves)
        for (const policy::DatedFigure& figure : leaf.figures) {
            std::string line;
            for (const std::string& key : leaf.keys) line += key + " ";
            told.push_back(line + figure.from.to_string() + " " + (figure.ends ? "ends" : figure.number.to_string()));
        }
    return told;
}

}  // namespace

TEST_CASE("a sheet of figures reads as the values it stands for") {
    const policy_test::Folder folder;
    folder.write("standards.csv",
                 "area,from,region,value,published,reference\nurban,2024-01-01,3701,800.00,2023-12-20,notice 1\n"
                 "\"*\",2024-01-01,3702,600.5,,\nurban,2025-01-01,3701,null,,notice 2\nurban,2025-02,3701,850,,\n");
    const auto policy = load(folder, standards("{file: standards.csv}"));
    REQUIRE(codes_of(policy.diagnostics()).empty());
    const policy::Parameter& standard = policy->parameters.front();
    CHECK(figures_of(standard) ==
          std::vector<std::string>{"3701 urban 2024-01-01 800", "3701 urban 2025-01-01 ends",
                                   "3701 urban 2025-02-01 850", "3702 * 2024-01-01 600.5"});
    const policy::DatedFigure& first = standard.leaves.front().figures.front();
    CHECK(first.reference == "notice 1");
    REQUIRE(first.published.has_value());
    CHECK(first.published->to_string() == "2023-12-20");
    CHECK(first.span.to_string().ends_with("standards.csv:2:7"));
    CHECK(policy->layers.front().files.back()->name.ends_with("standards.csv"));
}

TEST_CASE("a sheet's headers, words and days are told, not guessed") {
    const policy_test::Folder folder;
    folder.write("standards.csv", "行政区划,城乡,执行日期,标准,备注\n3701,城镇,2024/3/1,800.00,x\n3701,农村,2024/3/1,600.00,\n");
    const auto policy = load(folder, standards(
        "{file: standards.csv, value: 标准, ignore: [备注], columns: {region: 行政区划, area: {from: 城乡, values: "
        "{城镇: urban, 农村: rural}}, from: {from: 执行日期, format: YYYY/M/D}}}"));
    REQUIRE(codes_of(policy.diagnostics()).empty());
    CHECK(figures_of(policy->parameters.front()) ==
          std::vector<std::string>{"3701 rural 2024-03-01 600", "3701 urban 2024-03-01 800"});
}

TEST_CASE("a layer's sheet joins the figures below, and states when each was published") {
    const policy_test::Folder folder;
    folder.write("base/policy.yaml", standards("{file: a.csv}"));
    folder.write("base/a.csv", "region,area,from,value\n3701,urban,2024-01-01,800\n3701,urban,2025-01-01,850\n");
    const std::string overlay =
        "policy: local\nextends: base\nlaw: example\nparameters: {standard: {values_from: {file: b.csv}}}\n";
    folder.write("b.csv", "region,area,from,value\n3701,urban,2025-01-01,860\n");
    CHECK(codes_of(load(folder, overlay).diagnostics()) == "published-missing");
    folder.write("b.csv", "region,area,from,value,published\n3701,urban,2025-01-01,860,unstated\n");
    const auto policy = load(folder, overlay);
    REQUIRE(codes_of(policy.diagnostics()).empty());
    CHECK(figures_of(policy->parameters.front()) ==
          std::vector<std::string>{"3701 urban 2024-01-01 800", "3701 urban 2025-01-01 860"});
    CHECK(policy->parameters.front().leaves.front().figures.back().layer == "local");
}

TEST_CASE("one sheet states many parameters, an empty cell states nothing") {
    const policy_test::Folder folder;
    folder.write("regions.csv",
                 "region,since,结算到角,增发比例\n3701,2024-01-01,true,30\n3702,2024-01-01,,20\n3701,2025-01-01,false,\n");
    const auto policy = load(folder,
        head +
        "parameters_from: {file: regions.csv, by: [region], columns: {jiao: 结算到角, rate: 增发比例, from: since}}\n"
        "parameters:\n  jiao: {type: bool, by: [region]}\n  rate: {unit: \"%\", by: [region]}\n");
    REQUIRE(codes_of(policy.diagnostics()).empty());
    CHECK(figures_of(policy->parameters[0]) == std::vector<std::string>{"3701 2024-01-01 1", "3701 2025-01-01 0"});
    CHECK(figures_of(policy->parameters[1]) ==
          std::vector<std::string>{"3701 2024-01-01 0.3", "3702 2024-01-01 0.2"});
}

TEST_CASE("what is wrong in a sheet is said at its cell") {
    const auto told = [](const std::string& sheet) {
        const policy_test::Folder folder;
        folder.write("s.csv", sheet);
        std::string all;
        const auto policy = load(folder, standards("{file: s.csv}"));
        for (const auto& one : policy.diagnostics().items())
            all += (all.empty() ? "" : " ") + one.code + "@" + std::to_string(one.span.line) + ":" +
                   std::to_string(one.span.column);
        return all;
    };
    const std::string columns = "region,area,from,value\n";
    CHECK(told(columns + "3701,urban,2024-01-01,800\n3701,urban,2024-01-01,801\n") == "overlap@3:12");
    CHECK(told(columns + "3701,urban,2024-01-01,8e2\n") == "bad-number-literal@2:23");
    CHECK(told(columns + "3701,urban,2024-01-01,800.005\n") == "figure-decimals@2:23");
    CHECK(told(columns + "3701,urban,2024-01-01,\n") == "figure-empty@2:12");
    CHECK(told(columns + "3701,urban,1.1.2024,800\n") == "date-expected@2:12");
    CHECK(told(columns + "3701,urban,2024-01-01\n") == "sheet-row@2:1");
    CHECK(told(columns + "3701,urban,2024-01-01,800,\n") == "sheet-row@2:1");
    CHECK(told(columns + "*,urban,2024-01-01,800\n") == "region-wildcard@2:1");
    CHECK(told(columns + "3701,town,2024-01-01,800\n") == "index-value@2:6");
    CHECK(told(columns + "3701,\"urban,2024-01-01,800\n") == "unterminated-quote@2:6");
    CHECK(told(columns + "\n3701,urban,2024-01-01,800\n") == "sheet-row@2:1");
    CHECK(told("region,area,from,value,value\n").starts_with("sheet-column-twice@1:24"));
    CHECK(told("") == "sheet-empty@0:0");
}
