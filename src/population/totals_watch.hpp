#pragma once
// A row of totals that a description does not speak of.

#include <string>
#include <vector>

#include "doudi/base/source.hpp"
#include "mistakes.hpp"
#include "sheet.hpp"

namespace doudi::population {

/// Looks out for rows of totals in one sheet. The last is told with the line that describes it, others as subtotals.
class TotalsWatch {
public:
    /// `read`: the fields that the table reads.
    TotalsWatch(const Rows& rows, const std::string& table, std::vector<std::size_t> read, Mistakes& mistakes)
        : rows_(rows), table_(table), read_(std::move(read)), mistakes_(mistakes) {}
    /// The row has a word for totals and nothing in most of the fields that are read: it is no row of the table.
    [[nodiscard]] bool takes(const CsvRecord& row);
    /// All rows were given out.
    void finish();
    [[nodiscard]] bool met_any() const { return met_any_; }

private:
    [[nodiscard]] bool is_mostly_empty(const CsvRecord& row) const;

    const Rows& rows_;
    const std::string& table_;
    std::vector<std::size_t> read_;
    Mistakes& mistakes_;
    base::SourceSpan place_;  // of the word in the row met last; line 0: another row followed
    std::string column_;
    std::string text_;
    bool met_any_ = false;
};

}  // namespace doudi::population
