// Reads corrections.csv, finds the rows it is about, puts values in for a month and takes them out again.
// Which file is read, and when, is left to timeline.cpp.

#include "corrections.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "batch_cell.hpp"
#include "cell.hpp"
#include "doudi/base/text.hpp"
#include "header.hpp"
#include "ids.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

enum Field : std::size_t { table_name, id, column_name, from, to, value, known, reason, authority, fields };

class CorrectionReader {
public:
    CorrectionReader(Rows& rows, const SheetFile& file, const table::Schema& schema, table::Words& words, Mistakes& mistakes)
        : rows_(rows), file_(file), schema_(schema), words_(words), mistakes_(mistakes) {}

    bool find_columns();
    std::vector<Correction> read_rows();

private:
    void read_row(const CsvRecord& row);
    bool read_table(const CsvRecord& row, Correction& one);
    bool read_column(const CsvRecord& row, Correction& one);
    bool read_months(const CsvRecord& row, Correction& one);
    bool read_value(const CsvRecord& row, Correction& one);
    bool read_known(const CsvRecord& row, Correction& one);
    bool check_filled(const CsvRecord& row, Field field);
    void check_once();
    [[nodiscard]] std::string_view text(const CsvRecord& row, Field field) const { return row.text(columns_[field]); }
    [[nodiscard]] base::SourceSpan place(Field field) const { return rows_.place(columns_[field]); }
    [[nodiscard]] const table::ColumnSpec& spec(const Correction& one) const { return schema_.tables[one.table].columns[one.column]; }

    Rows& rows_;
    const SheetFile& file_;
    const table::Schema& schema_;
    table::Words& words_;
    Mistakes& mistakes_;
    std::vector<std::size_t> columns_;
    std::vector<Correction> read_;
};

bool CorrectionReader::find_columns() {
    auto found = match_columns(rows_,
                               {{{"table"}}, {{"id"}}, {{"column"}}, {{"from"}}, {{"to"}}, {{"value"}}, {{"known"}},
                                {{"reason"}}, {{"authority"}}},
                               mistakes_);
    columns_ = found ? std::move(*found) : std::vector<std::size_t>{};
    return columns_.size() == fields;
}

std::vector<Correction> CorrectionReader::read_rows() {
    while (const CsvRecord* row = rows_.next()) {
        read_row(*row);
    }
    check_once();
    return std::move(read_);
}

void CorrectionReader::read_row(const CsvRecord& row) {
    Correction one;
    one.line = row.line();
    one.id = text(row, id);
    bool is_sound = true;
    if (auto fault = find_id_fault(one.id, "id")) {
        mistakes_.error(std::move(fault->code), place(id), std::move(fault->args));
        is_sound = false;
    }
    const bool has_column = read_table(row, one) && read_column(row, one);
    is_sound = has_column && read_value(row, one) && is_sound;
    is_sound = read_months(row, one) && is_sound;
    is_sound = read_known(row, one) && is_sound;
    is_sound = check_filled(row, reason) && is_sound;
    is_sound = check_filled(row, authority) && is_sound;
    if (is_sound) {
        read_.push_back(std::move(one));
    }
}

bool CorrectionReader::read_table(const CsvRecord& row, Correction& one) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < schema_.tables.size(); ++i) {
        if (schema_.tables[i].matched) {
            continue;  // a register is corrected in the register
        }
        names.push_back(schema_.tables[i].name);
        if (text(row, table_name) == names.back()) {
            one.table = i;
            return true;
        }
    }
    mistakes_.error("correction-table", place(table_name), {base::shown(text(row, table_name)), base::join(names, ", ")});
    return false;
}

// By its name, label or an alias, as in a header. A register's columns are corrected in the register.
bool CorrectionReader::read_column(const CsvRecord& row, Correction& one) {
    const std::vector<table::ColumnSpec>& columns = schema_.tables[one.table].columns;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].joined || columns[i].ignored) {
            continue;
        }
        const std::vector<std::string>& headers = columns[i].headers;
        names.insert(names.end(), headers.begin(), headers.end());
        if (std::find(headers.begin(), headers.end(), text(row, column_name)) != headers.end()) {
            one.column = i;
            return true;
        }
    }
    base::Diagnostic& told = mistakes_.error("correction-column", place(column_name),
                                             {base::shown(text(row, column_name)), schema_.tables[one.table].name});
    if (const auto near = base::nearest(text(row, column_name), names)) {
        told.with_help("help-did-you-mean", {base::shown(*near)});
    }
    return false;
}

bool CorrectionReader::read_value(const CsvRecord& row, Correction& one) {
    auto wrong = CellReader(spec(one), words_).read(text(row, value), one.value);
    if (!wrong) {
        return true;
    }
    base::Diagnostic& told = mistakes_.error(std::move(wrong->code), place(value), std::move(wrong->args));
    if (!wrong->help.empty()) {
        told.with_help(std::move(wrong->help), std::move(wrong->help_args));
    }
    return false;
}

bool CorrectionReader::read_months(const CsvRecord& row, Correction& one) {
    const auto first = base::Month::parse(text(row, from));
    const auto last = base::Month::parse(text(row, to));
    if (!first) {
        mistakes_.error("bad-month", place(from), {"from", base::shown(text(row, from))});
    }
    if (!last && !text(row, to).empty()) {
        mistakes_.error("bad-month", place(to), {"to", base::shown(text(row, to))});
    }
    if (!first || (!last && !text(row, to).empty())) {
        return false;
    }
    one.from = *first;
    one.to = last;
    if (last && *last < *first) {
        mistakes_.error("correction-span", place(to), {last->to_string(), first->to_string()});
        return false;
    }
    return true;
}

