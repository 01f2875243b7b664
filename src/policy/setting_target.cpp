// Finds what a `--set` word speaks of, and reads its value as that figure would be written in the law.
// Only figures can be set; of anything else it is said what it is and which figures it rests on.

#include "setting_target.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"
#include "figure_leaves.hpp"
#include "scope.hpp"
#include "setting_number.hpp"

namespace doudi::policy {

namespace {

constexpr std::size_t longest_word = 80;

/// A thing's table, where a bare name may be of either: "person.wage".
std::string full_name(const Policy& policy, const expr::Meaning& meaning) {
    const auto at = static_cast<std::size_t>(meaning.id);
    if (meaning.kind == expr::MeaningKind::input)
        return policy.table_name(policy.inputs[at].table) + "." + policy.inputs[at].name;
    return meaning.kind == expr::MeaningKind::benefit ? policy.benefits[at].name : policy.name_of(meaning);
}

class TargetFinder {
public:
    TargetFinder(const Policy& policy, const Setting& setting, base::Diagnostics& diagnostics)
        : policy_(policy), setting_(setting), diagnostics_(diagnostics) {}

    std::optional<SettingTarget> find() {
        target_.setting = &setting_;
        target_.rows.word = setting_.word;
        if (!find_parameter() || !find_indexes() || !read_values()) return std::nullopt;
        return std::move(target_);
    }

private:
    [[nodiscard]] const Parameter& parameter() const {
        return policy_.parameters[static_cast<std::size_t>(target_.parameter)];
    }

    // --- the name ---

    bool find_parameter() {
        const auto found = policy_.find(setting_.name);
        if (found.empty()) return unknown();
        if (found.size() > 1) {
            std::vector<std::string> names;
            names.reserve(found.size());
            for (const expr::Meaning& one : found) names.push_back(full_name(policy_, one));
            diagnostics_.error("setting-ambiguous", {}, {base::shown(setting_.name), base::join(names, ", ")});
            return false;
        }
        if (found.front().kind != expr::MeaningKind::parameter) return not_a_figure(found.front());
        target_.parameter = found.front().id;
        target_.name = parameter().law + "." + parameter().name;
        return true;
    }

    bool unknown() {
        std::vector<std::string> names;
        for (const Parameter& one : policy_.parameters)
            for (const std::string& name : {one.name, one.law + "." + one.name, one.label.zh, one.label.en})
                if (!name.empty()) names.push_back(name);
        auto& error = diagnostics_.error("setting-unknown", {}, {base::shown(setting_.name)});
        if (const auto near = base::nearest(setting_.name, names)) error.with_help("help-did-you-mean", {*near});
        return false;
    }

    bool not_a_figure(const expr::Meaning& thing) {
        const std::string name = full_name(policy_, thing);
        if (thing.kind == expr::MeaningKind::input) {
            diagnostics_.error("setting-input", {}, {name});
            return false;
        }
        std::vector<std::string> figures;
        for (std::size_t i = 0; i < policy_.parameters.size(); ++i)
            if (resting_on(policy_, {static_cast<int>(i)}).contains({thing.kind, thing.id}))
                figures.push_back(policy_.name_of({expr::MeaningKind::parameter, static_cast<int>(i), {}, -1}));
        if (figures.empty()) {
            diagnostics_.error("setting-no-figures", {}, {name});
        } else {
            diagnostics_.error("setting-not-a-figure", {}, {name, shown_list(figures)});
        }
        return false;
    }

    // --- the indexes ---

    bool find_indexes() {
        target_.indexes = parameter().by;
        target_.asked.resize(parameter().by.size());
        std::vector<expr::Meaning> meanings;
        for (const std::string& index : parameter().by) {
            meanings.push_back(meaning_of(index));
            target_.exact.push_back(codes_of(index, meanings.back()) != nullptr);
        }
        bool good = true;
        for (const auto& [typed, value] : setting_.where) good = find_index(typed, value, meanings) && good;
        return good;
    }

    bool find_index(const std::string& typed, const std::string& value, const std::vector<expr::Meaning>& meanings) {
        const auto& by = parameter().by;
        for (std::size_t i = 0; i < by.size(); ++i) {
            const Named* thing = policy_.named(meanings[i]);
            if (typed == by[i] || (thing != nullptr && (typed == thing->label.zh || typed == thing->label.en)))
                return read_index(i, value, meanings[i]);
        }
        if (by.empty()) {
            diagnostics_.error("setting-no-indexes", {}, {target_.name, base::shown(typed)});
            return false;
        }
        auto& error =
            diagnostics_.error("setting-no-index", {}, {target_.name, base::shown(typed), base::join(by, ", ")});
        if (const auto near = base::nearest(typed, by)) error.with_help("help-did-you-mean", {*near});
        return false;
    }

    bool read_index(std::size_t at, std::string value, const expr::Meaning& meaning) {
        if (meaning.kind == expr::MeaningKind::input) {  // as a cell of the population may spell it
            const auto& spellings = policy_.inputs[static_cast<std::size_t>(meaning.id)].spellings;
            if (const auto code = spellings.find(value); code != spellings.end()) value = code->second;
        }
        const auto codes = codes_of(parameter().by[at], meaning);
        if (codes && std::find(codes->begin(), codes->end(), value) == codes->end()) {
            auto& error = diagnostics_.error("setting-index-value", {},
                                             {base::shown(value), parameter().by[at], base::join(*codes, ", ")});
            if (const auto near = base::nearest(value, *codes)) error.with_help("help-did-you-mean", {*near});
            return false;
        }
        if (meaning.kind == expr::MeaningKind::input)
            target_.rows.values.push_back({meaning.id, parameter().by[at], value, target_.exact[at]});
        target_.asked[at] = std::move(value);
        return true;
    }

