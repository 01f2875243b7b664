#pragma once
// Values of a frame as text: for files (exact, no locale) and for people.

#include <string>

#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::report {

/// How files hold it: a number by its variable's `print`, else exactly within 6 decimals, else as a fraction;
/// true/false, dates, months, code words. Empty when missing or unknown.
std::string file_value(const engine::Frame& frame, plan::Slot slot, std::size_t row, const table::Words& words,
                       const std::optional<policy::Print>& print = {});
/// "1,120.00 元/人·月"-like for people: thousands separated, money with two decimals where that is exact, the unit behind.
std::string shown_number(const base::Rational& number, const expr::Unit& unit, Language language);
std::string shown_value(const engine::Frame& frame, plan::Slot slot, std::size_t row, const table::Words& words, const expr::Type& type,
                        const std::optional<policy::Print>& print, Language language);
std::string money(const base::Rational& amount);              ///< "417.00": two decimals, exactly or more when it has more
std::string amount_of(const policy::Benefit& benefit, const base::Rational& amount);        ///< money, or pieces in kind: "3"
std::string shown_amount_of(const policy::Benefit& benefit, const base::Rational& amount);
std::string shown_money(const base::Rational& amount);        ///< "1,417.00"
std::string shown_month(base::Month month, Language language);
std::string label_of(const policy::Named& thing, Language language);   ///< its label, else its name
std::string choose(const policy::Label& label, Language language);

/// One CSV cell: quoted when it holds a comma, a quote or a line end.
std::string csv_cell(const std::string& text);
std::string csv_row(const std::vector<std::string>& cells);

/// Cells as aligned columns; widths count wide characters as two. `right`: columns set to the right.
std::string aligned(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right, std::string_view gap = "  ");

}  // namespace doudi::report
