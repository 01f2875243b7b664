// Reads registers and fills their columns, row by row, by the normalised key.
// Which files there are is left to timeline.cpp; what a death means, to the law.

#include "registers.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "batch_cell.hpp"
#include "doudi/base/id_number.hpp"
#include "doudi/base/text.hpp"
#include "doudi/population/payments.hpp"
#include "ids.hpp"
#include "table_reader.hpp"

namespace doudi::population {
namespace {

const std::string& word_at(const table::Column& column, std::size_t row, const table::Words& words) {
    static const std::string nothing;
    return column.standing_of(row) == table::known ? words.word(column.integers[row]) : nothing;
}

// Names as they are compared: without spaces, and without the dots between the parts of a name.
std::string bare_name(const std::string& name) {
    std::string bare;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t begin = at;
        const char32_t c = base::next_character(name, at);
        const bool is_dot = c == '.' || c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x22C5 || c == 0x30FB || c == 0xFF0E;
        const bool is_space = c <= 0x20 || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x3000 || c == 0xFEFF;
        if (!is_dot && !is_space) {
            bare.append(name, begin, at - begin);
        }
    }
    return bare;
}

bool same_row(const std::vector<table::Column>& columns, std::size_t a, std::size_t b) {
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const bool is_read = !columns[i].numbers.empty() || !columns[i].integers.empty();
        if (is_read && !same_cell(columns[i], a, columns[i], b)) {
            return false;
        }
    }
    return true;
}

}  // namespace

void RegisterFiles::read(const TableForm& form, std::optional<std::size_t> folder, table::Words& words,
                         Mistakes& mistakes) {
    TableData data;
    read_table(form, nullptr, words, data, mistakes);
    if (!data.is_whole) {
        return;  // said already
    }
    RegisterRows& rows = files_.emplace_back();
    rows.folder = folder;
    rows.input = data.input;
    rows.lines = std::move(data.lines);
    rows.columns = std::move(data.columns);
    rows.keys.reserve(rows.lines.size());
    for (std::uint32_t row = 0; row < rows.lines.size(); ++row) {
        const auto place = [&](std::size_t of) { return place_in_data(data.source, rows.lines[of], 0); };
        rows.keys.push_back(base::normalised_id(word_at(rows.columns.front(), row, words)));
        if (rows.keys.back().empty()) {
            ++rows.without_key;
            continue;
        }
        if (auto fault = find_id_fault(rows.keys.back(), spec_->sheet.columns.front().name)) {
            mistakes.error(std::move(fault->code), place(row), std::move(fault->args));
        }
        const auto earlier = rows.index.add(row);
        if (earlier && spec_->rows) {
            rows.more[*earlier].push_back(row);
        } else if (earlier && !same_row(rows.columns, *earlier, row)) {
            mistakes.error("register-key-twice", place(row), {spec_->sheet.name, base::masked(rows.keys.back())})
                .with_note("first-is-here", place(*earlier));
        }
    }
}

/// One register, one month.
class RegisterFiles::Joiner {
public:
    Joiner(const RegisterFiles& files, std::size_t own, const table::Schema& schema, const table::Words& words,
           Population& population)
        : spec_(*files.spec_), words_(words), population_(population) {
        const auto role = schema.roles.find("name");
        const auto& columns = schema.tables[spec_.table].columns;
        for (std::size_t i = 0; role != schema.roles.end() && i < columns.size(); ++i) {
            if (columns[i].name == role->second) {
                name_ = i;
            }
        }
        table_file_ = spec_.table < population.files.size() ? population.files[spec_.table].name : schema.tables[spec_.table].file;
        const RegisterRows* beside = nullptr;
        for (const RegisterRows& rows : files.files_) {
            newest_first_.insert(newest_first_.begin(), &rows);
            beside = rows.folder ? beside : &rows;
            own_ = rows.folder == own ? &rows : own_;
        }
        own_ = own_ == nullptr ? beside : own_;
    }

