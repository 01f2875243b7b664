#pragma once
// population.yaml: how the sheets of a folder are read, where they are not in the plain format. What it does not say is
// not done.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/base/source.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::population {

enum class Encoding : std::uint8_t { utf8, gb18030 };

/// A line under `columns:`. Spans are those of the line's key.
struct ColumnLayout {
    std::string input;
    std::string header;                         ///< `from`
    std::string unit;                           ///< of the cells; empty: the input's own
    std::map<std::string, std::string> values;  ///< cell → value of the input's type; a list is joined by '+'
    std::optional<std::string> blank;           ///< what an empty cell stands for
    bool thousands = false;                     ///< commas may stand before every third digit
    std::vector<std::string> formats;           ///< of dates and months; empty: YYYY-MM-DD, YYYY-MM
    std::string rule;                           ///< "pay_month": the month of a day; only in `payments`
    base::SourceSpan span;
};
struct TotalRow {
    std::string column;
    std::string text;
    base::SourceSpan span;
};
struct ControlSum {
    std::string header;
    base::Rational sum;
    base::SourceSpan span;
};
struct TableLayout {
    std::string table;
    base::SourceSpan span;
    std::vector<std::string> files;  ///< one; of past payments perhaps several of one shape
    Encoding encoding = Encoding::utf8;
    base::SourceSpan encoding_span;
    int skip_rows = 0;  ///< title lines above the header
    std::optional<TotalRow> total_row;
    std::vector<std::uint64_t> rows;  ///< the sender's figures, one a file; empty: unstated
    base::SourceSpan rows_span;
    std::vector<ControlSum> sums;
    std::string distinct;  ///< rows with one value under this header are one row of the table
    base::SourceSpan distinct_span;
    std::vector<ColumnLayout> columns;
    std::vector<std::pair<std::string, base::SourceSpan>> ignore;
    int months = 1;  ///< of payments: an amount is of so many months, the named one the last
    [[nodiscard]] const ColumnLayout* find(std::string_view input) const;
    [[nodiscard]] bool ignores(std::string_view header) const;
};
/// A line under `absent:`: the table has no such column, every cell of it is `value`.
struct AbsentInput {
    std::string table;
    std::string input;
    std::string value;  ///< empty: an empty cell, with what the policy says of it
    base::SourceSpan span;
};
struct Layout {
    std::shared_ptr<const base::SourceFile> file;
    std::optional<base::Month> month;    ///< that the facts describe
    std::optional<base::Date> exported;  ///< when they were known
    std::vector<TableLayout> tables;
    std::vector<AbsentInput> absent;
    [[nodiscard]] const TableLayout* find(std::string_view table) const;
    [[nodiscard]] const AbsentInput* find_absent(std::string_view table, std::string_view input) const;
};

/// A table that a population.yaml may describe.
struct KnownTable {
    const table::TableSpec* spec = nullptr;
    bool required = true;
};
/// What a description is of: facts of a month, or payments (which say their months themselves).
enum class Described : std::uint8_t { population, payments };

/// Reads `file`. A mistake names the line that would mend it; a line that is missing is named literally where the folder
/// (beside the file) tells what it was.
base::Result<Layout> read_layout(const std::shared_ptr<const base::SourceFile>& file,
                                 const std::vector<KnownTable>& tables, Described described = Described::population);

}  // namespace doudi::population
