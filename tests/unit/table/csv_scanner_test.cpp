// What the scanner reads and what it refuses, in one block and byte by byte.

#include "doudi/table/csv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>

using namespace doudi::table;

namespace {

struct Scanned {
    std::vector<std::vector<std::string>> rows;  // sound ones
    std::vector<CsvMistake> mistakes;
    bool stopped = false;
    bool operator==(const Scanned& other) const {
        return rows == other.rows && stopped == other.stopped &&
               std::equal(
                   mistakes.begin(), mistakes.end(), other.mistakes.begin(), other.mistakes.end(),
                   [](const CsvMistake& a, const CsvMistake& b) { return a.fault == b.fault && a.place == b.place; });
    }
};

Scanned scan_in_blocks(std::string_view text, std::size_t block, CsvLimits limits) {
    CsvScanner scanner(limits);
    CsvRecord record;
    Scanned scanned;
    while (true) {
        const CsvScanner::Step step = scanner.next(record);
        if (step == CsvScanner::Step::end) {
            break;
        }
        if (step == CsvScanner::Step::more) {
            if (text.empty()) {
                scanner.finish();
            } else {
                scanner.feed(text.substr(0, block));
                text.remove_prefix(std::min(block, text.size()));
            }
        } else if (!record.is_broken()) {
            auto& row = scanned.rows.emplace_back();
            for (std::size_t i = 0; i < record.size(); ++i) {
                row.emplace_back(record.text(i));
            }
        }
    }
    scanned.mistakes = scanner.take_mistakes();
    scanned.stopped = scanner.has_stopped();
    return scanned;
}

Scanned scan(std::string_view text, CsvLimits limits = {}) {
    const Scanned whole = scan_in_blocks(text, text.size() + 1, limits);
    for (const std::size_t block : {std::size_t{1}, std::size_t{2}, std::size_t{7}}) {
        CHECK(scan_in_blocks(text, block, limits) == whole);
    }
    return whole;
}

void check_fault(std::string_view text, CsvFault fault, CsvPlace place, bool stops, CsvLimits limits = {}) {
    CAPTURE(text.substr(0, 60));
    const Scanned scanned = scan(text, limits);
    REQUIRE(scanned.mistakes.size() == 1);
    CHECK(scanned.mistakes[0].fault == fault);
    CHECK(scanned.mistakes[0].place.line == place.line);
    CHECK(scanned.mistakes[0].place.column == place.column);
    CHECK(scanned.stopped == stops);
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("the same table is read however RFC 4180 lets it be written") {
    const Rows rows = {{"a", "b"}, {"1", "x"}, {"2", ""}};
    for (const char* text :
         {"a,b\n1,x\n2,\n", "a,b\n1,x\n2,",
          "\xEF\xBB\xBF"
          "a,b\n1,x\n2,\n",
          "a,b\r\n1,x\r\n2,\r\n", "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"\"\n", "a,\"b\"\r\n1,\"x\"\r\n2,\"\""}) {
        CAPTURE(text);
        const Scanned scanned = scan(text);
        CHECK(scanned.rows == rows);
        CHECK(scanned.mistakes.empty());
    }
}

TEST_CASE("quoted cells hold commas, quotes and line ends of any kind") {
    const Scanned scanned = scan("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\r\nand\rmore\"\n\"\"\"\",x,\n");
    CHECK(scanned.rows == Rows{{"a,b", "say \"no\"", "two\nlines\r\nand\rmore"}, {"\"", "x", ""}});
    CHECK(scanned.mistakes.empty());
}

TEST_CASE("places count physical lines and characters") {
    CsvScanner scanner;
    CsvRecord record;
    scanner.feed("\xEF\xBB\xBF姓名,\"备\n注\",x\n甲,乙,\"丙\"\n");
    scanner.finish();
    REQUIRE(scanner.next(record) == CsvScanner::Step::record);
    CHECK(record.place(0) == CsvPlace{1, 1});
    CHECK(record.place(1) == CsvPlace{1, 4});
    CHECK(record.place(2) == CsvPlace{2, 4});
    REQUIRE(scanner.next(record) == CsvScanner::Step::record);
    CHECK(record.line() == 3);
    CHECK(record.place(2) == CsvPlace{3, 5});
    CHECK(scanner.next(record) == CsvScanner::Step::end);
}

TEST_CASE("a quote that does not close is told at its opening") {
    check_fault("a,b\n1,\"x\n2,y\n3,z\n", CsvFault::unterminated_quote, {2, 3}, true);
    check_fault("a,b\n1,\"", CsvFault::unterminated_quote, {2, 3}, true);
    check_fault("a,b\n甲,\"" + std::string(200, 'x') + "\"\n", CsvFault::unterminated_quote, {2, 3}, true,
                {100, 1000, 10});
}

TEST_CASE("a quote inside a plain cell is refused and reading goes on") {
    check_fault("a,b\n1,ab\"c\n2,y\n", CsvFault::stray_quote, {2, 5}, false);
    check_fault("a,b\n1, \"c\"\n2,y\n", CsvFault::stray_quote, {2, 4}, false);
    CHECK(scan("a,b\n1,ab\"c\n2,y\n").rows == Rows{{"a", "b"}, {"2", "y"}});
}

TEST_CASE("text behind a closing quote is refused") {
    check_fault("a,b\n\"1\"x,2\n3,4\n", CsvFault::text_after_quote, {2, 4}, false);
    check_fault("a,b\n\"1\" ,2\n3,4\n", CsvFault::text_after_quote, {2, 4}, false);
    SUBCASE("when the quoted text swallowed lines the rest is not read and the opening quote is named") {
        const Scanned scanned = scan("a,b\n1,\"x\n2,y\n3,\"z\"\n");
        REQUIRE(scanned.mistakes.size() == 1);
        CHECK(scanned.stopped);
        CHECK(scanned.mistakes[0].fault == CsvFault::text_after_quote);
        CHECK(scanned.mistakes[0].place == CsvPlace{4, 4});
        CHECK(scanned.mistakes[0].opened == CsvPlace{2, 3});
    }
}

TEST_CASE("lines that end with CR alone are refused at the first") {
    check_fault("a,b\r1,2\r", CsvFault::carriage_returns, {1, 4}, true);
    check_fault("\"a\",\"b\"\r1,2\r", CsvFault::carriage_returns, {1, 8}, true);
    check_fault("a,b\r", CsvFault::carriage_returns, {1, 4}, true);
}

TEST_CASE("mixed line ends are told once") {
    check_fault("a,b\n1,2\r\n3,4\r\n", CsvFault::mixed_line_ends, {2, 4}, false);
    check_fault("a,b\r\n1,2\n3,4\n", CsvFault::mixed_line_ends, {2, 4}, false);
    check_fault("a,b\n1,2\r3,4\n", CsvFault::mixed_line_ends, {2, 4}, false);
}

TEST_CASE("limits on cells, rows and columns hold, whatever comes behind") {
    const CsvLimits limits{20, 50, 4};
    check_fault("a\n" + std::string(21, 'x') + ",y\n", CsvFault::long_cell, {2, 1}, true, limits);
    check_fault("a\n" + std::string(20, 'x') + "," + std::string(20, 'x') + "," + std::string(20, 'x') + "\n",
                CsvFault::long_row, {2, 1}, true, limits);
    check_fault("a,b,c,d,e\n", CsvFault::many_columns, {1, 9}, true, limits);
    CHECK(scan("a,b,c,d\n" + std::string(20, 'x') + "\n", limits).mistakes.empty());
}

TEST_CASE("a row that never ends takes no more memory than a row may have") {
    const CsvLimits limits{20, 50, 1000};
    CsvScanner scanner(limits);
    CsvRecord record;
    int blocks = 0;
    while (scanner.next(record) == CsvScanner::Step::more && blocks < 1000) {
        scanner.feed("x,");
        ++blocks;
    }
    CHECK(scanner.has_stopped());
    CHECK(blocks == 26);
}

TEST_CASE("an empty line is a blank record, a quoted nothing is not") {
    CsvScanner scanner;
    CsvRecord record;
    scanner.feed("a\n\n\"\"\n");
    scanner.finish();
    REQUIRE(scanner.next(record) == CsvScanner::Step::record);
    REQUIRE(scanner.next(record) == CsvScanner::Step::record);
    CHECK(record.is_blank());
    REQUIRE(scanner.next(record) == CsvScanner::Step::record);
    CHECK_FALSE(record.is_blank());
    CHECK(record.text(0).empty());
}
