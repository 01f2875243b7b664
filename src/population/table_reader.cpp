// Reads one table: finds its columns, reads ids and cells row by row, reports what is wrong where it stands.
// Which persons stand together and how batches are cut is left to read.cpp.

#include "table_reader.hpp"

#include <utility>

#include "cell.hpp"
#include "doudi/base/text.hpp"
#include "header.hpp"
#include "ids.hpp"

namespace doudi::population {
namespace {

// A column of the table on its way from cells to values.
struct Filling {
    CellReader reader;
    std::size_t field;
    table::Column* column;
    bool is_number;
};

class TableReader {
public:
    TableReader(const table::TableSpec& spec, const TableData* parents, TableData& data, Rows& rows, Mistakes& mistakes)
        : spec_(spec), parents_(parents), data_(data), rows_(rows), mistakes_(mistakes) {}

    bool find_columns(table::Words& words);
    void read_rows();

private:
    void read_row(const CsvRecord& row);
    [[nodiscard]] bool check_id(const CsvRecord& row, std::size_t field, const std::string& name);
    void add_id(const CsvRecord& row);
    void add_parent(const CsvRecord& row);
    [[nodiscard]] std::optional<std::uint32_t> find_parent(std::string_view id);
    void add_cell(const CsvRecord& row, Filling& filling);
    void report_cell(CellError wrong, std::size_t field);

    const table::TableSpec& spec_;
    const TableData* parents_;
    TableData& data_;
    Rows& rows_;
    Mistakes& mistakes_;
    std::vector<Filling> fillings_;
    std::size_t key_ = 0;
    std::size_t parent_key_ = 0;
    std::uint32_t last_parent_ = 0;
    Cell cell_;
};

bool TableReader::find_columns(table::Words& words) {
    std::vector<WantedColumn> wanted;
    if (!spec_.key.empty()) {
        wanted.push_back({{spec_.key}, true});
    }
    if (!spec_.parent_key.empty()) {
        wanted.push_back({{spec_.parent_key}, true});
    }
    const std::size_t first = wanted.size();
    for (const table::ColumnSpec& column : spec_.columns) {
        wanted.push_back({column.headers.empty() ? std::vector{column.name} : column.headers, !column.ignored});
    }
    const auto fields = match_columns(rows_, wanted, mistakes_);
    if (!fields) {
        return false;
    }
    key_ = spec_.key.empty() ? absent : fields->front();
    parent_key_ = spec_.parent_key.empty() ? absent : (*fields)[1];
    data_.has_key_first = key_ == 0;
    data_.columns.resize(spec_.columns.size());
    for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
        const table::ColumnSpec& column = spec_.columns[i];
        data_.columns[i].kind = column.kind;
        if (!column.ignored) {
            fillings_.push_back({CellReader(column, words), (*fields)[first + i], &data_.columns[i],
                                 column.kind == table::ColumnKind::number});
        }
    }
    return true;
}

void TableReader::read_rows() {
    while (const CsvRecord* row = rows_.next()) {
        read_row(*row);
    }
    if (rows_.count() == 0 && !rows_.left_some_out() && key_ != absent) {
        mistakes_.error("no-rows", place_in_data(data_.source, 0, 0));
    }
    data_.is_whole = data_.is_whole && !rows_.left_some_out();
    data_.input.rows = rows_.count();
}

void TableReader::read_row(const CsvRecord& row) {
    data_.lines.push_back(row.line());
    add_id(row);
    if (parent_key_ != absent) {
        add_parent(row);
    }
    for (Filling& filling : fillings_) {
        add_cell(row, filling);
    }
}

bool TableReader::check_id(const CsvRecord& row, std::size_t field, const std::string& name) {
    auto fault = find_id_fault(row.text(field), name);
    if (!fault) {
        return true;
    }
    data_.is_whole = false;
    mistakes_.error(std::move(fault->code), rows_.place(field), std::move(fault->args));
    return false;
}

void TableReader::add_id(const CsvRecord& row) {
    const auto number = static_cast<std::uint32_t>(data_.ids.size());
    data_.ids.emplace_back(key_ == absent ? std::string_view() : row.text(key_));
    if (key_ == absent || !check_id(row, key_, spec_.key)) {
        return;
    }
    if (const auto earlier = data_.index.add(number)) {
        const std::int64_t column = data_.has_key_first ? 1 : 0;
        mistakes_.error("duplicate-id", rows_.place(key_), {base::shown(spec_.key), base::masked(row.text(key_))})
            .with_note("first-is-here", place_in_data(data_.source, data_.lines[*earlier], column));
    }
}

void TableReader::add_parent(const CsvRecord& row) {
    data_.parents.push_back(0);
    if (!check_id(row, parent_key_, spec_.parent_key)) {
        return;
    }
    const std::string_view id = row.text(parent_key_);
    if (const auto parent = find_parent(id)) {
        data_.parents.back() = last_parent_ = *parent;
    } else if (parents_->is_whole) {
        mistakes_.error("no-such-household", rows_.place(parent_key_),
                        {base::shown(spec_.parent_key), base::masked(id), base::shown(parents_->input.name)});
    } else {
        data_.is_whole = false;  // its household may be among the rows that were left out
    }
}

// Most files have the persons in the order of their households: the last one's, or the next.
std::optional<std::uint32_t> TableReader::find_parent(std::string_view id) {
    for (std::uint32_t near = last_parent_; near < parents_->ids.size() && near < last_parent_ + 2; ++near) {
        if (parents_->ids[near] == id) {
            return near;
        }
    }
    return parents_->index.find(id);
}

void TableReader::add_cell(const CsvRecord& row, Filling& filling) {
    if (auto wrong = filling.reader.read(row.text(filling.field), cell_)) {
        report_cell(std::move(*wrong), filling.field);
        cell_ = {};
    }
    table::Column& column = *filling.column;
    const std::size_t number = data_.ids.size() - 1;
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
void TableReader::report_cell(CellError wrong, std::size_t field) {
    wrong.args.front() = base::shown(rows_.header()[field]);
    base::Diagnostic& told = mistakes_.error(std::move(wrong.code), rows_.place(field), std::move(wrong.args));
    if (!wrong.help.empty()) {
        told.with_help(std::move(wrong.help), std::move(wrong.help_args));
    }
}

}  // namespace

void read_table(const std::filesystem::path& path, const table::TableSpec& spec, const TableData* parents,
                table::Words& words, TableData& data, Mistakes& mistakes) {
    const std::optional<SheetFile> file = load_sheet(path, mistakes);
    if (!file) {
        return;
    }
    data.source = file->source;
    data.input = file->input;
    Rows rows(*file, mistakes);
    if (!rows.read_header()) {
        return;
    }
    TableReader reader(spec, parents, data, rows, mistakes);
    if (reader.find_columns(words)) {
        data.is_whole = true;
        reader.read_rows();
    }
}

}  // namespace doudi::population
