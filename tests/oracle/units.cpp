// Walks every formula once, notes what its names stand for and which unit each part has.
// No value is computed here; a formula with a wrong unit is the checker's business, not noticed here.
#include "oracle/units.hpp"

#include <algorithm>

namespace doudi::oracle {

using expr::Expr;
using expr::ExprKind;
using expr::Op;

namespace {

Number power_of_12(int exponent) {
    Number result = 1;
    for (int i = 0; i < exponent; ++i) result *= 12;
    for (int i = 0; i > exponent; --i) result /= 12;
    return result;
}

Unit unit_of_word(std::string_view word) {
    if (word == "CNY") return {.cny = 1};
    if (word == "month") return {.month = 1};
    if (word == "year") return {.year = 1};
    if (word == "day") return {.day = 1};
    if (word == "%" || word == "1" || word.empty()) return {};
    throw NotUnderstood("no unit: " + std::string(word));
}

Unit taken_from(const expr::Unit& declared) {
    return {.cny = declared.cny, .month = declared.month, .year = declared.year, .day = declared.day};
}

Kind kind_of(expr::ValueKind kind) {
    switch (kind) {
        case expr::ValueKind::boolean: return Kind::fact;
        case expr::ValueKind::number: return Kind::number;
        case expr::ValueKind::date: return Kind::day;
        case expr::ValueKind::month: return Kind::month;
        case expr::ValueKind::code:
        case expr::ValueKind::text: return Kind::word;
    }
    throw NotUnderstood("a type of no kind");
}

Shape a_number(Unit unit) { return {.kind = Kind::number, .unit = unit, .settled = true}; }
Shape a(Kind kind) { return {.kind = kind, .unit = {}, .settled = true}; }

}  // namespace

Unit read_unit(std::string_view text) {
    Unit result;
    bool divide = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("*/"), text.size());
        const Unit word = unit_of_word(text.substr(0, end));
        result = oracle::multiply(result, divide ? inverse(word) : word).unit;
        if (end == text.size()) break;
        divide = text[end] == '/';
        text.remove_prefix(end + 1);
    }
    return result;
}

Unit inverse(Unit unit) { return {.cny = -unit.cny, .month = -unit.month, .year = -unit.year, .day = -unit.day}; }

Product multiply(Unit a, Unit b) {
    Product product;
    product.unit = {.cny = a.cny + b.cny, .month = a.month + b.month, .year = a.year + b.year, .day = a.day + b.day};
    while (product.unit.month > 0 && product.unit.year < 0) {
        --product.unit.month;
        ++product.unit.year;
        product.factor /= 12;
    }
    while (product.unit.month < 0 && product.unit.year > 0) {
        ++product.unit.month;
        --product.unit.year;
        product.factor *= 12;
    }
    return product;
}

Number conversion(Unit from, Unit to) {
    if (from.cny != to.cny || from.day != to.day || from.month + from.year != to.month + to.year)
        throw NotUnderstood("a conversion between units that are not alike");
    return power_of_12(from.year - to.year);
}

Surveyor::Surveyor(const policy::Policy& policy, const Names& names)
    : policy_(policy), names_(names), variables_(policy.variables.size()) {
    for (std::size_t i = 0; i < policy.variables.size(); ++i) {
        const expr::Unit declared = policy.variables[i].type.unit;  // what `unit:` says, not what checking finds
        if (!(declared == expr::Unit{})) variables_[i] = a_number(taken_from(declared));
    }
    while (survey_variables()) {
    }  // until no shape changes any more: variables read each other in any order
    for (const policy::Benefit& benefit : policy.benefits) survey_benefit(benefit);
    for (const policy::Check& check : policy.checks)
        if (check.when) survey(*check.when, {check.of, &check.law});
}

bool Surveyor::survey_variables() {
    bool changed = false;
    for (std::size_t i = 0; i < policy_.variables.size(); ++i) {
        const policy::Variable& variable = policy_.variables[i];
        for (const policy::DatedFormula& formula : variable.formulas) {
            const Shape shape = survey(formula.expression, {variable.table, &variable.law});
            if (variables_[i].settled || (!shape.settled && shape.kind == variables_[i].kind)) continue;
            variables_[i] = shape;
            changed = true;
        }
    }
    return changed;
}

void Surveyor::survey_rounding(const policy::Rounding& rounding, Standpoint from) {
    survey(rounding.to, from);
    if (rounding.mode_name) survey(*rounding.mode_name, from);
}

void Surveyor::survey_conditions(const std::vector<policy::Condition>& conditions, Standpoint from) {
    for (const policy::Condition& condition : conditions) {
        if (condition.kind == policy::ConditionKind::when) survey(condition.when, from);
        survey_conditions(condition.members, from);
    }
}

