// What a law says in vain, leaves open or leaves untested. Errors are found by the policy room before this begins.

#include "doudi/runs/check.hpp"

#include <algorithm>
#include <set>

#include "check_divisions.hpp"
#include "check_formulas.hpp"
#include "doudi/base/text.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/policy/cases.hpp"
#include "doudi/report/values.hpp"
#include "lints.hpp"

namespace doudi::runs {

namespace {

class Checker {
public:
    explicit Checker(const policy::Policy& policy) : policy_(policy) {}

    CheckedPolicy run() {
        count();
        find_unused();
        for (std::size_t i = 0; i < policy_.parameters.size(); ++i) {
            const policy::Parameter& one = policy_.parameters[i];
            for (const policy::ParameterLeaf& leaf : one.leaves) check_figures(one, leaf);
        }
        find_uneven_regions();
        check_formulas(policy_, checked_.findings);
        check_divisions(policy_, checked_.findings);
        check_lints(policy_, checked_.findings);
        find_slots();
        find_untested();
        return std::move(checked_);
    }

private:
    void note(std::string code, const base::SourceSpan& span, std::vector<std::string> args) {
        checked_.findings.warning(std::move(code), span, std::move(args)).severity = base::Severity::note;
    }
    static std::string full_name(const policy::Named& thing) {
        return thing.law.empty() ? thing.name : thing.law + "." + thing.name;
    }

    void count() {
        std::set<std::string> laws;
        for (const policy::Parameter& one : policy_.parameters) {
            laws.insert(one.law);
            for (const policy::ParameterLeaf& leaf : one.leaves) checked_.figures += leaf.figures.size();
        }
        for (const policy::Variable& one : policy_.variables) laws.insert(one.law);
        for (const policy::Benefit& one : policy_.benefits) laws.insert(one.law);
        checked_.laws = laws.size();
    }

    void find_unused() {
        std::set<expr::Meaning> read;
        for (std::size_t i = 0; i < policy_.variables.size(); ++i)
            read.merge(policy::reads_of(policy_, expr::MeaningKind::variable, static_cast<int>(i)));
        for (std::size_t i = 0; i < policy_.benefits.size(); ++i)
            read.merge(policy::reads_of(policy_, expr::MeaningKind::benefit, static_cast<int>(i)));
        for (const policy::Check& one : policy_.checks) read.merge(policy::reads_of(one));
        for (const policy::Indicator& one : policy_.indicators) read.merge(policy::reads_of(one));
        for (const policy::Lint& one : policy_.lints) read.merge(policy::reads_of(one));
        for (std::size_t i = 0; i < policy_.parameters.size(); ++i)
            if (!read.contains({expr::MeaningKind::parameter, static_cast<int>(i), {}, -1}))
                checked_.findings.warning("unused-parameter", policy_.parameters[i].span,
                                          {full_name(policy_.parameters[i])});
        for (std::size_t i = 0; i < policy_.inputs.size(); ++i) {
            const policy::Input& one = policy_.inputs[i];
            const auto has_role = [&](const auto& role) { return role.second == one.name; };
            const bool is_of_register = one.of_register >= 0 || policy_.entities[static_cast<std::size_t>(one.table)].of_register >= 0;
            const bool is_compared = is_of_register && one.name.substr(one.name.rfind('.') + 1) == "name";  // with the role's name
            const bool is_used = one.presence == policy::Presence::ignored || is_compared ||
                                 read.contains({expr::MeaningKind::input, static_cast<int>(i), {}, -1}) ||
                                 std::any_of(policy_.roles.names.begin(), policy_.roles.names.end(), has_role);
            if (!is_used)
                checked_.findings.warning("unused-input", one.span, {policy_.table_name(one.table), one.name});
        }
    }

