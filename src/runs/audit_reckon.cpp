// Walks the months once for every pay day, with the law and the facts of that day, and keeps what changed since.
// Whether what was paid is right is left to audit_classify.cpp.

#include "audit_reckon.hpp"

#include <algorithm>
#include <set>

#include "doudi/policy/known_on.hpp"

namespace doudi::runs {

base::Rational Reckoning::back_sum(const std::vector<int>& benefits) const {
    base::Rational sum;
    for (const BackPay& one : back) sum += sum_of(one.amounts, benefits);
    return sum;
}

std::vector<Segment> segments(const std::vector<base::Month>& months, base::Month last) {
    std::vector<Segment> result;
    for (const base::Month month : months) {
        if (month > last) break;
        if (!result.empty() && result.back().last + 1 == month) result.back().last = month;
        else result.push_back({month, month});
    }
    return result;
}

HistoryOptions walk_options(const HistoryOptions& options, const Segment& segment, base::Month first_of_all, base::Date facts_day) {
    HistoryOptions own = options;
    own.first = segment.first;
    own.last = segment.last;
    own.known_on = facts_day;
    if (segment.first != first_of_all) own.state_file.reset();
    return own;
}

Outcome Reckoner::run(const std::function<void(base::Month, std::vector<Reckoning>&)>& visit) {
    for (const base::Month month : book_.months()) {
        std::map<std::string, Reckoning> found;
        std::vector<std::string> order;
        for (const base::Date day : days_of(month))
            if (Outcome done = reckon(month, day, found, order); !done.ok()) return done;
        for (const auto& [household, payments] : book_.of(month)) {
            if (only_ && household != *only_) continue;
            found[household].payments = payments;
        }
        std::vector<Reckoning> all;
        const auto take = [&](const std::string& household) {
            const auto at = found.find(household);
            if (at == found.end()) return;
            at->second.month = month;
            at->second.own.household_id = household;
            at->second.known_on = day_of(month, household);
            at->second.own.amounts.resize(policy_.benefits.size());
            all.push_back(std::move(at->second));
            found.erase(at);
        };
        for (const std::string& household : order) take(household);
        while (!found.empty()) take(found.begin()->first);
        visit(month, all);
    }
    return {};
}

base::Date Reckoner::day_of(base::Month month, const std::string& household) const { return options_.known_on ? *options_.known_on : book_.day_of(month, household); }

/// Every day on which somebody was paid for the month, and the day that holds for those who were not.
std::vector<base::Date> Reckoner::days_of(base::Month month) const {
    if (options_.known_on) return {*options_.known_on};
    std::set<base::Date> days;
    if (!only_) days.insert(book_.main_day(month));
    if (only_) days.insert(book_.day_of(month, *only_));
    if (!only_)
        for (const auto& [household, payments] : book_.of(month)) days.insert(book_.day_of(month, household));
    return {days.begin(), days.end()};
}

/// Where months are pay months, those before are open as far as the policy says (else all of them): what became known
/// since is paid with the month at hand.
bool Reckoner::is_open(base::Month earlier, base::Month month) const {
    const int apart = month.ordinal - earlier.ordinal;
    return book_.paid().by_pay_month && apart > 0 && apart <= policy_.payout.open_months.value_or(apart);
}

Outcome Reckoner::reckon(base::Month month, base::Date day, std::map<std::string, Reckoning>& found, std::vector<std::string>& order) {
    const policy::Policy known = policy::known_on(policy_, day);
    HistoryOptions reading = options_;
    reading.known_on = options_.known_on ? day : book_.facts_day(month, day);
    population::Facts facts = facts_of(known, reading);
    for (const Segment& segment : segments(book_.months(), month)) {
        History history(known, walk_options(options_, segment, book_.months().front(), *reading.known_on), audit_roles(known), facts);
        const Outcome walked = history.walk([&](const MonthContext& context, engine::State& next) -> Outcome {
            MonthDue due;
            if (Outcome done = evaluate(known, context, history.words(), next, due); !done.ok()) return done;
            if (context.month != month) {
                if (is_open(context.month, month)) look_back(month, day, context.month, due, found);
                return {};
            }
            inputs_.try_emplace(month, context.files);
            keep_remarks(*context.population);
            const bool first_day = order.empty();
            for (HouseholdDue& one : due) {
                if (first_day) order.push_back(one.household_id);
                if (day_of(month, one.household_id) != day) continue;
                looked_[one.household_id][month] = {one.amounts, day};
                Reckoning& own = found[one.household_id];
                own.in_month = true;
                own.own = std::move(one);
            }
            return {};
        });
        if (!walked.ok()) return walked;
    }
    return {};
}

Outcome Reckoner::evaluate(const policy::Policy& known, const MonthContext& context, const table::Words& words, engine::State& next, MonthDue& due) const {
    struct Output {
        std::vector<HouseholdDue> households;
        std::vector<Need> needs;
        engine::State state{base::Month{}};
    };
    const std::vector<table::Batch>& batches = context.population->batches;
    std::vector<Output> outputs(batches.size());
    const auto take = [&](const table::Batch& batch, Output& output) {
        DueOfBatch own = due_of(known, *context.plan, batch, *context.before, words);
        output.households = std::move(own.households);
        output.needs = std::move(own.needs);
        output.state = engine::State(context.month);
        engine::carry(own.frame, words, output.state);
    };
    on_threads(threads_of(0), batches.size(), [&](std::size_t i) {
        if (!only_) return take(batches[i], outputs[i]);
        const auto& ids = batches[i].household_ids;
        const auto at = std::find(ids.begin(), ids.end(), *only_);
        if (at != ids.end()) take(table::take_household(batches[i], static_cast<std::size_t>(at - ids.begin())), outputs[i]);
    });
    std::vector<Need> needs;
    for (Output& output : outputs) {
        std::move(output.households.begin(), output.households.end(), std::back_inserter(due));
        needs.insert(needs.end(), output.needs.begin(), output.needs.end());
        next.absorb(std::move(output.state));
    }
    auto refused = not_stated_errors(needs, known, context.month);
    return refused.has_errors() ? Outcome::failed(Trouble::policy, std::move(refused)) : Outcome{};
}

/// How many lasting facts came from elsewhere differs by month, and is no assumption.
void Reckoner::keep_remarks(const population::Population& population) {
    for (const population::Remark& one : population.remarks) {
        const auto same = [&](const base::Diagnostic& told) { return told.code == one.told.code && told.args == one.told.args; };
        if (one.household_id.empty() && one.told.code != "lasting_facts" && std::none_of(remarks_.begin(), remarks_.end(), same)) remarks_.push_back(one.told);
    }
}

/// What each household is due for an earlier month by now, less what it was due when last looked at.
void Reckoner::look_back(base::Month month, base::Date day, base::Month earlier, const MonthDue& due, std::map<std::string, Reckoning>& found) {
    for (const HouseholdDue& one : due) {
        if (day_of(month, one.household_id) != day) continue;
        Looked& looked = looked_[one.household_id].try_emplace(earlier, Looked{Amounts(one.amounts.size()), day}).first->second;
        Amounts change = one.amounts - looked.amounts;
        if (std::any_of(change.begin(), change.end(), [](const base::Rational& amount) { return !amount.is_zero(); }))
            found[one.household_id].back.push_back({earlier, looked.known_on, std::move(change)});
        looked = {one.amounts, day};
    }
}

}  // namespace doudi::runs
