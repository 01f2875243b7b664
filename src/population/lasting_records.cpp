// Rows of record tables that count for every month, whichever month's folder they stand in.
// Which folders there are, and which were known, is left to timeline.cpp; single lasting facts to lasting.cpp.

#include "lasting_records.hpp"

#include <algorithm>

#include "batch_cell.hpp"

namespace doudi::population {

LastingRecords::LastingRecords(const table::Schema& schema) {
    for (std::size_t t = 2; t < schema.tables.size(); ++t) {
        if (schema.tables[t].lasting) {
            tables_.push_back(std::make_unique<Table>(t));
        }
    }
}

void LastingRecords::add(const Population& folder_facts, std::size_t folder) {
    for (const auto& table : tables_) {
        for (const table::Batch& batch : folder_facts.batches) {
            const table::Records& records = batch.records[table->number - 2];
            for (std::size_t above = 0; above + 1 < records.first.size(); ++above) {
                for (std::size_t row = records.first[above]; row < records.first[above + 1]; ++row) {
                    if (table->index.find(records.ids[row])) {
                        continue;  // a newer folder has it
                    }
                    const auto at = static_cast<std::uint32_t>(table->ids.size());
                    table->ids.push_back(records.ids[row]);
                    table->index.add(at);
                    Row& kept = table->rows.emplace_back(Row{batch.id(records.parent, above), folder, records.lines[row], {}});
                    for (const table::Column& column : batch.columns[table->number]) {
                        const bool is_read = !column.numbers.empty() || !column.integers.empty();
                        kept.cells.push_back(is_read ? cell_at(column, row) : Cell{});
                    }
                    table->of[kept.parent].push_back(at);
                }
            }
        }
    }
}

bool LastingRecords::has_row(std::size_t table, const std::string& id) const {
    return std::any_of(tables_.begin(), tables_.end(), [&](const auto& one) { return one->number == table && one->index.find(id); });
}

void LastingRecords::put(const Table& table, std::size_t own, table::Batch& batch, std::map<std::size_t, std::size_t>& taken) {
    table::Records& records = batch.records[table.number - 2];
    std::vector<table::Column>& columns = batch.columns[table.number];
    std::vector<std::uint32_t> rows;
    records.first.assign(1, 0);
    records.ids.clear();
    records.lines.clear();
    for (std::size_t above = 0; above < batch.rows(records.parent); ++above) {
        const auto found = table.of.find(batch.id(records.parent, above));
        if (found != table.of.end()) {
            rows.insert(rows.end(), found->second.rbegin(), found->second.rend());  // the oldest first
        }
        records.first.push_back(static_cast<std::uint32_t>(rows.size()));
    }
    for (const std::uint32_t row : rows) {
        records.ids.push_back(table.ids[row]);
        records.lines.push_back(table.rows[row].line);
        if (table.rows[row].folder != own) {
            ++taken[table.rows[row].folder];
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i] = empty_column(columns[i].kind, rows.size());
        for (std::size_t at = 0; at < rows.size(); ++at) {
            set_cell(columns[i], rows.size(), at, table.rows[rows[at]].cells[i]);
        }
    }
}

std::map<std::size_t, std::size_t> LastingRecords::apply(std::size_t own, const std::vector<bool>& skipped, Population& population) const {
    std::map<std::size_t, std::size_t> taken;
    for (const auto& table : tables_) {
        for (table::Batch& batch : population.batches) {
            if (!skipped[table->number]) {
                put(*table, own, batch, taken);
            }
        }
    }
    return taken;
}

}  // namespace doudi::population
