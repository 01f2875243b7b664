// Finds the household of each payment: by its id, else a member's ID number, else the account of a payee.
// What was due is left to audit_reckon.cpp.

#include "audit_book.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "doudi/base/id_number.hpp"
#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"
#include "state_reader.hpp"

namespace doudi::runs {

/// Of one ID number: its household, and whether it stands in several.
struct PaidBook::Resident {
    std::string household_id;
    std::string person_id;
    bool several = false;
};
struct PaidBook::MonthIndex {
    std::unordered_set<std::string> households;
    std::unordered_map<std::string, Resident> residents;
};

Outcome PaidBook::match(population::Facts& facts) {
    matches_.resize(paid_.payments.size());
    if (Outcome named = find_benefits(); !named.ok()) return named;
    find_main_days();
    for (const population::Payee& payee : paid_.payees) payees_.emplace(payee.account, &payee);
    std::vector<std::size_t> open;
    const auto take = [&](std::size_t i, Match match) {
        by_household_[paid_.payments[i].month][match.household_id].push_back(i);
        matches_[i] = std::move(match);
    };
    const Outcome own = over_months(facts, [&](base::Month month, const MonthIndex& index) {
        for (std::size_t i = 0; i < paid_.payments.size(); ++i) {
            if (paid_.payments[i].month != month) continue;
            auto match = resolve(paid_.payments[i], index);
            if (!match) {
                open.push_back(i);
                continue;
            }
            match->in_month = true;
            if (match->household_id.empty()) matches_[i] = std::move(*match);
            else take(i, std::move(*match));
        }
    });
    if (!own.ok() || open.empty()) return own;
    const Outcome elsewhere = over_months(facts, [&](base::Month month, const MonthIndex& index) {
        for (const std::size_t i : open) {
            auto match = resolve(paid_.payments[i], index);
            if (!match || match->household_id.empty()) continue;
            match->seen_in = month;  // the last month that has it
            matches_[i] = std::move(*match);
        }
    });
    for (const std::size_t i : open) {
        Match& match = matches_[i];
        if (match.household_id.empty()) match.household_id = paid_.payments[i].household_id;  // named, though no month has it
        if (match.household_id.empty()) match.reason = "no_key";
        else take(i, match);
    }
    for (auto& [month, households] : by_household_)
        for (auto& [household, payments] : households) std::sort(payments.begin(), payments.end());
    return elsewhere;
}

/// Every name once: who typed a wrong one did so in many rows.
Outcome PaidBook::find_benefits() {
    std::map<std::string, int> ids;
    base::Diagnostics unknown;
    for (const population::Payment& payment : paid_.payments) {
        std::vector<int>& own = benefits_.emplace_back();
        for (const std::string& name : payment.benefits) {
            if (!ids.contains(name)) {
                const auto found = policy_.find(name);
                const bool one = found.size() == 1 && found.front().kind == expr::MeaningKind::benefit &&
                                 !policy_.benefits[static_cast<std::size_t>(found.front().id)].in_kind;
                ids[name] = one ? found.front().id : -1;
                if (!one) {
                    std::vector<std::string> names;
                    for (const policy::Benefit& benefit : policy_.benefits)
                        if (!benefit.in_kind) names.push_back(benefit.name);
                    auto& error = unknown.error("audit-unknown-benefit", base::place_of(paid_.files.empty() ? "" : paid_.files[payment.file].name, payment.line),
                                                {base::shown(name), base::join(names, ", ")});
                    if (const auto near = base::nearest(name, names)) error.with_help("help-did-you-mean", {*near});
                }
            }
            if (std::find(own.begin(), own.end(), ids[name]) == own.end()) own.push_back(ids[name]);
        }
        std::sort(own.begin(), own.end());
    }
    return unknown.has_errors() ? Outcome::failed(Trouble::data, std::move(unknown)) : Outcome{};
}

Outcome PaidBook::over_months(population::Facts& facts, const std::function<void(base::Month, const MonthIndex&)>& visit) {
    for (const base::Month month : months_) {
        auto read = facts.of(month);
        if (!read) return Outcome::failed(Trouble::data, std::move(read.diagnostics()));
        base::Diagnostics wrong;
        const auto place = base::place_of(read->folder.string());
        if (read->population->month && read->population->month != month)
            wrong.error("audit-other-month", place, {read->population->month->to_string(), month.to_string()});
        else if (read->held_still && months_.size() > 1)
            wrong.error("audit-own-months", place, {months_.front().to_string(), months_.back().to_string()});
        if (wrong.has_errors()) return Outcome::failed(Trouble::data, std::move(wrong));
        exported_[month] = read->population->exported.value_or(month.first_day());
        visit(month, index_of(*read->population, facts.words()));
    }
    return {};
}

PaidBook::MonthIndex PaidBook::index_of(const population::Population& population, const table::Words& words) const {
    MonthIndex index;
    const std::string role = policy_.roles.of("id_number");
    const auto found = role.empty() ? std::vector<expr::Meaning>{} : policy_.find(role);
    for (const table::Batch& batch : population.batches) {
        index.households.insert(batch.household_ids.begin(), batch.household_ids.end());
        if (found.empty() || found.front().kind != expr::MeaningKind::input) continue;
        const table::Column& numbers = batch.columns[expr::person_table][plan::column_of(policy_, found.front().id)];
        for (std::size_t household = 0; household < batch.households(); ++household)
            for (std::size_t person = batch.first_person[household]; person < batch.first_person[household + 1]; ++person) {
                if (numbers.standing_of(person) != table::known) continue;
                const auto [at, is_new] = index.residents.try_emplace(base::normalised_id(words.word(numbers.integers[person])),
                                                                      Resident{batch.household_ids[household], batch.person_ids[person]});
                if (!is_new && at->second.household_id != batch.household_ids[household]) at->second.several = true;
            }
    }
    return index;
}

/// Nothing when no key resolves in this month. The first key that a payment states and that resolves decides.
std::optional<Match> PaidBook::resolve(const population::Payment& payment, const MonthIndex& index) const {
    if (!payment.household_id.empty()) {
        if (!index.households.contains(payment.household_id)) return std::nullopt;
        const auto member = index.residents.find(payment.resident_id);
        const bool own = member != index.residents.end() && member->second.household_id == payment.household_id;
        return Match{payment.household_id, own ? member->second.person_id : "", {}, false, {}};
    }
    const auto by_number = [&](const std::string& number) -> std::optional<Match> {
        const auto found = number.empty() ? index.residents.end() : index.residents.find(number);
        if (found == index.residents.end()) return std::nullopt;
        if (found->second.several) return Match{{}, {}, "two_households", false, {}};
        return Match{found->second.household_id, found->second.person_id, {}, false, {}};
    };
    if (auto match = by_number(payment.resident_id)) return match;
    std::optional<Match> match;
    const auto [from, to] = payees_.equal_range(payment.account.empty() ? " " : payment.account);
    for (auto at = from; at != to; ++at) {
        const population::Payee& payee = *at->second;
        auto one = payee.household_id.empty() ? by_number(payee.resident_id) : Match{payee.household_id, payee.person_id, {}, false, {}};
        if (!one || (!one->household_id.empty() && !index.households.contains(one->household_id))) continue;
        if (match && match->household_id != one->household_id) return Match{{}, {}, "two_households", false, {}};
        match = std::move(one);
    }
    return match;
}

base::Rational PaidBook::amount_of(std::size_t payment) const {
    const population::Payment& one = paid_.payments[payment];
    return one.kind == "returned" && one.amount.sign() > 0 ? base::Rational(0) : one.amount;
}

bool PaidBook::has(base::Month month) const { return std::binary_search(months_.begin(), months_.end(), month); }

const std::vector<std::size_t>& PaidBook::of(base::Month month, const std::string& household) const {
    static const std::vector<std::size_t> none;
    const auto& households = of(month);
    const auto found = households.find(household);
    return found == households.end() ? none : found->second;
}

const std::map<std::string, std::vector<std::size_t>>& PaidBook::of(base::Month month) const {
    static const std::map<std::string, std::vector<std::size_t>> none;
    const auto found = by_household_.find(month);
    return found == by_household_.end() ? none : found->second;
}

std::string PaidBook::place_of(std::size_t payment) const {
    const population::Payment& one = paid_.payments[payment];
    const std::string file = one.file < paid_.files.size() ? paid_.files[one.file].name : "";
    return file + ":" + std::to_string(one.line);
}

base::Date PaidBook::day_of(base::Month month, const std::string& household) const {
    std::optional<base::Date> last;
    for (const std::size_t payment : of(month, household)) {
        const auto& day = paid_.payments[payment].paid_on;
        if (day && (!last || *day > *last)) last = day;
    }
    return last ? *last : main_day(month);
}

/// The day of most payments of each month; of two with as many, the first. Back pay does not count: it comes later.
void PaidBook::find_main_days() {
    std::map<base::Month, std::map<base::Date, std::size_t>> days;
    for (const population::Payment& payment : paid_.payments)
        if (payment.paid_on && payment.kind != "back_pay") ++days[payment.month][*payment.paid_on];
    for (const auto& [month, counts] : days)
        main_days_[month] = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

base::Date PaidBook::main_day(base::Month month) const {
    const auto found = main_days_.find(month);
    return found == main_days_.end() ? month.last_day() : found->second;
}

base::Date PaidBook::facts_day(base::Month month, base::Date day) const {
    for (const auto& [earlier, exported] : exported_)
        if (earlier <= month) day = std::max(day, exported);
    return day;
}

bool PaidBook::facts_are_later(base::Month month) const {
    const auto found = exported_.find(month);
    return found != exported_.end() && found->second > main_day(month);
}

bool PaidBook::day_is_assumed(base::Month month) const {
    bool some = false;
    for (const population::Payment& payment : paid_.payments) {
        if (payment.month != month) continue;
        if (!payment.paid_on) return true;
        some = true;
    }
    return !some;
}

}  // namespace doudi::runs
