// Reads one table: finds its columns, reads ids and cells row by row, reports what is wrong where it stands.
// Which persons stand together and how batches are cut is left to read.cpp; control figures to controls.cpp.

#include "table_reader.hpp"

#include <algorithm>
#include <utility>

#include "cell.hpp"
#include "controls.hpp"
#include "conversions.hpp"
#include "doudi/base/text.hpp"
#include "ids.hpp"
#include "sheet_columns.hpp"
#include "totals_watch.hpp"
#include "undescribed.hpp"

namespace doudi::population {

namespace {

// A column of the table on its way from cells to values.
struct Filling {
    CellReader reader;
    const ColumnForm* form;
    std::size_t column;
    std::size_t field = absent;
    bool is_number = false;
};

class TableReader {
public:
    TableReader(const TableForm& form, const TableData* parents, table::Words& words, TableData& data,
                Mistakes& mistakes, const AfterRow& after_row);

    void read_file(std::size_t number);
    void finish();

private:
    void take_columns(SheetColumns found);
    [[nodiscard]] std::vector<Match> matches() const;
    [[nodiscard]] std::vector<std::size_t> fields_read() const;
    void read_rows(TotalsWatch* watch);
    void read_row(const CsvRecord& row);
    [[nodiscard]] std::string_view household_of(const CsvRecord& row) const;
    [[nodiscard]] bool check_id(std::string_view id, std::size_t field, const std::string& name);
    void add_id(const CsvRecord& row);
    void add_parent(const CsvRecord& row);
    [[nodiscard]] std::optional<std::uint32_t> find_parent(std::string_view id) const;
    void read_cell(const CsvRecord& row, Filling& filling);
    void add_cell(const Filling& filling);
    void report_cell(CellError wrong, const CsvRecord& row, const Filling& filling);

    [[nodiscard]] std::optional<std::uint32_t> group_of(const CsvRecord& row);
    void compare_with_group(const CsvRecord& row, std::uint32_t group);
    [[nodiscard]] bool is_same(const Filling& filling, std::uint32_t row) const;

