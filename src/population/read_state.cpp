// Reads state.csv as strictly as a table: one month, each value once.
// Whether the names and values fit the policy is left to who carries the state on.

#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/population/state_file.hpp"
#include "header.hpp"
#include "id_index.hpp"
#include "ids.hpp"
#include "mistakes.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

enum Field : std::size_t { month, household_id, person_id, name, value, unknown, fields };

class StateReader {
public:
    StateReader(Rows& rows, const SheetFile& file, StateFile& state, Mistakes& mistakes)
        : rows_(rows), file_(file), state_(state), mistakes_(mistakes), index_(keys_) {}

    void read_rows();
    bool find_columns();

private:
    void read_month(const CsvRecord& row);
    void check_ids(const CsvRecord& row);
    void check_once(const StateRow& added);
    [[nodiscard]] std::string_view text(const CsvRecord& row, Field field) const { return row.text(columns_[field]); }
    [[nodiscard]] base::SourceSpan place(Field field) const { return rows_.place(columns_[field]); }

    Rows& rows_;
    const SheetFile& file_;
    StateFile& state_;
    Mistakes& mistakes_;
    std::vector<std::size_t> columns_;
    std::vector<std::string> keys_;  // household, person and name of each row
    IdIndex index_;
    std::int64_t month_line_ = 0;
};

bool StateReader::find_columns() {
    auto found = match_columns(
        rows_, {{{"month"}}, {{"household_id"}}, {{"person_id"}}, {{"name"}}, {{"value"}}, {{"unknown"}}}, mistakes_);
    columns_ = found ? std::move(*found) : std::vector<std::size_t>{};
    return columns_.size() == fields;
}

void StateReader::read_rows() {
    while (const CsvRecord* row = rows_.next()) {
        read_month(*row);
        check_ids(*row);
        if (text(*row, name).empty()) {
            mistakes_.error("empty-cell", place(name), {"name", ""});
        }
        if (!text(*row, value).empty() && !text(*row, unknown).empty()) {
            mistakes_.error("value-and-unknown", place(unknown), {base::shown(text(*row, name))});
        }
        state_.rows.push_back({std::string(text(*row, household_id)), std::string(text(*row, person_id)),
                               std::string(text(*row, name)), std::string(text(*row, value)),
                               std::string(text(*row, unknown)), row->line()});
        check_once(state_.rows.back());
    }
    state_.file.rows = rows_.count();
}

void StateReader::read_month(const CsvRecord& row) {
    const auto found = base::Month::parse(text(row, month));
    if (!found) {
        mistakes_.error("bad-month", place(month), {"month", base::shown(text(row, month))});
    } else if (!state_.month) {
        state_.month = found;
        month_line_ = row.line();
    } else if (*found != *state_.month) {
        mistakes_.error("mixed-months", place(month), {found->to_string(), state_.month->to_string()})
            .with_note("first-is-here", place_in_data(file_.source, month_line_, 0));
    }
}

void StateReader::check_ids(const CsvRecord& row) {
    for (const auto& [field, called] : {std::pair{household_id, "household_id"}, std::pair{person_id, "person_id"}}) {
        if (field == person_id && text(row, field).empty()) {
            continue;
        }
        if (auto fault = find_id_fault(text(row, field), called)) {
            mistakes_.error(std::move(fault->code), place(field), std::move(fault->args));
        }
    }
}

void StateReader::check_once(const StateRow& added) {
    keys_.push_back(added.household_id + '\n' + added.person_id + '\n' + added.name);
    if (const auto earlier = index_.add(static_cast<std::uint32_t>(keys_.size() - 1))) {
        mistakes_.error("duplicate-state", place(name), {base::shown(added.name)})
            .with_note("first-is-here", place_in_data(file_.source, state_.rows[*earlier].line, 0));
    }
}

}  // namespace

base::Result<StateFile> read_state(const std::filesystem::path& path, std::size_t most_errors) {
    Mistakes mistakes(most_errors);
    StateFile state;
    state.place = path.string();
    const std::optional<SheetFile> file = load_sheet(path, mistakes);
    if (file) {
        state.file = file->input;
        Rows rows(*file, mistakes);
        StateReader reader(rows, *file, state, mistakes);
        if (rows.read_header() && reader.find_columns()) {
            reader.read_rows();
        }
    }
    if (mistakes.any()) {
        return mistakes.finish();
    }
    return state;
}

}  // namespace doudi::population
