// What is written as CSV, quoted by chance, reads back the same, however the bytes come.

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "doudi/table/csv.hpp"

using namespace doudi::table;

namespace {

using Row = std::vector<std::string>;

std::string write_cell(const std::string& text, bool quoted) {
    if (!quoted && text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string cell = "\"";
    for (const char c : text) {
        cell += c == '"' ? "\"\"" : std::string(1, c);
    }
    return cell + "\"";
}

std::vector<Row> read_back(std::string_view text, std::size_t block) {
    CsvScanner scanner;
    CsvRecord record;
    std::vector<Row> rows;
    for (CsvScanner::Step step = scanner.next(record); step != CsvScanner::Step::end; step = scanner.next(record)) {
        if (step == CsvScanner::Step::record) {
            Row& row = rows.emplace_back();
            for (std::size_t i = 0; i < record.size(); ++i) {
                row.emplace_back(record.text(i));
            }
        } else if (text.empty()) {
            scanner.finish();
        } else {
            scanner.feed(text.substr(0, block));
            text.remove_prefix(std::min(block, text.size()));
        }
    }
    RC_ASSERT(scanner.take_mistakes().empty());
    return rows;
}

}  // namespace

TEST_CASE("a table written with any quoting reads back the same") {
    CHECK(rc::check([] {
        const auto columns = *rc::gen::inRange<std::size_t>(2, 6);
        const auto text =
            rc::gen::container<std::string>(rc::gen::element('a', '1', ' ', ',', '"', '\n', '\r', '\t', ';'));
        const auto rows = *rc::gen::container<std::vector<Row>>(rc::gen::container<Row>(columns, text));
        const std::string line_end = *rc::gen::element<std::string>("\n", "\r\n");
        std::string written = *rc::gen::element<std::string>("", "\xEF\xBB\xBF");
        for (const Row& row : rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                written += (i == 0 ? "" : ",") + write_cell(row[i], *rc::gen::arbitrary<bool>());
            }
            written += line_end;
        }
        if (!rows.empty() && *rc::gen::arbitrary<bool>()) {
            written.resize(written.size() - line_end.size());
        }
        RC_ASSERT(read_back(written, *rc::gen::inRange<std::size_t>(1, 40)) == rows);
    }));
}
