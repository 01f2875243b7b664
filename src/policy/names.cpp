// Name resolution: bare in the same law, the shared laws and among inputs; dotted everywhere.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "scope.hpp"

namespace doudi::policy {

void Names::add(const std::string& written, const expr::Found& found, const std::string& law) { entries_.emplace(written, Entry{found, law}); }

/// name and table.name for its own law (for every law when shared), law.name and table.law.name for all.
void Names::add_of_law(const Named& thing, const expr::Found& found, bool shared) {
    const std::string only = shared ? std::string{} : thing.law;
    const std::string dotted = thing.law + "." + thing.name;
    add(thing.name, found, only);
    add(dotted, found);
    if (found.table == expr::no_table) return;
    add(policy_.table_name(found.table) + "." + thing.name, found, only);
    add(policy_.table_name(found.table) + "." + dotted, found);
}

Names::Names(const Policy& policy) : policy_(policy) {
    const auto is_shared = [&](const std::string& law) { return std::find(policy.shared.begin(), policy.shared.end(), law) != policy.shared.end(); };
    for (std::size_t i = 0; i < policy.inputs.size(); ++i) {
        const Input& input = policy.inputs[i];
        if (input.presence == Presence::ignored) continue;
        const expr::Found found{{expr::MeaningKind::input, static_cast<int>(i), {}, -1}, input.table, {}};
        add(input.name, found);
        add(policy.table_name(input.table) + "." + input.name, found);
    }
    for (std::size_t i = 0; i < policy.parameters.size(); ++i) {
        const Parameter& parameter = policy.parameters[i];
        expr::Found found{{expr::MeaningKind::parameter, static_cast<int>(i), {}, -1}, expr::no_table, parameter.by, parameter.series};
        if (parameter.brackets) {
            found.index_names.erase(found.index_names.begin());
            found.brackets = expr::BracketShape{parameter.brackets->of.unit, parameter.brackets->marginal};
        }
        add_of_law(parameter, found, is_shared(parameter.law));
    }
    for (std::size_t i = 0; i < policy.variables.size(); ++i) {
        const Variable& variable = policy.variables[i];
        add_of_law(variable, {{expr::MeaningKind::variable, static_cast<int>(i), {}, -1}, variable.table, {}}, is_shared(variable.law));
    }
    for (std::size_t i = 0; i < policy.benefits.size(); ++i) {
        const Benefit& benefit = policy.benefits[i];
        const auto both = [&](const std::string& field, expr::BenefitField which, int part) {
            const expr::Found found{{expr::MeaningKind::benefit, static_cast<int>(i), which, part}, benefit.to, {}};
            add(benefit.name + "." + field, found);
            add(policy.table_name(benefit.to) + "." + benefit.name + "." + field, found);
        };
        both("eligible", expr::BenefitField::eligible, -1);
        both("amount", expr::BenefitField::amount, -1);
        both("status", expr::BenefitField::status, -1);
        for (std::size_t p = 0; benefit.has_named_parts() && p < benefit.parts.size(); ++p)
            both("parts." + benefit.parts[p].name, expr::BenefitField::part, static_cast<int>(p));
    }
}

std::vector<Names::Entry> Names::find(const std::string& written) const {
    std::vector<Entry> found;
    const auto [begin, end] = entries_.equal_range(written);
    for (auto entry = begin; entry != end; ++entry) found.push_back(entry->second);
    return found;
}

const Input* Policy::find_input(expr::TableId table, const std::string& name) const {
    for (const Input& input : inputs)
        if (input.table == table && input.name == name) return &input;
    return nullptr;
}

expr::Unit Benefit::unit() const { return in_kind ? expr::Unit{} : expr::parse_unit(once ? "CNY" : "CNY/month")->unit; }

std::string Roles::of(const std::string& role) const {
    const auto found = names.find(role);
    return found == names.end() ? std::string{} : found->second;
}

const Named* Policy::named(const expr::Meaning& meaning) const {
    const auto at = static_cast<std::size_t>(meaning.id);
    switch (meaning.kind) {
        case expr::MeaningKind::input: return &inputs[at];
        case expr::MeaningKind::parameter: return &parameters[at];
        case expr::MeaningKind::variable: return &variables[at];
        case expr::MeaningKind::benefit: return &benefits[at];
        case expr::MeaningKind::none:
        case expr::MeaningKind::month:
        case expr::MeaningKind::code_value: break;
    }
    return nullptr;
}

namespace {
const std::string year_suffix = ".year_to_date";   ///< of a sum that a state carries
const std::string month_suffix = ".month";         ///< of the month that wrote a row
}

std::string Policy::name_of(const expr::Meaning& meaning) const {
    if (meaning.kind == expr::MeaningKind::month && meaning.memory == expr::Memory::row_month) return table_name(meaning.id) + month_suffix;
    if (meaning.memory == expr::Memory::year_to_date) {
        expr::Meaning summed = meaning;
        summed.memory = expr::Memory::none;
        return name_of(summed) + year_suffix;
    }
    const Named* thing = named(meaning);
    if (thing == nullptr) return "month";
    if (meaning.kind == expr::MeaningKind::input) return thing->name;
    if (meaning.kind != expr::MeaningKind::benefit) return thing->law + "." + thing->name;
    switch (meaning.field) {
        case expr::BenefitField::eligible: return thing->name + ".eligible";
        case expr::BenefitField::amount: return thing->name + ".amount";
        case expr::BenefitField::status: return thing->name + ".status";
        case expr::BenefitField::part: return thing->name + ".parts." + benefits[static_cast<std::size_t>(meaning.id)].parts[static_cast<std::size_t>(meaning.part)].name;
    }
    return {};
}

std::vector<expr::Meaning> Policy::find(const std::string& typed) const {
    std::vector<expr::Meaning> found;
    const auto add = [&](const expr::Meaning& meaning) {
        if (std::find(found.begin(), found.end(), meaning) == found.end()) found.push_back(meaning);
    };
    for (const Names::Entry& entry : Names(*this).find(typed)) add(entry.found.meaning);
    if (found.empty() && typed.ends_with(year_suffix)) {
        found = find(typed.substr(0, typed.size() - year_suffix.size()));
        for (expr::Meaning& one : found) one.memory = expr::Memory::year_to_date;
    }
    for (const expr::TableId table : {expr::household_table, expr::person_table})
        if (typed == table_name(table) + month_suffix) add({.kind = expr::MeaningKind::month, .id = table, .memory = expr::Memory::row_month});
    const auto by_label = [&](const auto& things, expr::MeaningKind kind) {
        for (std::size_t i = 0; i < things.size(); ++i) {
            const bool bears = (!things[i].label.zh.empty() && things[i].label.zh == typed) || (!things[i].label.en.empty() && things[i].label.en == typed);
            if (bears || (kind == expr::MeaningKind::benefit && things[i].name == typed)) add({kind, static_cast<int>(i), {}, -1});
        }
    };
    if (!found.empty()) return found;
    by_label(benefits, expr::MeaningKind::benefit);
    by_label(inputs, expr::MeaningKind::input);
    by_label(parameters, expr::MeaningKind::parameter);
    by_label(variables, expr::MeaningKind::variable);
    return found;
}

}  // namespace doudi::policy
