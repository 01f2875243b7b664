// ID numbers that are the same number compare equal, and no others.

#include <doctest/doctest.h>

#include "doudi/population/payments.hpp"

using doudi::population::normalised_id;

TEST_CASE("one number, however it is written, has one key") {
    const std::string key = "51999919780501003X";
    CHECK(normalised_id("51999919780501003X") == key);
    CHECK(normalised_id("51999919780501003x") == key);
    CHECK(normalised_id(" 519999 19780501 003x\t") == key);
    CHECK(normalised_id("５１９９９９１９７８０５０１００３Ｘ") == key);
    CHECK(normalised_id("５１９９９９１９７８０５０１００３ｘ") == key);
    CHECK(normalised_id("\xE3\x80\x80" "51999919780501003X" "\xE2\x80\x8B") == key);
}

TEST_CASE("a number of fifteen digits gets its century and its check digit") {
    CHECK(normalised_id("519999780501003") == "51999919780501003X");
    CHECK(normalised_id("519999660901004") == "519999196609010046");
    CHECK(normalised_id("110105491231002") == "11010519491231002X");  // the example of GB 11643-1999
}

TEST_CASE("what is no ID number keeps its letters") {
    CHECK(normalised_id("91510100MA61x") == "91510100MA61x");
    CHECK(normalised_id("51999978050100") == "51999978050100");
    CHECK(normalised_id("51999978050100a") == "51999978050100a");
    CHECK(normalised_id(" ") == "");
    CHECK(normalised_id("") == "");
}