    void join(table::Batch& batch) {
        const std::size_t count = batch.rows(spec_.table);
        RecordRows rows(count);
        for (std::size_t row = 0; row < count; ++row) {
            const std::string key = base::normalised_id(word_at(batch.columns[spec_.table][spec_.matched], row, words_));
            const std::vector<Match> matches = key.empty() ? std::vector<Match>{} : matches_of(key);
            const auto other = std::find_if(matches.begin(), matches.end(), [&](const Match& match) { return !has_same_name(batch, row, match); });
            const bool is_believed = other == matches.end();
            const auto taken = is_believed ? matches : std::vector<Match>{};
            const auto found = spec_.rows ? take(row, taken, key.empty() || !is_believed, rows) : fill(batch, count, row, taken);
            if (!is_believed) {
                hold(batch, row);
                remark(batch, row, Remark::Weight::hold, "register_name", "_name", key, *other);
            } else if (found) {
                remark(batch, row, Remark::Weight::note, "register_found", "_found", key, *found);
            }
        }
        if (spec_.rows) {
            put_rows(rows, batch);
        }
    }

    [[nodiscard]] const std::set<const RegisterRows*>& used() const { return used_; }
    [[nodiscard]] const RegisterRows* own() const { return own_; }

private:
    /// Newest first. Of many rows for a key, those of the own file.
    [[nodiscard]] std::vector<Match> matches_of(const std::string& key) const {
        std::vector<Match> matches;
        for (const RegisterRows* rows : newest_first_) {
            const auto row = spec_.rows && rows != own_ ? std::nullopt : rows->index.find(key);
            if (!row) {
                continue;
            }
            matches.push_back({rows, *row});
            if (const auto more = rows->more.find(*row); more != rows->more.end()) {
                for (const std::uint32_t another : more->second) {
                    matches.push_back({rows, another});
                }
            }
        }
        return matches;
    }

    /// Where one of the two has no name there is nothing to compare.
    [[nodiscard]] bool has_same_name(const table::Batch& batch, std::size_t row, const Match& match) const {
        if (!spec_.name || !name_) {
            return true;
        }
        const std::string here = bare_name(word_at(batch.columns[spec_.table][*name_], row, words_));
        const std::string there = bare_name(word_at(match.rows->columns[*spec_.name], match.row, words_));
        return here.empty() || there.empty() || here == there;
    }

    [[nodiscard]] std::size_t household(const table::Batch& batch, std::size_t row) const {
        return batch.household_of(spec_.table, row);
    }

    void hold(table::Batch& batch, std::size_t row) const {
        batch.holds.resize(batch.households());
        auto& holds = batch.holds[household(batch, row)];
        const std::string check = spec_.sheet.name + "_name";
        const auto at = std::lower_bound(holds.begin(), holds.end(), check);
        if (at == holds.end() || *at != check) {
            holds.insert(at, check);
        }
    }

    void remark(const table::Batch& batch, std::size_t row, Remark::Weight weight, const std::string& code,
                const std::string& check, const std::string& key, const Match& match) {
        const std::int64_t line = spec_.table == 0 ? batch.household_lines[row] : batch.person_lines[row];
        Remark told;
        told.weight = weight;
        told.check = spec_.sheet.name + check;
        told.household_id = batch.household_ids[household(batch, row)];
        told.person_id = spec_.table == 0 ? "" : batch.person_ids[row];
        told.told.code = code;
        told.told.severity = weight == Remark::Weight::note ? base::Severity::note : base::Severity::warning;
        told.told.args = {base::masked(key), match.rows->input.name + ":" + std::to_string(match.rows->lines[match.row]),
                          table_file_ + ":" + std::to_string(line), spec_.sheet.name};
        population_.remarks.push_back(std::move(told));
    }

    /// Gives the row that the first of the values was taken from.
    std::optional<Match> fill(table::Batch& batch, std::size_t count, std::size_t row, const std::vector<Match>& matches) {
        std::optional<Match> found;
        for (std::size_t i = 0; i < spec_.joined.size(); ++i) {
            const auto from = fill(batch, count, row, i, matches);
            found = found ? found : from;
        }
        return found;
    }

