// Gives each part of a formula its meaning, type, unit and row, and refuses what does not fit.
// Operators stand here, names in check_names.cpp, functions in check_functions.cpp.

#include "checker.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::expr {

namespace {
constexpr int max_unit_power = 6;  // money times money has no meaning; a slip is found before it piles up
}

bool Checker::check(Expr& e, const Type* expected) {
    switch (e.kind) {
        case ExprKind::number:
            e.type = Type::number(parse_unit(e.text.empty() || e.text == "%" ? "1" : e.text)->unit);
            e.type.bare = e.text.empty();
            return true;
        case ExprKind::boolean: e.type = Type::boolean(); return true;
        case ExprKind::date: e.type = Type::date(); return true;
        case ExprKind::text: return text_literal(e, expected);
        case ExprKind::name: return name(e, expected);
        case ExprKind::indexed: return indexed(e);
        case ExprKind::bracket: return false;  // a call becomes one here, and is checked once
        case ExprKind::member: return member(e);
        case ExprKind::negate: return operand(e.args[0], ValueKind::number) && same_type(e);
        case ExprKind::not_: return operand(e.args[0], ValueKind::boolean) && same_type(e);
        case ExprKind::binary: return binary(e);
        case ExprKind::in_list: return in_list(e);
        case ExprKind::in_range: return in_range(e);
        case ExprKind::convert: return convert(e);
        case ExprKind::if_:
        case ExprKind::choose: return decision(e, expected);
        case ExprKind::call: return call(e);
        case ExprKind::aggregate: return aggregate(e);
    }
    return false;
}

bool Checker::fail(std::string code, const Expr& at, std::vector<std::string> args) {
    diagnostics_.error(std::move(code), at.span, std::move(args));
    return false;
}

bool Checker::same_type(Expr& e) {
    e.type = e.args[0].type;
    e.table = e.args[0].table;
    return true;
}

bool Checker::operand(Expr& e, const Type* expected) {
    if (!check(e, expected)) return false;
    if (e.type.optional) return fail("unguarded-optional", e, {print(e)});
    return true;
}

bool Checker::operand(Expr& e, ValueKind kind) {
    if (!value(e)) return false;
    Type wanted;
    wanted.kind = kind;
    if (e.type.kind != kind) return fail("wrong-type", e, {wanted.to_string(), e.type.to_string()});
    return true;
}

bool Checker::join_table(Expr& e, TableId other) {
    for (TableId up = other; up != no_table; up = scope_.parent(up))
        if (up == e.table || e.table == no_table) {
            e.table = other;
            return true;
        }
    for (TableId up = e.table; up != no_table; up = scope_.parent(up))
        if (up == other) return true;
    return other == no_table || fail("unrelated-rows", e, {scope_.table_name(e.table), scope_.table_name(other)});
}

/// Makes two sides agree: a bare literal takes the other's unit, codes must share their values.
bool Checker::agree(const Expr& where, Type& left, Type& right) {
    if (left.kind != right.kind) return fail("types-differ", where, {left.to_string(), right.to_string()});
    if (left.kind == ValueKind::number) {
        if (left.bare && !right.bare) left = right;
        if (right.bare && !left.bare) right = left;
        if (!(left.unit == right.unit)) return fail("units-differ", where, {left.to_string(), right.to_string()});
    }
    if (left.kind == ValueKind::code && left.codes && right.codes && *left.codes != *right.codes)
        return fail("codes-differ", where, {base::join(*left.codes, ", "), base::join(*right.codes, ", ")});
    return true;
}

// --- operators ---

bool Checker::binary(Expr& e) {
    switch (e.op) {
        case Op::and_:
        case Op::or_: return logical(e);
        case Op::add:
        case Op::subtract: return additive(e);
        case Op::multiply:
        case Op::divide: return multiplicative(e);
        case Op::equal:
        case Op::not_equal:
        case Op::less:
        case Op::less_equal:
        case Op::greater:
        case Op::greater_equal: return comparison(e);
        case Op::default_: return fallback(e);
        case Op::at: return at_time(e);
    }
    return false;
}

bool Checker::logical(Expr& e) {
    bool good = operand(e.args[0], ValueKind::boolean);
    const auto before = known_;
    if (good) learn(e.args[0], e.op == Op::and_);
    good = operand(e.args[1], ValueKind::boolean) && good;
    known_ = before;
    if (!good) return false;
    e.type = Type::boolean();
    return join_table(e, e.args[0].table) && join_table(e, e.args[1].table);
}

