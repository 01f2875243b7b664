// Checks every value of a state file: its name, its row, its kind, its code, why it is unknown.

#include "state_reader.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::runs {

void StateReader::take(const population::StateRow& row, const std::string& place) {
    const plan::StateEntry* entry = entry_of(row.name);
    if (entry == nullptr) {
        std::vector<std::string> names;
        for (const plan::StateEntry& one : plan_.states) names.push_back(one.name);
        auto& error = diagnostics_.error("state-unknown-name", base::place_of(place, row.line), {base::shown(row.name)});
        if (const auto near = base::nearest(row.name, names)) error.with_help("help-did-you-mean", {*near});
        return;
    }
    if ((entry->table == expr::person_table) == row.person_id.empty()) {
        diagnostics_.error("state-wrong-row", base::place_of(place, row.line), {row.name});
        return;
    }
    engine::StateValue value;
    if (!read_value(row, *entry, value)) {
        const std::string& text = row.unknown.empty() ? row.value : row.unknown;
        diagnostics_.error("state-bad-value", base::place_of(place, row.line), {base::shown(text), row.name});
        return;
    }
    if (!value.word.empty()) words_.push_back(value.word);
    names_[{row.household_id, row.person_id}].insert(row.name);
    state_.set(engine::state_key(row.household_id, row.person_id), state_.column(row.name), std::move(value));
}

/// What either month's law keeps may stand there.
const plan::StateEntry* StateReader::entry_of(const std::string& name) const {
    for (const plan::Plan* plan : {&plan_, &before_})
        for (const plan::StateEntry& one : plan->states)
            if (one.name == name) return &one;
    return nullptr;
}

bool StateReader::read_value(const population::StateRow& row, const plan::StateEntry& entry, engine::StateValue& value) const {
    if (!row.unknown.empty()) {
        value.standing = table::first_unknown;
        for (const std::string_view cause : base::split(row.unknown, ';')) value.causes.emplace_back(cause);
        std::sort(value.causes.begin(), value.causes.end());
        return std::all_of(value.causes.begin(), value.causes.end(), [&](const std::string& cause) { return is_cause(cause); });
    }
    if (row.value.empty()) {
        value.standing = table::missing;
        return may_be_missing(entry);
    }
    const auto parsed = engine::from_text(row.value, entry.kind);
    if (!parsed) return false;
    value = *parsed;
    if (entry.kind != expr::ValueKind::code || entry.meaning.kind != expr::MeaningKind::variable) return true;
    const auto& codes = policy_.variables[static_cast<std::size_t>(entry.meaning.id)].type.codes;
    return !codes || std::find(codes->begin(), codes->end(), value.word) != codes->end();
}

/// "unknown.wage", "divided_by_zero.income_per_capita" and their like, of names that the policy has.
bool StateReader::is_cause(const std::string& cause) const {
    if (cause.starts_with("not_stated.")) return false;   // such a run is refused, so no state carries it
    if (std::find(plan_.causes.begin(), plan_.causes.end(), cause) != plan_.causes.end()) return true;
    const std::size_t dot = cause.find('.');
    const std::string kind = cause.substr(0, dot);
    const std::string name = dot == std::string::npos ? "" : cause.substr(dot + 1);
    const auto named = [&](const auto& things) { return std::any_of(things.begin(), things.end(), [&](const auto& one) { return one.name == name.substr(0, name.find('.')); }); };
    if (kind == "unknown") return named(policy_.inputs);
    if (kind == "not_published") return named(policy_.parameters);
    return (kind == "divided_by_zero" || kind == "several" || kind == "bad_date" || kind == "bad_rounding_step") && (named(policy_.variables) || named(policy_.benefits));
}

bool StateReader::may_be_missing(const plan::StateEntry& entry) const {
    return entry.meaning.kind == expr::MeaningKind::variable && policy_.variables[static_cast<std::size_t>(entry.meaning.id)].type.optional;
}

base::Diagnostics StateReader::finish(const std::string& place) {
    for (const auto& [who, names] : names_)
        for (const plan::StateEntry& entry : before_.states) {
            if (entry.anticipated) continue;
            const bool of_person = entry.table == expr::person_table;
            if (of_person == who.second.empty() || names.contains(entry.name)) continue;
            diagnostics_.error("state-incomplete", base::place_of(place), {base::masked(of_person ? who.second : who.first), entry.name});
        }
    return std::move(diagnostics_);
}

}  // namespace doudi::runs
