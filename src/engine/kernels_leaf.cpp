// Leaves of a plan: constants, the population's columns, figures by region and day, values of the month before.

#include <algorithm>

#include "evaluator.hpp"

namespace doudi::engine {

void Evaluator::constant(const plan::Step& step) {
    table::Column& column = start(step);
    std::fill(column.numbers.begin(), column.numbers.end(), step.number);
    std::fill(column.integers.begin(), column.integers.end(), step.integer);
}

void Evaluator::input(const plan::Step& step) {
    const auto at = static_cast<std::size_t>(step.index);
    table::Column& column = frame_.columns[static_cast<std::size_t>(slot_)];
    column = batch_.columns[static_cast<std::size_t>(step.table)][at];
    const int cause = plan_.input_causes[static_cast<std::size_t>(step.table)][at];
    for (table::Standing& standing : column.standing)
        if (standing >= table::first_unknown) standing = frame_.causes.of(cause);
}

void Evaluator::overridden(const plan::Step& step) {
    table::Column& column = start(step);
    const Operand value = operand(step, 0);
    for (std::size_t row = 0; row < rows(step); ++row) copy(value, row, column);
    for (const table::Override& one : batch_.overrides) {
        if (static_cast<int>(one.thing) != step.index) continue;
        if (column.kind == table::ColumnKind::number) {
            column.numbers[one.row] = one.number;
        } else {
            column.integers[one.row] = one.integer;
        }
        if (!column.standing.empty()) column.standing[one.row] = table::known;
    }
}

namespace {

/// Longest prefix present (of a declared code: the code itself), then "*", one index after the other; no going back.
/// -1: no leaf.
template <class KeysOf>
int leaf_of(std::size_t count, const KeysOf& keys_of, const std::vector<std::string_view>& words, const std::vector<bool>& exact) {
    std::vector<std::size_t> leaves(count);
    for (std::size_t i = 0; i < leaves.size(); ++i) leaves[i] = i;
    for (std::size_t level = 0; level < words.size(); ++level) {
        std::string_view best;
        bool found = false;
        for (const std::size_t leaf : leaves) {
            const std::string& key = keys_of(leaf)[level];
            const bool fits = key == "*" || (exact[level] ? words[level] == key : words[level].starts_with(key));
            const bool better = !found || (best == "*" && key != "*") || (key != "*" && key.size() > best.size());
            if (fits && better) {
                best = key;
                found = true;
            }
        }
        if (!found) return -1;
        std::erase_if(leaves, [&](std::size_t leaf) { return keys_of(leaf)[level] != best; });
    }
    return leaves.empty() ? -1 : static_cast<int>(leaves.front());
}

/// Index of the last figure that began by the day, perhaps an end; nothing before the first. Of a series the month's own.
std::optional<std::size_t> begun(const std::vector<policy::DatedFigure>& figures, base::Date day, bool series) {
    std::optional<std::size_t> found;
    if (series) {
        const base::Date first = base::Month::of(day).first_day();
        const auto own = std::find_if(figures.begin(), figures.end(), [&](const policy::DatedFigure& figure) { return figure.from == first; });
        if (own != figures.end()) found = static_cast<std::size_t>(own - figures.begin());
        return found;
    }
    for (std::size_t i = 0; i < figures.size() && figures[i].from <= day; ++i) found = i;
    return found;
}

}  // namespace

const policy::DatedFigure* figure_at(const policy::Parameter& parameter, const std::vector<std::string>& indexes, const std::vector<bool>& exact, base::Date day) {
    const std::vector<std::string_view> words(indexes.begin(), indexes.end());
    const int leaf = leaf_of(parameter.leaves.size(), [&](std::size_t i) -> const auto& { return parameter.leaves[i].keys; }, words, exact);
    if (leaf < 0) return nullptr;
    const auto& figures = parameter.leaves[static_cast<std::size_t>(leaf)].figures;
    const auto found = begun(figures, day, parameter.series);
    return found && !figures[*found].ends ? &figures[*found] : nullptr;
}

void Evaluator::lookup(const plan::Step& step) {
    table::Column& column = start(step);
    const plan::Lookup& lookup = plan_.lookups[static_cast<std::size_t>(step.index)];
    std::vector<Operand> operands;
    for (std::size_t i = 0; i < step.inputs.size(); ++i) operands.push_back(operand(step, i));
    const std::size_t indexes = operands.size() - (step.has_day ? 1U : 0U);
    std::map<std::vector<std::int64_t>, int> leaves;
    std::vector<std::int64_t> codes(indexes);
    std::vector<std::string_view> texts(indexes);
    for (std::size_t row = 0; row < rows(step); ++row) {
        if (!joined(step, operands, row, column)) continue;
        for (std::size_t i = 0; i < indexes; ++i) codes[i] = operands[i].integer(row);
        auto leaf = leaves.find(codes);
        if (leaf == leaves.end()) {
            for (std::size_t i = 0; i < indexes; ++i) texts[i] = words_.word(codes[i]);
            leaf = leaves.emplace(codes, leaf_of(lookup.keys.size(), [&](std::size_t i) -> const auto& { return lookup.keys[i]; }, texts, lookup.exact)).first;
        }
        base::Date day = plan_.month.first_day();
        if (step.has_day) {
            const auto value = static_cast<std::int32_t>(operands.back().integer(row));
            day = operands.back().column().kind == table::ColumnKind::month ? base::Month{value}.first_day() : base::Date{value};
        }
        const auto at = static_cast<std::size_t>(std::max(leaf->second, 0));
        const auto figure = leaf->second < 0 ? std::nullopt : begun(lookup.figures[at], day, lookup.series);
        if (!figure || lookup.figures[at][*figure].ends) {  // ended is missing to who asks; never stated is not
            set_standing(column, row, figure && step.absent_is_missing ? table::missing : frame_.causes.of(step.cause));
        } else if (step.kind == expr::ValueKind::number) {
            column.numbers[row] = lookup.figures[at][*figure].number;
        } else if (step.kind == expr::ValueKind::code) {
            column.integers[row] = lookup.code_numbers[at][*figure];
        } else {
            column.integers[row] = lookup.figures[at][*figure].number.to_int64().value_or(0);
        }
    }
}

void Evaluator::previous(const plan::Step& step) {
    table::Column& column = start(step);
    const plan::StateEntry& entry = plan_.states[static_cast<std::size_t>(step.index)];
    const auto at = before_.find_column(entry.name);
    const Operand initial = operand(step, 0);
    for (std::size_t row = 0; row < rows(step); ++row) {
        const bool person = step.table == expr::person_table;
        const std::size_t household = person ? frame_.household_of(row) : row;
        const StateValue* value = at ? before_.find(state_key(batch_.household_ids[household], person ? batch_.person_ids[row] : ""), *at) : nullptr;
        if (value == nullptr) {
            copy(initial, row, column);
        } else if (value->standing == table::missing) {
            set_standing(column, row, table::missing);
        } else if (value->standing != table::known) {
            std::vector<int> causes;
            for (const std::string& name : value->causes) causes.push_back(cause_number(name));
            std::sort(causes.begin(), causes.end());
            set_standing(column, row, frame_.causes.of(std::move(causes)));
        } else if (step.kind == expr::ValueKind::number) {
            column.numbers[row] = value->number;
        } else {
            column.integers[row] = step.kind == expr::ValueKind::code ? words_.find(value->word) : value->integer;
        }
    }
}

/// A state may name causes that this month's plan does not have (an input that is read no more): they keep their name.
int Evaluator::cause_number(const std::string& name) {
    const auto known_cause = std::find(plan_.causes.begin(), plan_.causes.end(), name);
    if (known_cause != plan_.causes.end()) return static_cast<int>(known_cause - plan_.causes.begin());
    auto extra = std::find(frame_.extra_causes.begin(), frame_.extra_causes.end(), name);
    if (extra == frame_.extra_causes.end()) {
        frame_.extra_causes.push_back(name);
        extra = frame_.extra_causes.end() - 1;
    }
    return static_cast<int>(plan_.causes.size()) + static_cast<int>(extra - frame_.extra_causes.begin());
}

}  // namespace doudi::engine
