#pragma once
// What differs between two laws, as plain data: one row a figure, a formula, a word of a thing, or a thing as a whole.

#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/source.hpp"

namespace doudi::table {

struct LawDifference {
    std::string law;   ///< empty: inputs, tables and the policy's own head
    std::string kind;  ///< figure, variable, benefit, input, table, register or policy
    std::string name;  ///< "standard", "household.income", "person.wage"; empty for the policy
    std::string what;  ///< as the law writes it: "unit", "eligible.income_below_standard"; of a figure its
                       ///< index values, "510185 urban"; empty for the thing as a whole
    std::optional<base::Date> date;     ///< from which day; nothing: at all times
    std::optional<std::string> before;  ///< nothing: it was not there
    std::optional<std::string> after;   ///< nothing: it is there no more
    base::SourceSpan before_at;
    base::SourceSpan after_at;
};

struct LawComparison {
    std::string before;  ///< "cn (rules/cn)"
    std::string after;
    std::vector<LawDifference> differences;  ///< by law, in its order; within a law by date, first what has none
};

}  // namespace doudi::table
