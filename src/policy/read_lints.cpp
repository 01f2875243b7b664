// What published figures should keep among themselves: read and checked here; asked of the figures by the runs room.

#include <functional>

#include "fields.hpp"
#include "law_scope.hpp"

namespace doudi::policy {

void read_lints(Context& context, const std::string& law, const Node& section, Policy& policy) {
    for (std::size_t i = 0; i < section.keys.size(); ++i) {
        const Node& key = section.keys[i];
        check_declared_once(context, policy.lints, key);
        Fields fields(context, section.items[i], key.span, {"label", "description", "reference", "note", "formula", "in_force"});
        if (!fields.usable()) continue;
        Lint one;
        read_named(context, fields, key, law, one);
        one.in_force = read_in_force(context, fields);
        auto formula = read_formula(context, fields.find("formula"));
        if (!fields.has("formula")) context.diagnostics.error("value-missing", key.span);
        if (!formula) continue;
        one.formula = std::move(*formula);
        policy.lints.push_back(std::move(one));
    }
}

/// Figures alone, and the indexes they are looked up by: of facts and formulas no published figure tells anything.
void PolicyChecker::check_lint(Lint& lint) {
    LawScope scope(*this, lint.law);
    const expr::Type boolean = expr::Type::boolean();
    if (!expr::check_expression(lint.formula, scope, expr::household_table, &boolean, diagnostics_)) return;
    const std::function<void(const expr::Expr&, bool)> look = [&](const expr::Expr& e, bool is_index) {
        const bool is_input = e.meaning.kind == expr::MeaningKind::input;
        const bool is_other = e.meaning.kind == expr::MeaningKind::variable || e.meaning.kind == expr::MeaningKind::benefit || e.kind == expr::ExprKind::aggregate ||
                              e.meaning.memory != expr::Memory::none || (is_input && !is_index);
        if (is_other) diagnostics_.error("lint-reads", e.span, {lint.name, expr::print(e)});
        if (is_other) return;
        const bool is_figure = e.meaning.kind == expr::MeaningKind::parameter;
        for (const expr::Expr& arg : e.args) look(arg, is_figure);
    };
    look(lint.formula, false);
}

}  // namespace doudi::policy