bool Checker::additive(Expr& e) {
    const bool left_good = value(e.args[0]);
    if (!value(e.args[1]) || !left_good) return false;
    Type& left = e.args[0].type;
    Type& right = e.args[1].type;
    const bool time_left = left.kind == ValueKind::month || left.kind == ValueKind::date;
    if (time_left && right.kind == left.kind && e.op == Op::subtract) {
        e.type = Type::number(parse_unit(left.kind == ValueKind::month ? "month" : "day")->unit);
    } else if (time_left && right.kind == ValueKind::number) {
        const bool months = right.unit == parse_unit("month")->unit;
        const bool days = right.unit == parse_unit("day")->unit && left.kind == ValueKind::date;
        if (!months && !days) return fail("span-wants-unit", e.args[1], {left.to_string(), print(e.args[1])});
        e.type = left;
    } else if (left.kind == ValueKind::number && right.kind == ValueKind::number) {
        if (!agree(e, left, right)) return false;
        e.type = left;
    } else {
        return fail("no-arithmetic", e, {std::string(to_string(e.op)), left.to_string(), right.to_string()});
    }
    return join_table(e, e.args[0].table) && join_table(e, e.args[1].table);
}

bool Checker::multiplicative(Expr& e) {
    const bool left_good = operand(e.args[0], ValueKind::number);
    if (!operand(e.args[1], ValueKind::number) || !left_good) return false;
    if (e.op == Op::divide && e.args[1].kind == ExprKind::number && e.args[1].number.is_zero()) return fail("division-by-zero", e.args[1]);
    const auto product = e.op == Op::multiply ? multiply(e.args[0].type.unit, e.args[1].type.unit) : divide(e.args[0].type.unit, e.args[1].type.unit);
    for (const int power : {product.unit.cny, product.unit.month, product.unit.year, product.unit.day})
        if (power < -max_unit_power || power > max_unit_power) return fail("unit-power", e, {product.unit.to_string()});
    e.type = Type::number(product.unit);
    e.factor = product.factor;
    return join_table(e, e.args[0].table) && join_table(e, e.args[1].table);
}

/// Checks two sides of which one may be a bare code word: the other is read first.
bool Checker::two_sides(Expr& left, Expr& right) {
    const bool left_is_word = left.kind == ExprKind::text || (left.kind == ExprKind::name && scope_.find(left.text, table_).empty() &&
                                                              left.text != "month" && left.text.find('.') == std::string::npos);
    Expr& first = left_is_word ? right : left;
    Expr& second = left_is_word ? left : right;
    if (!value(first)) return false;
    return operand(second, &first.type);
}

bool Checker::comparison(Expr& e) {
    if (!two_sides(e.args[0], e.args[1]) || !agree(e, e.args[0].type, e.args[1].type)) return false;
    const ValueKind kind = e.args[0].type.kind;
    const bool ordered = kind == ValueKind::number || kind == ValueKind::date || kind == ValueKind::month;
    if (!ordered && e.op != Op::equal && e.op != Op::not_equal) return fail("no-order", e, {e.args[0].type.to_string()});
    e.type = Type::boolean();
    return join_table(e, e.args[0].table) && join_table(e, e.args[1].table);
}

bool Checker::in_list(Expr& e) {
    if (!value(e.args[0])) return false;
    bool good = true;
    for (std::size_t i = 1; i < e.args.size(); ++i)
        good = operand(e.args[i], &e.args[0].type) && agree(e.args[i], e.args[0].type, e.args[i].type) && join_table(e, e.args[i].table) && good;
    e.type = Type::boolean();
    return good && join_table(e, e.args[0].table);
}

bool Checker::in_range(Expr& e) {
    if (!in_list(e)) return false;
    const ValueKind kind = e.args[0].type.kind;
    if (kind == ValueKind::number || kind == ValueKind::date || kind == ValueKind::month) return true;
    return fail("no-order", e, {e.args[0].type.to_string()});
}

bool Checker::convert(Expr& e) {
    if (!operand(e.args[0], ValueKind::number)) return false;
    const Unit wanted = parse_unit(e.text)->unit;
    const auto factor = conversion(e.args[0].type.unit, wanted);
    if (!factor) return fail("cannot-convert", e, {e.args[0].type.to_string(), e.text});
    e.factor = *factor;
    e.type = Type::number(wanted);
    e.table = e.args[0].table;
    return true;
}

bool Checker::fallback(Expr& e) {
    if (!check(e.args[0], nullptr) || !operand(e.args[1], &e.args[0].type) || !agree(e, e.args[0].type, e.args[1].type)) return false;
    e.type = e.args[0].type;
    e.type.optional = false;
    return join_table(e, e.args[0].table) && join_table(e, e.args[1].table);
}

