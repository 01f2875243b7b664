#pragma once
// The sender's control figures: number of rows, sums, the row of totals.

#include <cstdint>
#include <string>
#include <vector>

#include "doudi/base/exact.hpp"
#include "mistakes.hpp"
#include "sheet.hpp"
#include "table_form.hpp"

namespace doudi::population {

/// A figure as the sender writes it, with its header.
struct ControlFigure {
    std::string header;
    std::string figure;
};

/// Compares with exact sums over all rows of the sheets as written, those set aside among them.
class Controls {
public:
    Controls(const TableForm& form, Mistakes& mistakes)
        : form_(form), mistakes_(mistakes), sums_(form.layout->sums.size()) {}
    /// A file whose rows were all given out; `number` is its place in the layout.
    void take(const SheetFile& file, const Rows& rows, std::size_t number);
    void finish();
    [[nodiscard]] const std::vector<ControlFigure>& agreed() const { return agreed_; }
    [[nodiscard]] const std::vector<ControlFigure>& agreed_totals() const { return agreed_totals_; }
    /// Headers that cannot be checked: a cell of the column is no number, and its household was told so.
    [[nodiscard]] const std::vector<std::string>& open() const { return open_; }

private:
    struct Sum;
    [[nodiscard]] std::vector<Sum> sum_up(const SheetFile& file, const Rows& rows) const;
    void compare_totals(const SheetFile& file, const Rows& rows, const std::vector<Sum>& sums);
    [[nodiscard]] bool is_read_as_number(const std::string& header) const;
    bool is_sound(const Sum& sum, const SheetFile& file);

    const TableForm& form_;
    Mistakes& mistakes_;
    std::vector<base::Rational> sums_;  // as in the layout
    std::vector<ControlFigure> agreed_;
    std::vector<ControlFigure> agreed_totals_;
    std::vector<std::string> open_;
    std::size_t files_ = 0;  // that the sums are over
    bool is_open_ = false;   // a cell was no number
};

}  // namespace doudi::population