void Surveyor::survey_benefit(const policy::Benefit& benefit) {
    const Standpoint from{benefit.to, &benefit.law};
    for (const auto* date : {&benefit.award, &benefit.starts, &benefit.ends})
        if (*date) survey(**date, from);
    survey_conditions(benefit.eligible, from);
    for (const policy::Part& part : benefit.parts) {
        const Standpoint row{part.of_person ? person_row : benefit.to, &benefit.law};
        if (part.when) survey(*part.when, row);
        survey(part.formula, row);
        if (part.round) survey_rounding(*part.round, row);
    }
    if (benefit.total_round) survey_rounding(*benefit.total_round, from);
    if (benefit.range) survey(benefit.range->from, from);
    if (benefit.range) survey(benefit.range->to, from);
}

Shape Surveyor::shape_of(const Target& target) const {
    if (target.of_month == "start" || target.of_month == "end") return a(Kind::day);
    if (!target.of_month.empty()) return a_number({});
    switch (target.thing) {
        case Thing::nothing: return a(Kind::word);
        case Thing::this_month: return a(Kind::month);
        case Thing::input: {
            const policy::Input& input = policy_.inputs[target.index];
            return {.kind = kind_of(input.type.kind), .unit = taken_from(input.unit.unit), .settled = true};
        }
        case Thing::parameter: {
            const policy::Parameter& parameter = policy_.parameters[target.index];
            return {.kind = kind_of(parameter.type.kind), .unit = taken_from(parameter.unit.unit), .settled = true};
        }
        case Thing::variable: return variables_[target.index];
        case Thing::benefit:
            if (target.field == Field::eligible) return a(Kind::fact);
            if (target.field == Field::status) return a(Kind::word);
            if (policy_.benefits[target.index].in_kind) return a_number({});
            return policy_.benefits[target.index].once ? a_number({.cny = 1}) : a_number({.cny = 1, .month = -1});
    }
    throw NotUnderstood("a name for nothing");
}

Shape Surveyor::first_settled(const std::vector<Expr>& args, Standpoint from, const std::vector<std::size_t>& which) {
    Shape best;
    bool any = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const Shape shape = survey(args[i], from);
        if (std::find(which.begin(), which.end(), i) == which.end()) continue;
        if (!any || (!best.settled && shape.settled)) best = shape;
        any = true;
    }
    return best;
}

Shape Surveyor::survey(const Expr& e, Standpoint from) {
    Note note;
    switch (e.kind) {
        case ExprKind::number:
            note.number = read_number(e.number.to_string());
            note.shape = {
                .kind = Kind::number, .unit = unit_of_word(e.text), .settled = !e.text.empty() && e.text != "%"};
            break;
        case ExprKind::boolean:
            note.number = read_number(e.number.to_string());
            note.shape = a(Kind::fact);
            break;
        case ExprKind::date:
            note.number = read_number(e.number.to_string());
            note.shape = a(Kind::day);
            break;
        case ExprKind::text: note.shape = a(Kind::word); break;
        case ExprKind::name: note.shape = survey_name(e, from, note); break;
        case ExprKind::indexed:
            for (const Expr& arg : e.args) survey(arg, from);
            note.target = names_.find(e.text, from.table, *from.law);
            if (note.target.thing != Thing::parameter) throw NotUnderstood("no parameter: " + e.text);
            note.shape = shape_of(note.target);
            break;
        case ExprKind::bracket: throw NotUnderstood("a tree that was checked already");
        case ExprKind::member:
            survey(e.args[0], from);
            note.shape = e.text == "start" || e.text == "end" ? a(Kind::day) : a_number({});
            break;
        case ExprKind::negate: note.shape = survey(e.args[0], from); break;
        case ExprKind::not_:
            survey(e.args[0], from);
            note.shape = a(Kind::fact);
            break;
        case ExprKind::binary: note.shape = survey_binary(e, from, note); break;
        case ExprKind::in_list:
        case ExprKind::in_range:
            for (const Expr& arg : e.args) survey(arg, from);
            note.shape = a(Kind::fact);
            break;
        case ExprKind::convert: {
            const Shape inner = survey(e.args[0], from);
            const Unit to = read_unit(e.text);
            note.number = inner.settled ? conversion(inner.unit, to) : Number(1);
            note.shape = a_number(to);
            break;
        }
        case ExprKind::if_: note.shape = first_settled(e.args, from, {1, 2}); break;
        case ExprKind::choose: {
            std::vector<std::size_t> results;
            for (std::size_t i = 1; i < e.args.size(); i += 2) results.push_back(i);
            results.push_back(e.args.size() - 1);
            note.shape = first_settled(e.args, from, results);
            break;
        }
        case ExprKind::call:
            note.shape = is_bracket_table(e.text, from) ? survey_brackets(e, from, note) : survey_call(e, from);
            break;
        case ExprKind::aggregate: note.shape = survey_aggregate(e, from); break;
    }
    const Shape shape = note.shape;
    notes_[&e] = std::move(note);
    return shape;
}