    const TableForm& form_;
    const table::TableSpec& spec_;
    const TableData* parents_;
    TableData& data_;
    Mistakes& mistakes_;
    const AfterRow& after_row_;
    std::vector<Filling> fillings_;
    std::optional<Rows> rows_;  // of the file being read
    SheetColumns found_;
    std::string_view household_;  // of the row being read
    std::uint32_t last_parent_ = 0;
    Cell cell_;
    std::vector<std::string> groups_;  // with `distinct`: its text in each row of the table
    IdIndex group_index_;
    Undescribed undescribed_;
    std::optional<Controls> controls_;  // of a described sheet
    std::uint64_t rows_read_ = 0;
};

TableReader::TableReader(const TableForm& form, const TableData* parents, table::Words& words, TableData& data,
                         Mistakes& mistakes, const AfterRow& after_row)
    : form_(form),
      spec_(*form.spec),
      parents_(parents),
      data_(data),
      mistakes_(mistakes),
      after_row_(after_row),
      group_index_(groups_),
      undescribed_(form) {
    if (!form.is_plain()) {
        controls_.emplace(form, mistakes);
    }
    data_.above = parents;
    data_.columns.resize(form.columns.size());
    fillings_.reserve(form.columns.size());
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const ColumnForm& column = form.columns[i];
        data_.columns[i].kind = column.spec.kind;
        if (!column.spec.ignored) {
            fillings_.push_back({CellReader(column.spec, words, form.is_plain() ? nullptr : &column.cells), &column, i,
                                 absent, column.spec.kind == table::ColumnKind::number});
        }
    }
}

void TableReader::take_columns(SheetColumns found) {
    found_ = std::move(found);
    data_.has_key_first = found_.key == 0;
    for (Filling& filling : fillings_) {
        filling.field = found_.columns[filling.column];
    }
    data_.matches = matches();
}

std::vector<Match> TableReader::matches() const {
    std::vector<Match> found;
    for (const Filling& filling : fillings_) {
        const table::ColumnSpec& spec = filling.form->spec;
        if (filling.field != absent) {
            found.push_back({spec_.name, spec.name, data_.input.name, rows_->header()[filling.field], spec.unit, spec.scale});
        }
    }
    return found;
}

void TableReader::read_file(std::size_t number) {
    data_.is_whole = false;
    const std::optional<SheetFile> file = load_sheet(form_.files[number], form_.layout, mistakes_);
    if (!file) {
        return;
    }
    data_.source = file->source;
    data_.input = file->input;
    data_.inputs.push_back(data_.input);
    if (!form_.is_plain() && !check_header_line(*file, form_, mistakes_)) {
        return;
    }
    rows_.emplace(*file, form_.layout, mistakes_);
    if (!rows_->read_header()) {
        return;
    }
    auto found = find_sheet_columns(*rows_, form_, mistakes_);
    if (!found) {
        return;
    }
    take_columns(std::move(*found));
    data_.is_whole = true;
    TotalsWatch watch(*rows_, spec_.name, fields_read(), mistakes_);
    read_rows(form_.is_plain() ? nullptr : &watch);
    if (controls_ && !watch.met_any()) {
        controls_->take(*file, *rows_, number);
    }
}

std::vector<std::size_t> TableReader::fields_read() const {
    std::vector<std::size_t> fields = {found_.key, found_.parent_key};
    for (const Filling& filling : fillings_) {
        fields.push_back(filling.field);
    }
    std::erase(fields, absent);
    return fields;
}

void TableReader::read_rows(TotalsWatch* watch) {
    while (const CsvRecord* row = rows_->next()) {
        if (watch == nullptr || !watch->takes(*row)) {
            read_row(*row);
        }
    }
    if (watch != nullptr) {
        watch->finish();
        data_.is_whole = data_.is_whole && !watch->met_any();
    }
    if (rows_->count() == 0 && !rows_->left_some_out() && !spec_.key.empty() && !spec_.parent) {
        mistakes_.error("no-rows", place_in_data(data_.source, 0, 0));
    }
    data_.is_whole = data_.is_whole && !rows_->left_some_out();
    data_.input.rows = rows_->count();
    data_.inputs.back() = data_.input;
    rows_read_ += rows_->count();
}

void TableReader::read_row(const CsvRecord& row) {
    household_ = household_of(row);
    const Mistakes::About about(mistakes_, household_);
    if (const auto group = found_.distinct == absent ? std::nullopt : group_of(row)) {
        compare_with_group(row, *group);
        return;
    }
    const auto number = static_cast<std::uint32_t>(data_.lines.size());
    data_.lines.push_back(row.line());
    if (found_.key != absent) {
        add_id(row);
    }
    if (found_.parent_key != absent) {
        add_parent(row);
    }
    for (Filling& filling : fillings_) {
        read_cell(row, filling);
        add_cell(filling);
    }
    if (after_row_) {
        after_row_(number, CellPlaces(*rows_, found_.columns));
    }
}

// Whose mistakes the row's are; nobody's when its household cannot be told.
std::string_view TableReader::household_of(const CsvRecord& row) const {
    const std::size_t field = found_.parent_key != absent ? found_.parent_key : found_.key;
    if (field == absent || find_id_fault(row.text(field), {})) {
        return {};
    }
    if (parents_ == nullptr || parents_->above == nullptr) {
        return row.text(field);
    }
    const auto parent = find_parent(row.text(field));  // of a person's row: where the person stands
    return parent ? parents_->household_of(*parent) : std::string_view{};
}

bool TableReader::check_id(std::string_view id, std::size_t field, const std::string& name) {
    auto fault = find_id_fault(id, name);
    if (fault) {
        mistakes_.error(std::move(fault->code), rows_->place(field), std::move(fault->args));
    }
    return !fault;
}

void TableReader::add_id(const CsvRecord& row) {
    const auto number = static_cast<std::uint32_t>(data_.ids.size());
    const std::string_view id = row.text(found_.key);
    data_.ids.emplace_back(id);
    if (!check_id(id, found_.key, spec_.key)) {
        data_.is_whole = data_.is_whole && found_.parent_key != absent;
        return;
    }
    const auto earlier = data_.index.add(number);
    if (!earlier) {
        return;
    }
    const std::int64_t column = data_.has_key_first ? 1 : 0;
    std::string_view other;  // a person stands in two households
    if (found_.parent_key != absent && data_.parents[*earlier] != no_row) {
        other = data_.household_of(*earlier);
    } else if (const auto orphan = data_.orphans.find(*earlier); orphan != data_.orphans.end() && parents_->above == nullptr) {
        other = orphan->second;
    }
    const Mistakes::About both(mistakes_, household_, household_.empty() ? household_ : other);
    base::Diagnostic& told =
        mistakes_.error("duplicate-id", rows_->place(found_.key), {base::shown(spec_.key), base::masked(id)})
            .with_note("first-is-here", place_in_data(data_.source, data_.lines[*earlier], column));
    if (!form_.is_plain() && form_.layout->distinct.empty() && found_.parent_key == absent) {
        told.with_help("help-distinct",
                       {"distinct: " + yaml_word(rows_->header()[found_.key], false), "tables: " + spec_.name + ":"});
    }
}

void TableReader::add_parent(const CsvRecord& row) {
    data_.parents.push_back(no_row);
    const std::string_view id = row.text(found_.parent_key);
    if (!check_id(id, found_.parent_key, spec_.parent_key)) {
        data_.is_whole = false;
        return;
    }
    if (const auto parent = find_parent(id)) {
        data_.parents.back() = last_parent_ = *parent;
    } else if (parents_->is_whole) {
        data_.orphans.emplace(static_cast<std::uint32_t>(data_.parents.size() - 1), id);
        mistakes_.error("no-such-parent", rows_->place(found_.parent_key),
                        {base::shown(spec_.parent_key), base::masked(id), base::shown(parents_->input.name)});
    } else {
        data_.is_whole = false;  // whose it is may be among the rows that were left out
    }
}

// Most files have the persons in the order of their households: the last one's, or the next.
std::optional<std::uint32_t> TableReader::find_parent(std::string_view id) const {
    for (std::uint32_t near = last_parent_; near < parents_->ids.size() && near < last_parent_ + 2; ++near) {
        if (parents_->ids[near] == id) {
            return near;
        }
    }
    return parents_->index.find(id);
}

void TableReader::read_cell(const CsvRecord& row, Filling& filling) {
    if (filling.field == absent) {
        const AbsentInput* stated = filling.form->absent;
        if (stated == nullptr || filling.reader.read(stated->value, cell_)) {
            cell_ = {};  // a stated value was checked with the description
            cell_.standing = stated == nullptr ? table::missing : table::known;
        }
        return;
    }
    if (auto wrong = filling.reader.read(row.text(filling.field), cell_)) {
        report_cell(std::move(*wrong), row, filling);
        cell_ = {};
        cell_.standing = table::missing;  // so that nothing is concluded from it
    }
}

void TableReader::add_cell(const Filling& filling) {
    table::Column& column = data_.columns[filling.column];
    const std::size_t number = data_.lines.size() - 1;
    if (filling.is_number) {
        column.numbers.push_back(std::move(cell_.number));
    } else {
        column.integers.push_back(cell_.integer);
    }
    if (cell_.standing != table::known && column.standing.empty()) {
        column.standing.assign(number, table::known);
    }
    if (cell_.standing != table::known || !column.standing.empty()) {
        column.standing.push_back(cell_.standing);
    }
}

// Messages call a column as its file does.
void TableReader::report_cell(CellError wrong, const CsvRecord& row, const Filling& filling) {
    const std::string& header = rows_->header()[filling.field];
    wrong.args.front() = base::shown(header);
    const base::SourceSpan place = rows_->place(filling.field);
    if (undescribed_.take(wrong, row.text(filling.field), filling.column, header, place, household_)) {
        return;
    }
    base::Diagnostic& told = mistakes_.error(std::move(wrong.code), place, std::move(wrong.args));
    if (!wrong.help.empty()) {
        told.with_help(std::move(wrong.help), std::move(wrong.help_args));
    }
}

// The row of the table that this one repeats, when the sheet has several for one.
std::optional<std::uint32_t> TableReader::group_of(const CsvRecord& row) {
    groups_.emplace_back(row.text(found_.distinct));
    const auto group = group_index_.add(static_cast<std::uint32_t>(groups_.size() - 1));
    if (group) {
        groups_.pop_back();
    }
    return group;
}

void TableReader::compare_with_group(const CsvRecord& row, std::uint32_t group) {
    const auto differs = [&](std::size_t field) {
        mistakes_
            .error("differs-in-group", rows_->place(field),
                   {base::shown(rows_->header()[field]), base::shown(rows_->header()[found_.distinct])})
            .with_note("first-is-here", place_in_data(data_.source, data_.lines[group], 0));
    };
    if (found_.key != absent && row.text(found_.key) != data_.ids[group]) {
        differs(found_.key);
    }
    for (Filling& filling : fillings_) {
        if (filling.field == absent) {
            continue;
        }
        read_cell(row, filling);
        if (!is_same(filling, group)) {
            differs(filling.field);
        }
    }
}

bool TableReader::is_same(const Filling& filling, std::uint32_t row) const {
    const table::Column& column = data_.columns[filling.column];
    if (column.standing_of(row) != cell_.standing) {
        return false;
    }
    return cell_.standing != table::known ||
           (filling.is_number ? column.numbers[row] == cell_.number : column.integers[row] == cell_.integer);
}

void TableReader::finish() {
    std::vector<std::uint64_t> cells(form_.columns.size(), 0);
    for (const Filling& filling : fillings_) {
        cells[filling.column] = filling.reader.counts().filled + filling.reader.counts().empty;
    }
    undescribed_.finish(cells, mistakes_);
    if (!controls_) {
        return;
    }
    controls_->finish();
    std::vector<ReadColumn> columns;
    for (const Filling& filling : fillings_) {
        columns.push_back({filling.form, filling.reader.counts()});
    }
    data_.conversions = describe_reading(form_, columns, *controls_, rows_read_);
}

}  // namespace

void read_table(const TableForm& form, const TableData* parents, table::Words& words, TableData& data,
                Mistakes& mistakes, const AfterRow& after_row) {
    TableReader reader(form, parents, words, data, mistakes, after_row);
    for (std::size_t i = 0; i < form.files.size() && (i == 0 || data.is_whole); ++i) {
        reader.read_file(i);  // the others are of one shape, so they would be wrong alike
    }
    reader.finish();
}

}  // namespace doudi::population
