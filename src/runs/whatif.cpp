// Evaluates every batch under today's law and under each scenario, in one pass over the population.
// Which figures a scenario changes is policy's; rows are compared in compare_rows.cpp; how it reads is report's.

#include "doudi/runs/whatif.hpp"

#include <algorithm>
#include <memory>

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
        take(sides_.front(), before, today, output.baseline);
        output.scenarios.resize(sides_.size() - 1);
        for (std::size_t i = 0; i < output.scenarios.size(); ++i) {
            const Side& side = sides_[i + 1];
            Difference& difference = output.scenarios[i];
            const engine::Frame after =
                engine::evaluate(*side.context.plan, batch, *side.context.before, facts_.words());
            const engine::Settled settled = engine::settle(after, *side.policy, facts_.words());
            take(side, after, settled, difference.side);
            difference.rows = compare_rows({*side.policy, compared_.law.scenarios[i].name, side.context.month, batch},
                                           today.rows, settled.rows);
            for (const MovedTest& test : tests_[i]) difference.bands.push_back(count_band(test, before, after));
        }
        return output;
    }

    void take(const Side& side, const engine::Frame& frame, const engine::Settled& settled, SideOutput& output) const {
        for (const table::Entitlement& row : settled.rows)
            output.totals.add(row, frame, side.region, side.size, facts_.words());
        output.totals.count(frame.batch->households(), frame.batch->persons());
        for (const engine::NotStated& one : settled.not_stated)
            output.needs.push_back({one.parameter, region_of(frame, side.region, one.household, facts_.words())});
        output.state = engine::State(side.context.month);
        engine::carry(frame, facts_.words(), output.state);
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
        rows.movements.resize(sides_.front().policy->benefits.size());
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
        const auto& benefits = sides_.front().policy->benefits;
        std::vector<table::ComparedSum> of_benefits(benefits.size());
        for (const auto& [key, sum] : sums) {
            rows.push_back({key.first, benefits[static_cast<std::size_t>(key.second)].name, sum});
            of_benefits[static_cast<std::size_t>(key.second)] += sum;
        }
        for (std::size_t i = 0; i < benefits.size(); ++i) {
            rows.push_back({"*", benefits[i].name, of_benefits[i]});
            of_benefits[i].units_old = of_benefits[i].units_new = 0;  // households and persons are not added up
            all += of_benefits[i];
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

Outcome what_if(const policy::Policy& policy, const WhatIfOptions& options, Compared& compared) {
    const policy::Policy known = policy::known_on(policy, options.history.known_on);  // before a set figure, which has no day of publication
    auto law = policy::what_if(known, options.settings, options.history.first, options.history.last);
    if (!law) return Outcome::failed(Trouble::policy, std::move(law.diagnostics()));
    compared = {};
    compared.law = std::move(*law);
    population::Facts facts = facts_of(policy, options.history);
    return Run(options, compared, facts).walk();
}

}  // namespace doudi::runs
