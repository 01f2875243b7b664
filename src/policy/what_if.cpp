// From `--set` words to policies with other figures: names found, values read in the parameter's unit, leaves changed.
// Everything that would change nothing is refused here with its reason, as far as the law alone can tell.

#include <algorithm>
#include <map>

#include "doudi/base/text.hpp"
#include "doudi/policy/setting.hpp"
#include "changed_figures.hpp"
#include "figure_leaves.hpp"
#include "setting_number.hpp"
#include "setting_target.hpp"

namespace doudi::policy {

namespace {

struct Months {
    base::Month first, last;
    [[nodiscard]] std::string to_string() const {
        return first == last ? first.to_string() : first.to_string() + ".." + last.to_string();
    }
};

/// One policy while it is changed, and the leaves that each parameter had before.
class Changer {
public:
    Changer(const Policy& policy, Months months) : given_(policy), months_(months) { result_.policy = policy; }

    /// `at`: which value of a sweep. False when the word is refused.
    bool apply(const SettingTarget& target, std::size_t at, bool may_change_nothing, base::Diagnostics& diagnostics) {
        const auto id = static_cast<std::size_t>(target.parameter);
        Parameter& parameter = result_.policy.parameters[id];
        const bool was_slot = given_.parameters[id].is_slot();
        auto [changed, is_new] = changed_.try_emplace(target.parameter, given_.parameters[id]);
        FigureLeaves& leaves = changed->second;
        const FigureLeaves::Selection selected = leaves.select(target.asked, target.exact, was_slot);
        if (selected.leaves.empty()) {
            diagnostics.error("setting-no-place", {},
                              {target.name, parameter.by[selected.level] + "=" + *target.asked[selected.level],
                               shown_list(selected.there)});
            return false;
        }
        const base::Date day = target.setting->from.value_or(months_.first).first_day();
        bool changes = false;
        for (const std::size_t leaf : selected.leaves) {
            const std::vector<DatedFigure> before = leaves.all()[leaf].figures;
            change(target, at, leaves, leaf, day);
            changes = changes || differ(parameter, before, leaves.all()[leaf].figures);
        }
        parameter.leaves = leaves.all();
        append(name_, target.canonical(at));
        return changes || may_change_nothing || refuse(target, selected.leaves, leaves, diagnostics);
    }

    Reformed finish() && {
        for (const auto& [id, leaves] : changed_) {
            for (std::size_t i = 0; i < leaves.all().size(); ++i) note_leaf(id, leaves, i);
            result_.parameters.insert(id);
        }
        result_.name = std::move(name_);
        return std::move(result_);
    }

private:
    static void append(std::string& list, const std::string& one) { list += (list.empty() ? "" : ";") + one; }

    void change(const SettingTarget& target, std::size_t at, FigureLeaves& leaves, std::size_t leaf, base::Date day) const {
        if (target.setting->multiplies) return leaves.multiply(leaf, day, target.values[at].number, target.source(at));
        DatedFigure figure = target.values[at];
        figure.from = day;
        figure.reference = target.source(at);
        leaves.set(leaf, std::move(figure));
    }

    [[nodiscard]] bool differ(const Parameter& of, const std::vector<DatedFigure>& a, const std::vector<DatedFigure>& b) const {
        for (base::Month month = months_.first; month <= months_.last; month = month + 1)
            if (!same_value(figure_of(of, a, month), figure_of(of, b, month))) return true;
        return false;
    }

    /// Why nothing changed.
    bool refuse(const SettingTarget& target, const std::vector<std::size_t>& selected, const FigureLeaves& leaves,
                base::Diagnostics& diagnostics) const {
        const Setting& setting = *target.setting;
        if (setting.from && *setting.from > months_.last) {
            diagnostics.error("setting-later", {},
                              {base::shown(setting.word, 80), setting.from->to_string(), months_.to_string()});
            return false;
        }
        const Parameter& given = given_.parameters[static_cast<std::size_t>(target.parameter)];
        std::set<std::string> values;
        for (const std::size_t leaf : selected)
            if (const DatedFigure* figure = figure_of(given, leaves.all()[leaf].figures, months_.last))
                values.insert(written_value(given, *figure));
        if (values.empty()) {
            diagnostics.error("setting-not-in-force", {},
                              {base::shown(setting.word, 80), target.name, months_.to_string()});
        } else {
            diagnostics.error("setting-same", {},
                              {base::shown(setting.word, 80), target.name, shown_list({values.begin(), values.end()}),
                               months_.to_string()});
        }
        return false;
    }

    void note_leaf(int id, const FigureLeaves& leaves, std::size_t leaf) {
        static const std::vector<DatedFigure> none;
        const Parameter& given = given_.parameters[static_cast<std::size_t>(id)];
        const ParameterLeaf& now = leaves.all()[leaf];
        const auto& before = leaves.origin(leaf) < 0 ? none : given.leaves[static_cast<std::size_t>(leaves.origin(leaf))].figures;
        note_changes({given, now.keys, before, now.figures}, months_.first, months_.last, result_.figures,
                     [&](const DatedFigure& figure) { return leaves.unrounded(leaf, figure.from); });
    }

