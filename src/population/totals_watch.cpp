// Finds rows of totals by their words, so that they are refused as such and not as broken households.
// A row of totals that is described is left to rows.cpp and controls.cpp.

#include "totals_watch.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"
#include "table_form.hpp"

namespace doudi::population {

bool TotalsWatch::is_mostly_empty(const CsvRecord& row) const {
    const auto empty = std::count_if(read_.begin(), read_.end(), [&](std::size_t field) {
        return row.text(field).empty() || is_word_for_total(row.text(field));
    });
    return 2 * static_cast<std::size_t>(empty) >= read_.size();
}

bool TotalsWatch::takes(const CsvRecord& row) {
    if (place_.line != 0) {
        mistakes_.error("subtotal-row", place_, {base::shown(text_)});
        place_ = {};
    }
    if (!is_mostly_empty(row)) {
        return false;
    }
    for (std::size_t field = 0; field < row.size(); ++field) {
        if (is_word_for_total(row.text(field))) {
            place_ = rows_.place(field);
            column_ = rows_.header()[field];
            text_ = row.text(field);
            met_any_ = true;
            return true;
        }
    }
    return false;
}

void TotalsWatch::finish() {
    if (place_.line != 0) {
        mistakes_.error("totals-undescribed", place_, {base::shown(text_)})
            .with_help("help-put-line",
                       {"total_row: {column: " + yaml_word(column_, true) + ", text: " + yaml_word(text_, true) + "}",
                        "tables: " + table_ + ":"});
    }
}

}  // namespace doudi::population
