#pragma once
// Households of a finding, ready to be evaluated again with one thing changed.

#include <map>
#include <memory>
#include <set>
#include <string>

#include "audit_reckon.hpp"
#include "doudi/plan/compile.hpp"

namespace doudi::runs {

/// One household's facts of a month, and what all remember of the month before.
struct CaseMonth {
    table::Batch batch;
    std::shared_ptr<const engine::State> before;  ///< nothing: facts alone, of a month before those of the book
};
using Case = std::map<base::Month, CaseMonth>;

/// A law to try, and its plans.
struct Variant {
    policy::Policy policy;
    std::map<base::Month, plan::Plan> plans;
};

/// The facts of some households as known on a day, up to a month.
class Cases {
public:
    /// Law known on `day`, facts of the months up to `last`. All outlive the cases.
    Cases(const policy::Policy& policy, const HistoryOptions& options, const PaidBook& book, base::Date day, base::Month last);
    /// Errors: as a walk through the months.
    Outcome read(const std::set<std::string>& households);

    [[nodiscard]] const Case& of(const std::string& household) const { return cases_.at(household); }
    [[nodiscard]] const policy::Policy& known() const { return known_.policy; }
    [[nodiscard]] const table::Words& words() const { return facts_.words(); }
    /// What a law gives on facts; nothing where it cannot be computed.
    [[nodiscard]] std::optional<DueOfBatch> evaluate(Variant& law, base::Month month, const table::Batch& batch, const engine::State& before);
    /// The same under the law that was known.
    [[nodiscard]] std::optional<DueOfBatch> evaluate(base::Month month, const CaseMonth& facts) { return evaluate(known_, month, facts.batch, *facts.before); }

private:
    const HistoryOptions& options_;
    const PaidBook& book_;
    base::Month last_;
    base::Date facts_day_;
    Variant known_;
    population::Facts facts_;
    std::map<std::string, Case> cases_;
};

/// A figure that a household's amount of a month rests on, and what it was under another law.
struct FigureChange {
    int parameter = -1;
    std::optional<policy::DatedFigure> before;
    policy::DatedFigure after;
};
/// The figures of the plan that the household's rows look up, whose value is another one under `old_law` on `old_day`.
std::vector<FigureChange> figures_changed(const policy::Policy& law, const policy::Policy& old_law, const engine::Frame& frame, const table::Words& words);
/// The figures that the household's rows look up, each with the one in force before it.
std::vector<FigureChange> figures_before(const policy::Policy& law, const engine::Frame& frame, const table::Words& words);
/// "1,105", "30%", "once".
std::string figure_text(const policy::Parameter& parameter, const policy::DatedFigure& figure);

}  // namespace doudi::runs