    /// Of the figures under one index: their sources, holes between them, and amounts that fall.
    void check_figures(const policy::Parameter& one, const policy::ParameterLeaf& leaf) {
        const std::string where =
            leaf.keys.empty() ? full_name(one) : full_name(one) + " [" + base::join(leaf.keys, ", ") + "]";
        const policy::DatedFigure* before = nullptr;  // the last one that is a number
        for (std::size_t i = 0; i < leaf.figures.size(); ++i) {
            const policy::DatedFigure& figure = leaf.figures[i];
            if (figure.ends) {
                if (i + 1 < leaf.figures.size())
                    note("figures-gap", figure.span,
                         {where, figure.from.to_string(), leaf.figures[i + 1].from.to_string()});
                continue;
            }
            if (!one.series) check_days(where, figure);
            if (figure.reference.empty() && one.reference.empty())
                checked_.findings.warning("figure-without-source", figure.span, {where, figure.from.to_string()});
            const bool is_standard = !one.series && one.type.unit == expr::parse_unit("CNY/month")->unit;
            if (before != nullptr && is_standard && figure.number < before->number)
                checked_.findings
                    .warning("figure-falls", figure.span,
                             {where, before->number.to_string(), figure.number.to_string(), figure.from.to_string()})
                    .with_note("figure-before", before->span);
            before = &figure;
        }
    }

    /// A figure counts from the first month that begins on its day or later; one published later pays back.
    void check_days(const std::string& where, const policy::DatedFigure& figure) {
        const base::Month month = base::Month::of(figure.from);
        if (figure.from != month.first_day())
            note("figure-mid-month", figure.span, {where, figure.from.to_string(), (month + 1).to_string()});
        if (figure.published && *figure.published > figure.from)
            note("figure-published-later", figure.span,
                 {where, figure.from.to_string(), figure.published->to_string()});
    }

    /// Places that one figure by region has and another has not.
    void find_uneven_regions() {
        const std::string region = policy_.roles.of("region");
        const auto by_region = [&](const policy::Parameter& one) {
            return !one.is_slot() && !one.by.empty() && one.by.front() == region;
        };
        for (const policy::Parameter& one : policy_.parameters) {
            if (region.empty() || !by_region(one)) continue;
            std::set<std::string> missing;
            for (const policy::Parameter& other : policy_.parameters)
                for (const policy::ParameterLeaf& leaf : other.leaves)
                    if (by_region(other) && !serves(one, leaf.keys.front()) && missing.insert(leaf.keys.front()).second)
                        checked_.findings
                            .warning("region-without-figure", one.span,
                                     {full_name(one), leaf.keys.front(), full_name(other)})
                            .with_note("figure-there", leaf.span);
        }
    }
    static bool serves(const policy::Parameter& parameter, const std::string& place) {
        return std::any_of(parameter.leaves.begin(), parameter.leaves.end(), [&](const policy::ParameterLeaf& leaf) {
            return leaf.keys.front() == "*" || place == "*" || place.starts_with(leaf.keys.front()) ||
                   leaf.keys.front().starts_with(place);
        });
    }

    void find_slots() {
        const auto slots = std::count_if(policy_.parameters.begin(), policy_.parameters.end(),
                                         [](const auto& one) { return one.is_slot(); });
        if (slots > 0) note("slots-open", {}, {policy_.id, std::to_string(slots)});
    }

    /// A benefit may be tested beside any layer. One that rests on open slots cannot be tested yet.
    void find_untested() {
        std::set<int> tested;
        for (const policy::Layer& layer : policy_.layers) {
            const bool is_own = &layer == &policy_.layers.back();
            for (const auto& file : policy::case_files(layer.folder)) read_tests(file, is_own, tested);
        }
        for (int id = 0; id < static_cast<int>(policy_.benefits.size()); ++id) {
            const policy::Benefit& one = policy_.benefits[static_cast<std::size_t>(id)];
            if (!tested.contains(id) && can_compute(id))
                checked_.findings.warning("benefit-without-test", one.span, {one.name});
        }
    }

    /// Cases of lower layers run on those; what is wrong with them is said there.
    void read_tests(const std::filesystem::path& file, bool is_own, std::set<int>& tested) {
        const auto cases = policy::read_cases(policy_, file);
        if (is_own) checked_.findings.append(cases.diagnostics());
        if (!cases) return;
        if (is_own) checked_.cases += cases->size();
        for (const policy::Case& one : *cases)
            for (const policy::Expectation& expectation : one.expectations)
                for (const policy::ExpectedBenefit& benefit : expectation.benefits) tested.insert(benefit.benefit);
    }