    /// As formulas of the parameter's law would find it.
    [[nodiscard]] expr::Meaning meaning_of(const std::string& index) const {
        for (const Names::Entry& entry : Names(policy_).find(index))
            if (entry.law.empty() || entry.law == parameter().law) return entry.found.meaning;
        return {};
    }
    /// The values an index may have; of a bracket table its rows. Null for an open code.
    [[nodiscard]] expr::CodeValues codes_of(const std::string& index, const expr::Meaning& meaning) const {
        if (!parameter().brackets || index != bracket_index) return type_of(meaning).codes;
        std::vector<std::string> rows;
        for (const BracketRow& row : parameter().brackets->rows) rows.push_back(row.key);
        return std::make_shared<const std::vector<std::string>>(std::move(rows));
    }
    [[nodiscard]] expr::Type type_of(const expr::Meaning& meaning) const {
        const auto at = static_cast<std::size_t>(meaning.id);
        switch (meaning.kind) {
            case expr::MeaningKind::input: return policy_.inputs[at].type;
            case expr::MeaningKind::parameter: return policy_.parameters[at].type;
            case expr::MeaningKind::variable: return policy_.variables[at].type;
            case expr::MeaningKind::none:
            case expr::MeaningKind::benefit:
            case expr::MeaningKind::month:
            case expr::MeaningKind::code_value: break;
        }
        return expr::Type::code();
    }

    // --- the value ---

    bool read_values() {
        const bool number = parameter().type.kind == expr::ValueKind::number;
        if (!number && (setting_.multiplies || setting_.sweep)) return refuse("setting-multiplies", {target_.name});
        if (!setting_.sweep)
            return setting_.multiplies ? take_factor(*base::Rational::parse_decimal(setting_.value))
                                       : read_value(setting_.value);
        const Sweep& sweep = *setting_.sweep;
        const std::string percent = setting_.value.ends_with('%') ? "%" : "";
        for (base::Rational value = sweep.first; value <= sweep.last; value += sweep.step)
            if (!(setting_.multiplies ? take_factor(value) : read_value(value.to_string() + percent))) return false;
        return true;
    }

    bool take_factor(const base::Rational& factor) {
        DatedFigure figure;
        figure.number = factor;
        return take(std::move(figure), factor.to_string());
    }

    bool read_value(const std::string& text) {
        switch (parameter().type.kind) {
            case expr::ValueKind::code: return read_code(text);
            case expr::ValueKind::boolean: return read_truth(text);
            case expr::ValueKind::number:
            case expr::ValueKind::date:
            case expr::ValueKind::month:
            case expr::ValueKind::text: break;
        }
        const std::string unit = unit_of(parameter());
        const auto typed = typed_number(text);
        if (!typed)
            return unit.empty() ? refuse("setting-plain-number", {target_.name, base::shown(text)})
                                : refuse("setting-number", {target_.name, base::shown(text), unit});
        if (typed->percent && unit != "%") return refuse("setting-unit", {target_.name, base::shown(text)});
        if (!typed->number.decimals(parameter().decimals))
            return refuse("setting-decimals", {target_.name, base::shown(text), std::to_string(parameter().decimals)});
        DatedFigure figure;
        figure.number = typed->number * parameter().unit.scale;
        return take(std::move(figure), typed->number.to_string());
    }

    bool read_code(const std::string& text) {
        const auto& codes = *parameter().type.codes;
        if (std::find(codes.begin(), codes.end(), text) == codes.end()) {
            auto& error =
                diagnostics_.error("setting-code", {}, {target_.name, base::shown(text), base::join(codes, ", ")});
            if (const auto near = base::nearest(text, codes)) error.with_help("help-did-you-mean", {*near});
            return false;
        }
        DatedFigure figure;
        figure.code = text;
        return take(std::move(figure), text);
    }

    bool read_truth(const std::string& text) {
        const bool yes = text == "true" || text == "是";
        if (!yes && text != "false" && text != "否") return refuse("setting-truth", {target_.name, base::shown(text)});
        DatedFigure figure;
        figure.number = yes ? 1 : 0;
        return take(std::move(figure), yes ? "true" : "false");
    }

    bool take(DatedFigure figure, std::string text) {
        figure.published_unstated = true;
        figure.layer = "what-if";
        target_.values.push_back(std::move(figure));
        target_.texts.push_back(std::move(text));
        return true;
    }

    bool refuse(std::string code, std::vector<std::string> args) {
        diagnostics_.error(std::move(code), {}, std::move(args));
        return false;
    }

    const Policy& policy_;
    const Setting& setting_;
    base::Diagnostics& diagnostics_;
    SettingTarget target_;
};

}  // namespace

std::string SettingTarget::canonical(std::size_t at) const {
    std::vector<std::string> where;
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (asked[i]) where.push_back(indexes[i] + "=" + *asked[i]);
    return name + (where.empty() ? "" : "[" + base::join(where, ",") + "]") +
           (setting->from ? "@" + setting->from->to_string() : "") + (setting->multiplies ? "*=" : "=") + texts[at];
}

std::string shown_list(const std::vector<std::string>& words) {
    constexpr std::size_t most = 8;
    std::vector<std::string> first;
    for (const std::string& word : words)
        if (first.size() < most) first.push_back(base::shown(word, longest_word));
    if (words.size() > most) first.emplace_back("…");
    return base::join(first, ", ");
}

std::optional<SettingTarget> find_target(const Policy& policy, const Setting& setting, base::Diagnostics& diagnostics) {
    return TargetFinder(policy, setting, diagnostics).find();
}

}  // namespace doudi::policy
