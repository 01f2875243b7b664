#pragma once
// Cells that a line of population.yaml would make readable: told once a column, with the line.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cell.hpp"
#include "mistakes.hpp"
#include "table_form.hpp"

namespace doudi::population {

class Undescribed {
public:
    explicit Undescribed(const TableForm& form) : form_(form) {}
    /// True when a line would mend the fault: it is kept until finish().
    bool take(const CellError& wrong, std::string_view text, std::size_t column, const std::string& header,
              const base::SourceSpan& place, std::string_view household);
    /// Of a column one cell: a mistake of its household. Several: one of the description.
    void finish(Mistakes& mistakes);

private:
    struct Fault {
        std::size_t column;
        std::string kind;  // what the line would add
        ColumnLayout line;
        CellError wrong;
        base::SourceSpan place;
        std::string household;
        std::uint64_t count = 1;
    };
    const TableForm& form_;
    std::vector<Fault> faults_;
};

}  // namespace doudi::population
