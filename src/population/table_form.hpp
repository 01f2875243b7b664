#pragma once
// How a table's columns are to be read: what the policy says of them and what population.yaml adds.

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/population/layout.hpp"
#include "doudi/table/date_form.hpp"
#include "doudi/table/schema.hpp"
#include "mistakes.hpp"

namespace doudi::population {

using table::DateForm;

/// How cells are written where not as the policy says.
struct CellForm {
    std::vector<DateForm> dates;  ///< empty: the plain form
    bool thousands = false;
    std::optional<std::string> blank;           ///< as a plain cell
    std::map<std::string, std::string> values;  ///< cell → plain cell
};
struct ColumnForm {
    table::ColumnSpec spec;  ///< of the policy, with the sheet's unit
    CellForm cells;
    const ColumnLayout* line = nullptr;   ///< its line in population.yaml
    const AbsentInput* absent = nullptr;  ///< the sheet has no such column
    bool may_be_absent = false;           ///< then its cells are empty
};
struct TableForm {
    const table::TableSpec* spec = nullptr;
    const Layout* whole = nullptr;        ///< null: the plain format
    const TableLayout* layout = nullptr;  ///< null: the same
    std::vector<std::filesystem::path> files;
    std::vector<ColumnForm> columns;  ///< as in the spec
    std::set<std::string> elsewhere;  ///< headers that another table reads from the same sheet
    [[nodiscard]] bool is_plain() const { return layout == nullptr; }
};
/// Joins both. Mistakes: what the layout says of a column that the policy contradicts, or that no cell could be.
TableForm form_of(const table::TableSpec& spec, const Layout* whole, std::vector<std::filesystem::path> files,
                  Mistakes& mistakes);

/// Every header that a described table may speak of: its lines and the policy's own names.
std::set<std::string> headers_of(const TableForm& form);

/// `wage: {from: 工资性收入（年）, unit: CNY/year}` as it would stand under `columns:`.
std::string line_of(const ColumnLayout& column);
/// A word of YAML, in quotes where it needs them; `in_flow`: inside brackets.
std::string yaml_word(const std::string& word, bool in_flow);
/// "tables: person: columns:"
std::string columns_of(const std::string& table);

}  // namespace doudi::population
