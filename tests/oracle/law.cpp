// Takes a policy over into the oracle's own numbers and looks figures up by index and day.
// Which day and which index values are asked for is the evaluator's business.
#include "oracle/law.hpp"

#include <algorithm>

#include "oracle/calendar.hpp"

namespace doudi::oracle {

namespace {

/// The key of one level that serves `value`: the longest that begins it, or equals it; then "*".
std::optional<std::string> best_key(const std::vector<const Leaf*>& leaves, std::size_t level, const std::string& value,
                                    bool open) {
    std::optional<std::string> best;
    for (const Leaf* leaf : leaves) {
        const std::string& key = leaf->keys.at(level);
        if (key == "*") continue;
        const bool fits = open ? value.compare(0, key.size(), key) == 0 : value == key;
        if (fits && (!best || key.size() > best->size())) best = key;
    }
    if (best) return best;
    const bool wildcard =
        std::any_of(leaves.begin(), leaves.end(), [&](const Leaf* leaf) { return leaf->keys.at(level) == "*"; });
    return wildcard ? std::optional<std::string>("*") : std::nullopt;
}

bool is_open(const policy::Policy& policy, const Target& target) {
    switch (target.thing) {
        case Thing::input: return policy.inputs[target.index].type.codes == nullptr;
        case Thing::variable: return policy.variables[target.index].type.codes == nullptr;
        case Thing::parameter: return policy.parameters[target.index].type.codes == nullptr;
        case Thing::nothing:
        case Thing::benefit:
        case Thing::this_month: return true;
    }
    return true;
}

Value value_of(const policy::Parameter& parameter, const policy::DatedFigure& figure) {
    if (!figure.code.empty()) return Value::of_word(figure.code);
    const Number number = read_number(figure.number.to_string());
    switch (parameter.type.kind) {
        case expr::ValueKind::boolean: return Value::fact(number != 0);
        case expr::ValueKind::date: return Value::day(to_whole(number));
        case expr::ValueKind::month: return Value::month(to_whole(number));
        case expr::ValueKind::number:
        case expr::ValueKind::code:
        case expr::ValueKind::text: break;
    }
    return Value::of(number);
}

}  // namespace

Law::Law(const policy::Policy& given) : policy(given), names(policy), surveyor(policy, names) {
    for (const policy::Parameter& parameter : policy.parameters) take_parameter(parameter);
    for (const policy::Benefit& benefit : policy.benefits)
        minimums.push_back(benefit.minimum ? std::optional<Number>(read_number(benefit.minimum->to_string()))
                                           : std::nullopt);
    for (const policy::Benefit& benefit : policy.benefits)
        for (const policy::Part& part : benefit.parts) part_names.emplace(&part, benefit.name + "." + part.name);
    take_members();
}

void Law::take_parameter(const policy::Parameter& parameter) {
    ParameterOfLaw taken;
    taken.full_name = parameter.law + "." + parameter.name;
    taken.series = parameter.series;
    for (const std::string& name : parameter.by) {
        Index index;
        for (std::size_t table = 0; table < policy.entities.size(); ++table)
            index.found.push_back(names.find(name, static_cast<int>(table), parameter.law));
        const auto is_something = [](const Target& target) { return target.thing != Thing::nothing; };
        const auto known = std::find_if(index.found.begin(), index.found.end(), is_something);
        index.open = (known == index.found.end() || is_open(policy, *known)) && !(parameter.brackets && taken.indexes.empty());
        taken.indexes.push_back(index);
    }
    for (const policy::ParameterLeaf& leaf : parameter.leaves) {
        Leaf mine{leaf.keys, {}};
        for (const policy::DatedFigure& figure : leaf.figures) {
            Value value = value_of(parameter, figure);
            mine.figures.push_back({figure.from.days, figure.ends, std::move(value)});
        }
        taken.leaves.push_back(std::move(mine));
    }
    parameters.push_back(std::move(taken));
}

void Law::take_members() {
    const auto role = policy.roles.names.find("members");
    if (role != policy.roles.names.end() && !role->second.empty()) members = names.find_anywhere(role->second);
}

Value Law::figure(std::size_t number, const std::vector<std::string>& under, long day) const {
    const ParameterOfLaw& parameter = parameters[number];
    std::vector<const Leaf*> left;
    for (const Leaf& leaf : parameter.leaves) left.push_back(&leaf);
    for (std::size_t level = 0; level < under.size(); ++level) {
        const auto key = best_key(left, level, under[level], parameter.indexes[level].open);
        if (!key) throw NotStated{parameter.full_name};
        std::erase_if(left, [&](const Leaf* leaf) { return leaf->keys.at(level) != *key; });
    }
    const Figure* in_force = nullptr;
    if (parameter.series) {
        for (const Leaf* leaf : left)
            for (const Figure& figure : leaf->figures)
                if (month_of_day(figure.from) == month_of_day(day)) return figure.value;
        return Value::unknown({"not_published." + policy.parameters[number].name});
    }
    for (const Leaf* leaf : left)
        for (const Figure& figure : leaf->figures)
            if (figure.from <= day && (in_force == nullptr || figure.from > in_force->from)) in_force = &figure;
    if (in_force == nullptr) throw NotStated{parameter.full_name};
    return in_force->ends ? Value::missing() : in_force->value;
}

std::string Law::full_name(const Target& target) const {
    if (target.kept == Target::Kept::row_month) return target.table == person_row ? "person.month" : "household.month";
    if (target.kept == Target::Kept::sum_of_year) {
        Target summed = target;
        summed.kept = Target::Kept::value;
        return full_name(summed) + ".year_to_date";
    }
    switch (target.thing) {
        case Thing::input: return policy.inputs[target.index].name;
        case Thing::variable: return policy.variables[target.index].law + "." + policy.variables[target.index].name;
        case Thing::parameter: return parameters[target.index].full_name;
        case Thing::benefit: {
            const policy::Benefit& benefit = policy.benefits[target.index];
            if (target.field == Field::part) return benefit.name + ".parts." + benefit.parts[target.part].name;
            if (target.field == Field::status) return benefit.name + ".status";
            return benefit.name + (target.field == Field::amount ? ".amount" : ".eligible");
        }
        case Thing::this_month: return "month";
        case Thing::nothing: break;
    }
    throw NotUnderstood("a name for nothing is remembered");
}

}  // namespace doudi::oracle