void Surveyor::remember(const Target& target) {
    if (std::find(remembered_.begin(), remembered_.end(), target) == remembered_.end()) remembered_.push_back(target);
}

Shape Surveyor::survey_name(const Expr& e, Standpoint from, Note& note) {
    if (e.text == "months_since_previous") {
        note.target.thing = Thing::this_month;
        note.target.table = from.table;
        note.target.kept = Target::Kept::row_month;
        remember(note.target);
        return a_number({.month = 1});
    }
    note.target = names_.find(e.text, from.table, *from.law);
    if (note.target.thing == Thing::nothing && e.text.find('.') != std::string::npos)
        throw NotUnderstood("nothing is called " + e.text);
    return shape_of(note.target);
}

Shape Surveyor::survey_binary(const Expr& e, Standpoint from, Note& note) {
    const Shape left = survey(e.args[0], from);
    const Shape right = survey(e.args[1], from);
    switch (e.op) {
        case Op::multiply:
        case Op::divide: {
            const Product product = oracle::multiply(left.unit, e.op == Op::divide ? inverse(right.unit) : right.unit);
            note.number = product.factor;
            return {.kind = Kind::number, .unit = product.unit, .settled = left.settled || right.settled};
        }
        case Op::add:
        case Op::subtract:
            if (left.kind == Kind::day && right.kind == Kind::day) return a_number({.day = 1});
            if (left.kind == Kind::month && right.kind == Kind::month) return a_number({.month = 1});
            return left.settled ? left : right;
        case Op::default_: return left.settled ? left : right;
        case Op::at: return left;
        case Op::and_:
        case Op::or_:
        case Op::equal:
        case Op::not_equal:
        case Op::less:
        case Op::less_equal:
        case Op::greater:
        case Op::greater_equal: return a(Kind::fact);
    }
    throw NotUnderstood("no such operator");
}

Shape Surveyor::survey_call(const Expr& e, Standpoint from) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < e.args.size(); ++i) all.push_back(i);
    const Shape first = first_settled(e.args, from, e.text == "round" ? std::vector<std::size_t>{0} : all);
    if (e.text == "previous") {
        const Target target = notes_.at(&e.args[0]).target;
        remember(target);
        return first;
    }
    if (e.text == "year_to_date") {
        Target sum = notes_.at(&e.args[0]).target;
        Target month;
        month.thing = Thing::this_month;
        month.table = sum.table;
        month.kept = Target::Kept::row_month;
        sum.kept = Target::Kept::sum_of_year;
        remember(sum);
        remember(month);
        return first;
    }
    if (e.text == "known" || e.text == "starts_with" || e.text == "valid_resident_id") return a(Kind::fact);
    if (e.text == "age") return a_number({});
    if (e.text == "months_between") return a_number({.month = 1});
    if (e.text == "month_of") return a(Kind::month);
    return first;
}

bool Surveyor::is_bracket_table(const std::string& name, Standpoint from) const {
    const auto called = [&](const policy::Parameter& one) { return one.brackets && (one.name == name || one.law + "." + one.name == name); };
    if (std::none_of(policy_.parameters.begin(), policy_.parameters.end(), called)) return false;
    return names_.find(name, from.table, *from.law).thing == Thing::parameter;
}

/// Of marginal rates: a rate times the number asked about.
Shape Surveyor::survey_brackets(const Expr& e, Standpoint from, Note& note) {
    note.target = names_.find(e.text, from.table, *from.law);
    note.number = 1;
    const Shape of = survey(e.args.at(0), from);
    const Shape figure = shape_of(note.target);
    if (!policy_.parameters[note.target.index].brackets->marginal) return figure;
    const Product product = oracle::multiply(of.unit, figure.unit);
    note.number = product.factor;
    return {.kind = Kind::number, .unit = product.unit, .settled = true};
}

Shape Surveyor::survey_aggregate(const Expr& e, Standpoint from) {
    const auto called = [&](const policy::Entity& one) { return one.plural == e.over; };
    const auto table = std::find_if(policy_.entities.begin(), policy_.entities.end(), called);
    if (table == policy_.entities.end()) throw NotUnderstood("rows of " + e.over);
    const Standpoint row{static_cast<int>(table - policy_.entities.begin()), from.law};  // from a person's row: all of its household
    for (const Expr& arg : e.args) survey(arg, row);
    if (e.text == "any" || e.text == "all") return a(Kind::fact);
    if (e.text == "count") return a_number({});
    return notes_.at(&e.args[0]).shape;
}

}  // namespace doudi::oracle
