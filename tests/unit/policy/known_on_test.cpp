// The law as known on a day: figures and formulas published later are not there.

#include "doudi/policy/known_on.hpp"

#include "folder.hpp"

using namespace doudi;
using policy_test::Folder;

namespace {

policy::Policy law() {
    const Folder folder;
    folder.write("policy.yaml",
                 "policy: example\ncurrency: CNY\ninputs:\n  household:\n    region: {type: code, required: true}\nlaw: a\n"
                 "parameters:\n"
                 "  standard:\n    unit: CNY/month\n    by: [region]\n    values:\n"
                 "      \"51\": {2025-01-01: {value: 900, published: unstated}}\n"
                 "      \"5101\":\n"
                 "        2026-01-01: {value: 1105, published: 2025-12-20}\n"
                 "        2026-07-01: {value: 1120, published: 2026-08-14}\n"
                 "        2027-01-01: null\n"
                 "variables:\n  household:\n"
                 "    due: {formula: {2020-01-01: standard, 2026-07-01: {formula: 2 * standard, published: 2026-09-01}}}\n"
                 "    always: {formula: standard}\n");
    auto loaded = folder.load("");
    REQUIRE_MESSAGE(loaded.ok(), policy_test::codes_of(loaded.diagnostics()));
    return *loaded;
}

/// "51: 900; 5101: 1105 1120 –"
std::string figures_on(const std::string& day) {
    const policy::Policy known = policy::known_on(law(), base::Date::parse(day));
    std::string text;
    for (const policy::ParameterLeaf& leaf : known.parameters[0].leaves) {
        text += (text.empty() ? "" : "; ") + leaf.keys.front() + ":";
        for (const policy::DatedFigure& figure : leaf.figures) text += " " + (figure.ends ? "–" : figure.number.to_string());
    }
    return text;
}

}  // namespace

TEST_CASE("figures are known from the day they were published, else from the day they take effect") {
    CHECK(figures_on("2027-01-01") == "51: 900; 5101: 1105 1120 –");
    CHECK(figures_on("2026-12-31") == "51: 900; 5101: 1105 1120");
    CHECK(figures_on("2026-08-14") == "51: 900; 5101: 1105 1120");
    CHECK(figures_on("2026-08-13") == "51: 900; 5101: 1105");
    CHECK(figures_on("2025-12-20") == "51: 900; 5101: 1105");
}

TEST_CASE("a place of which nothing was known yet goes by the shorter code") { CHECK(figures_on("2025-12-19") == "51: 900"); }

TEST_CASE("a figure of which nothing was known is not stated, which is no open slot") {
    const policy::Policy known = policy::known_on(law(), base::Date::parse("2024-12-31"));
    CHECK_FALSE(known.parameters[0].is_slot());
    for (const policy::ParameterLeaf& leaf : known.parameters[0].leaves) CHECK(leaf.figures.empty());
}

TEST_CASE("dated formulas are known like figures, one without a date always") {
    const auto count = [](const std::string& day) {
        const policy::Policy known = policy::known_on(law(), base::Date::parse(day));
        return std::to_string(known.variables[0].formulas.size()) + " " + std::to_string(known.variables[1].formulas.size());
    };
    CHECK(count("2026-09-01") == "2 1");
    CHECK(count("2026-08-31") == "1 1");
    CHECK(count("2019-12-31") == "0 1");
}

TEST_CASE("without a day all is known") {
    CHECK(policy::known_on(law(), std::nullopt).parameters[0].leaves[1].figures.size() == 3);
}
