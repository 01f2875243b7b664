// The newest value of each lasting fact, household by household and person by person.
// Which folders there are, and which were known, is left to timeline.cpp.

#include "lasting.hpp"

#include <algorithm>

#include "batch_cell.hpp"

namespace doudi::population {

namespace {

bool lasts(const table::ColumnSpec& column) { return column.lasting && !column.joined && !column.ignored; }

}  // namespace

LastingFacts::LastingFacts(const table::Schema& schema) {
    for (const table::TableSpec& spec : schema.tables) {
        tables_.push_back(std::make_unique<Rows>());
        for (std::size_t i = 0; i < spec.columns.size(); ++i) {
            if (lasts(spec.columns[i])) {
                Values& values = tables_.back()->columns.emplace_back();
                values.column = i;
                values.newest.kind = spec.columns[i].kind;
            }
        }
    }
}

table::Schema LastingFacts::narrowed(table::Schema schema) {
    schema = without_joined(std::move(schema));
    schema.roles.clear();
    for (table::TableSpec& spec : schema.tables) {
        for (table::ColumnSpec& column : spec.columns) {
            if (spec.lasting) {
                continue;  // its rows are read whole, by LastingRecords
            }
            column.ignored = !lasts(column);
            column.empty = table::Empty::missing;
        }
    }
    return schema;
}

bool LastingFacts::any() const {
    return std::any_of(tables_.begin(), tables_.end(), [](const auto& rows) { return !rows->columns.empty(); });
}

std::uint32_t LastingFacts::row_of(const std::string& id, Rows& rows) {
    if (const auto found = rows.index.find(id)) {
        return *found;
    }
    const auto row = static_cast<std::uint32_t>(rows.ids.size());
    rows.ids.push_back(id);
    rows.index.add(row);
    for (Values& values : rows.columns) {
        if (values.newest.kind == table::ColumnKind::number) {
            values.newest.numbers.emplace_back();
        } else {
            values.newest.integers.push_back(0);
        }
        values.folder.push_back(none);
    }
    return row;
}

void LastingFacts::add(const Population& narrow, std::size_t folder) {
    for (const table::Batch& batch : narrow.batches) {
        for (std::size_t t = 0; t < tables_.size(); ++t) {
            for (std::size_t row = 0; row < batch.rows(t); ++row) {
                const std::uint32_t at = row_of(batch.id(t, row), *tables_[t]);
                for (Values& values : tables_[t]->columns) {
                    const table::Column& column = batch.columns[t][values.column];
                    if (values.folder[at] == none && column.standing_of(row) == table::known) {
                        set_cell(values.newest, values.folder.size(), at, cell_at(column, row));
                        values.folder[at] = static_cast<std::uint32_t>(folder);
                    }
                }
            }
        }
    }
}

bool LastingFacts::has_row(std::size_t table, const std::string& id) const {
    return tables_[table]->index.find(id).has_value();
}

std::map<std::size_t, std::size_t> LastingFacts::apply(std::size_t own, const std::vector<bool>& skipped,
                                                       Population& population) const {
    std::map<std::size_t, std::size_t> taken;
    for (table::Batch& batch : population.batches) {
        for (std::size_t t = 0; t < tables_.size(); ++t) {
            for (std::size_t row = 0; !skipped[t] && row < batch.rows(t); ++row) {
                const auto at = tables_[t]->index.find(batch.id(t, row));
                for (std::size_t i = 0; at && i < tables_[t]->columns.size(); ++i) {
                    const Values& values = tables_[t]->columns[i];
                    table::Column& column = batch.columns[t][values.column];
                    const std::uint32_t from = values.folder[*at];
                    if (from == none || from == own || same_cell(column, row, values.newest, *at)) {
                        continue;
                    }
                    set_cell(column, batch.rows(t), row, cell_at(values.newest, *at));
                    ++taken[from];
                }
            }
        }
    }
    return taken;
}

}  // namespace doudi::population
