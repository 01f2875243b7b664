// Types, figures and readers as text. The screens are put together in show.cpp and show_thing.cpp.

#include "shown_law.hpp"

#include <algorithm>

#include "doudi/report/values.hpp"

namespace doudi::runs {

std::string Wording::label(const policy::Named& thing) const { return report::choose(thing.label, language); }

std::string Wording::in_force(const expr::InForce& days) const {
    if (days.from && days.to) return word("show-in-force-span", {days.from->to_string(), days.to->to_string()});
    if (days.from) return word("show-in-force-from", {days.from->to_string()});
    if (days.to) return word("show-in-force-until", {days.to->to_string()});
    return {};
}

std::string Wording::presence(const policy::Input& one) const {
    switch (one.in_register.value_or(one.presence)) {
        case policy::Presence::required: return word("show-required");
        case policy::Presence::with_default: return word("show-default", {one.default_text});
        case policy::Presence::optional: return word("show-optional");
        case policy::Presence::unknown: return word("show-unknown");
        case policy::Presence::ignored: return word("show-ignored");
    }
    return {};
}

std::string shown_type(const expr::Type& type, const expr::DeclaredUnit& unit) {
    if (type.kind != expr::ValueKind::number) return type.to_string();
    if (unit.scale == base::Rational(1, 100)) return "%";
    const expr::Unit& own = unit.unit.is_plain() ? type.unit : unit.unit;
    return own.is_plain() ? type.to_string() : own.to_string();
}

std::string matched_by(const policy::Policy& policy, const policy::Register& one) {
    return policy.table_name(one.table) + "." + policy.inputs[static_cast<std::size_t>(one.matched)].name;
}

std::string shown_figure(const policy::Parameter& parameter, const policy::DatedFigure& figure) {
    if (figure.ends) return "–";
    if (!figure.code.empty()) return figure.code;
    const auto ordinal = [&] { return static_cast<std::int32_t>(figure.number.to_int64().value_or(0)); };
    switch (parameter.type.kind) {
        case expr::ValueKind::boolean: return figure.number.is_zero() ? "false" : "true";
        case expr::ValueKind::date: return base::Date{ordinal()}.to_string();
        case expr::ValueKind::month: return base::Month{ordinal()}.to_string();
        case expr::ValueKind::number:
        case expr::ValueKind::code:
        case expr::ValueKind::text: break;
    }
    const base::Rational written = figure.number / parameter.unit.scale;
    return parameter.type.unit.is_money() ? report::money(written) : written.to_string();
}

const policy::DatedFigure* figure_on(const policy::ParameterLeaf& leaf, base::Date day) {
    const policy::DatedFigure* found = nullptr;
    for (const policy::DatedFigure& figure : leaf.figures)
        if (figure.from <= day) found = &figure;
    return found != nullptr && found->ends ? nullptr : found;
}

std::vector<std::string> readers_of(const policy::Policy& policy, const expr::Meaning& thing) {
    std::vector<std::string> names;
    const auto ask = [&](expr::MeaningKind kind, std::size_t count) {
        for (int id = 0; id < static_cast<int>(count); ++id) {
            const auto reads = policy::reads_of(policy, kind, id);
            const bool is_read = std::any_of(reads.begin(), reads.end(), [&](const expr::Meaning& m) {
                return m.kind == thing.kind && m.id == thing.id;
            });
            if (is_read)
                names.push_back(kind == expr::MeaningKind::benefit ? policy.benefits[static_cast<std::size_t>(id)].name
                                                                   : policy.name_of({kind, id, {}, -1}));
        }
    };
    ask(expr::MeaningKind::variable, policy.variables.size());
    ask(expr::MeaningKind::benefit, policy.benefits.size());
    return names;
}

std::string title_of(const policy::Policy& policy, const expr::Meaning& thing, report::Language language) {
    const policy::Named& named = *policy.named(thing);
    const std::string name = thing.kind == expr::MeaningKind::benefit ? named.name : policy.name_of(thing);
    const std::string label = report::choose(named.label, language);
    return label.empty() ? name : name + "  " + label;
}

}  // namespace doudi::runs
