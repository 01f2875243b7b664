// `doudi show` without a name: the law at a glance, its open slots, its plan. One thing alone stands in show_thing.cpp.

#include "doudi/runs/show.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/report/values.hpp"
#include "shown_law.hpp"

namespace doudi::runs {

namespace {

using Rows = std::vector<std::vector<std::string>>;

class Overview : Wording {
public:
    Overview(const policy::Policy& policy, const ShowOptions& options)
        : Wording{options.language}, policy_(policy), options_(options) {}

    std::string print() {
        text_ = policy_.id + "  " + report::choose(policy_.title, options_.language) + "\n";
        if (!policy_.summary.empty()) text_ += "  " + report::choose(policy_.summary, options_.language) + "\n";
        std::vector<std::string> layers;
        for (const policy::Layer& layer : policy_.layers) layers.push_back(layer.id + " (" + layer.folder + ")");
        text_ += "  " + word("show-layers") + "  " + base::join(layers, " ← ") + "\n";
        for (const std::string& law : laws()) print_law(law);
        print_tables();
        print_inputs();
        return text_;
    }

private:
    [[nodiscard]] std::vector<std::string> laws() const {
        std::vector<std::string> names;
        const auto add = [&](const std::string& law) {
            if (std::find(names.begin(), names.end(), law) == names.end()) names.push_back(law);
        };
        for (const policy::Parameter& one : policy_.parameters) add(one.law);
        for (const policy::Variable& one : policy_.variables) add(one.law);
        for (const policy::Benefit& one : policy_.benefits) add(one.law);
        return names;
    }

    void section(std::string_view key, const Rows& rows) {
        if (!rows.empty()) text_ += "  " + word(key) + "\n" + report::aligned(rows, {});
    }

    void print_law(const std::string& law) {
        const bool shared = std::find(policy_.shared.begin(), policy_.shared.end(), law) != policy_.shared.end();
        text_ += "\n" + law + (shared ? "  " + word("show-shared") : "") + "\n";
        Rows figures;
        Rows variables;
        Rows benefits;
        for (const policy::Parameter& one : policy_.parameters)
            if (one.law == law)
                figures.push_back({"    " + one.name, shown_type(one.type, one.unit), figure(one), label(one)});
        for (const policy::Variable& one : policy_.variables)
            if (one.law == law)
                variables.push_back(
                    {"    " + one.name, policy_.table_name(one.table), shown_type(one.type, {}), label(one)});
        for (const policy::Benefit& one : policy_.benefits)
            if (one.law == law) benefits.push_back({"    " + one.name, policy_.table_name(one.to), label(one)});
        section("show-figures", figures);
        section("show-variables", variables);
        section("show-benefits", benefits);
    }

    /// The only figure there is, or how many; what is in force with --on.
    [[nodiscard]] std::string figure(const policy::Parameter& one) const {
        if (one.is_slot()) return word("show-not-filled");
        std::size_t count = 0;
        const policy::DatedFigure* last = nullptr;
        for (const policy::ParameterLeaf& leaf : one.leaves) {
            if (!options_.on) {
                count += leaf.figures.size();
                if (!leaf.figures.empty()) last = &leaf.figures.back();
            } else if (const policy::DatedFigure* in_force = figure_on(leaf, *options_.on)) {
                ++count;
                last = in_force;
            }
        }
        if (count == 0) return word("show-nothing-stated");
        if (count > 1) return word("show-count-figures", {std::to_string(count)});
        return shown_figure(one, *last) + "  " + word("show-from", {last->from.to_string()});
    }

    /// Household and person are there always; told are the tables and registers that this policy adds.
    void print_tables() {
        Rows tables;
        for (std::size_t i = standard; i < policy_.entities.size(); ++i) {
            const policy::Entity& one = policy_.entities[i];
            if (one.of_register >= 0) continue;   // told with the register
            const std::string whose = word("show-rows-of", {policy_.table_name(one.parent)});
            tables.push_back({"    " + one.name, one.file, whose, label(one)});
        }
        Rows registers;
        for (const policy::Register& one : policy_.registers)
            registers.push_back({"    " + one.name, one.file, one.key + " = " + matched_by(policy_, one), label(one)});
        if (!tables.empty() || !registers.empty()) text_ += "\n";
        section("show-tables", tables);
        section("show-registers", registers);
    }

