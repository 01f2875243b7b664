// Figures of the law as steps: looked up by index and day, by the row of a bracket table, or as rates on slices.
// Which leaf and which figure a row takes is the engine's look-up.

#include "compiler.hpp"

namespace doudi::plan {

Slot Compiler::lookup(const expr::Expr& e, Slot day, bool absent_is_missing) {
    const auto& brackets = policy_.parameters[static_cast<std::size_t>(e.meaning.id)].brackets;
    std::vector<Slot> indexes;
    for (const expr::Expr& value : e.args) indexes.push_back(expression(value));
    if (brackets && brackets->marginal) return marginal(e, *brackets, indexes, day);
    if (brackets) indexes.front() = bracket_row(*brackets, indexes.front());
    return lookup(e, std::move(indexes), day, absent_is_missing);
}

Slot Compiler::lookup(const expr::Expr& e, std::vector<Slot> indexes, Slot day, bool absent_is_missing) {
    const int index = lookup_index(e);
    if (index < 0) return no_slot;
    const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(e.meaning.id)];
    Step result;
    result.op = StepOp::lookup;
    result.kind = parameter.type.kind;
    result.index = index;
    result.absent_is_missing = absent_is_missing;
    result.has_day = day != no_slot;
    result.inputs = std::move(indexes);
    if (result.has_day) result.inputs.push_back(day);
    result.cause =
        parameter.series ? cause("not_published", parameter.name) : cause("not_stated", policy_.name_of(e.meaning));
    return add(std::move(result));
}

/// The key of the row in which the number lies; one that no figure has below the first row and above the last.
Slot Compiler::bracket_row(const policy::Brackets& brackets, Slot number) {
    const StepOp is_below = brackets.closed_below ? StepOp::less : StepOp::less_equal;
    const Slot outside = constant_code("outside");
    Slot row = outside;
    for (auto one = brackets.rows.rbegin(); one != brackets.rows.rend(); ++one) {
        const Slot key = constant_code(one->key);
        row = one->to ? select(step(is_below, expr::ValueKind::boolean, {number, constant(*one->to)}), key, row) : key;
    }
    const auto& lowest = brackets.rows.front().from;
    return lowest ? select(step(is_below, expr::ValueKind::boolean, {number, constant(*lowest)}), outside, row) : row;
}

/// Each row's rate times its slice of the number, added up.
Slot Compiler::marginal(const expr::Expr& e, const policy::Brackets& brackets, const std::vector<Slot>& indexes,
                        Slot day) {
    const auto number_step = [&](StepOp op, Slot a, Slot b) { return step(op, expr::ValueKind::number, {a, b}); };
    Slot total = constant(0);
    for (const policy::BracketRow& row : brackets.rows) {
        std::vector<Slot> under = indexes;
        const Slot upper = row.to ? number_step(StepOp::least, indexes.front(), constant(*row.to)) : indexes.front();
        const Slot slice =
            number_step(StepOp::greatest, constant(0), number_step(StepOp::subtract, upper, constant(*row.from)));
        under.front() = constant_code(row.key);
        total = number_step(StepOp::add, total,
                            number_step(StepOp::multiply, slice, lookup(e, std::move(under), day, false)));
    }
    return scaled(total, e.factor);
}

int Compiler::lookup_index(const expr::Expr& e) {
    const int parameter = e.meaning.id;
    std::vector<bool> exact;
    for (const expr::Expr& index : e.args)
        exact.push_back(index.type.codes != nullptr ||
                        (e.kind == expr::ExprKind::bracket && &index == &e.args.front()));
    if (const auto found = lookups_.find({parameter, exact}); found != lookups_.end()) return found->second;
    const policy::Parameter& what = policy_.parameters[static_cast<std::size_t>(parameter)];
    if (what.is_slot()) {
        if (refused_.insert(parameter).second)
            diagnostics_.error("unfilled-slot", what.span, {what.law + "." + what.name, policy_.id})
                .with_note("read-here", e.span);
        return -1;
    }
    Lookup lookup;
    lookup.parameter = parameter;
    lookup.series = what.series;
    lookup.exact = exact;
    for (const policy::ParameterLeaf& leaf : what.leaves) {
        lookup.keys.push_back(leaf.keys);
        lookup.figures.push_back(leaf.figures);
        auto& numbers = lookup.code_numbers.emplace_back();
        for (const policy::DatedFigure& figure : leaf.figures)
            numbers.push_back(figure.code.empty() ? table::Words::none : words_.intern(figure.code));
    }
    plan_.lookups.push_back(std::move(lookup));
    return lookups_[{parameter, exact}] = static_cast<int>(plan_.lookups.size()) - 1;
}

}  // namespace doudi::plan
