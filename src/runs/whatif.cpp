// Evaluates every batch under today's law and under each scenario, in one pass over the population.
// Which figures a scenario changes is policy's; rows are compared in compare_rows.cpp; how it reads is report's.

#include "doudi/runs/whatif.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <tuple>

#include "bands.hpp"
#include "batches.hpp"
#include "compare_rows.hpp"
#include "doudi/base/text.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/policy/known_on.hpp"

namespace doudi::runs {

namespace {

using table::Status;

/// One law's month: its plan and state, ready for batches.
struct Side {
    const policy::Policy* policy = nullptr;
    MonthContext context;
    plan::Slot region = plan::no_slot;
    plan::Slot size = plan::no_slot;
};
/// What one law makes of one batch.
struct SideOutput {
    report::Totals totals;
    engine::State state{base::Month{}};
    std::vector<Need> needs;
};
/// How one scenario differs from today's law in one batch.
struct Difference {
    SideOutput side;
    RowDifferences rows;
    std::vector<table::Band> bands;  // beside the scenario's tests
};
struct BatchOutput {
    SideOutput baseline;
    std::vector<Difference> scenarios;
};

}  // namespace

const policy::Policy& shown_law(const Compared& compared) {
    const policy::Policy& changed = compared.law.scenarios.front().policy;
    return changed.benefits.size() > compared.law.baseline.benefits.size() ? changed : compared.law.baseline;
}

namespace {

class Run {
public:
    Run(const WhatIfOptions& options, Compared& compared, population::Facts& facts)
        : options_(options), compared_(compared), facts_(facts), asked_(compared.law.asked.size(), false) {
        add_law(compared.law.baseline);
        for (const policy::Reformed& one : compared.law.scenarios) {
            add_law(one.policy);
            tests_.push_back(moved_tests(compared.law.baseline, one));
            compared.comparison.scenarios.push_back({one.name, one.figures, {}});
        }
        compared.comparison.assumed = compared.law.assumed;
    }

    Outcome walk() {
        for (base::Month month = options_.history.first; month <= options_.history.last; month = month + 1)
            if (Outcome done = compute(month); !done.ok()) return done;
        base::Diagnostics nobody;
        for (std::size_t i = 0; i < asked_.size(); ++i)
            if (!asked_[i]) say_nobody(compared_.law.asked[i], nobody);
        return nobody.has_errors() ? Outcome::failed(Trouble::policy, std::move(nobody)) : Outcome{};
    }

private:
    void add_law(const policy::Policy& policy) {
        sides_.emplace_back().policy = &policy;
        histories_.push_back(std::make_unique<History>(policy, options_.history, roles_of_sums(policy), facts_));
    }

    Outcome compute(base::Month month) {
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            Side& side = sides_[i];
            side.context = {};
            if (Outcome begun = histories_[i]->begin(month, side.context); !begun.ok()) return begun;
            side.region = slot_of_role(*side.policy, *side.context.plan, "region");
            side.size = slot_of_role(*side.policy, *side.context.plan, "size");
        }
        const population::Population& population = *sides_.front().context.population;
        look_for_asked(population);
        std::vector<BatchOutput> outputs(population.batches.size());
        on_threads(threads_of(options_.threads), outputs.size(),
                   [&](std::size_t i) { outputs[i] = compute(population.batches[i]); });
        for (std::size_t i = 0; i < sides_.size(); ++i)
            if (Outcome ended = end_month(i, outputs); !ended.ok()) return ended;
        assemble(outputs, population);
        return {};
    }

