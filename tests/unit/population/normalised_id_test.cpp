// ID numbers that are the same number compare equal, and no others.

#include <doctest/doctest.h>

#include "doudi/base/id_number.hpp"

namespace base = doudi::base;

TEST_CASE("one number, however it is written, has one key") {
    const std::string key = "51999919780501003X";
    CHECK(base::normalised_id("51999919780501003X") == key);
    CHECK(base::normalised_id("51999919780501003x") == key);
    CHECK(base::normalised_id(" 519999 19780501 003x\t") == key);
    CHECK(base::normalised_id("５１９９９９１９７８０５０１００３Ｘ") == key);
    CHECK(base::normalised_id("５１９９９９１９７８０５０１００３ｘ") == key);
    CHECK(base::normalised_id("\xE3\x80\x80" "51999919780501003X" "\xE2\x80\x8B") == key);
}

TEST_CASE("a number of fifteen digits gets its century and its check digit") {
    CHECK(base::normalised_id("519999780501003") == "51999919780501003X");
    CHECK(base::normalised_id("519999660901004") == "519999196609010046");
    CHECK(base::normalised_id("110105491231002") == "11010519491231002X");  // the example of GB 11643-1999
}

TEST_CASE("what is no ID number keeps its letters") {
    CHECK(base::normalised_id("91510100MA61x") == "91510100MA61x");
    CHECK(base::normalised_id("51999978050100") == "51999978050100");
    CHECK(base::normalised_id("51999978050100a") == "51999978050100a");
    CHECK(base::normalised_id(" ") == "");
    CHECK(base::normalised_id("") == "");
}
