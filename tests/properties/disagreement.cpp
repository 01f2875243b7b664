// Compares both sides month by month, and makes what differs small enough to read.
// Neither side's arithmetic is here.
#include "properties/disagreement.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "doudi/policy/load.hpp"

namespace doudi::properties {

namespace {

std::string to_text(const oracle::Row& row) {
    return row.household_id + (row.person_id.empty() ? "" : "/" + row.person_id) + " " + row.benefit + ": " +
           row.status + " [" + row.amount + "] [" + row.parts + "] [" + row.reasons + "]";
}

Answer ask_oracle(const Subject& subject, base::Month month, const std::vector<oracle::Household>& households,
                  oracle::State& state) {
    try {
        return {subject.oracle.compute(month, households, state), std::nullopt};
    } catch (const oracle::NotStated& refused) {
        return {{}, refused.name};
    }
}

/// Sets every cell of `name` in `table` to `text`, of one person or of all.
void set_cell(History& history, int table, const std::string& name, const std::string& text) {
    for (auto& month : history.months)
        for (oracle::Household& household : month) {
            if (table == 0) household.cells[name] = text;
            if (table == 1)
                for (auto& person : household.persons) person.cells[name] = text;
        }
}

std::vector<std::string> calm_cells(const policy::Input& input) {
    std::vector<std::string> cells;
    if (input.presence == policy::Presence::optional || input.presence == policy::Presence::with_default)
        cells.emplace_back();
    if (input.type.kind == expr::ValueKind::number) cells.insert(cells.end(), {"0", "1", "100"});
    if (input.type.kind == expr::ValueKind::boolean) cells.insert(cells.end(), {"0", "1"});
    if (input.type.kind == expr::ValueKind::date) cells.insert(cells.end(), {"1980-01-01", "2020-01-01"});
    if (input.type.kind == expr::ValueKind::code && input.type.codes != nullptr)
        cells.push_back(input.type.codes->front());
    return cells;
}

class Reducer {
public:
    Reducer(const Subject& subject, EngineSide& engine, History history)
        : subject_(subject), engine_(engine), history_(std::move(history)) {}

    History reduce() {
        drop_later_months();
        drop_earlier_months();
        drop_persons();
        for (const policy::Input& input : subject_.policy.inputs) calm(input);
        drop_earlier_months();
        return history_;
    }

private:
    bool keep_if_different(History smaller) {
        try {
            if (!compare(subject_, engine_, smaller)) return false;
        } catch (const oracle::BadCell&) {  // a calm cell outside the input's bounds
            return false;
        }
        history_ = std::move(smaller);
        return true;
    }
    void drop_later_months() {
        for (std::size_t count = 1; count < history_.months.size(); ++count) {
            History shorter = history_;
            shorter.months.resize(count);
            if (keep_if_different(std::move(shorter))) return;
        }
    }
    void drop_earlier_months() {
        while (history_.months.size() > 1) {
            History later{history_.first + 1, {history_.months.begin() + 1, history_.months.end()}};
            if (!keep_if_different(std::move(later))) return;
        }
    }
    void drop_persons() {
        std::set<std::string> ids;
        for (const auto& month : history_.months)
            for (const auto& household : month)
                for (const auto& person : household.persons) ids.insert(person.id);
        for (const std::string& id : ids) {
            History without = history_;
            for (auto& month : without.months)
                for (auto& household : month)
                    std::erase_if(household.persons, [&](const auto& person) { return person.id == id; });
            keep_if_different(std::move(without));
        }
    }
    void calm(const policy::Input& input) {
        for (const std::string& text : calm_cells(input)) {
            History calmer = history_;
            set_cell(calmer, input.table, input.name, text);
            if (keep_if_different(std::move(calmer))) return;
        }
    }

