// Walks a formula's tree for one row.
// Where names get their values is in values.cpp.
#include "oracle/calendar.hpp"
#include "oracle/reading.hpp"

namespace doudi::oracle {

using expr::Expr;
using expr::ExprKind;
using expr::Op;

namespace {

/// 18 characters, spaces left out: a day of birth in the 7th to 14th, and what 17 digits weigh. 15 digits lack century and check.
bool is_sound_id(const std::string& written) {
    std::string id;
    for (const char c : written)
        if (c != ' ') id += c == 'x' ? 'X' : c;
    const bool old = id.size() == 15;
    if (old) id.insert(6, "19");
    if (id.size() != (old ? 17U : 18U)) return false;
    int weight = 0;
    for (std::size_t i = 0; i < 17; ++i) {
        if (id[i] < '0' || id[i] > '9') return false;
        weight += (id[i] - '0') * ((1 << (17 - i)) % 11);
    }
    if (!read_day(id.substr(6, 4) + "-" + id.substr(10, 2) + "-" + id.substr(12, 2))) return false;
    return old || "10X98765432"[weight % 11] == id.back();
}

Target row_month_of(int table) {
    Target written;
    written.thing = Thing::this_month;
    written.table = table;
    written.kept = Target::Kept::row_month;
    return written;
}

}  // namespace

Value Reading::eval(const Expr& e, At at) {
    switch (e.kind) {
        case ExprKind::number: return Value::of(note(e).number);
        case ExprKind::boolean: return Value::fact(note(e).number != 0);
        case ExprKind::date: return Value::day(to_whole(note(e).number));
        case ExprKind::text: return Value::of_word(e.text);
        case ExprKind::name: {
            const Target& target = note(e).target;
            if (target.kept == Target::Kept::row_month) return Value::of(month_ - month_of_row(target.table, at));
            return target.thing == Thing::nothing ? Value::of_word(e.text) : value(target, at);
        }
        case ExprKind::indexed: return parameter(&e, note(e).target.index, first_day_of(month_), at);
        case ExprKind::bracket: break;
        case ExprKind::member: {
            const Value month = eval(e.args[0], at);
            if (!month.is_known()) return month;
            if (e.text == "start") return Value::day(first_day_of(month.whole));
            if (e.text == "end") return Value::day(last_day_of(month.whole));
            return Value::of(e.text == "year" ? year_of(month.whole) : number_of(month.whole));
        }
        case ExprKind::negate: {
            const Value inner = eval(e.args[0], at);
            return inner.is_known() ? Value::of(-inner.number) : inner;
        }
        case ExprKind::not_: return opposite(eval(e.args[0], at));
        case ExprKind::binary: return eval_binary(e, note(e), at);
        case ExprKind::in_list:
        case ExprKind::in_range: return eval_membership(e, at);
        case ExprKind::convert: {
            const Value inner = eval(e.args[0], at);
            return inner.is_known() ? Value::of(inner.number * note(e).number) : inner;
        }
        case ExprKind::if_:
        case ExprKind::choose: return eval_choice(e, at);
        case ExprKind::call:
            return note(e).target.thing == Thing::parameter ? eval_brackets(e, first_day_of(month_), at) : eval_call(e, at);
        case ExprKind::aggregate: return eval_aggregate(e, at);
    }
    throw NotUnderstood("a formula of no kind");
}

/// when, then, when, then, …, otherwise. The first row that is not false decides, also when it is unknown.
Value Reading::eval_choice(const Expr& e, At at) {
    for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
        if (!e.in_force.empty() && !is_there(e.in_force[i / 2])) continue;
        const Value when = eval(e.args[i], at);
        if (!when.is_known()) return when;
        if (when.holds()) return eval(e.args[i + 1], at);
    }
    return eval(e.args.back(), at);
}

Value Reading::eval_membership(const Expr& e, At at) {
    const Value x = eval(e.args[0], at);
    const auto compared = [&](const Expr& with, auto&& test) {
        const Value other = eval(with, at);
        return x.is_known() && other.is_known() ? Value::fact(test(compare(x, other))) : spread(x, other);
    };
    if (e.kind == ExprKind::in_range)
        return both(compared(e.args[1], [](int c) { return c >= 0; }),
                    compared(e.args[2], [](int c) { return c <= 0; }));
    Value found = Value::fact(false);
    for (std::size_t i = 1; i < e.args.size(); ++i)
        found = either(found, compared(e.args[i], [](int c) { return c == 0; }));
    return found;
}