    [[nodiscard]] BatchOutput compute(const table::Batch& batch) const {
        BatchOutput output;
        const engine::Frame before =
            engine::evaluate(*sides_.front().context.plan, batch, *sides_.front().context.before, facts_.words());
        const engine::Settled today = engine::settle(before, *sides_.front().policy, facts_.words());
        take({sides_.front(), before, today, {}}, output.baseline);
        output.scenarios.resize(sides_.size() - 1);
        for (std::size_t i = 0; i < output.scenarios.size(); ++i) {
            const Side& side = sides_[i + 1];
            Difference& difference = output.scenarios[i];
            const engine::Frame after =
                engine::evaluate(*side.context.plan, batch, *side.context.before, facts_.words());
            engine::Settled settled = engine::settle(after, *side.policy, facts_.words());
            const std::vector<bool> outside = outside_of(side.policy->reform_region, before);
            if (!outside.empty()) leave_outside(outside, today, settled);
            take({side, after, settled, outside}, difference.side, &before);
            difference.rows = compare_rows({*side.policy, compared_.law.scenarios[i].name, side.context.month, batch},
                                           today.rows, settled.rows);
            for (const MovedTest& test : tests_[i]) difference.bands.push_back(count_band(test, before, after));
        }
        return output;
    }

    /// One law's rows of a batch. `outside`: households that its reforms are not for; empty when they are for all.
    struct Taken {
        const Side& side;
        const engine::Frame& frame;
        const engine::Settled& settled;
        const std::vector<bool>& outside;
    };
    /// `today`: the frame of today's law, to which households outside keep.
    void take(const Taken& taken, SideOutput& output, const engine::Frame* today = nullptr) const {
        const Side& first = sides_.front();
        for (const table::Entitlement& row : taken.settled.rows) {
            const bool keeps = !taken.outside.empty() && taken.outside[row.household];
            const Side& side = keeps ? first : taken.side;
            output.totals.add(row, keeps ? *today : taken.frame, side.region, side.size, facts_.words());
        }
        output.totals.count(taken.frame.batch->households(), taken.frame.batch->persons());
        for (const engine::NotStated& one : taken.settled.not_stated)
            output.needs.push_back({one.parameter, region_of(taken.frame, taken.side.region, one.household, facts_.words())});
        output.state = engine::State(taken.side.context.month);
        engine::carry(taken.frame, facts_.words(), output.state);
    }

    /// By household: its region does not begin so.
    [[nodiscard]] std::vector<bool> outside_of(const std::string& region, const engine::Frame& frame) const {
        std::vector<bool> outside;
        for (std::uint32_t household = 0; !region.empty() && household < frame.batch->households(); ++household)
            outside.push_back(!region_of(frame, sides_.front().region, household, facts_.words()).starts_with(region));
        return outside;
    }

