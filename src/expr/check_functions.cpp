// Functions and aggregates: their arguments, types and rows.

#include <algorithm>
#include <array>
#include <utility>

#include "checker.hpp"
#include "doudi/base/text.hpp"

namespace doudi::expr {

namespace {
const std::vector<std::string> function_names = {"known", "previous", "year_to_date", "round", "min",   "max",  "clamp",          "abs",      "floor",
                                                 "ceil",  "sum",      "count", "any",   "all",  "only", "months_between", "month_of", "starts_with", "age", "valid_resident_id"};
}

bool Checker::call(Expr& e) {
    const bool at_follows = std::exchange(at_follows_, false);  // of the table itself, not of what is in its brackets
    using Check = bool (Checker::*)(Expr&);
    static const std::array<std::pair<std::string_view, Check>, 15> functions = {{{"known", &Checker::call_known},
                                                                                   {"previous", &Checker::call_previous},
                                                                                   {"year_to_date", &Checker::call_year_to_date},
                                                                                   {"round", &Checker::call_round},
                                                                                   {"min", &Checker::call_extreme},
                                                                                   {"max", &Checker::call_extreme},
                                                                                   {"clamp", &Checker::call_extreme},
                                                                                   {"abs", &Checker::call_number},
                                                                                   {"floor", &Checker::call_number},
                                                                                   {"ceil", &Checker::call_number},
                                                                                   {"age", &Checker::call_age},
                                                                                   {"months_between", &Checker::call_months_between},
                                                                                   {"month_of", &Checker::call_month_of},
                                                                                   {"starts_with", &Checker::call_starts_with},
                                                                                   {"valid_resident_id", &Checker::call_valid_resident_id}}};
    for (const auto& [word, check] : functions)
        if (word == e.text) return (this->*check)(e);
    const auto found = scope_.find(e.text, table_);
    at_follows_ = at_follows;
    if (found.size() == 1 && found.front().brackets) return arguments(e, 1, 1) && bracket(e, found.front());
    at_follows_ = false;
    return unknown_function(e);
}

bool Checker::unknown_function(const Expr& e) {
    auto& error = diagnostics_.error("unknown-function", e.span, {e.text});
    if (const auto near = base::nearest(e.text, function_names)) error.with_help("help-did-you-mean", {*near});
    return false;
}

bool Checker::arguments(Expr& e, std::size_t least, std::size_t most) {
    if (e.args.size() >= least && e.args.size() <= most) return true;
    const std::string wanted = least == most ? std::to_string(least) : std::to_string(least) + ".." + std::to_string(most);
    return fail("wrong-arguments", e, {e.text, wanted, std::to_string(e.args.size())});
}

/// The arguments from `from` on agree in type; the result has it.
bool Checker::agreeing(Expr& e, std::size_t from) {
    for (std::size_t i = from; i < e.args.size(); ++i) {
        if (!value(e.args[i])) return false;
        if (i == from) {
            e.type = e.args[i].type;
        } else {
            if (!agree(e.args[i], e.type, e.args[i].type)) return false;
        }
        if (!join_table(e, e.args[i].table)) return false;
    }
    return true;
}

bool Checker::call_known(Expr& e) {
    if (!arguments(e, 1, 1) || !check(e.args[0], nullptr)) return false;
    if (e.args[0].kind != ExprKind::name && e.args[0].kind != ExprKind::indexed) return fail("known-wants-name", e.args[0], {print(e.args[0])});
    e.type = Type::boolean();
    e.table = e.args[0].table;
    return true;
}

/// Finds what a state keeps: a variable or a benefit's field of a household or person, an input too where that is allowed.
bool Checker::remembered(Expr& what, bool inputs_too) {
    const auto found = what.kind == ExprKind::name ? scope_.find(what.text, table_) : std::vector<Found>{};
    if (found.empty()) return what.kind == ExprKind::name ? unknown_name(what, nullptr) : fail("previous-wants-name", what, {print(what)});
    if (found.size() > 1) return fail("ambiguous-name", what, {what.text});
    what.meaning = found.front().meaning;
    what.table = found.front().table;
    const MeaningKind kind = what.meaning.kind;
    if (kind != MeaningKind::variable && kind != MeaningKind::benefit && !(inputs_too && kind == MeaningKind::input))
        return fail("previous-wants-name", what, {print(what)});
    return what.table <= person_table || fail("previous-of-rows", what, {what.text, scope_.table_name(what.table)});
}

bool Checker::call_previous(Expr& e) {
    if (!arguments(e, 2, 2)) return false;
    Expr& what = e.args[0];
    if (!remembered(what, false)) return false;
    const auto type = scope_.type_of(what.meaning, false);  // perhaps not known yet: then the initial value tells
    if (!operand(e.args[1], type ? &*type : nullptr)) return false;
    e.type = e.args[1].type;
    if (type) {
        Type both = *type;
        if (!agree(e, both, e.args[1].type)) return false;
        e.type = both;
        e.type.optional = type->optional;  // last month's value may be missing: `previous(x, 0) default 0`
    }
    e.type.bare = false;
    what.type = e.type;
    e.table = what.table;
    return join_table(e, e.args[1].table);
}

/// The sum over the earlier months of the calendar year.
bool Checker::call_year_to_date(Expr& e) {
    if (!arguments(e, 1, 1)) return false;
    Expr& what = e.args[0];
    if (!remembered(what, true)) return false;
    const auto type = scope_.type_of(what.meaning, false);
    if (!type) return fail("year-to-date-unit", what, {what.text});
    if (type->kind != ValueKind::number) return fail("wrong-type", what, {"number", type->to_string()});
    if (type->optional) return fail("unguarded-optional", what, {print(what)});
    what.type = e.type = *type;
    e.type.bare = false;
    e.table = what.table;
    return true;
}

bool Checker::call_round(Expr& e) {
    if (!arguments(e, 3, 3) || !operand(e.args[0], ValueKind::number) || !operand(e.args[1], ValueKind::number)) return false;
    if (!agree(e, e.args[0].type, e.args[1].type)) return false;
    if (e.args[1].kind == ExprKind::number && e.args[1].number.sign() <= 0) return fail("bad-rounding-step", e.args[1], {print(e.args[1])});
    if (e.args[2].kind != ExprKind::name || !base::rounding_mode_of(e.args[2].text)) return fail("unknown-rounding-mode", e.args[2], {print(e.args[2])});
    e.args[2].kind = ExprKind::text;
    e.type = e.args[0].type;
    return join_table(e, e.args[0].table) && join_table(e, e.args[1].table);
}

/// min, max of two or more; clamp(x, low, high).
bool Checker::call_extreme(Expr& e) {
    const bool clamp = e.text == "clamp";
    if (!arguments(e, clamp ? 3 : 2, clamp ? 3 : 20) || !agreeing(e, 0)) return false;
    const bool ordered = e.type.kind == ValueKind::number || e.type.kind == ValueKind::date || e.type.kind == ValueKind::month;
    return ordered || fail("no-order", e, {e.type.to_string()});
}

bool Checker::call_number(Expr& e) { return arguments(e, 1, 1) && operand(e.args[0], ValueKind::number) && same_type(e); }

bool Checker::call_age(Expr& e) {
    if (!arguments(e, 1, 2)) return false;
    for (Expr& arg : e.args)
        if (!operand(arg, ValueKind::date) || !join_table(e, arg.table)) return false;
    e.type = Type::number();
    return true;
}

bool Checker::call_months_between(Expr& e) {
    if (!arguments(e, 2, 2) || !agreeing(e, 0)) return false;
    if (e.type.kind != ValueKind::date && e.type.kind != ValueKind::month) return fail("wrong-type", e, {"date", e.type.to_string()});
    e.type = Type::number(parse_unit("month")->unit);
    return true;
}

bool Checker::call_month_of(Expr& e) {
    if (!arguments(e, 1, 1) || !operand(e.args[0], ValueKind::date)) return false;
    e.type = Type::month();
    e.table = e.args[0].table;
    return true;
}

/// Of a text: whether it is a sound ID number, however it is spelt.
bool Checker::call_valid_resident_id(Expr& e) {
    if (!arguments(e, 1, 1) || !operand(e.args[0], ValueKind::text)) return false;
    e.type = Type::boolean();
    e.table = e.args[0].table;
    return true;
}

bool Checker::call_starts_with(Expr& e) {
    if (!arguments(e, 2, 2) || !value(e.args[0])) return false;
    const ValueKind kind = e.args[0].type.kind;
    if (kind != ValueKind::code && kind != ValueKind::text) return fail("wrong-type", e.args[0], {"code", e.args[0].type.to_string()});
    if (e.args[1].kind != ExprKind::text) return fail("wrong-type", e.args[1], {"text", print(e.args[1])});
    e.args[1].type = Type::text();
    e.type = Type::boolean();
    e.table = e.args[0].table;
    return true;
}

bool Checker::reaches(TableId from, TableId to) const {
    for (TableId up = from; up != no_table; up = scope_.parent(up))
        if (up == to) return true;
    return false;
}

/// Reads rows of a child table, gives a value of its parent.
bool Checker::aggregate(Expr& e) {
    const auto over = scope_.table_of_plural(e.over);
    if (!over) {
        auto& error = diagnostics_.error("unknown-rows", e.span, {e.over});
        if (const auto near = base::nearest(e.over, scope_.plurals())) error.with_help("help-did-you-mean", {*near});
        return false;
    }
    if (!reaches(table_, scope_.parent(*over))) return fail("rows-too-deep", e, {e.over, scope_.table_name(scope_.parent(*over)), scope_.table_name(table_)});
    e.rows = *over;
    const TableId outer = std::exchange(table_, *over);
    const auto before = known_;
    if (outer == *over) known_.clear();  // what is known of this row says nothing of its siblings
    bool good = true;
    if (e.has_where) {
        good = operand(e.args.back(), ValueKind::boolean);
        if (good) learn(e.args.back(), true);
    }
    if (e.has_value) good = value(e.args.front()) && good;
    table_ = outer;
    known_ = before;
    if (!good) return false;
    e.table = scope_.parent(*over);
    const bool logic = e.text == "any" || e.text == "all";
    if (e.text == "count" && e.has_value) return fail("count-has-no-value", e);
    if (e.text == "count") {
        e.type = Type::number();
        return true;
    }
    if (logic) {
        e.type = Type::boolean();
        return !e.has_value || e.args.front().type.kind == ValueKind::boolean || fail("wrong-type", e.args.front(), {"bool", e.args.front().type.to_string()});
    }
    if (!e.has_value) return fail("aggregate-wants-value", e, {e.text, e.over});
    e.type = e.args.front().type;
    e.type.bare = false;
    e.type.optional = e.text != "sum";
    if (e.text == "only") return true;
    const bool ordered = e.type.kind == ValueKind::number || (e.text != "sum" && (e.type.kind == ValueKind::date || e.type.kind == ValueKind::month));
    return ordered || fail("wrong-type", e.args.front(), {"number", e.type.to_string()});
}

}  // namespace doudi::expr