Value Reading::eval_at(const Expr& e, At at, bool guarded) {
    const Value when = eval(e.args[1], at);
    if (!when.is_known()) return when;
    const long day = when.kind == Kind::month ? first_day_of(when.whole) : when.whole;
    const Expr& figure = e.args[0];
    if (figure.kind == ExprKind::call) return eval_brackets(figure, day, at);
    return parameter(figure.kind == ExprKind::indexed ? &figure : nullptr, note(figure).target.index, day, at, guarded);
}

/// The figure of the row that the number lies in; of marginal rates, each rate on the part of the number in its row.
Value Reading::eval_brackets(const Expr& e, long day, At at) {
    const std::size_t index = note(e).target.index;
    const policy::Brackets& table = *law_.policy.parameters[index].brackets;
    const Value asked = eval(e.args[0], at);
    Number total = 0;
    Value standing = asked;
    const std::string* found = nullptr;
    for (const policy::BracketRow& row : table.rows) {
        const std::optional<Number> from = row.from ? std::optional(read_number(row.from->to_string())) : std::nullopt;
        const std::optional<Number> to = row.to ? std::optional(read_number(row.to->to_string())) : std::nullopt;
        if (!table.marginal && asked.is_known()) {
            const Number& x = asked.number;
            const bool begins = !from || x > *from || (x == *from && table.closed_below);
            const bool ends = to && (x > *to || (x == *to && table.closed_below));
            if (begins && !ends) found = &row.key;
        } else if (table.marginal) {
            const Value rate = parameter(nullptr, index, day, at, false, &row.key);
            if (!rate.is_known()) standing = spread(standing, rate);
            if (!standing.is_known()) continue;
            const Number end = to && asked.number > *to ? *to : asked.number;
            if (end > *from) total += (end - *from) * rate.number;
        }
    }
    if (!standing.is_known()) return standing;
    if (table.marginal) return Value::of(total * note(e).number);
    if (found == nullptr) throw NotStated{law_.parameters[index].full_name};
    return parameter(nullptr, index, day, at, false, found);
}

/// What stands in known(…) or before `default`.
Value Reading::eval_guarded(const Expr& e, At at) {
    if (e.kind == ExprKind::binary && e.op == Op::at) return eval_at(e, at, true);
    const bool named = e.kind == ExprKind::name || e.kind == ExprKind::indexed;
    if (!named || note(e).target.thing != Thing::parameter) return eval(e, at);
    const Expr* indexed = e.kind == ExprKind::indexed ? &e : nullptr;
    return parameter(indexed, note(e).target.index, first_day_of(month_), at, true);
}

Value Reading::eval_binary(const Expr& e, const Note& about, At at) {
    if (e.op == Op::at) return eval_at(e, at, false);
    const Value left = e.op == Op::default_ ? eval_guarded(e.args[0], at) : eval(e.args[0], at);
    if (e.op == Op::and_ && left.fails()) return left;
    if (e.op == Op::or_ && left.holds()) return left;
    if (e.op == Op::default_ && !left.is_missing()) return left;
    const Value right = eval(e.args[1], at);
    if (e.op == Op::and_) return both(left, right);
    if (e.op == Op::or_) return either(left, right);
    if (e.op == Op::default_) return right;
    return eval_arithmetic(e, about, left, right, at);
}

Value Reading::eval_arithmetic(const Expr& e, const Note& about, const Value& left, const Value& right, At at) {
    if (!left.is_known() || !right.is_known()) return spread(left, right);
    if (e.op == Op::divide && right.number == 0) return Value::unknown({"divided_by_zero." + *at.place});
    switch (e.op) {
        case Op::add:
        case Op::subtract: return eval_sum(e, left, right);
        case Op::multiply: return Value::of(left.number * right.number * about.number);
        case Op::divide: return Value::of(left.number / right.number * about.number);
        case Op::equal: return Value::fact(compare(left, right) == 0);
        case Op::not_equal: return Value::fact(compare(left, right) != 0);
        case Op::less: return Value::fact(compare(left, right) < 0);
        case Op::less_equal: return Value::fact(compare(left, right) <= 0);
        case Op::greater: return Value::fact(compare(left, right) > 0);
        case Op::greater_equal: return Value::fact(compare(left, right) >= 0);
        case Op::and_:
        case Op::or_:
        case Op::default_:
        case Op::at: break;
    }
    throw NotUnderstood("no such operator");
}

