// Lists what a policy lets be overridden. Rows that do so are read by the population room, and put in by the engine.

#include "doudi/policy/overridable.hpp"

namespace doudi::policy {

namespace {

void spell(const Named& thing, Overridable& one) {
    for (const std::string& word : {thing.name, thing.label.zh, thing.label.en})
        if (!word.empty() && word != one.name) one.spellings.push_back(word);
    one.span = thing.span;
}

void add_conditions(const std::vector<Condition>& conditions, const Benefit& benefit, std::vector<Overridable>& all) {
    for (const Condition& condition : conditions) {
        if (condition.overridable) {
            Overridable one;
            one.name = benefit.name + "." + condition.name;
            one.table = benefit.to;
            one.type = expr::Type::boolean();
            one.condition = &condition;
            spell(condition, one);
            all.push_back(std::move(one));
        }
        add_conditions(condition.members, benefit, all);
    }
}

template <class Thing>
void add_values(const std::vector<Thing>& things, expr::MeaningKind kind, const Policy& policy, std::vector<Overridable>& all) {
    for (std::size_t i = 0; i < things.size(); ++i) {
        if (!things[i].overridable) continue;
        Overridable one;
        one.name = (things[i].law.empty() ? policy.table_name(things[i].table) : things[i].law) + "." + things[i].name;
        one.table = things[i].table;
        one.type = things[i].type;
        one.meaning = {.kind = kind, .id = static_cast<int>(i)};
        spell(things[i], one);
        all.push_back(std::move(one));
    }
}

}  // namespace

std::vector<Overridable> overridables_of(const Policy& policy) {
    std::vector<Overridable> all;
    add_values(policy.inputs, expr::MeaningKind::input, policy, all);
    add_values(policy.variables, expr::MeaningKind::variable, policy, all);
    for (const Benefit& benefit : policy.benefits) add_conditions(benefit.eligible, benefit, all);
    return all;
}

}  // namespace doudi::policy