bool Checker::at_time(Expr& e) {
    at_follows_ = e.args[0].kind == ExprKind::name || e.args[0].kind == ExprKind::indexed || e.args[0].kind == ExprKind::call;
    if (!check(e.args[0], nullptr) || !value(e.args[1])) return false;
    if (e.args[0].meaning.kind != MeaningKind::parameter) return fail("at-wants-parameter", e.args[0], {print(e.args[0])});
    const ValueKind kind = e.args[1].type.kind;
    if (kind != ValueKind::month && kind != ValueKind::date) return fail("wrong-type", e.args[1], {"month", e.args[1].type.to_string()});
    e.type = e.args[0].type;
    return join_table(e, e.args[0].table) && join_table(e, e.args[1].table);
}

/// if and choose: conditions guard what stands behind them; all results agree.
bool Checker::decision(Expr& e, const Type* expected) {
    const auto before = known_;
    bool good = true;
    std::optional<Type> result;
    bool optional = false;
    for (std::size_t i = 0; i < e.args.size(); ++i) {
        const bool is_condition = i % 2 == 0 && i + 1 < e.args.size();
        if (is_condition) {
            good = operand(e.args[i], ValueKind::boolean) && good;
        } else {
            const auto outside = known_;
            if (i > 0 && i % 2 == 1) learn(e.args[i - 1], true);
            const bool fine = check(e.args[i], expected != nullptr ? expected : result ? &*result : nullptr) &&
                              (!result || agree(e.args[i], *result, e.args[i].type));
            known_ = outside;
            if (fine && (!result || result->bare)) result = e.args[i].type;
            optional = optional || (fine && e.args[i].type.optional);
            good = fine && good;
            if (i % 2 == 1) learn(e.args[i - 1], false);
        }
        good = good && join_table(e, e.args[i].table);
    }
    known_ = before;
    if (!good) return false;
    e.type = *result;
    e.type.optional = optional;
    return true;
}

/// What is known to have a value when `condition` turned out as `outcome`.
void Checker::learn(const Expr& condition, bool outcome) {
    if (condition.kind == ExprKind::not_) return learn(condition.args[0], !outcome);
    if (condition.kind == ExprKind::call && condition.text == "known" && outcome) known_.insert(condition.args[0].meaning);
    if (condition.kind == ExprKind::binary && condition.op == (outcome ? Op::and_ : Op::or_)) {
        learn(condition.args[0], outcome);
        learn(condition.args[1], outcome);
    }
}

// --- entry points ---

bool check_expression(Expr& expression, Scope& scope, TableId table, const Type* expected, base::Diagnostics& diagnostics, std::set<Meaning> known) {
    Checker checker(scope, table, diagnostics, std::move(known));
    if (!checker.check(expression, expected)) return false;
    if (expected == nullptr) return true;
    Type wanted = *expected;
    Type got = expression.type;
    if (got.kind != wanted.kind) {
        diagnostics.error("wrong-type", expression.span, {wanted.to_string(), got.to_string()});
        return false;
    }
    if (!checker.agree(expression, got, wanted)) return false;
    got.optional = expression.type.optional;
    expression.type = got;
    if (expression.type.optional && !expected->optional) {
        diagnostics.error("unguarded-optional", expression.span, {print(expression)});
        return false;
    }
    return true;
}

bool check_previous(const Expr& expression, Scope& scope, base::Diagnostics& diagnostics) {
    bool good = true;
    if (expression.kind == ExprKind::call && expression.text == "previous") {
        const auto type = scope.type_of(expression.args[0].meaning, true);
        if (!type) return false;
        if (type->optional && !expression.type.optional) {
            diagnostics.error("unguarded-optional", expression.span, {print(expression)});
            good = false;
        }
        if (type->kind != expression.type.kind || !(type->unit == expression.type.unit)) {
            diagnostics.error("previous-differs", expression.span, {print(expression.args[0]), type->to_string(), expression.type.to_string()});
            good = false;
        }
    }
    for (const Expr& arg : expression.args) good = check_previous(arg, scope, diagnostics) && good;
    return good;
}

void collect_reads(const Expr& expression, std::set<Meaning>& now, std::set<Meaning>& before) {
    if (expression.kind == ExprKind::call && expression.text == "previous") {
        before.insert(expression.args[0].meaning);
        return collect_reads(expression.args[1], now, before);
    }
    if (expression.kind == ExprKind::call && expression.text == "year_to_date") {
        Meaning summed = expression.args[0].meaning;
        summed.memory = Memory::year_to_date;
        before.insert(summed);
        before.insert({.kind = MeaningKind::month, .id = expression.table, .memory = Memory::row_month});
        return;
    }
    if (expression.kind == ExprKind::name && expression.meaning.memory == Memory::since) {
        before.insert({.kind = MeaningKind::month, .id = expression.table, .memory = Memory::row_month});
        return;
    }
    if (expression.kind == ExprKind::name || expression.kind == ExprKind::indexed || expression.kind == ExprKind::bracket) now.insert(expression.meaning);
    for (const Expr& arg : expression.args) collect_reads(arg, now, before);
}

}  // namespace doudi::expr
