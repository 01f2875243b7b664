// Who gets a benefit, how much, and the reasons: conditions, time, amount, yielding, in that order.
// What the formulas in them are worth is formulas.cpp's business.
#include <algorithm>

#include "oracle/calendar.hpp"
#include "oracle/reading.hpp"

namespace doudi::oracle {

using policy::ConditionKind;

std::string to_text(Status status) {
    switch (status) {
        case Status::eligible: return "eligible";
        case Status::unclaimed: return "unclaimed";
        case Status::ineligible: return "ineligible";
        case Status::held: return "held";
        case Status::undecided: return "undecided";
    }
    throw NotUnderstood("no such status");
}

struct Reading::Verdict {
    bool awarded = true;
    std::vector<std::string> against;  // why not, in the law's order
    Causes causes;                     // of everything that is not known
    void doubt(const Value& value) {
        causes.insert(value.causes.begin(), value.causes.end());
        doubted = doubted || !value.is_known();
    }
    void take(const Verdict& other) {
        against.insert(against.end(), other.against.begin(), other.against.end());
        causes.insert(other.causes.begin(), other.causes.end());
        doubted = doubted || other.doubted;
    }
    bool doubted = false;
};

/// The verdict is told what a reader is told: a failing condition or `any` by its name, a failing `all` or `none` by its
/// members, those that decide and those that are not known.
Value Reading::eval_condition(const policy::Condition& condition, At at, Verdict& verdict) {
    Value result = Value::fact(condition.kind != ConditionKind::any);
    Verdict members;
    switch (condition.kind) {
        case ConditionKind::when: result = eval(condition.when, at); break;
        case ConditionKind::any:
            for (const policy::Condition& member : condition.members)
                if (is_there(member.in_force)) result = either(result, eval_condition(member, at, members));
            break;
        case ConditionKind::all:
            for (const policy::Condition& member : condition.members)
                if (is_there(member.in_force)) result = both(result, eval_condition(member, at, members));
            break;
        case ConditionKind::none:
            for (const policy::Condition& member : condition.members) {
                if (!is_there(member.in_force)) continue;
                Verdict unused;
                const Value value = eval_condition(member, at, unused);
                if (value.holds()) members.against.push_back(member.name);
                if (!value.is_known()) members.doubt(value);
                result = both(result, opposite(value));
            }
            break;
    }
    if (!result.is_known()) verdict.doubt(result);
    if (!result.fails()) return result;
    if (condition.kind == ConditionKind::when || condition.kind == ConditionKind::any)
        verdict.against.push_back(condition.name);
    else
        verdict.take(members);
    return result;
}

void Reading::judge_conditions(const policy::Benefit& benefit, At at, Verdict& verdict) {
    for (const policy::Condition& condition : benefit.eligible)
        if (is_there(condition.in_force)) eval_condition(condition, at, verdict);
}

/// Outside starts and ends an awarded benefit is not due. Without an award nothing is asked.
void Reading::judge_time(const policy::Benefit& benefit, At at, Verdict& verdict) {
    if (benefit.award) verdict.awarded = eval(*benefit.award, at).is_known();
    if (!verdict.awarded) return;
    const auto month_of_value = [](const Value& value) {
        return value.kind == Kind::day ? month_of_day(value.whole) : value.whole;
    };
    if (benefit.starts) {
        const Value starts = eval(*benefit.starts, at);
        if (!starts.is_known())
            verdict.doubt(starts);
        else if (month_ < month_of_value(starts))
            verdict.against.emplace_back("not_started");
    }
    if (benefit.ends) {
        const Value ends = eval(*benefit.ends, at);
        if (!ends.is_known())
            verdict.doubt(ends);
        else if (month_ > month_of_value(ends))
            verdict.against.emplace_back("ended");
    }
}

/// A household's benefit counts for each counted member.
void Reading::judge_yielding(const policy::Benefit& benefit, At at, Verdict& verdict) {
    const std::vector<policy::Benefit>& benefits = law_.policy.benefits;
    for (const std::string& name : benefit.yields_to_names) {
        const auto found =
            std::find_if(benefits.begin(), benefits.end(), [&](const auto& b) { return b.name == name; });
        if (found == benefits.end()) throw NotUnderstood("no benefit " + name);
        const policy::Benefit& other = *found;
        const auto index = static_cast<std::size_t>(found - benefits.begin());
        if (other.to == person_row && benefit.to == household_row)
            throw NotUnderstood("a household yields to a person's benefit");
        Value has = benefit_field({.thing = Thing::benefit, .index = index, .table = other.to, .of_month = {}},
                                  other.to == person_row ? at.person : 0);
        if (other.to != benefit.to && law_.members) has = both(has, value(*law_.members, at));
        if (!has.is_known())
            verdict.doubt(has);
        else if (has.holds())
            verdict.against.push_back("yields_to." + other.name);
    }
}

Value Reading::rounded(const Value& value, const std::optional<policy::Rounding>& rounding, At at) {
    if (!rounding || !value.is_known()) return value;
    const Value step = eval(rounding->to, at);
    if (!step.is_known()) return step;
    if (!rounding->mode_name)
        return Value::of(round_to(value.number, step.number, base::to_string(rounding->mode.value())));
    const Value mode = eval(*rounding->mode_name, at);
    return mode.is_known() ? Value::of(round_to(value.number, step.number, mode.word)) : mode;
}

Value Reading::part_of_row(const policy::Part& part, At at) {
    if (part.when) {
        const Value when = eval(*part.when, at);
        if (!when.is_known()) return when;
        if (when.fails()) return Value::of(0);
    }
    return rounded(eval(part.formula, at), part.round, at);
}

Value Reading::part_due(const policy::Benefit& benefit, const policy::Part& part, At at) {
    at.place = part.name.empty() ? &benefit.name : &law_.part_names.at(&part);
    if (!part.of_person || benefit.to == person_row) return part_of_row(part, at);
    Value total = Value::of(0);
    at.table = person_row;
    for (at.person = 0; at.person < household_.persons.size(); ++at.person) {
        const Value share = part_of_row(part, at);
        total = total.is_known() && share.is_known() ? Value::of(total.number + share.number) : spread(total, share);
    }
    return total;
}

Value Reading::due(std::size_t index, At at, std::vector<Number>& parts, Causes& causes) {
    const policy::Benefit& benefit = law_.policy.benefits[index];
    Value total = Value::of(0);
    for (const policy::Part& part : benefit.parts) {
        Value share = is_there(part.in_force) ? part_due(benefit, part, at) : Value::of(0);
        if (share.is_missing() && benefit.range) share = Value::unknown({"unknown." + part.formula.text});
        parts.push_back(share.number);
        total = total.is_known() && share.is_known() ? Value::of(total.number + share.number) : spread(total, share);
    }
    total = rounded(total, benefit.total_round, at);
    causes.insert(total.causes.begin(), total.causes.end());
    const std::optional<Number>& minimum = law_.minimums[index];
    if (total.is_known() && minimum && total.number > 0 && total.number < *minimum) total.number = *minimum;
    return total;
}

const Entitled& Reading::entitled(std::size_t benefit, std::size_t person) {
    std::optional<Entitled>& slot = benefits_[benefit].at(person);
    if (!slot) slot = decide(benefit, person);
    return *slot;
}

bool Reading::is_there(const expr::InForce& in_force) const {
    const long day = first_day_of(month_);
    return (!in_force.from || in_force.from->days <= day) && (!in_force.to || day <= in_force.to->days);
}

/// Outside of either bound is outside, also while the other is not known.
Value Reading::is_outside(const policy::Range& range, const Value& amount, At at) {
    const Value from = eval(range.from, at);
    const Value to = eval(range.to, at);
    const auto both_known = [&](const Value& limit) { return amount.is_known() && limit.is_known(); };
    const Value below = both_known(from) ? Value::fact(compare(amount, from) < 0) : spread(amount, from);
    const Value above = both_known(to) ? Value::fact(compare(amount, to) > 0) : spread(amount, to);
    return either(below, above);
}

/// What a benefit comes to before others of its kind are looked at.
struct Reading::Alone {
    Verdict verdict;
    Value amount;
    Value outside = Value::fact(false);
    std::vector<Number> parts;
    Causes causes;  // of the verdict, the amount and its bounds
};

Reading::Alone Reading::alone(std::size_t index, std::size_t person) {
    const policy::Benefit& benefit = law_.policy.benefits[index];
    const At at{benefit.to, person, &benefit.name};
    Alone result;
    judge_conditions(benefit, at, result.verdict);
    judge_time(benefit, at, result.verdict);
    judge_yielding(benefit, at, result.verdict);
    result.causes = result.verdict.causes;
    if (!result.verdict.against.empty()) return result;  // nobody asks how much it would be
    result.amount = due(index, at, result.parts, result.causes);
    if (benefit.range) result.outside = is_outside(*benefit.range, result.amount, at);
    result.causes.insert(result.outside.causes.begin(), result.outside.causes.end());
    return result;
}

/// Whether another of the same `best_of` is drawn and larger; of equal ones the first in the policy wins.
Value Reading::is_beaten(std::size_t index, std::size_t person, const Value& amount) {
    const std::vector<policy::Benefit>& benefits = law_.policy.benefits;
    Value beaten = Value::fact(false);
    for (std::size_t other = 0; other < benefits.size(); ++other) {
        if (other == index || benefits[other].best_of != benefits[index].best_of || !is_there(benefits[other].in_force)) continue;
        const Alone rival = alone(other, person);
        if (!rival.verdict.against.empty() || !rival.verdict.awarded) continue;
        Value drawn = Value::fact(true);
        if (rival.verdict.doubted) drawn = Value::unknown(rival.verdict.causes);
        if (!rival.amount.is_known()) drawn = both(drawn, rival.amount.is_missing() ? rival.amount : Value::unknown(rival.amount.causes));
        if (!rival.outside.is_known()) drawn = both(drawn, rival.outside);
        Value larger = spread(rival.amount, amount);
        if (rival.amount.is_known() && amount.is_known())
            larger = Value::fact(other < index ? rival.amount.number >= amount.number : rival.amount.number > amount.number);
        beaten = either(beaten, both(drawn, larger));
    }
    return beaten;
}

Entitled Reading::decide(std::size_t index, std::size_t person) {
    const policy::Benefit& benefit = law_.policy.benefits[index];
    Entitled result;
    if (!is_there(benefit.in_force)) return result;  // and nobody asks for its row
    Alone own = alone(index, person);
    Verdict& verdict = own.verdict;
    const Causes without_rivals = verdict.causes;
    if (!benefit.best_of.empty() && verdict.against.empty()) {
        const Value beaten = is_beaten(index, person, own.amount);
        if (beaten.is_known() && beaten.holds()) verdict.against.push_back("best_of." + benefit.best_of);
        if (!beaten.is_known()) verdict.doubt(beaten);
        own.causes.insert(beaten.causes.begin(), beaten.causes.end());
    }
    result.reasons = verdict.against;
    if (!verdict.against.empty()) {
        result.status = Status::ineligible;
        result.reasons.insert(result.reasons.end(), without_rivals.begin(), without_rivals.end());
        return result;
    }
    const Value& outside = own.outside;
    Value amount = own.amount;
    if (!outside.is_known()) amount = spread(amount, outside);
    if (verdict.doubted || !amount.is_known()) {
        result.status = Status::undecided;
        result.causes = verdict.doubted ? verdict.causes : own.causes;
        result.reasons.assign(own.causes.begin(), own.causes.end());
        return result;
    }
    result.parts = std::move(own.parts);
    result.amount = amount.number;
    if (!verdict.awarded) {
        result.status = Status::unclaimed;
        result.reasons = {"not_decided"};
    } else if (amount.number < 0) {
        result.status = Status::held;
        result.reasons = {"negative_amount"};
    } else if (outside.holds()) {
        result.status = Status::held;
        result.reasons = {"outside_range"};
    } else {
        result.status = Status::eligible;
    }
    return result;
}

/// Names of the checks that fail, or of which nobody can tell; with `certain` those alone that fail.
std::set<std::string> Reading::failing(policy::CheckSeverity severity, bool certain, std::optional<std::size_t> benefit) {
    std::set<std::string> names;
    for (const policy::Check& check : law_.policy.checks) {
        if (check.severity != severity || !check.when || !is_there(check.in_force)) continue;
        const std::vector<std::string>& held = check.hold_names;
        const bool covers = !benefit || held.empty() || std::find(held.begin(), held.end(), law_.policy.benefits[*benefit].name) != held.end();
        for (const At& at : all_rows(check.of)) {
            const Value value = eval(*check.when, {at.table, at.person, &check.name, at.record});
            if (covers && (value.fails() || (!certain && !value.is_known()))) names.insert(check.name);
        }
    }
    return names;
}

std::vector<At> Reading::all_rows(int table) const {
    if (table == household_row) return {At{}};
    const auto up = law_.policy.entities[static_cast<std::size_t>(table)].parent;
    std::vector<At> rows;
    for (const At& parent : all_rows(up)) {
        const std::vector<At> some = rows_of(law_.policy.plural_of(table), parent);
        rows.insert(rows.end(), some.begin(), some.end());
    }
    return rows;
}

std::set<std::string> Reading::holds_on(std::size_t benefit) {
    std::set<std::string> names = failing(policy::CheckSeverity::hold, false, benefit);
    names.merge(failing(policy::CheckSeverity::quarantine, true, std::nullopt));
    return names;
}

bool Reading::is_set_aside() { return !failing(policy::CheckSeverity::quarantine, true, std::nullopt).empty(); }

}  // namespace doudi::oracle