    const Policy& given_;
    Months months_;
    Reformed result_;
    std::string name_;
    std::map<int, FigureLeaves> changed_;
};

/// A rounding to a step of nothing, or below it, rounds to nothing.
void check_steps(const Reformed& reformed, base::Diagnostics& diagnostics) {
    const auto check = [&](const std::optional<Rounding>& round) {
        if (!round || round->to.meaning.kind != expr::MeaningKind::parameter ||
            !reformed.parameters.contains(round->to.meaning.id))
            return;
        const Parameter& parameter = reformed.policy.parameters[static_cast<std::size_t>(round->to.meaning.id)];
        for (const ParameterLeaf& leaf : parameter.leaves)
            for (const DatedFigure& figure : leaf.figures)
                if (!figure.ends && figure.number.sign() <= 0) {
                    diagnostics.error("setting-step", {},
                                      {parameter.law + "." + parameter.name, written_value(parameter, figure)});
                    return;
                }
    };
    for (const Benefit& benefit : reformed.policy.benefits) {
        for (const Part& part : benefit.parts) check(part.round);
        check(benefit.total_round);
    }
}

void check_read(const Policy& policy, const SettingTarget& target, base::Diagnostics& diagnostics) {
    for (const auto& [kind, id] : resting_on(policy, {target.parameter}))
        if (kind == expr::MeaningKind::benefit) return;
    diagnostics.error("setting-unread", {}, {base::shown(target.setting->word, 80), target.name});
}

/// Slots are filled on both sides: without them neither could be computed.
bool fill_slots(const Policy& policy, const std::vector<SettingTarget>& targets, Months months, WhatIf& what_if,
                base::Diagnostics& diagnostics) {
    Changer changer(policy, months);
    for (const SettingTarget& target : targets) {
        if (!policy.parameters[static_cast<std::size_t>(target.parameter)].is_slot()) continue;
        if (target.setting->sweep)
            diagnostics.error("setting-slot-sweep", {}, {base::shown(target.setting->word, 80), target.name});
        if (target.setting->multiplies)
            diagnostics.error("setting-not-in-force", {},
                              {base::shown(target.setting->word, 80), target.name, months.to_string()});
        if (!diagnostics.has_errors()) changer.apply(target, 0, false, diagnostics);
    }
    if (diagnostics.has_errors()) return false;
    Reformed filled = std::move(changer).finish();
    check_steps(filled, diagnostics);
    what_if.baseline = std::move(filled.policy);
    what_if.assumed = std::move(filled.figures);
    return !diagnostics.has_errors();
}

}  // namespace

base::Result<WhatIf> what_if(const Policy& policy, const std::vector<Setting>& settings, base::Month first,
                             base::Month last) {
    base::Diagnostics diagnostics;
    std::vector<SettingTarget> targets;
    std::size_t count = 1;
    for (const Setting& setting : settings) {
        if (auto target = find_target(policy, setting, diagnostics)) targets.push_back(std::move(*target));
        if (!setting.sweep || targets.empty()) continue;
        if (count > 1) diagnostics.error("setting-sweep-twice", {}, {base::shown(setting.word, 80)});
        count = std::max(count, targets.back().values.size());
    }
    if (diagnostics.has_errors()) return diagnostics;
    const Months months{first, last};
    WhatIf result;
    for (const SettingTarget& target : targets) {
        check_read(policy, target, diagnostics);
        if (!target.rows.values.empty()) result.asked.push_back(target.rows);
    }
    if (diagnostics.has_errors() || !fill_slots(policy, targets, months, result, diagnostics)) return diagnostics;
    std::erase_if(targets, [&](const SettingTarget& target) {
        return policy.parameters[static_cast<std::size_t>(target.parameter)].is_slot();
    });
    if (targets.empty()) {
        diagnostics.error("setting-only-slots", {}, {result.assumed.empty() ? "" : result.assumed.front().name});
        return diagnostics;
    }
    bool changes = false;
    for (std::size_t i = 0; i < count; ++i) {
        Changer changer(result.baseline, months);
        for (const SettingTarget& target : targets)
            if (!changer.apply(target, target.setting->sweep ? i : 0, target.setting->sweep.has_value(), diagnostics) &&
                diagnostics.items().size() > 20)
                break;
        if (diagnostics.has_errors()) return diagnostics;
        result.scenarios.push_back(std::move(changer).finish());
        check_steps(result.scenarios.back(), diagnostics);
        changes = changes || !result.scenarios.back().figures.empty();
    }
    if (!changes) diagnostics.error("setting-undone", {}, {months.to_string()});
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(result), std::move(diagnostics)};
}

}  // namespace doudi::policy