    const Subject& subject_;
    EngineSide& engine_;
    History history_;
};

std::string cells_text(const oracle::Cells& cells) {
    std::string text;
    for (const auto& [name, cell] : cells)
        text += (text.empty() ? "" : ", ") + name + ": " + (cell.empty() ? "null" : cell);
    return "{" + text + "}";
}

std::string history_text(const History& history) {
    std::string text;
    for (std::size_t i = 0; i < history.months.size(); ++i) {
        text += "  " + (history.first + static_cast<int>(i)).to_string() + "\n";
        for (const oracle::Household& household : history.months[i]) {
            text += "    household " + household.id + ": " + cells_text(household.cells) + "\n";
            for (const auto& person : household.persons)
                text += "      " + person.id + ": " + cells_text(person.cells) + "\n";
        }
    }
    return text;
}

std::optional<Disagreement> first_difference(base::Month month, const Answer& ours, const Answer& theirs) {
    if (ours.refused.has_value() != theirs.refused.has_value())
        return Disagreement{month, "", "refused: " + ours.refused.value_or("no"),
                            "refused: " + theirs.refused.value_or("no")};
    Disagreement difference{month, "", "", ""};
    const std::size_t rows = std::max(ours.rows.size(), theirs.rows.size());
    for (std::size_t i = 0; i < rows; ++i) {
        const oracle::Row* a = i < ours.rows.size() ? &ours.rows[i] : nullptr;
        const oracle::Row* b = i < theirs.rows.size() ? &theirs.rows[i] : nullptr;
        if (a != nullptr && b != nullptr && *a == *b) continue;
        const std::string& household = a != nullptr ? a->household_id : b->household_id;
        if (!difference.household_id.empty() && household != difference.household_id) break;
        difference.household_id = household;
        difference.oracle += a != nullptr ? "\n    " + to_text(*a) : "\n    no row";
        difference.engine += b != nullptr ? "\n    " + to_text(*b) : "\n    no row";
    }
    if (difference.household_id.empty()) return std::nullopt;
    return difference;
}

}  // namespace

Subject subject_of(const std::string& folder) {
    auto loaded = policy::load_unchecked(std::filesystem::path(DOUDI_SOURCE_DIR) / folder);
    if (!loaded.ok()) throw std::runtime_error(folder + ": " + loaded.diagnostics().items().front().code);
    return {folder, *loaded, oracle::Oracle(*loaded)};
}

policy::Policy checked_policy(const std::string& folder) {
    auto loaded = policy::load(std::filesystem::path(DOUDI_SOURCE_DIR) / folder);
    if (!loaded.ok()) throw std::runtime_error(folder + ": " + loaded.diagnostics().items().front().code);
    return std::move(*loaded);
}

std::optional<Disagreement> compare(const Subject& subject, EngineSide& engine, const History& history, Tally* tally) {
    oracle::State state;
    engine.begin();
    for (std::size_t i = 0; i < history.months.size(); ++i) {
        const base::Month month = history.first + static_cast<int>(i);
        const Answer ours = ask_oracle(subject, month, history.months[i], state);
        const Answer theirs = engine.compute(month, history.months[i]);
        if (auto difference = first_difference(month, ours, theirs)) return difference;
        if (tally != nullptr && ours.refused) ++(*tally)["refused"];
        if (tally != nullptr)
            for (const oracle::Row& row : ours.rows) ++(*tally)[row.benefit + " " + row.status];
        if (ours.refused) return std::nullopt;
    }
    return std::nullopt;
}

std::string smallest_example(const Subject& subject, EngineSide& engine, const History& history,
                             const Disagreement& found) {
    History alone = history;
    for (auto& month : alone.months)
        std::erase_if(month, [&](const oracle::Household& household) {
            return !found.household_id.empty() && household.id != found.household_id;
        });
    if (!compare(subject, engine, alone)) alone = history;  // it takes other households as well: shown whole
    const History small = Reducer(subject, engine, std::move(alone)).reduce();
    const auto difference = compare(subject, engine, small).value_or(found);
    return subject.folder + ", " + difference.month.to_string() + "\n  oracle: " + difference.oracle +
           "\n  engine: " + difference.engine + "\n" + history_text(small);
}

}  // namespace doudi::properties
