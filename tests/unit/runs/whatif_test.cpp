// What a what-if owes to compute: the same baseline, the same amounts under the changed law, sums that meet.
// What it prints stands in tests/cli/whatif.md, its words in tests/unit/policy/setting_test.cpp.

#include "doudi/runs/whatif.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "doudi/policy/load.hpp"
#include "doudi/report/comparison.hpp"
#include "doudi/report/values.hpp"
#include "temporary_folder.hpp"

using namespace doudi;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

namespace {

const policy::Policy& demo() {
    static const auto loaded = policy::load(DOUDI_SOURCE_DIR "/rules/samples/jianyang-demo");
    REQUIRE(loaded);
    return *loaded;
}

runs::HistoryOptions county(const std::string& first, const std::string& last, bool from_nothing) {
    runs::HistoryOptions options;
    options.population = DOUDI_SOURCE_DIR "/samples/county";
    options.first = *base::Month::parse(first);
    options.last = *base::Month::parse(last);
    options.from_nothing = from_nothing;
    return options;
}

runs::Compared compared(const Words& words, const runs::HistoryOptions& history, unsigned threads = 0,
                        const policy::Policy& law = demo()) {
    runs::WhatIfOptions options;
    options.history = history;
    options.threads = threads;
    for (const std::string& word : words) options.settings.push_back(*policy::parse_setting(word));
    runs::Compared result;
    const runs::Outcome outcome = runs::what_if(law, options, result);
    INFO(report::draw(outcome.diagnostics, {}));
    REQUIRE(outcome.ok());
    return result;
}
runs::Compared in_october(const Words& words, unsigned threads = 0) {
    return compared(words, county("2026-10", "2026-10", false), threads);
}

std::vector<report::Totals> computed(const policy::Policy& law, const runs::HistoryOptions& history) {
    runs::ComputeOptions options;
    options.history = history;
    runs::Computed result;
    REQUIRE(runs::compute(law, options, result).ok());
    std::vector<report::Totals> totals;
    for (const runs::MonthResult& month : result.months) totals.push_back(month.totals);
    return totals;
}

/// Old and new columns of every row are the sums of eligible rows of two computed months.
void check_rows(const table::MonthComparison& month, const report::Totals& before, const report::Totals& after) {
    std::map<std::pair<std::string, std::string>, table::ComparedSum> rows;
    for (const table::ComparedRow& row : month.rows) rows[{row.region, row.benefit}] = row.sum;
    for (std::size_t id = 0; id < demo().benefits.size(); ++id) {
        const table::ComparedSum& row = rows.at({"*", demo().benefits[id].name});
        const auto eligible = [&](const report::Totals& totals) {
            return totals.sum(static_cast<int>(id), table::Status::eligible);
        };
        const auto unclaimed = [&](const report::Totals& totals) {
            return totals.sum(static_cast<int>(id), table::Status::unclaimed).amount;
        };
        CHECK(row.units_old == eligible(before).units);
        CHECK(row.units_new == eligible(after).units);
        CHECK(row.amount_old == eligible(before).amount);
        CHECK(row.amount_new == eligible(after).amount);
        CHECK(row.cost_with_unclaimed() == row.cost() + unclaimed(after) - unclaimed(before));
        const table::Movement& movement = month.movements[id];
        CHECK(row.units_old + movement.newly_eligible == row.units_new + movement.no_longer);
    }
}

std::vector<Words> cells_of(const std::string& csv) {
    std::vector<Words> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        Words cells;
        bool quoted = false;
        cells.emplace_back();
        for (const char c : line) {
            if (c == '"') quoted = !quoted;
            if (c == ',' && !quoted) {
                cells.emplace_back();
            } else if (c != '"') {
                cells.back() += c;
            }
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

/// Sum of the differences in gains-losses.csv, of amounts in one of `statuses`.
base::Rational sum_of_differences(const runs::Compared& result, const Words& statuses) {
    base::Rational sum;
    const auto amount = [&](const std::string& status, const std::string& cell) {
        return std::find(statuses.begin(), statuses.end(), status) == statuses.end()
                   ? base::Rational(0)
                   : *base::Rational::parse_decimal(cell);
    };
    for (const Words& row : cells_of(report::gains_losses_csv(result.comparison)))
        if (row.front() != "scenario") sum += amount(row[10], row[6]) - amount(row[9], row[5]);
    return sum;
}

const std::vector<Words> some_words = {
    {"standard=1200"},           {"standard=1000"},
    {"standard*=1.0333"},        {"standard[area=rural]=900"},
    {"work_deduction=0"},        {"deposit_limit_months=12", "phase_out_months=1"},
    {"phase_out_again=restart"}, {"minor_rate=0%", "old_age=60"},
    {"marginal_factor=1.2"},     {"standard[region=510185103]=2000", "severe_rate*=2"},
};

}  // namespace

TEST_CASE("the baseline is what compute finds, and a scenario what compute finds under the changed law") {
    const auto history = county("2026-10", "2026-10", false);
    const report::Totals today = computed(demo(), history).front();
    for (const Words& words : some_words) {
        CAPTURE(words.front());
        const runs::Compared result = in_october(words);
        CHECK(result.baseline.front().totals.summary_csv(history.first, demo()) ==
              today.summary_csv(history.first, demo()));
        check_rows(result.comparison.scenarios.front().months.front(), today,
                   computed(result.law.scenarios.front().policy, history).front());
    }
}

TEST_CASE("what households win and lose is the cost, and so are the rows of gains-losses.csv") {
    for (const Words& words : some_words) {
        CAPTURE(words.front());
        const runs::Compared result = in_october(words);
        const table::MonthComparison& month = result.comparison.scenarios.front().months.front();
        CHECK(month.winners.sum + month.losers.sum == month.total().cost());
        CHECK(sum_of_differences(result, {"eligible"}) == month.total().cost());
        CHECK(sum_of_differences(result, {"eligible", "unclaimed"}) == month.total().cost_with_unclaimed());
    }
}

TEST_CASE("the rows of regions add up to the total rows") {
    for (const Words& words : some_words) {
        std::map<std::string, table::ComparedSum> sums;
        const runs::Compared result = in_october(words);
        for (const table::ComparedRow& row : result.comparison.scenarios.front().months.front().rows) {
            if (row.benefit == "*") continue;
            if (row.region != "*") sums[row.benefit] += row.sum;
            if (row.region == "*") CHECK(sums[row.benefit].cost() == row.sum.cost());
            if (row.region == "*") CHECK(sums[row.benefit].units_new == row.sum.units_new);
        }
    }
}

TEST_CASE("each scenario walks a history of its own") {
    const auto history = county("2026-06", "2026-09", true);
    const runs::Compared result = compared({"standard@2026-08=1000..1200/200", "phase_out_months=2"}, history);
    const auto today = computed(demo(), history);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto changed = computed(result.law.scenarios[i].policy, history);
        REQUIRE(result.comparison.scenarios[i].months.size() == 4);
        for (std::size_t month = 0; month < 4; ++month)
            check_rows(result.comparison.scenarios[i].months[month], today[month], changed[month]);
    }
}

TEST_CASE("a scenario of a sweep is the run of its value alone") {
    const runs::Compared sweep = in_october({"standard=1000..1400/200"});
    for (const std::string value : {"1000", "1200", "1400"}) {
        const runs::Compared alone = in_october({"standard=" + value});
        const std::size_t at = value == "1000" ? 0 : value == "1200" ? 1 : 2;
        CHECK(sweep.comparison.scenarios[at].months.front().gains_losses ==
              alone.comparison.scenarios.front().months.front().gains_losses);
    }
}

TEST_CASE("threads change no byte") {
    const runs::Compared one = in_october({"standard=1100..1300/100", "minor_rate=25"}, 1);
    const runs::Compared many = in_october({"standard=1100..1300/100", "minor_rate=25"}, 7);
    CHECK(report::comparison_csv(one.comparison) == report::comparison_csv(many.comparison));
    CHECK(report::gains_losses_csv(one.comparison) == report::gains_losses_csv(many.comparison));
    CHECK(report::comparison_json(demo(), one.comparison) == report::comparison_json(demo(), many.comparison));
}

TEST_CASE("a word that sets today's figure is refused, and so is one for a place where nobody lives") {
    const auto codes = [](const std::string& word) {
        runs::WhatIfOptions options;
        options.history = county("2026-10", "2026-10", false);
        options.settings.push_back(*policy::parse_setting(word));
        runs::Compared result;
        const runs::Outcome outcome = runs::what_if(demo(), options, result);
        CHECK((outcome.ok() || outcome.trouble == runs::Trouble::policy));
        return outcome.ok() ? "ok" : outcome.diagnostics.items().front().code;
    };
    CHECK(codes("standard=1120") == "setting-same");
    CHECK(codes("standard[area=rural]=1120.00") == "setting-same");
    CHECK(codes("standard*=1") == "setting-same");
    CHECK(codes("standard[region=510185009]=1300") == "setting-nobody");
    CHECK(codes("standard[region=510185103,area=urban]=1300") == "ok");
    CHECK(codes("standard[region=510185101,area=urban]=1300") == "setting-nobody");  // only rural households there
}

TEST_CASE("nobody there is said in both languages") {
    base::Diagnostics told;
    told.error("setting-nobody", {}, {"standard[region=5]=1", "region=5"});
    CHECK(report::draw(told, {report::Language::en, false}) ==
          "error: 'standard[region=5]=1' changes nothing: no household of this population has region=5 "
          "[setting-nobody]\n");
    CHECK(report::draw(told, {report::Language::zh, false}) ==
          "错误：“standard[region=5]=1”没有改变任何内容：数据中没有 region=5 的家庭 [setting-nobody]\n");
}

// --- lines, and who stands between them ---

namespace {

/// One household a wage; nobody's wage is above `limit`, or at or below it, as `condition` says.
struct Lines : test::TemporaryFolder {
    explicit Lines(const std::string& condition) {
        write("policy.yaml",
              "policy: lines\ntitle: Lines\ncurrency: CNY\nlaw: aid\ninputs:\n  household: {deduction: {type: number, "
              "unit: CNY/month, required: true}}\n"
              "  person: {wage: {type: number, unit: CNY/month, unknown: true}}\n"
              "parameters:\n  limit: {unit: CNY/month, values: {2026-01-01: 600}}\n  factor: {values: {2026-01-01: "
              "1.5}}\n  free: {unit: CNY/month, values: {2026-01-01: 0}}\n"
              "variables:\n  household:\n    income: {unit: CNY/month, formula: sum(wage of persons) - free}\n    "
              "poor: {formula: income < limit}\n"
              "benefits:\n  aid:\n    to: household\n    award: none\n    eligible:\n" +
                  condition + "    amount: {formula: 10, round: {to: 0.01, mode: half_up}}\n");
        std::string households = "household_id,deduction\n";
        std::string persons = "household_id,person_id,wage\n";
        for (const std::string wage :
             {"0", "499.99", "500", "599.99", "600", "600.01", "699.99", "700", "700.01", "900", "1000", ""}) {
            const std::string id = "h" + std::to_string(households.size());
            households += id + ",0\n";
            persons += id + "," + id + "p," + wage + "\n";
        }
        write("data/households.csv", households);
        write("data/persons.csv", persons);
    }