    void print_inputs() {
        Rows rows;
        for (const policy::Input& one : policy_.inputs)
            rows.push_back({"    " + (one.of_register < 0 ? policy_.table_name(one.table) + "." : "") + one.name,
                            shown_type(one.type, one.unit), label(one)});
        text_ += "\n";
        section("show-inputs", rows);
    }

    static constexpr std::size_t standard = expr::person_table + 1;

    const policy::Policy& policy_;
    const ShowOptions& options_;
    std::string text_;
};

std::vector<std::string> all_names(const policy::Policy& policy) {
    std::vector<std::string> names;
    const auto add = [&](const auto& things) {
        for (const auto& thing : things) {
            names.push_back(thing.name);
            if (!thing.law.empty()) names.push_back(thing.law + "." + thing.name);
            for (const std::string& label : {thing.label.zh, thing.label.en})
                if (!label.empty()) names.push_back(label);
        }
    };
    add(policy.benefits);
    add(policy.variables);
    add(policy.parameters);
    add(policy.inputs);
    add(policy.entities);
    add(policy.registers);
    return names;
}

}  // namespace

base::Result<expr::Meaning> find_thing(const policy::Policy& policy, const std::string& typed) {
    const std::vector<expr::Meaning> found = policy.find(typed);
    if (found.size() == 1) return found.front();
    base::Diagnostics diagnostics;
    if (found.empty()) {
        auto& error = diagnostics.error("nothing-called-so", {}, {base::shown(typed)});
        if (const auto near = base::nearest(typed, all_names(policy))) error.with_help("help-did-you-mean", {*near});
        return diagnostics;
    }
    std::vector<std::string> names;
    for (const expr::Meaning& one : found) {
        const bool has_table = one.kind == expr::MeaningKind::input || one.kind == expr::MeaningKind::variable;
        const auto at = static_cast<std::size_t>(one.id);
        const expr::TableId table = one.kind == expr::MeaningKind::input ? policy.inputs[at].table
                                    : has_table                          ? policy.variables[at].table
                                                                         : expr::no_table;
        names.push_back((has_table ? policy.table_name(table) + "." : "") + policy.name_of(one));
    }
    diagnostics.error("called-so-several", {}, {base::shown(typed), base::join(names, ", ")});
    return diagnostics;
}

std::string show_overview(const policy::Policy& policy, const ShowOptions& options) {
    return Overview(policy, options).print();
}

std::string show_missing(const policy::Policy& policy, const ShowOptions& options) {
    Rows rows;
    std::string text;
    for (std::size_t i = 0; i < policy.parameters.size(); ++i) {
        const policy::Parameter& one = policy.parameters[i];
        if (!one.is_slot()) continue;
        const expr::Meaning meaning{expr::MeaningKind::parameter, static_cast<int>(i), {}, -1};
        rows.push_back({policy.name_of(meaning), shown_type(one.type, one.unit),
                        report::choose(one.label, options.language), one.span.file_line()});
    }
    if (rows.empty()) return report::text(options.language, "show-nothing-missing", {policy.id}) + "\n";
    return report::text(options.language, "show-missing", {policy.id, std::to_string(rows.size())}) + "\n" +
           report::aligned(rows, {});
}

base::Result<std::string> show_plan(const policy::Policy& policy, base::Month month,
                                    const std::optional<expr::Meaning>& thing) {
    table::Words words;
    auto plan = thing ? plan::compile_only(policy, month, words, {*thing}) : plan::compile(policy, month, words);
    if (!plan) return std::move(plan.diagnostics());
    return plan::print(*plan, policy);
}

}  // namespace doudi::runs