bool CorrectionReader::read_known(const CsvRecord& row, Correction& one) {
    const auto day = base::Date::parse(text(row, known));
    if (!day) {
        mistakes_.error("bad-date", place(known), {"known", base::shown(text(row, known))});
        return false;
    }
    one.known = *day;
    return true;
}

bool CorrectionReader::check_filled(const CsvRecord& row, Field field) {
    if (!text(row, field).empty()) {
        return true;
    }
    mistakes_.error("empty-cell", place(field), {field == reason ? "reason" : "authority", ""});
    return false;
}

// Two for one cell in one month that became known on one day: nobody could say which holds.
void CorrectionReader::check_once() {
    std::map<std::tuple<std::size_t, std::size_t, std::string, base::Date>, std::vector<const Correction*>> seen;
    for (const Correction& one : read_) {
        auto& others = seen[{one.table, one.column, one.id, one.known}];
        const auto overlaps = [&](const Correction* other) {
            return other->holds_in(one.from) || one.holds_in(other->from);
        };
        if (const auto other = std::find_if(others.begin(), others.end(), overlaps); other != others.end()) {
            mistakes_
                .error("correction-twice", place_in_data(file_.source, one.line, 1),
                       {spec(one).name, base::masked(one.id), one.known.to_string()})
                .with_note("first-is-here", place_in_data(file_.source, (*other)->line, 1));
        }
        others.push_back(&one);
    }
}

}  // namespace

std::optional<Corrections> Corrections::read(const std::filesystem::path& path, const table::Schema& schema,
                                             table::Words& words, const std::optional<base::Date>& known_on,
                                             Mistakes& mistakes) {
    const std::optional<SheetFile> file = load_sheet(path, nullptr, mistakes);
    if (!file) {
        return std::nullopt;
    }
    Corrections corrections;
    corrections.source_ = file->source;
    corrections.file_ = file->input;
    Rows rows(*file, nullptr, mistakes);
    CorrectionReader reader(rows, *file, schema, words, mistakes);
    if (!rows.read_header() || !reader.find_columns()) {
        return std::nullopt;
    }
    corrections.all_ = reader.read_rows();
    corrections.file_.rows = rows.count();
    std::erase_if(corrections.all_, [&](const Correction& one) { return known_on && one.known > *known_on; });
    return corrections;
}

void Corrections::find_rows(const Population& population) {
    before_.clear();
    rows_.assign(all_.size(), std::nullopt);
    std::map<std::pair<std::size_t, std::string_view>, std::vector<std::size_t>> wanted;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        wanted[{all_[i].table, all_[i].id}].push_back(i);
    }
    for (std::size_t b = 0; b < population.batches.size(); ++b) {
        const table::Batch& batch = population.batches[b];
        for (std::size_t t = 0; t < batch.columns.size(); ++t) {
            for (std::size_t row = 0; row < batch.rows(t); ++row) {
                const auto found = wanted.find({t, batch.id(t, row)});
                if (found == wanted.end()) {
                    continue;
                }
                for (const std::size_t i : found->second) {
                    rows_[i] = Row{b, row};
                }
            }
        }
    }
}

std::vector<const Correction*> Corrections::without_row() const {
    std::vector<const Correction*> lost;
    std::set<std::pair<std::size_t, std::string_view>> told;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (!rows_[i] && told.insert({all_[i].table, all_[i].id}).second) {
            lost.push_back(&all_[i]);
        }
    }
    return lost;
}

base::SourceSpan Corrections::place(const Correction& one) const { return place_in_data(source_, one.line, 0); }

// For each cell the one known last, in the order of the file.
std::vector<std::size_t> Corrections::chosen(base::Month month) const {
    std::map<std::tuple<std::size_t, std::size_t, std::string_view>, std::size_t> last;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        const Correction& one = all_[i];
        if (!rows_[i] || !one.holds_in(month)) {
            continue;
        }
        const auto [found, is_new] = last.emplace(std::tuple{one.table, one.column, std::string_view(one.id)}, i);
        if (!is_new && all_[found->second].known < one.known) {
            found->second = i;
        }
    }
    std::vector<std::size_t> chosen;
    for (const auto& [cell, which] : last) {
        chosen.push_back(which);
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

void Corrections::apply(base::Month month, const table::Schema& schema, const table::Words& words, Population& population) {
    for (const std::size_t i : chosen(month)) {
        const Correction& one = all_[i];
        const Row at = *rows_[i];
        table::Batch& batch = population.batches[at.batch];
        table::Column& column = batch.columns[one.table][one.column];
        const table::ColumnSpec& spec = schema.tables[one.table].columns[one.column];
        const Cell was = cell_at(column, at.row);
        before_.push_back({at, one.table, one.column, was});
        set_cell(column, batch.rows(one.table), at.row, one.value);
        Remark remark;
        remark.household_id = batch.household_ids[batch.household_of(one.table, at.row)];
        remark.person_id = one.table == 1 ? one.id : "";
        remark.told.code = "corrected";
        remark.told.severity = base::Severity::note;
        remark.told.span = place(one);
        remark.told.args = {spec.name, shown_cell(one.value, spec, words), shown_cell(was, spec, words),
                            file_.name + ":" + std::to_string(one.line), one.known.to_string()};
        population.remarks.push_back(std::move(remark));
    }
}

void Corrections::undo(Population& population) {
    for (auto one = before_.rbegin(); one != before_.rend(); ++one) {
        table::Batch& batch = population.batches[one->at.batch];
        set_cell(batch.columns[one->table][one->column], batch.rows(one->table), one->at.row, one->cell);
    }
    before_.clear();
}

}  // namespace doudi::population