    std::optional<Match> fill(table::Batch& batch, std::size_t count, std::size_t row, std::size_t joined,
                              const std::vector<Match>& matches) {
        const std::size_t column = joined + 1;
        std::optional<Match> found;
        Cell cell;
        cell.standing = table::missing;
        for (const Match& match : matches) {
            const bool may_tell = match.rows == own_ || spec_.sheet.columns[column].lasting;
            const table::Column& from = match.rows->columns[column];
            if (!may_tell || spec_.sheet.columns[column].ignored || from.standing_of(match.row) == table::missing) {
                continue;
            }
            cell = cell_at(from, match.row);
            used_.insert(match.rows);
            found = match;
            break;
        }
        set_cell(batch.columns[spec_.table][spec_.joined[joined]], count, row, cell);
        return found;
    }

    /// The matches of all rows of a table, one row's after the other's.
    struct RecordRows {
        explicit RecordRows(std::size_t count) : uncertain(count) {}
        std::vector<Match> matches;
        std::vector<std::uint32_t> first{0};
        std::vector<bool> uncertain;
    };

    std::optional<Match> take(std::size_t row, const std::vector<Match>& matches, bool is_uncertain, RecordRows& rows) {
        rows.matches.insert(rows.matches.end(), matches.begin(), matches.end());
        rows.first.push_back(static_cast<std::uint32_t>(rows.matches.size()));
        rows.uncertain[row] = is_uncertain || own_ == nullptr;
        return matches.empty() ? std::nullopt : std::optional(matches.front());
    }

    void put_rows(const RecordRows& rows, table::Batch& batch) const {
        table::Records& records = batch.records[*spec_.rows - 2];
        records.first = rows.first;
        records.uncertain = rows.uncertain;
        records.ids.clear();
        records.lines.clear();
        for (const Match& match : rows.matches) {
            records.lines.push_back(match.rows->lines[match.row]);
            records.ids.push_back(match.rows->input.name + ":" + std::to_string(records.lines.back()));  // it has no key of its own
        }
        for (std::size_t i = 0; i < spec_.joined.size(); ++i) {
            table::Column& column = batch.columns[*spec_.rows][spec_.joined[i]];
            const bool is_read = !spec_.sheet.columns[i + 1].ignored;
            column = empty_column(column.kind, rows.matches.size());
            for (std::size_t at = 0; is_read && at < rows.matches.size(); ++at) {
                set_cell(column, rows.matches.size(), at, cell_at(rows.matches[at].rows->columns[i + 1], rows.matches[at].row));
            }
        }
    }

    const table::RegisterSpec& spec_;
    const table::Words& words_;
    Population& population_;
    std::vector<const RegisterRows*> newest_first_;
    const RegisterRows* own_ = nullptr;
    std::set<const RegisterRows*> used_;
    std::optional<std::size_t> name_;  // column of the table
    std::string table_file_;
};

void RegisterFiles::join(std::size_t own, const table::Schema& schema, const table::Words& words, Population& population) const {
    const auto note = [&](std::string code, std::vector<std::string> args) {
        Remark remark;
        remark.told.code = std::move(code);
        remark.told.severity = base::Severity::note;
        remark.told.args = std::move(args);
        population.remarks.push_back(std::move(remark));
    };
    if (files_.empty()) {
        note("register_not_given", {spec_->sheet.name});
    }
    Joiner joiner(*this, own, schema, words, population);
    for (table::Batch& batch : population.batches) {
        joiner.join(batch);
    }
    for (const RegisterRows& rows : files_) {  // those that a result may hang on
        if (&rows != joiner.own() && !joiner.used().contains(&rows)) {
            continue;
        }
        population.files.push_back(rows.input);
        if (rows.without_key > 0) {
            note("register_no_key", {rows.input.name, std::to_string(rows.without_key)});
        }
    }
}

}  // namespace doudi::population
