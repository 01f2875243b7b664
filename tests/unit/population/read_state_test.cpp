// state.csv: one month, each value once.

#include <doctest/doctest.h>

#include "doudi/population/state_file.hpp"
#include "folder.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

namespace {

const std::string header = "month,household_id,person_id,name,value,unknown\n";

Lines mistakes(const std::string& rows) {
    Folder folder;
    folder.write("state.csv", header + rows);
    return lines_of(read_state(folder.path() / "state.csv").diagnostics());
}

}  // namespace

TEST_CASE("a state is read as written") {
    Folder folder;
    folder.write("state.csv", header +
                                  "2026-10,h1,,law.in_phase_out,true,\n2026-10,h1,p1,law.used,,unknown.wage;unknown."
                                  "pension\n2026-10,h2,,law.since,,\n");
    const auto state = read_state(folder.path() / "state.csv");
    REQUIRE(state.ok());
    CHECK(state->month == base::Month::of(2026, 10));
    REQUIRE(state->rows.size() == 3);
    CHECK(state->rows[0].value == "true");
    CHECK(state->rows[1].person_id == "p1");
    CHECK(state->rows[1].unknown == "unknown.wage;unknown.pension");
    CHECK(state->rows[2].line == 4);
    CHECK(state->file.rows == 3);
}

TEST_CASE("a state without rows has no month") {
    Folder folder;
    folder.write("state.csv", header);
    const auto state = read_state(folder.path() / "state.csv");
    REQUIRE(state.ok());
    CHECK_FALSE(state->month.has_value());
}

TEST_CASE("a state of two months is refused") {
    CHECK(mistakes("2026-10,h1,,a,1,\n2026-09,h2,,a,1,\n") ==
          Lines{"state.csv:3:1 mixed-months 2026-09|2026-10 <state.csv:2 first-is-here>"});
    CHECK(mistakes("2026-1,h1,,a,1,\n") == Lines{"state.csv:2:1 bad-month month|2026-1"});
}

TEST_CASE("a value of the same household, person and name stands once") {
    CHECK(mistakes("2026-10,h1,,a,1,\n2026-10,h1,p1,a,1,\n2026-10,h2,,a,1,\n2026-10,h1,,b,1,\n2026-10,h1,,a,2,\n") ==
          Lines{"state.csv:6:13 duplicate-state a <state.csv:2 first-is-here>"});
}

TEST_CASE("a state's ids, names and columns are as strict as a table's") {
    CHECK(mistakes("2026-10,h1 ,,a,1,\n") == Lines{"state.csv:2:9 hidden-in-id household_id|U+0020|3"});
    CHECK(mistakes("2026-10,h1,,,1,\n") == Lines{"state.csv:2:13 empty-cell name|"});
    CHECK(mistakes("2026-10,h1,,a,1,unknown.x\n") == Lines{"state.csv:2:17 value-and-unknown a"});
    CHECK(mistakes("2026-10,h1,,a,1\n") == Lines{"state.csv:2:15 too-few-fields 6|5"});
    Folder folder;
    folder.write("state.csv", "month,household_id,person_id,nme,value,unknown\n");
    CHECK(lines_of(read_state(folder.path() / "state.csv").diagnostics()) ==
          Lines{"state.csv:1:30 unknown-column nme help-did-you-mean name"});
}
