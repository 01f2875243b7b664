// Who is who: ID numbers in two households, numbers that are not well formed, days that cannot be.

#include <doctest/doctest.h>

#include "described.hpp"
#include "doudi/population/payments.hpp"
#include "doudi/base/id_number.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

namespace {

Told remarks_of(const Population& population) {
    static const std::vector<std::string> weights = {"note", "warn", "hold"};
    Told told;
    for (const Remark& remark : population.remarks) {
        told.push_back(weights[static_cast<std::size_t>(remark.weight)] + " " + remark.household_id + " " +
                       remark.person_id + " " + line_of(remark.told));
    }
    return told;
}

// The plain format with one more person in h2.
Told remarks_with(const std::string& number, const std::string& born = "1988-03-01") {
    Folder folder;
    folder.write("households.csv", "household_id,area,deposits,vehicles\nh1,urban,,\n");
    folder.write("persons.csv",
                 "household_id,person_id,person_name,resident_id,birth_date,death_date,student,wage\nh1,p1,,\"" +
                     number + "\"," + born + ",,,\n");
    table::Words words;
    const auto population = population::read(folder.path(), described_schema(), words, {});
    return population ? remarks_of(*population) : Told{lines_of(population.diagnostics())};
}

}  // namespace

TEST_CASE("one ID number in two households holds both, and names both lines") {
    Office office;
    office.replace(&Office::persons, "丙,110101195202280013,1952/2/28", "甲,110101198803010012,1988/3/1");
    const auto population = office.read();
    REQUIRE(population.ok());
    CHECK(remarks_of(*population) ==
          Lines{"hold h1 p1 成员.csv:2 same_person 110101********0012|成员.csv:2|成员.csv:4",
                "hold h2 p3 成员.csv:4:9 same_person 110101********0012|成员.csv:2|成员.csv:4"});
    REQUIRE(population->batches.size() == 1);
    CHECK(population->batches[0].holds == std::vector<Lines>{{"same_person"}, {"same_person"}});
    SUBCASE("however it is written") {
        office.replace(&Office::persons, "h2,p3,甲,110101198803010012", "h2,p3,甲,110101 8803 0100１");
        const auto other = office.read();
        REQUIRE(other.ok());
        CHECK(other->remarks.size() == 2);
    }
}

TEST_CASE("nobody is held where no number stands twice") {
    Office office;
    const auto population = office.read();
    REQUIRE(population.ok());
    CHECK(population->remarks.empty());
    CHECK(population->batches[0].holds.empty());
}

TEST_CASE("one ID number twice in one household is refused") {
    Office office;
    office.replace(&Office::persons, "110101201509010016", "110101198803010012");
    CHECK(office.mistakes() == Lines{"成员.csv:3:9 person-twice 110101********0012 <成员.csv:2 first-is-here>"});
}

TEST_CASE("a number that is not well formed is told with the place of the fault, masked") {
    CHECK(remarks_with("110101198803010012").empty());
    CHECK(remarks_with("110101880301001").empty());
    CHECK(remarks_with("11010119880301001") == Lines{"warn h1 p1 persons.csv:2:8 id_length 110101*******1001|17"});
    CHECK(remarks_with("1101011988O3010012") == Lines{"warn h1 p1 persons.csv:2:8 id_character 110101********0012|11"});
    CHECK(remarks_with("110101198813010012") == Lines{"warn h1 p1 persons.csv:2:8 id_date 110101********0012"});
    CHECK(remarks_with("110101198803010013") == Lines{"warn h1 p1 persons.csv:2:8 id_check_digit 110101********0013"});
    CHECK(remarks_with("110101198803010012", "1988-03-02") ==
          Lines{"warn h1 p1 persons.csv:2:8 id_birth_date 110101********0012"});
    CHECK(remarks_with("1.10101E+17") == Lines{"persons.csv:2:8 damaged-id resident_id|1.10101E+17"});
    CHECK(remarks_with("").empty());
}

TEST_CASE("days that cannot be are refused") {
    const auto with = [](const std::string& what, const std::string& then) {
        Office office;
        office.replace(&Office::persons, what, then);
        return office.mistakes();
    };
    CHECK(with("1952/2/28", "1852/2/28") == Lines{"成员.csv:4:28 born-long-ago 1852-02-28|1900-01-01"});
    CHECK(with(",20150901,", ",2026/11/4,") == Lines{"成员.csv:3:28 born-after-export 2026-11-04|2026-11-03"});
    CHECK(with("2026年10月5日", "2026年11月4日") == Lines{"成员.csv:4:38 died-after-export 2026-11-04|2026-11-03"});
    CHECK(with("2026年10月5日", "1950年1月1日") == Lines{"成员.csv:4:38 died-before-birth 1950-01-01|1952-02-28"});
    SUBCASE("without a day of export there is nothing to be after") {
        CHECK(remarks_with("", "2099-01-01").empty());
        CHECK(remarks_with("", "1899-12-31") == Lines{"persons.csv:2:11 born-long-ago 1899-12-31|1900-01-01"});
    }
    SUBCASE("from a cell that cannot be read nothing is concluded") {
        CHECK(with("1952/2/28", "1952/2/3O") ==
              Lines{"成员.csv:4:28 bad-date-form 出生日期|1952/2/3O|YYYY/M/D, YYYYMMDD"});
    }
}

TEST_CASE("ID numbers are compared in one spelling") {
    CHECK(base::normalised_id("11010519491231002x") == "11010519491231002X");
    CHECK(base::normalised_id(" 110105 19491231 002Ｘ\t") == "11010519491231002X");
    CHECK(base::normalised_id("１１０１０５１９４９１２３１００２X") == "11010519491231002X");
    CHECK(base::normalised_id("110105491231002") == "11010519491231002X");
    CHECK(base::normalised_id("P1234567x") == "P1234567x");
    CHECK(base::normalised_id("").empty());
}

TEST_CASE("the check digit is that of the standard") {
    // GB 11643-1999 gives 11010519491231002X as its example.
    CHECK(base::check_digit("11010519491231002") == 'X');
    CHECK_FALSE(base::find_id_number_fault("11010519491231002X"));
    CHECK(base::birth_in("11010519491231002X") == base::Date::of(1949, 12, 31));
}