Value Reading::eval_sum(const Expr& e, const Value& left, const Value& right) {
    const bool minus = e.op == Op::subtract;
    if (left.kind == Kind::number && right.kind == Kind::number)
        return Value::of(minus ? Number(left.number - right.number) : Number(left.number + right.number));
    if (left.kind == right.kind && minus) return Value::of(left.whole - right.whole);  // days, or months
    const Unit unit = note(e.args[1]).shape.unit;
    const long size = to_whole(unit.year != 0 ? Number(right.number * 12) : right.number);
    const long count = minus ? -size : size;
    if (left.kind == Kind::month && unit.day == 0) return Value::month(left.whole + count);
    if (left.kind == Kind::day) return Value::day(unit.day != 0 ? left.whole + count : plus_months(left.whole, count));
    throw NotUnderstood("these do not add up");
}

/// What the state before has of a thing, for the row at hand; nothing for a row that it does not have.
const Value* Reading::kept(const Target& target, At at) const {
    const std::string person = target.table == person_row ? household_.persons[at.person].id : std::string();
    const auto row = before_.rows.find({household_.id, person});
    if (row == before_.rows.end()) return nullptr;
    const auto value = row->second.find(law_.full_name(target));
    return value == row->second.end() ? nullptr : &value->second;
}

Value Reading::eval_previous(const Expr& e, At at) {
    const Value* before = kept(note(e.args[0]).target, at);
    return before != nullptr ? *before : eval(e.args[1], at);
}

/// The month whose run wrote the row; this month for a new one.
long Reading::month_of_row(int table, At at) const {
    const Value* written = kept(row_month_of(table), at);
    return written == nullptr ? month_ : written->whole;
}

Value Reading::sum_before(const Target& target, At at) {
    Target sum = target;
    sum.kept = Target::Kept::sum_of_year;
    const Value* before = kept(sum, at);
    const bool this_year = before != nullptr && year_of(month_of_row(target.table, at)) == year_of(month_);
    return this_year ? *before : Value::of(0);
}

Value Reading::to_keep(const Target& target, At at) {
    if (target.kept == Target::Kept::row_month) return Value::month(month_);
    if (target.kept == Target::Kept::value) return value(target, at);
    Target summed = target;
    summed.kept = Target::Kept::value;
    const Value before = sum_before(summed, at);
    const Value now = value(summed, at);
    return before.is_known() && now.is_known() ? Value::of(before.number + now.number) : spread(before, now);
}

Value Reading::eval_call(const Expr& e, At at) {
    if (e.text == "known") return Value::fact(eval_guarded(e.args[0], at).is_known());
    if (e.text == "previous") return eval_previous(e, at);
    if (e.text == "year_to_date") return sum_before(note(e.args[0]).target, at);
    std::vector<Value> args;
    Value all = Value::fact(true);
    for (const Expr& arg : e.args) {
        args.push_back(eval(arg, at));
        if (!args.back().is_known()) all = spread(all, args.back());
    }
    if (!all.is_known()) return all;
    const Value& first = args[0];
    if (e.text == "round") return Value::of(round_to(first.number, args[1].number, args[2].word));
    if (e.text == "abs") return Value::of(abs(first.number));
    if (e.text == "floor") return Value::of(round_to(first.number, 1, "floor"));
    if (e.text == "ceil") return Value::of(round_to(first.number, 1, "ceil"));
    if (e.text == "month_of") return Value::month(month_of_day(first.whole));
    const bool early = law_.policy.leap_birthday == base::LeapBirthday::february_28;
    if (e.text == "age") return Value::of(age_on(first.whole, args.size() > 1 ? args[1].whole : first_day_of(month_), early));
    if (e.text == "valid_resident_id") return Value::fact(is_sound_id(first.word));
    if (e.text == "starts_with") return Value::fact(first.word.compare(0, args[1].word.size(), args[1].word) == 0);
    if (e.text == "months_between")
        return Value::of(first.kind == Kind::day ? complete_months(first.whole, args[1].whole)
                                                 : args[1].whole - first.whole);
    if (e.text == "clamp") {
        const Value& raised = compare(first, args[1]) < 0 ? args[1] : first;
        return compare(raised, args[2]) > 0 ? args[2] : raised;
    }
    if (e.text != "min" && e.text != "max") throw NotUnderstood("no function " + e.text);
    const Value* best = &args[0];
    for (const Value& arg : args)
        if (e.text == "min" ? compare(arg, *best) < 0 : compare(arg, *best) > 0) best = &arg;
    return *best;
}

