// Looks for values that two rows share. Which of them is right nobody can tell, so all are spoken of, or held.

#include "unique.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "doudi/base/id_number.hpp"
#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

/// Where a row stands.
struct Row {
    std::size_t batch;
    std::size_t row;
};

class SharedValues {
public:
    SharedValues(const table::UniqueSpec& spec, const table::Schema& schema, const table::Words& words, Population& population)
        : spec_(spec), table_(schema.tables[spec.table]), words_(words), population_(population) {}

    void look() {
        std::map<std::string, std::vector<Row>> rows;
        for (std::size_t batch = 0; batch < population_.batches.size(); ++batch) {
            const table::Column& column = population_.batches[batch].columns[spec_.table][spec_.column];
            for (std::size_t row = 0; row < population_.batches[batch].rows(spec_.table); ++row) {
                if (column.standing_of(row) == table::known) {
                    rows[base::normalised_id(words_.word(column.integers[row]))].push_back({batch, row});
                }
            }
        }
        for (const auto& [value, sharing] : rows) {
            for (const Row& row : sharing) {
                if (sharing.size() > 1 && !value.empty()) {
                    tell(value, row, &row == &sharing.front() ? sharing[1] : sharing.front());
                }
            }
        }
        std::stable_sort(told_.begin(), told_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [place, remark] : told_) {
            population_.remarks.push_back(std::move(remark));
        }
    }

private:
    void tell(const std::string& value, const Row& row, const Row& other) {
        table::Batch& batch = population_.batches[row.batch];
        const std::size_t household = batch.household_of(spec_.table, row.row);
        if (spec_.holds) {
            hold(batch, household);
        }
        Remark remark;
        remark.weight = spec_.holds ? Remark::Weight::hold : Remark::Weight::warn;
        remark.check = spec_.check;
        remark.household_id = batch.household_ids[household];
        remark.person_id = spec_.table == 1 ? batch.person_ids[row.row] : "";
        remark.told.code = "shared_value";
        remark.told.severity = base::Severity::warning;
        remark.told.args = {table_.columns[spec_.column].name, base::masked(value),
                            population_.batches[other.batch].id(spec_.table, other.row)};
        told_.push_back({{row.batch, row.row}, std::move(remark)});
    }

    void hold(table::Batch& batch, std::size_t household) const {
        batch.holds.resize(batch.households());
        auto& holds = batch.holds[household];
        const auto at = std::lower_bound(holds.begin(), holds.end(), spec_.check);
        if (at == holds.end() || *at != spec_.check) {
            holds.insert(at, spec_.check);
        }
    }

    const table::UniqueSpec& spec_;
    const table::TableSpec& table_;
    const table::Words& words_;
    Population& population_;
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, Remark>> told_;  // with the row's place, to be put in order
};

}  // namespace

void look_for_shared(const table::Schema& schema, const table::Words& words, Population& population) {
    for (const table::UniqueSpec& spec : schema.uniques) {
        SharedValues(spec, schema, words, population).look();
    }
}

}  // namespace doudi::population
