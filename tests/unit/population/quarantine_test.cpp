// Households with mistakes are set aside whole, up to a number; what is no household's stops the run.

#include <doctest/doctest.h>

#include "folder.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

namespace {

struct Outcome {
    Lines told;  // of a refusal, or "household: mistake"
    Lines kept;  // households
    std::uint64_t aside = 0;
    std::uint64_t persons = 0;
};

Outcome read_with(std::size_t most, const std::string& households, const std::string& persons) {
    Folder folder;
    folder.write("households.csv", "household_id,area,vehicles\n" + households);
    folder.write("persons.csv", "household_id,person_id,name,born,wage\n" + persons);
    table::Words words;
    ReadOptions options;
    options.quarantine = most;
    auto population = population::read(folder.path(), small_schema(), words, options);
    if (!population) {
        return {lines_of(population.diagnostics()), {}, 0, 0};
    }
    Outcome outcome;
    for (const Quarantined& one : population->quarantined) {
        outcome.told.push_back(one.household_id + ": " + line_of(one.told));
    }
    for (const table::Batch& batch : population->batches) {
        outcome.kept.insert(outcome.kept.end(), batch.household_ids.begin(), batch.household_ids.end());
        CHECK(batch.first_person.back() == batch.person_ids.size());
    }
    outcome.aside = population->households_set_aside;
    outcome.persons = population->persons;
    CHECK(population->households == outcome.kept.size());
    return outcome;
}

const std::string three = "h1,urban,0\nh2,rural,\nh3,urban,1\n";
const std::string their_persons = "h1,p1,甲,,1\nh2,p2,乙,,2\nh2,p3,丙,,3\nh3,p4,丁,,4\n";

std::string with(std::string text, const std::string& what, const std::string& then) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), then);
}

}  // namespace

TEST_CASE("a household with a mistake is set aside with all its members") {
    const Outcome outcome = read_with(1, three, with(their_persons, "丙,,3", "丙,,x"));
    CHECK(outcome.told == Lines{"h2: persons.csv:4:10 bad-number wage|x help-number-form"});
    CHECK(outcome.kept == Lines{"h1", "h3"});
    CHECK(outcome.aside == 1);
    CHECK(outcome.persons == 2);
    SUBCASE("without the option the mistake stops the run") {
        CHECK(read_with(0, three, with(their_persons, "丙,,3", "丙,,x")).told ==
              Lines{"persons.csv:4:10 bad-number wage|x help-number-form"});
    }
    SUBCASE("a second mistake of the same household is told too, and counts once") {
        const Outcome both = read_with(1, with(three, "h2,rural", "h2,moon"), with(their_persons, "丙,,3", "丙,,x"));
        CHECK(both.told.size() == 2);
        CHECK(both.aside == 1);
    }
    SUBCASE("more than the number refuse with how many there are") {
        const Outcome more = read_with(1, with(three, "h3,urban", "h3,moon"), with(their_persons, "丙,,3", "丙,,x"));
        CHECK(more.kept.empty());
        CHECK(more.told == Lines{"households.csv:4:4 bad-code area|moon|rural, urban, 城镇",
                                 "persons.csv:4:10 bad-number wage|x help-number-form", "quarantine-too-small 2|1"});
    }
}

TEST_CASE("what belongs to a household and can be set aside") {
    SUBCASE("a damaged id of a member") {
        CHECK(read_with(1, three, with(their_persons, "p3", "3.1E+17")).told ==
              Lines{"h2: persons.csv:4:4 damaged-id person_id|3.1E+17"});
    }
    SUBCASE("a household row that stands twice") {
        const Outcome outcome = read_with(1, three + "h2,rural,\n", their_persons);
        CHECK(outcome.told ==
              Lines{"h2: households.csv:5:1 duplicate-id household_id|h* <households.csv:3:1 first-is-here>"});
        CHECK(outcome.kept == Lines{"h1", "h3"});
    }
    SUBCASE("a person who stands in two households sets both aside") {
        const Outcome outcome = read_with(2, three, with(their_persons, "p4", "p1"));
        CHECK(outcome.told == Lines{"h3: persons.csv:5:4 duplicate-id person_id|p* <persons.csv:2 first-is-here>",
                                    "h1: persons.csv:5:4 duplicate-id person_id|p* <persons.csv:2 first-is-here>"});
        CHECK(outcome.kept == Lines{"h2"});
    }
    SUBCASE("a household without persons") {
        CHECK(read_with(1, three + "h4,urban,\n", their_persons).told ==
              Lines{"h4: households.csv:5:1 household-without-persons h*|persons.csv"});
    }
    SUBCASE("a person whose household has no row: one more household") {
        const Outcome outcome = read_with(1, three, their_persons + "h9,p9,,,\n");
        CHECK(outcome.told == Lines{"h9: persons.csv:6:1 no-such-parent household_id|h*|households.csv"});
        CHECK(outcome.kept.size() == 3);
        CHECK(outcome.aside == 1);
    }
}

TEST_CASE("what is no single household's mistake stops the run") {
    CHECK(read_with(9, with(three, "h2,rural,", "h2,rural"), their_persons).told ==
          Lines{"households.csv:3:4 too-few-fields 3|2", "quarantine-not-of-household 1"});
    CHECK(read_with(9, with(three, "h2,", ","), their_persons).told.back() == "quarantine-not-of-household 1");
    CHECK(read_with(9, three, with(their_persons, "h2,p3", ",p3")).told.back() == "quarantine-not-of-household 1");
    SUBCASE("and when nobody would be left") {
        CHECK(read_with(9, "h1,moon,\n", "h1,p1,,,\n").told ==
              Lines{"households.csv:2:4 bad-code area|moon|rural, urban, 城镇", "quarantine-of-all 1"});
    }
}

TEST_CASE("all mistakes of those set aside are kept, however many") {
    std::string households;
    std::string persons;
    for (int i = 0; i < 300; ++i) {
        const std::string number = std::to_string(i);
        households += "h" + number + ",urban,\n";
        persons += "h" + number + ",p" + number + ",,," + (i % 2 == 0 ? "x" : "1") + "\n";
    }
    const Outcome outcome = read_with(150, households, persons);
    CHECK(outcome.told.size() == 150);
    CHECK(outcome.kept.size() == 150);
    CHECK(read_with(149, households, persons).told.size() == 102);
}