    /// "test: between beside" of each line told.
    [[nodiscard]] Words told(const std::string& word) const {
        const auto law = policy::load(path());
        INFO(report::draw(law.diagnostics(), {}));
        REQUIRE(law);
        runs::HistoryOptions history;
        history.population = path() / "data";
        history.first = history.last = *base::Month::parse("2026-10");
        const runs::Compared result = compared({word}, history, 0, *law);
        Words lines;
        for (const table::Band& band : result.comparison.scenarios.front().months.front().bands)
            lines.push_back(band.test + ": " + std::to_string(band.between) + " " + std::to_string(band.beside) +
                            (result.comparison.entrants_seen() ? "" : " unseen"));
        return lines;
    }
};

}  // namespace

TEST_CASE("below a line that rises: from the old line on, and up to the new one") {
    const Lines below("      a: {when: income < limit}\n");
    CHECK(below.told("limit=700") == Words{"income < limit: 3 2"});  // 600 600.01 699.99 | 500 599.99
    CHECK(below.told("limit=600.01") == Words{"income < limit: 1 1"});
    CHECK(below.told("limit=1200") == Words{"income < limit: 7 4"});
    CHECK(below.told("limit=500").empty());
}

TEST_CASE("not above a line: the line itself is inside") {
    const Lines not_above("      a: {when: income <= limit}\n");
    CHECK(not_above.told("limit=700") == Words{"income <= limit: 3 2"});  // 600.01 699.99 700 | 599.99 600
    CHECK(Lines("      a: {when: not (income > limit)}\n").told("limit=700") == Words{"income > limit: 3 2"});
    CHECK(Lines("      a: {none: {rich: {when: income > limit}}}\n").told("limit=700") == Words{"income > limit: 3 2"});
}

TEST_CASE("above a line that falls") {
    CHECK(Lines("      a: {when: income > limit}\n").told("limit=500") ==
          Words{"income > limit: 2 3 unseen"});  // 599.99 600 | 600.01 699.99 700
    CHECK(Lines("      a: {when: limit <= income}\n").told("limit=500") ==
          Words{"limit <= income: 2 3 unseen"});  // 500 599.99 | 600 600.01 699.99
}

TEST_CASE("a line may be a product, stand in a variable, or be crossed by an income that falls") {
    CHECK(Lines("      a: {when: income < factor * limit}\n").told("factor=1.7") ==
          Words{"income < factor * limit: 2 0"});  // 900 1000 | nobody from 780 on
    CHECK(Lines("      a: {when: known(deduction) and poor}\n").told("limit=700") == Words{"income < limit: 3 2"});
    CHECK(Lines("      a: {when: income < limit}\n").told("free=100") == Words{"income < limit: 3 2"});
}

TEST_CASE("two conditions on the same line: the first says which way it runs, without a line nothing is said") {
    const Lines two(
        "      a: {when: income < limit}\n      b: {when: limit > income}\n      c: {when: income >= limit - 600}\n");
    CHECK(two.told("limit=700").size() == 1);
    CHECK(Lines("      a: {when: limit > 500}\n").told("limit=700").empty());
    CHECK(Lines("      a: {when: if income > 300 then limit > income else true}\n").told("limit=700").empty());
}

TEST_CASE("an empty band tells that those who would come in cannot be seen") {
    const Lines register_only("      a: {when: income < limit}\n");
    register_only.write("data/persons.csv", "household_id,person_id,wage\nx,xp,599.99\n");
    register_only.write("data/households.csv", "household_id,deduction\nx,0\n");
    CHECK(register_only.told("limit=700") == Words{"income < limit: 0 1 unseen"});
    register_only.write("data/persons.csv", "household_id,person_id,wage\nx,xp,600\n");
    CHECK(register_only.told("limit=700") == Words{"income < limit: 1 0"});
    register_only.write("data/persons.csv", "household_id,person_id,wage\nx,xp,0\n");
    CHECK(register_only.told("limit=700") == Words{"income < limit: 0 0 unseen"});
}
