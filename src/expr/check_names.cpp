// What a name in a formula means: an input, a figure with its indexes, a variable, a benefit's field, a code word.
// Which names there are is a Scope's to say.

#include <algorithm>
#include <utility>

#include "checker.hpp"
#include "doudi/base/text.hpp"

namespace doudi::expr {

bool Checker::text_literal(Expr& e, const Type* expected) {
    e.type = Type::text();
    if (expected == nullptr || expected->kind != ValueKind::code) return true;
    e.type = Type::code(expected->codes);
    if (!expected->codes || std::find(expected->codes->begin(), expected->codes->end(), e.text) != expected->codes->end()) return true;
    return not_a_code(e, *expected);
}

bool Checker::not_a_code(const Expr& e, const Type& expected) {
    auto& error = diagnostics_.error("not-a-code", e.span, {e.text, base::join(*expected.codes, ", ")});
    if (const auto near = base::nearest(e.text, *expected.codes)) error.with_help("help-did-you-mean", {*near});
    return false;
}

bool Checker::is_code_word(const Expr& e, const Type* expected) const {
    return expected != nullptr && expected->kind == ValueKind::code && expected->codes &&
           std::find(expected->codes->begin(), expected->codes->end(), e.text) != expected->codes->end();
}

bool Checker::name(Expr& e, const Type* expected) {
    const auto found = scope_.find(e.text, table_);
    if (is_code_word(e, expected)) {
        if (!found.empty()) return fail("ambiguous-word", e, {e.text});
        e.kind = ExprKind::text;
        e.meaning.kind = MeaningKind::code_value;
        e.type = Type::code(expected->codes);
        return true;
    }
    if (found.size() > 1) return fail("ambiguous-name", e, {e.text});
    if (found.size() == 1) return named(e, found.front());
    if (e.text == "month") {
        e.meaning.kind = MeaningKind::month;
        e.type = Type::month();
        return true;
    }
    if (e.text == "months_since_previous") {
        if (table_ > person_table) return fail("previous-of-rows", e, {e.text, scope_.table_name(table_)});
        e.meaning = {.kind = MeaningKind::month, .id = table_, .memory = Memory::since};
        e.type = Type::number(parse_unit("month")->unit);
        e.table = table_;
        return true;
    }
    if (const auto dot = e.text.rfind('.'); dot != std::string::npos && is_month_field(e.text.substr(dot + 1))) {
        Expr inner = e;
        inner.text = e.text.substr(0, dot);
        e.kind = ExprKind::member;
        e.text = e.text.substr(dot + 1);
        e.args.push_back(std::move(inner));
        return member(e);
    }
    return unknown_name(e, expected);
}

bool Checker::unknown_name(const Expr& e, const Type* expected) {
    if (const auto elsewhere = scope_.find_anywhere(e.text); !elsewhere.empty() && elsewhere.front().table != no_table) {
        const TableId owner = elsewhere.front().table;
        return fail("wrong-table", e, {e.text, scope_.table_name(owner), scope_.table_name(table_), scope_.plural(owner)});
    }
    if (expected != nullptr && expected->kind == ValueKind::code && expected->codes) return not_a_code(e, *expected);
    auto& error = diagnostics_.error("unknown-name", e.span, {e.text});
    const auto names = scope_.names(table_);
    const auto of_other_law = std::find_if(names.begin(), names.end(), [&](const std::string& name) { return name.ends_with("." + e.text); });
    const auto near = of_other_law != names.end() ? std::optional(*of_other_law) : base::nearest(e.text, names);
    if (near) error.with_help("help-did-you-mean", {*near});
    return false;
}

/// A series is asked for a month, a bracket table about a number.
bool Checker::may_stand(const Expr& e, const Found& found) {
    if (!std::exchange(at_follows_, false) && found.series) return fail("series-wants-at", e, {e.text});
    if (found.brackets && e.kind != ExprKind::bracket) return fail("brackets-want-number", e, {e.text});
    return true;
}

bool Checker::named(Expr& e, const Found& found) {
    if (!may_stand(e, found)) return false;
    e.meaning = found.meaning;
    const auto type = scope_.type_of(found.meaning, true);
    if (!type) return false;
    e.type = *type;
    e.table = found.table;
    if (known_.contains(found.meaning)) e.type.optional = false;
    return found.meaning.kind != MeaningKind::parameter || index_values(e, found, {});
}

/// A parameter's index is looked up by its name at the row at hand, unless the formula gives another value.
bool Checker::index_values(Expr& e, const Found& found, std::vector<Expr> given) {
    std::vector<Expr> values;
    for (const std::string& index : found.index_names) {
        const auto label = std::find(e.labels.begin(), e.labels.end(), index);
        Expr value;
        if (label != e.labels.end()) {
            value = std::move(given[static_cast<std::size_t>(label - e.labels.begin())]);
        } else {
            value.kind = ExprKind::name;
            value.span = e.span;
            value.text = index;
        }
        const auto named_so = scope_.find(index, table_);
        const auto wanted = label != e.labels.end() && named_so.size() == 1 ? scope_.type_of(named_so.front().meaning, true) : std::nullopt;
        if (!operand(value, wanted ? &*wanted : nullptr)) return false;
        if (value.type.kind == ValueKind::text && value.kind == ExprKind::text) value.type = Type::code();
        if (value.type.kind != ValueKind::code) return fail("index-not-a-code", value, {index, value.type.to_string()});
        if (!join_table(e, value.table)) return false;
        values.push_back(std::move(value));
    }
    e.args = std::move(values);
    return true;
}

bool Checker::indexed(Expr& e) {
    const auto found = scope_.find(e.text, table_);
    if (found.empty()) return unknown_function(e);
    if (found.size() > 1) return fail("ambiguous-name", e, {e.text});
    if (found.front().meaning.kind != MeaningKind::parameter) return fail("not-a-parameter", e, {e.text});
    if (!may_stand(e, found.front())) return false;
    for (const std::string& label : e.labels)
        if (std::find(found.front().index_names.begin(), found.front().index_names.end(), label) == found.front().index_names.end())
            return fail("unknown-index", e, {label, e.text, base::join(found.front().index_names, ", ")});
    e.meaning = found.front().meaning;
    const auto type = scope_.type_of(e.meaning, true);
    if (!type) return false;
    e.type = *type;
    e.table = no_table;
    std::vector<Expr> given = std::move(e.args);
    return index_values(e, found.front(), std::move(given));
}

/// The table's figure for a number, or, of marginal rates, what they make of it.
bool Checker::bracket(Expr& e, const Found& found) {
    e.kind = ExprKind::bracket;
    if (!may_stand(e, found)) return false;
    Type asked = Type::number(found.brackets->of);
    Expr number = std::move(e.args[0]);
    if (!operand(number, ValueKind::number) || !agree(number, number.type, asked)) return false;
    e.meaning = found.meaning;
    const auto type = scope_.type_of(found.meaning, true);
    if (!type) return false;
    e.type = *type;
    e.table = number.table;
    if (found.brackets->marginal) {
        const UnitProduct product = multiply(number.type.unit, type->unit);
        e.type = Type::number(product.unit);
        e.factor = product.factor;
    }
    e.args.clear();
    if (!index_values(e, found, {})) return false;
    e.args.insert(e.args.begin(), std::move(number));
    return true;
}

bool Checker::is_month_field(std::string_view word) { return word == "start" || word == "end" || word == "number" || word == "year"; }

bool Checker::member(Expr& e) {
    if (!is_month_field(e.text)) return fail("unknown-member", e, {e.text});
    if (!operand(e.args[0], ValueKind::month)) return false;
    e.type = e.text == "start" || e.text == "end" ? Type::date() : Type::number();
    e.table = e.args[0].table;
    return true;
}

}  // namespace doudi::expr
