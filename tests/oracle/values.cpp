// Where a name's value comes from: cells, figures of the day, other formulas, benefits; each worked out once.
// Formulas are walked in formulas.cpp, benefits decided in benefits.cpp.
#include "oracle/calendar.hpp"
#include "oracle/reading.hpp"

namespace doudi::oracle {

namespace {

Value asked_of_month(const Value& month, const std::string& field) {
    if (!month.is_known() || field.empty()) return month;
    if (month.kind != Kind::month) throw NotUnderstood(field + " is asked of what is no month");
    if (field == "start") return Value::day(first_day_of(month.whole));
    if (field == "end") return Value::day(last_day_of(month.whole));
    return Value::of(field == "year" ? year_of(month.whole) : number_of(month.whole));
}

}  // namespace

Reading::Reading(const Law& law, long month, const Household& household, const State& before)
    : law_(law), month_(month), household_(household), before_(before) {
    const auto rows = [&](int table) {
        if (table == household_row) return std::size_t{1};
        return table == person_row ? household.persons.size() : records(table).size();
    };
    for (const policy::Input& input : law.policy.inputs) inputs_.emplace_back(rows(input.table));
    for (const policy::Variable& variable : law.policy.variables) variables_.emplace_back(rows(variable.table));
    for (const policy::Benefit& benefit : law.policy.benefits) benefits_.emplace_back(rows(benefit.to));
}

Value Reading::value(const Target& target, At at) {
    const std::size_t row = target.table == no_row ? 0 : Reading::row(target.table, at);
    switch (target.thing) {
        case Thing::this_month: return asked_of_month(Value::month(month_), target.of_month);
        case Thing::input: return asked_of_month(input(target.index, row), target.of_month);
        case Thing::parameter:
            return asked_of_month(parameter(nullptr, target.index, first_day_of(month_), at), target.of_month);
        case Thing::variable: return asked_of_month(variable(target.index, row, at), target.of_month);
        case Thing::benefit: return benefit_field(target, row);
        case Thing::nothing: break;
    }
    throw NotUnderstood("a name for nothing is read");
}

std::vector<const Household::Record*> Reading::records(int table) const {
    std::vector<const Household::Record*> found;
    for (const Household::Record& record : household_.records)
        if (law_.names.table_called(record.table) == table) found.push_back(&record);
    return found;
}

Value Reading::input(std::size_t index, std::size_t row) {
    Slot& slot = inputs_[index].at(row);
    if (!slot.value) {
        const policy::Input& input = law_.policy.inputs[index];
        const Cells& cells = input.table == household_row ? household_.cells
                             : input.table == person_row  ? household_.persons[row].cells
                                                          : records(input.table)[row]->cells;
        const auto cell = cells.find(input.name);
        slot.value = read_cell(input, cell == cells.end() ? std::string() : cell->second);
    }
    return *slot.value;
}

const expr::Expr& Reading::formula_of(const policy::Variable& variable) const {
    const policy::DatedFormula* in_force = nullptr;
    for (const policy::DatedFormula& formula : variable.formulas)
        if (!formula.from || formula.from->days <= first_day_of(month_)) in_force = &formula;
    if (in_force == nullptr) throw NotStated{variable.law + "." + variable.name};
    return in_force->expression;
}

Value Reading::variable(std::size_t index, std::size_t row, At at) {
    Slot& slot = variables_[index].at(row);
    if (slot.value) return *slot.value;
    const policy::Variable& variable = law_.policy.variables[index];
    if (slot.busy) throw NotUnderstood("a circle through " + variable.name);
    slot.busy = true;
    Value value = eval(formula_of(variable), {variable.table, at.person, &variable.name, at.record});
    slot.busy = false;
    slot.value = value;
    return value;
}

/// A figure that has ended is missing where that is asked for (`guarded`: known(p), p default v), else not stated.
Value Reading::parameter(const expr::Expr* indexed, std::size_t index, long day, At at, bool guarded,
                         const std::string* bracket) {
    const policy::Parameter& parameter = law_.policy.parameters[index];
    std::vector<std::string> under;
    Value unlooked = Value::of(0);
    for (std::size_t level = 0; level < parameter.by.size(); ++level) {
        std::optional<Value> given;
        if (bracket != nullptr && level == 0) given = Value::of_word(*bracket);
        for (std::size_t i = 0; indexed != nullptr && i < indexed->labels.size(); ++i)
            if (indexed->labels[i] == parameter.by[level]) given = eval(indexed->args[i], at);
        const Target& found = law_.parameters[index].indexes[level].found.at(static_cast<std::size_t>(at.table));
        if (!given) given = value(found, at);
        if (!given->is_known()) unlooked = unlooked.is_known() ? *given : spread(unlooked, *given);
        under.push_back(given->to_text());
    }
    if (!unlooked.is_known()) return unlooked;
    Value figure = law_.figure(index, under, day);
    if (figure.is_missing() && !guarded) throw NotStated{law_.parameters[index].full_name};
    return figure;
}

Value Reading::benefit_field(const Target& target, std::size_t row) {
    const Entitled& result = entitled(target.index, row);
    if (target.field == Field::status) return Value::of_word(to_text(result.status));
    if (result.status == Status::undecided) return Value::unknown(result.causes);
    const bool due = result.status == Status::eligible || result.status == Status::held;
    if (target.field == Field::eligible) return Value::fact(due);
    if (!due) return Value::of(0);
    return Value::of(target.field == Field::part ? result.parts.at(target.part) : result.amount);
}

void Reading::remember(State& state) {
    for (const Target& target : law_.surveyor.remembered()) {
        if (target.table != person_row) {
            state.rows[{household_.id, ""}][law_.full_name(target)] = to_keep(target, {});
            continue;
        }
        for (std::size_t i = 0; i < household_.persons.size(); ++i)
            state.rows[{household_.id, household_.persons[i].id}][law_.full_name(target)] =
                to_keep(target, {person_row, i, nullptr});
    }
}

}  // namespace doudi::oracle