    /// They keep today's rows. What the reformed law would remember of them nobody reads.
    static void leave_outside(const std::vector<bool>& outside, const engine::Settled& today, engine::Settled& settled) {
        const auto is_outside = [&](const auto& one) { return outside[one.household]; };
        std::erase_if(settled.rows, is_outside);
        std::erase_if(settled.not_stated, is_outside);
        std::copy_if(today.rows.begin(), today.rows.end(), std::back_inserter(settled.rows), is_outside);
        const auto place = [](const table::Entitlement& one) { return std::tuple(one.household, one.person, one.benefit); };
        std::sort(settled.rows.begin(), settled.rows.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    }

    static SideOutput& output_of(BatchOutput& output, std::size_t side) {
        return side == 0 ? output.baseline : output.scenarios[side - 1].side;
    }

    Outcome end_month(std::size_t i, std::vector<BatchOutput>& outputs) {
        std::vector<Need> needs;
        for (BatchOutput& output : outputs) {
            const auto& own = output_of(output, i).needs;
            needs.insert(needs.end(), own.begin(), own.end());
        }
        if (auto refused = not_stated_errors(needs, *sides_[i].policy, sides_[i].context.month); refused.has_errors())
            return Outcome::failed(Trouble::policy, std::move(refused));
        engine::State next = histories_[i]->next_state();
        for (BatchOutput& output : outputs) next.absorb(std::move(output_of(output, i).state));
        histories_[i]->end(std::move(next));
        return {};
    }

    void assemble(std::vector<BatchOutput>& outputs, const population::Population& population) {
        BaselineMonth& today = compared_.baseline.emplace_back();
        today.month = sides_.front().context.month;
        today.held_still = sides_.front().context.held_still;
        today.inputs = sides_.front().context.files;
        today.remarks = population.remarks;
        today.conversions = population.conversions;
        for (const BatchOutput& output : outputs) today.totals.add(output.baseline.totals);
        base::ensure(today.totals.households() == population.households && today.totals.persons() == population.persons,
                     "every household of the input was computed once");
        for (std::size_t i = 0; i + 1 < sides_.size(); ++i)
            compared_.comparison.scenarios[i].months.push_back(assemble(i, outputs, today));
    }

    [[nodiscard]] table::MonthComparison assemble(std::size_t scenario, const std::vector<BatchOutput>& outputs,
                                                  const BaselineMonth& today) const {
        report::Totals totals;
        RowDifferences rows;
        rows.movements.resize(shown_law(compared_).benefits.size());
        std::vector<table::Band> bands;
        for (const MovedTest& test : tests_[scenario]) bands.push_back(test.band);
        for (const BatchOutput& output : outputs) {
            const Difference& one = output.scenarios[scenario];
            totals.add(one.side.totals);
            rows += one.rows;
            for (std::size_t i = 0; i < bands.size(); ++i) bands[i] += one.bands[i];
        }
        table::MonthComparison month;
        month.month = today.month;
        month.winners = rows.winners;
        month.losers = rows.losers;
        month.reasons_of_losers = std::move(rows.reasons_of_losers);
        month.movements = std::move(rows.movements);
        month.gains_losses = std::move(rows.gains_losses);
        table::ComparedSum all;
        all.units_old = rows.drawing_old;
        all.units_new = rows.drawing_new;
        month.bands = lines_that_widen(tests_[scenario], bands);
        add_rows(today.totals, totals, all, month.rows);
        base::ensure(totals.households() == today.totals.households(), "a scenario has the households of today's law");
        base::ensure(month.winners.sum + month.losers.sum == month.total().cost(),
                     "what households win and lose is the cost");
        return month;
    }

    /// By region and benefit, then of all regions by benefit, last of all benefits (`all` has its households already).
    void add_rows(const report::Totals& before, const report::Totals& after, table::ComparedSum all,
                  std::vector<table::ComparedRow>& rows) const {
        std::map<std::pair<std::string, int>, table::ComparedSum> sums;
        const auto add = [&](const report::Totals& totals, bool old) {
            for (const auto& [key, sum] : totals.sums()) {
                const auto& [region, benefit, status] = key;
                if (status != Status::eligible && status != Status::unclaimed) continue;
                table::ComparedSum& own = sums[{region, benefit}];
                if (status == Status::unclaimed) (old ? own.unclaimed_old : own.unclaimed_new) += sum.amount;
                if (status == Status::eligible) (old ? own.amount_old : own.amount_new) += sum.amount;
                if (status == Status::eligible) (old ? own.units_old : own.units_new) += sum.units;
            }
        };
        add(before, true);
        add(after, false);
        const auto& benefits = shown_law(compared_).benefits;
        std::vector<table::ComparedSum> of_benefits(benefits.size());
        for (const auto& [key, sum] : sums) {
            const policy::Benefit& benefit = benefits[static_cast<std::size_t>(key.second)];
            rows.push_back({key.first, benefit.name, sum, benefit.in_kind});
            of_benefits[static_cast<std::size_t>(key.second)] += sum;
        }
        for (std::size_t i = 0; i < benefits.size(); ++i) {
            rows.push_back({"*", benefits[i].name, of_benefits[i], benefits[i].in_kind});
            of_benefits[i].units_old = of_benefits[i].units_new = 0;  // households and persons are not added up
            if (!benefits[i].in_kind) all += of_benefits[i];          // nor are pieces and money
        }
        rows.push_back({"*", "*", all});
    }

    // --- index values that nobody has ---

    void look_for_asked(const population::Population& population) {
        for (std::size_t i = 0; i < asked_.size(); ++i)
            for (const table::Batch& batch : population.batches)
                for (std::size_t household = 0; !asked_[i] && household < batch.households(); ++household)
                    asked_[i] = has_asked(batch, household, compared_.law.asked[i]);
    }

    /// A household, with one of its members where values are a person's.
    [[nodiscard]] bool has_asked(const table::Batch& batch, std::size_t household,
                                 const policy::AskedRows& asked) const {
        const auto fits = [&](const policy::AskedRows::Value& value, std::size_t person) {
            const policy::Input& input = sides_.front().policy->inputs[static_cast<std::size_t>(value.input)];
            const table::Column& column = batch.columns[static_cast<std::size_t>(input.table)]
                                                       [plan::column_of(*sides_.front().policy, value.input)];
            const std::size_t row = input.table == expr::person_table ? person : household;
            if (column.standing_of(row) != table::known) return false;
            const std::string& code = facts_.words().word(column.integers[row]);
            return value.exact ? code == value.value : code.starts_with(value.value);
        };
        for (std::size_t person = batch.first_person[household]; person < batch.first_person[household + 1]; ++person)
            if (std::all_of(asked.values.begin(), asked.values.end(),
                            [&](const auto& value) { return fits(value, person); }))
                return true;
        return false;
    }

    static void say_nobody(const policy::AskedRows& asked, base::Diagnostics& diagnostics) {
        std::vector<std::string> values;
        for (const policy::AskedRows::Value& one : asked.values)
            values.push_back(one.index + "=" + base::shown(one.value));
        diagnostics.error("setting-nobody", {}, {base::shown(asked.word, 80), base::join(values, ", ")});
    }

    const WhatIfOptions& options_;
    Compared& compared_;
    population::Facts& facts_;
    std::vector<Side> sides_;                          // today's law, then the scenarios
    std::vector<std::unique_ptr<History>> histories_;  // beside sides_
    std::vector<std::vector<MovedTest>> tests_;        // beside the scenarios
    std::vector<bool> asked_;                          // beside the law's asked rows: somebody is there
};

}  // namespace

namespace {

/// Today's law beside reforms, or beside what the settings make of these.
base::Result<policy::WhatIf> law_of(const policy::Policy& today, const WhatIfOptions& options) {
    const HistoryOptions& asked = options.history;
    if (!options.reformed) return policy::what_if(today, options.settings, asked.first, asked.last);
    policy::Reformed reform = policy::reformed(today, policy::known_on(*options.reformed, asked.known_on), asked.first, asked.last);
    policy::WhatIf law;
    law.baseline = today;
    base::Diagnostics diagnostics;
    if (!reform.policy.reform_region.empty() && today.roles.of("region").empty()) diagnostics.error("reform-wants-region", {}, {reform.name});
    if (diagnostics.has_errors()) return diagnostics;
    if (options.settings.empty()) {
        const bool only_figures = reform.figures.empty() && reform.figures_only;
        if (only_figures) diagnostics.error("reform-not-then", {}, {reform.name, asked.first.to_string(), asked.last.to_string()});
        if (only_figures) return diagnostics;
        law.scenarios.push_back(std::move(reform));
        return law;
    }
    auto set = policy::what_if(reform.policy, options.settings, asked.first, asked.last);
    if (!set) return set;
    if (!set->assumed.empty()) {
        diagnostics.error("reform-and-slot", {}, {set->assumed.front().name});
        return diagnostics;
    }
    law.asked = set->asked;
    for (policy::Reformed& scenario : set->scenarios) {
        scenario.name = reform.name + ";" + scenario.name;
        scenario.figures.insert(scenario.figures.begin(), reform.figures.begin(), reform.figures.end());
        scenario.parameters.insert(reform.parameters.begin(), reform.parameters.end());
        if (!reform.figures_only) scenario.parameters.clear();
        law.scenarios.push_back(std::move(scenario));
    }
    return law;
}

}  // namespace

Outcome what_if(const policy::Policy& policy, const WhatIfOptions& options, Compared& compared) {
    const policy::Policy known = policy::known_on(policy, options.history.known_on);  // before a set figure, which has no day of publication
    auto law = law_of(known, options);
    if (!law) return Outcome::failed(Trouble::policy, std::move(law.diagnostics()));
    compared = {};
    compared.law = std::move(*law);
    population::Facts facts = facts_of(policy, options.history);
    return Run(options, compared, facts).walk();
}

}  // namespace doudi::runs
