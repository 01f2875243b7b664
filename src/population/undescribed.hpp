#pragma once
// Cells that a line of population.yaml would make readable: where it is the description that lacks it, told once a
// column, with the line.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cell.hpp"
#include "mistakes.hpp"
#include "table_form.hpp"

namespace doudi::population {

class Undescribed {
public:
    explicit Undescribed(const TableForm& form) : form_(form), columns_(form.columns.size()) {}
    /// True when a line would mend the fault: it is kept until finish().
    bool take(const CellError& wrong, std::string_view text, std::size_t column, const std::string& header,
              const base::SourceSpan& place, std::string_view household);
    /// `cells`: how many of each column were read. A form of dates or separators that comes twice, and words in half of
    /// the cells, are the description's; others are mistakes of their households.
    void finish(const std::vector<std::uint64_t>& cells, Mistakes& mistakes);

private:
    enum class Kind : std::uint8_t { form, word, blank };
    struct Fault {
        CellError wrong;
        ColumnLayout line;  // that would mend it
        base::SourceSpan place;
        std::string household;
    };
    struct Column {
        std::vector<Fault> kept;
        std::vector<std::string> texts;  // the first few
        ColumnLayout line;               // that would mend all
        std::uint64_t count = 0;
        Kind kind = Kind::form;
    };
    static bool mend(const CellError& wrong, std::string_view text, const ColumnForm& column, ColumnLayout& line,
                     Kind& kind);
    void report_column(const Column& column, Mistakes& mistakes) const;
    void report_cell(const Fault& fault, Mistakes& mistakes) const;

    const TableForm& form_;
    std::vector<Column> columns_;  // as in the spec
};

}  // namespace doudi::population