    [[nodiscard]] bool can_compute(int benefit) const {
        base::Date latest{};
        for (const policy::Parameter& one : policy_.parameters)
            for (const policy::ParameterLeaf& leaf : one.leaves)
                for (const policy::DatedFigure& figure : leaf.figures) latest = std::max(latest, figure.from);
        table::Words words;
        return plan::compile_only(policy_, base::Month::of(latest), words,
                                  {{expr::MeaningKind::benefit, benefit, expr::BenefitField::eligible, -1}})
            .ok();
    }

    const policy::Policy& policy_;
    CheckedPolicy checked_;
};

}  // namespace

bool has_warnings(const base::Diagnostics& diagnostics) {
    const auto& items = diagnostics.items();
    return std::any_of(items.begin(), items.end(),
                       [](const base::Diagnostic& one) { return one.severity == base::Severity::warning; });
}

bool CheckedPolicy::has_warnings() const { return runs::has_warnings(findings); }

const std::vector<NamedCheck>& named_checks() {
    using base::Severity;
    static const std::vector<NamedCheck> checks = {
        {"unused-parameter", "about-unused-parameter", Severity::warning},
        {"unused-input", "about-unused-input", Severity::warning},
        {"figure-without-source", "about-figure-without-source", Severity::warning},
        {"figure-falls", "about-figure-falls", Severity::warning},
        {"figure-mid-month", "about-figure-mid-month", Severity::note},
        {"figure-published-later", "about-figure-published-later", Severity::note, true},
        {"figures-gap", "about-figures-gap", Severity::note},
        {"region-without-figure", "about-region-without-figure", Severity::warning},
        {"condition-decided", "about-condition-decided", Severity::warning},
        {"row-never-reached", "about-row-never-reached", Severity::warning},
        {"divisor-may-be-zero", "about-divisor-may-be-zero", Severity::note, true},
        {"lint", "about-lint", Severity::warning},
        {"lint-nowhere", "about-lint-nowhere", Severity::note},
        {"slots-open", "about-slots-open", Severity::note},
        {"benefit-without-test", "about-benefit-without-test", Severity::warning}};
    return checks;
}

std::string list_checks(report::Language language) {
    std::vector<std::vector<std::string>> rows;
    for (const NamedCheck& one : named_checks()) {
        const std::string name(one.name);
        rows.push_back({name,
                        report::text(language, one.on_request                         ? "check-on-request"
                                               : one.severity == base::Severity::note ? "check-is-note"
                                                                                      : "check-is-warning"),
                        report::text(language, one.about)});
    }
    return report::aligned(rows, {false, false, false});
}

CheckedPolicy check(const policy::Policy& policy, const std::set<std::string>& only) {
    CheckedPolicy checked = Checker(policy).run();
    const auto is_asked = [&](const base::Diagnostic& one) {
        if (!only.empty()) return only.contains(one.code);
        const auto& all = named_checks();
        return std::none_of(all.begin(), all.end(),
                            [&](const NamedCheck& check) { return check.on_request && check.name == one.code; });
    };
    const auto is_left_out = [&](const base::Diagnostic& one) {
        return one.severity != base::Severity::error && !is_asked(one);
    };
    std::erase_if(checked.findings.items(), is_left_out);
    return checked;
}

std::string print(const CheckedPolicy& checked, const policy::Policy& policy, report::Language language) {
    const auto& items = checked.findings.items();
    const auto warnings = std::count_if(items.begin(), items.end(), [](const base::Diagnostic& one) {
        return one.severity == base::Severity::warning;
    });
    return report::text(language, warnings > 0 ? "check-warnings" : "check-ok",
                        {policy.id, std::to_string(checked.laws), std::to_string(policy.parameters.size()),
                         std::to_string(checked.figures), std::to_string(policy.variables.size()),
                         std::to_string(policy.benefits.size()), std::to_string(policy.inputs.size()),
                         std::to_string(checked.cases), std::to_string(warnings)}) +
           "\n";
}

}  // namespace doudi::runs
