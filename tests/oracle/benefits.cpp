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
    at.place = &condition.name;
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
    at.place = &benefit.name;
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
    at.place = part.name.empty() ? &benefit.name : &part.name;
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

Entitled Reading::decide(std::size_t index, std::size_t person) {
    const policy::Benefit& benefit = law_.policy.benefits[index];
    const At at{benefit.to, person, &benefit.name};
    Verdict verdict;
    judge_conditions(benefit, at, verdict);
    judge_time(benefit, at, verdict);
    judge_yielding(benefit, at, verdict);

    Entitled result;
    if (!is_there(benefit.in_force)) return result;  // and nobody asks for its row
    result.reasons = verdict.against;
    if (!verdict.against.empty()) {
        result.status = Status::ineligible;
        result.reasons.insert(result.reasons.end(), verdict.causes.begin(), verdict.causes.end());
        return result;
    }
    const Causes open = verdict.causes;
    Value amount = due(index, at, result.parts, verdict.causes);
    const Value outside = benefit.range ? is_outside(*benefit.range, amount, at) : Value::fact(false);
    verdict.causes.insert(outside.causes.begin(), outside.causes.end());
    if (!outside.is_known()) amount = spread(amount, outside);
    if (verdict.doubted || !amount.is_known()) {
        result.status = Status::undecided;
        result.parts.clear();
        result.causes = verdict.doubted ? open : verdict.causes;
        result.reasons.assign(verdict.causes.begin(), verdict.causes.end());
        return result;
    }
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

}  // namespace doudi::oracle