/// The rows of a table that belong to the row at hand, or to the one above it that the table hangs on.
std::vector<At> Reading::rows_of(const std::string& plural, At at) const {
    const auto& entities = law_.policy.entities;
    std::vector<At> rows;
    for (std::size_t table = 1; table < entities.size(); ++table) {
        if (entities[table].plural != plural) continue;
        at.table = static_cast<int>(table);
        if (at.table == person_row) {
            for (at.person = 0; at.person < household_.persons.size(); ++at.person) rows.push_back(at);
            return rows;
        }
        const auto all = records(at.table);
        const bool of_household = entities[table].parent == household_row;
        for (at.record = 0; at.record < all.size(); ++at.record)
            if (of_household || household_.persons[at.person].id == all[at.record]->person_id) rows.push_back(at);
    }
    return rows;
}

/// any: or over the rows of (C and X); all: and over the rows of (not C or X).
Value Reading::any_or_all(const Expr& e, const Expr* value, const Expr* where, const std::vector<At>& rows) {
    const bool any = e.text == "any";
    Value result = Value::fact(!any);
    for (const At& row : rows) {
        const Value condition = where != nullptr ? eval(*where, row) : Value::fact(true);
        if (condition.fails()) continue;
        const Value x = value != nullptr ? eval(*value, row) : Value::fact(true);
        result = any ? either(result, both(condition, x)) : both(result, either(opposite(condition), x));
    }
    return result;
}

/// The value of the one row that there is.
Value Reading::only(const Expr& value, const Expr* where, At at, const std::vector<At>& rows) {
    Value standing = Value::fact(true);
    std::vector<At> taken;
    for (const At& row : rows) {
        const Value condition = where != nullptr ? eval(*where, row) : Value::fact(true);
        if (!condition.is_known()) standing = spread(standing, condition);
        if (condition.holds()) taken.push_back(row);
    }
    if (taken.size() > 1) standing = spread(standing, Value::unknown({"several." + *at.place}));
    if (!standing.is_known()) return standing;
    return taken.empty() ? Value::missing() : eval(value, taken.front());
}

Value Reading::eval_aggregate(const Expr& e, At at) {
    const Expr* value = e.has_value ? &e.args.front() : nullptr;
    const Expr* where = e.has_where ? &e.args.back() : nullptr;
    const std::vector<At> rows = rows_of(e.over, at);
    if (e.text == "any" || e.text == "all") return any_or_all(e, value, where, rows);
    if (e.text == "only") return only(*value, where, at, rows);
    Value standing = Value::fact(true);
    std::optional<Value> result;
    if (e.text == "sum" || e.text == "count") result = Value::of(0);
    for (const At& row : rows) {
        const Value condition = where != nullptr ? eval(*where, row) : Value::fact(true);
        if (condition.fails()) continue;
        const Value x = !condition.is_known() ? condition : (value != nullptr ? eval(*value, row) : Value::of(1));
        if (!x.is_known())
            standing = spread(standing, x);
        else if (e.text == "count")
            result->number += 1;
        else if (e.text == "sum")
            result->number += x.number;
        else if (!result || (e.text == "min" ? compare(x, *result) < 0 : compare(x, *result) > 0))
            result = x;
    }
    if (!standing.is_known()) return standing;
    return result ? *result : Value::missing();
}

}  // namespace doudi::oracle
