// Formulas back as text, with as few brackets as they need.

#include <algorithm>

#include "doudi/base/calendar.hpp"
#include "doudi/expr/expression.hpp"

namespace doudi::expr {

std::string_view to_string(Op op) {
    switch (op) {
        case Op::add: return "+";
        case Op::subtract: return "-";
        case Op::multiply: return "*";
        case Op::divide: return "/";
        case Op::and_: return "and";
        case Op::or_: return "or";
        case Op::equal: return "=";
        case Op::not_equal: return "!=";
        case Op::less: return "<";
        case Op::less_equal: return "<=";
        case Op::greater: return ">";
        case Op::greater_equal: return ">=";
        case Op::default_: return "default";
        case Op::at: return "at";
    }
    return {};
}

namespace {

/// How tightly a piece binds: 0 loosest (if), 10 tightest (a name).
int tightness(const Expr& e) {
    switch (e.kind) {
        case ExprKind::if_:
        case ExprKind::choose: return 0;
        case ExprKind::not_: return 3;
        case ExprKind::in_list:
        case ExprKind::in_range: return 4;
        case ExprKind::convert: return 7;
        case ExprKind::negate: return 8;
        case ExprKind::binary: break;
        case ExprKind::number:
        case ExprKind::boolean:
        case ExprKind::text:
        case ExprKind::date:
        case ExprKind::name:
        case ExprKind::indexed:
        case ExprKind::bracket:
        case ExprKind::member:
        case ExprKind::call:
        case ExprKind::aggregate: return 10;
    }
    switch (e.op) {
        case Op::or_: return 1;
        case Op::and_: return 2;
        case Op::equal:
        case Op::not_equal:
        case Op::less:
        case Op::less_equal:
        case Op::greater:
        case Op::greater_equal: return 4;
        case Op::default_: return 5;
        case Op::add:
        case Op::subtract: return 6;
        case Op::multiply:
        case Op::divide: return 7;
        case Op::at: return 9;
    }
    return 10;
}

std::string quoted(const std::string& text) {
    const char quote = text.find('"') == std::string::npos ? '"' : '\'';
    return quote + text + quote;
}

std::string wrapped(const Expr& e, int least) { return tightness(e) < least ? "(" + print(e) + ")" : print(e); }

std::string list(const std::vector<Expr>& items, std::size_t from) {
    std::string text;
    for (std::size_t i = from; i < items.size(); ++i) text += (i > from ? ", " : "") + print(items[i]);
    return text;
}

std::string print_number(const Expr& e) {
    const base::Rational shown = e.text == "%" ? e.number * 100 : e.number;
    if (e.text == "%") return shown.to_string() + "%";
    if (e.text.empty()) return shown.to_string();
    return shown.to_string() + " " + e.text + (shown == 1 ? "" : "s");
}

std::string print_aggregate(const Expr& e) {
    std::string text = e.text + "(";
    if (e.has_value) text += print(e.args.front()) + " of ";
    text += e.over;
    if (e.has_where) text += " where " + print(e.args.back());
    return text + ")";
}

std::string print_choose(const Expr& e) {
    std::string text = "choose(";
    for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) text += "when " + print(e.args[i]) + " then " + print(e.args[i + 1]) + ", ";
    return text + "otherwise " + print(e.args.back()) + ")";
}

std::string print_indexed(const Expr& e) {
    std::string text = e.text + "(";
    for (std::size_t i = 0; i < e.labels.size(); ++i) text += (i > 0 ? ", " : "") + e.labels[i] + " = " + print(e.args[i]);
    return text + ")";
}

}  // namespace

std::string print(const Expr& e) {
    const int own = tightness(e);
    switch (e.kind) {
        case ExprKind::number: return print_number(e);
        case ExprKind::boolean: return e.number.is_zero() ? "false" : "true";
        case ExprKind::text: return quoted(e.text);
        case ExprKind::date: return base::Date{static_cast<std::int32_t>(e.number.to_int64().value_or(0))}.to_string();
        case ExprKind::name: return e.text;
        case ExprKind::indexed: return print_indexed(e);
        case ExprKind::bracket: return e.text + "(" + print(e.args[0]) + ")";
        case ExprKind::member: return wrapped(e.args[0], 10) + "." + e.text;
        case ExprKind::negate: return "-" + wrapped(e.args[0], own);
        case ExprKind::not_: return "not " + wrapped(e.args[0], own);
        case ExprKind::binary: {
            const bool comparison = own == 4 || own == 5;  // they do not chain: both sides bind tighter
            return wrapped(e.args[0], comparison ? own + 1 : own) + " " + std::string(to_string(e.op)) + " " + wrapped(e.args[1], own + 1);
        }
        case ExprKind::in_list: return wrapped(e.args[0], 5) + " in (" + list(e.args, 1) + ")";
        case ExprKind::in_range: return wrapped(e.args[0], 5) + " in " + wrapped(e.args[1], 6) + ".." + wrapped(e.args[2], 6);
        case ExprKind::convert: return wrapped(e.args[0], own) + " as " + e.text;
        case ExprKind::if_: return "if " + wrapped(e.args[0], 1) + " then " + wrapped(e.args[1], 1) + " else " + wrapped(e.args[2], 1);
        case ExprKind::choose: return print_choose(e);
        case ExprKind::call: return e.text + "(" + list(e.args, 0) + ")";
        case ExprKind::aggregate: return print_aggregate(e);
    }
    return {};
}

}  // namespace doudi::expr
