// Words: numbers for texts and back.

#include "doudi/table/column.hpp"

#include <doctest/doctest.h>

using doudi::table::Words;

TEST_CASE("a word keeps its number however many come after it") {
    Words words;
    const auto urban = words.intern("urban");
    for (int i = 0; i < 10000; ++i) {
        words.intern("word " + std::to_string(i));
    }
    CHECK(words.intern("urban") == urban);
    CHECK(words.find("urban") == urban);
    CHECK(words.word(urban) == "urban");
    CHECK(words.size() == 10001);
}

TEST_CASE("a word never seen has no number") {
    Words words;
    CHECK(words.find("urban") == Words::none);
    CHECK(words.size() == 0);
}

TEST_CASE("words are bytes") {
    Words words;
    CHECK(words.intern("Urban") != words.intern("urban"));
    CHECK(words.intern("") != words.intern(" "));
}

TEST_CASE("a column without standings is known in every row") {
    doudi::table::Column column;
    CHECK(column.standing_of(7) == doudi::table::known);
    column.standing = {doudi::table::known, doudi::table::missing};
    CHECK(column.standing_of(1) == doudi::table::missing);
}
