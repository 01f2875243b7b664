// Puts what was paid beside what was due, group of benefits by group, and says what kind of difference it is.
// What would explain the paid amount is left to audit_cause.cpp.

#include "audit_classify.hpp"

#include <algorithm>
#include <memory>
#include <numeric>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

using report::Language;
using table::FindingClass;

bool overlap(const std::vector<int>& a, const std::vector<int>& b) {
    if (a.empty() || b.empty()) return true;  // all of the policy
    return std::any_of(a.begin(), a.end(), [&](int one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

std::vector<int> united(std::vector<int> a, const std::vector<int>& b) {
    if (a.empty() || b.empty()) return {};
    a.insert(a.end(), b.begin(), b.end());
    std::sort(a.begin(), a.end());
    a.erase(std::unique(a.begin(), a.end()), a.end());
    return a;
}

/// Conditions by their labels; the codes that every policy has by texts of their own.
const policy::Condition* find_condition(const std::vector<policy::Condition>& conditions, const std::string& name) {
    for (const policy::Condition& one : conditions) {
        if (one.name == name) return &one;
        if (const policy::Condition* member = find_condition(one.members, name)) return member;
    }
    return nullptr;
}

table::Cause reason_of(const policy::Benefit& benefit, const std::string& reason) {
    table::Cause result;
    if (const policy::Condition* condition = find_condition(benefit.eligible, reason))
        result = cause("condition", {report::label_of(*condition, Language::en)}, {report::label_of(*condition, Language::zh)});
    else if (report::has_text("cause-" + reason)) result = cause(reason);
    else result = {{}, reason, reason, {}};
    result.code = reason;
    return result;
}

bool is_in(int benefit, const std::vector<int>& benefits) { return benefits.empty() || std::find(benefits.begin(), benefits.end(), benefit) != benefits.end(); }

}  // namespace

table::Cause cause(const std::string& code, const std::vector<std::string>& en, const std::vector<std::string>& zh) {
    return {code, report::text(Language::en, "cause-" + code, en), report::text(Language::zh, "cause-" + code, zh.empty() ? en : zh), {}};
}

Classifier::Classifier(const policy::Policy& policy, const PaidBook& book) : policy_(policy), book_(book), together_(policy.benefits.size()) {
    std::iota(together_.begin(), together_.end(), 0);
    std::set<int> named;
    for (std::size_t i = 0; i < book.paid().payments.size(); ++i) {
        std::vector<int> benefits = book.benefits_of(i);
        if (benefits.empty())
            for (std::size_t all = 0; all < policy.benefits.size(); ++all) benefits.push_back(static_cast<int>(all));
        named.insert(benefits.begin(), benefits.end());
        const int first = together_[static_cast<std::size_t>(benefits.front())];
        for (const int other : benefits) std::replace(together_.begin(), together_.end(), together_[static_cast<std::size_t>(other)], first);
    }
    for (std::size_t i = 0; i < policy.benefits.size(); ++i)
        if (!named.contains(static_cast<int>(i))) left_out_.insert(static_cast<int>(i));
}

std::vector<Judged> Classifier::judge(const Reckoning& reckoning) {
    std::vector<Group> groups = groups_of(reckoning);
    for (Group& group : unpaid(reckoning, groups)) groups.push_back(std::move(group));
    std::vector<Judged> judged;
    for (const Group& group : groups) {
        judged.push_back(judge(reckoning, group));
        if (judged.back().finding.kind != FindingClass::match) judged.back().reckoning = std::make_shared<const Reckoning>(reckoning);
    }
    return judged;
}

/// Payments that share a benefit are one group: only their sum can be compared.
std::vector<Classifier::Group> Classifier::groups_of(const Reckoning& reckoning) const {
    std::vector<Group> groups;
    for (const std::size_t payment : reckoning.payments) {
        Group own{book_.benefits_of(payment), {payment}, book_.amount_of(payment)};
        for (std::size_t i = 0; i < groups.size();) {
            if (!overlap(groups[i].benefits, own.benefits)) {
                ++i;
                continue;
            }
            own.benefits = united(own.benefits, groups[i].benefits);
            own.payments.insert(own.payments.begin(), groups[i].payments.begin(), groups[i].payments.end());
            own.paid += groups[i].paid;
            groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(i));
        }
        groups.push_back(std::move(own));
    }
    return groups;
}

/// What is due and stands in no payment; benefits that the file pays together are one.
std::vector<Classifier::Group> Classifier::unpaid(const Reckoning& reckoning, const std::vector<Group>& paid) const {
    std::map<int, Group> groups;
    for (std::size_t i = 0; i < policy_.benefits.size(); ++i) {
        const int benefit = static_cast<int>(i);
        const bool covered = std::any_of(paid.begin(), paid.end(), [&](const Group& group) { return is_in(benefit, group.benefits); });
        if (covered || left_out_.contains(benefit) || reckoning.due({benefit}).is_zero()) continue;
        groups[together_[i]].benefits.push_back(benefit);
    }
    std::vector<Group> result;
    for (auto& [first, group] : groups) result.push_back(std::move(group));
    return result;
}

Judged Classifier::judge(const Reckoning& reckoning, const Group& group) {
    Judged judged;
    judged.benefits = group.benefits;
    table::Finding& finding = judged.finding;
    finding.month = reckoning.month;
    finding.household_id = reckoning.own.household_id;
    finding.person_id = person_of(reckoning, group);
    for (const int benefit : group.benefits) finding.benefits.push_back(law(benefit).name);
    finding.paid = group.paid;
    finding.due = reckoning.due(group.benefits);
    if (finding.difference().is_zero()) return judged;
    const bool undecided = std::any_of(reckoning.own.units.begin(), reckoning.own.units.end(),
                                       [&](const UnitDue& unit) { return unit.status == table::Status::undecided && is_in(unit.benefit, group.benefits); });
    std::vector<Open>& open = open_[finding.household_id];
    if (makes_up(judged, open)) return judged;
    finding.kind = undecided ? FindingClass::undecided : class_of(reckoning, group, *finding.due);
    give_reasons(reckoning, group, finding);
    if (undecided) finding.due.reset();
    else open.push_back({finding.month, group.benefits, finding.difference()});
    return judged;
}

FindingClass Classifier::class_of(const Reckoning& reckoning, const Group& group, const base::Rational& due) const {
    if (is_duplicate(group, due)) return FindingClass::duplicate;
    if (!reckoning.in_month && due.is_zero()) return FindingClass::unknown_household;
    const bool paid = group.paid.sign() > 0;
    if (paid && due.is_zero() && reckoning.own.nobody_counted && reckoning.own.died_on) return FindingClass::paid_after_death;
    const bool eligible = std::any_of(reckoning.own.units.begin(), reckoning.own.units.end(),
                                      [&](const UnitDue& unit) { return unit.status == table::Status::eligible && is_in(unit.benefit, group.benefits); });
    if (paid && due.is_zero() && !eligible) return FindingClass::not_eligible;
    if (group.payments.empty() && due.sign() > 0) return FindingClass::missed;
    return group.paid < due ? FindingClass::underpaid : FindingClass::overpaid;
}

/// Two payments for the same, where one of them would have been right.
bool Classifier::is_duplicate(const Group& group, const base::Rational& due) const {
    for (const std::size_t one : group.payments)
        for (const std::size_t other : group.payments) {
            const base::Rational amount = book_.amount_of(one);
            if (one == other || amount.sign() <= 0 || book_.amount_of(other).sign() <= 0) continue;
            if (book_.benefits_of(one) != book_.benefits_of(other) || is_back_pay(one) || is_back_pay(other)) continue;
            if (group.paid - amount == due || amount == due) return true;
        }
    return false;
}

/// A difference that takes back an earlier one to the fen: of all months open, or of one of them.
bool Classifier::makes_up(Judged& judged, std::vector<Open>& open) const {
    const auto ours = [&](const Open& one) { return overlap(one.benefits, judged.benefits); };
    const auto close = [&](const auto& which) {
        for (const Open& one : open)
            if (which(one) && (judged.makes_up_for.empty() || judged.makes_up_for.back() != one.month)) judged.makes_up_for.push_back(one.month);
        std::erase_if(open, which);
        std::vector<std::string> months;
        for (const base::Month month : judged.makes_up_for) months.push_back(month.to_string());
        judged.finding.causes.push_back(cause("makes_up", {base::join(months, ", ")}));
        return true;
    };
    base::Rational all;
    for (const Open& one : open)
        if (ours(one)) all += one.difference;
    const base::Rational difference = judged.finding.difference();
    if (!all.is_zero() && (all + difference).is_zero()) return close(ours);
    for (const Open& one : open)
        if (ours(one) && (one.difference + difference).is_zero())
            return close([&, month = one.month](const Open& other) { return ours(other) && other.month == month; });
    return false;
}

void Classifier::give_reasons(const Reckoning& reckoning, const Group& group, table::Finding& finding) const {
    const auto came_back = [&](std::size_t payment) { return book_.paid().payments[payment].kind == "returned"; };
    if (std::any_of(group.payments.begin(), group.payments.end(), came_back)) finding.reasons.push_back(cause("returned"));
    switch (finding.kind) {
        case FindingClass::duplicate: {
            std::string list;
            for (const std::size_t payment : group.payments)
                if (!is_back_pay(payment) && book_.amount_of(payment).sign() > 0) list += (list.empty() ? "" : " + ") + report::shown_money(book_.amount_of(payment)) + " (" + book_.place_of(payment) + ")";
            finding.reasons.push_back(cause("paid_twice", {list}));
            return;
        }
        case FindingClass::unknown_household: {
            const Match& match = book_.match_of(group.payments.front());
            finding.reasons.push_back(match.seen_in ? cause("not_in_month", {match.seen_in->to_string()}) : cause("in_no_month"));
            return;
        }
        case FindingClass::paid_after_death:
            finding.reasons.push_back(cause("died", {reckoning.own.died_on->to_string()}));
            finding.reasons.back().person_id = reckoning.own.died;
            return;
        case FindingClass::not_eligible:
        case FindingClass::undecided: return reasons_of_units(reckoning, group.benefits, finding);
        case FindingClass::missed: finding.reasons.push_back(cause("not_listed")); return;
        case FindingClass::unmatched:
        case FindingClass::underpaid:
        case FindingClass::overpaid:
        case FindingClass::match: return;
    }
}

/// Of what is not claimed yet or held, else of the household's benefits, else of the person whose payment it is.
void Classifier::reasons_of_units(const Reckoning& reckoning, const std::vector<int>& benefits, table::Finding& finding) const {
    const auto waiting = [](const UnitDue& unit) { return unit.status != table::Status::ineligible && unit.status != table::Status::eligible; };
    const auto of_household = [](const UnitDue& unit) { return unit.person_id.empty(); };
    const auto of_person = [&](const UnitDue& unit) { return unit.person_id == finding.person_id; };
    const auto say = [&](const auto& which) {
        for (const UnitDue& unit : reckoning.own.units) {
            if (!is_in(unit.benefit, benefits) || !which(unit)) continue;
            for (const std::string& reason : unit.reasons) {
                if (std::any_of(finding.reasons.begin(), finding.reasons.end(), [&](const table::Cause& one) { return one.code == reason && one.person_id == unit.person_id; })) continue;
                finding.reasons.push_back(reason == "not_decided" && unit.amount == finding.paid ? cause("not_decided_but_due", {report::shown_money(unit.amount)})
                                                                                                  : reason_of(law(unit.benefit), reason));
                finding.reasons.back().code = reason;
                finding.reasons.back().person_id = unit.person_id;
            }
        }
        return !finding.reasons.empty();
    };
    if (say(waiting) || say(of_household)) return;
    say(of_person);
}

std::string Classifier::person_of(const Reckoning& reckoning, const Group& group) const {
    std::set<std::string> due;
    for (const UnitDue& unit : reckoning.own.units)
        if (is_in(unit.benefit, group.benefits) && unit.status == table::Status::eligible && !unit.amount.is_zero()) due.insert(unit.person_id);
    const auto of_person = [&](int benefit) { return law(benefit).to == expr::person_table; };
    const bool persons_only = !group.benefits.empty() && std::all_of(group.benefits.begin(), group.benefits.end(), of_person);
    if (!persons_only) return {};
    if (due.size() == 1) return *due.begin();
    return due.empty() && !group.payments.empty() ? book_.match_of(group.payments.front()).person_id : "";
}

}  // namespace doudi::runs
