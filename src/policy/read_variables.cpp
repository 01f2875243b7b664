// Formulas and decision tables.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

/// Rows when/then, last otherwise, as one expression. Each row may carry its own reference.
std::optional<expr::Expr> read_choose(Context& context, const Node& node, DatedFormula& formula) {
    if (node.kind != NodeKind::sequence || node.items.empty()) {
        context.diagnostics.error("choose-wants-rows", node.span);
        return std::nullopt;
    }
    expr::Expr table;
    table.kind = expr::ExprKind::choose;
    table.span = node.span;
    bool good = true;
    for (const Node& row : node.items) {
        const bool last = &row == &node.items.back();
        Fields fields(context, row, row.span, {"when", "then", "otherwise", "reference", "in_force"});
        if (last != fields.has("otherwise") || last == fields.has("when") || last == fields.has("then")) {
            context.diagnostics.error(last ? "otherwise-missing" : "row-wants-when-then", row.span);
            good = false;
            continue;
        }
        if (!last) table.in_force.push_back(read_in_force(context, fields));
        if (last && fields.has("in_force")) context.diagnostics.error("otherwise-always", fields.place("in_force"));
        formula.row_references.push_back(fields.text("reference").value_or(""));
        for (const std::string_view key : {"when", "then", "otherwise"}) {
            if (!fields.has(key)) continue;
            auto part = read_formula(context, fields.find(key));
            good = good && part.has_value();
            if (part) table.args.push_back(std::move(*part));
        }
    }
    if (!good) return std::nullopt;
    return table;
}

class VariableReader {
public:
    VariableReader(Context& context, Variable& variable) : context_(context), variable_(variable) {}

    void read(const Node& key, const Node& node, const std::string& law) {
        Fields fields(context_, node, key.span, {"label", "description", "reference", "note", "type", "values", "unit", "print", "formula", "choose", "overridable"});
        if (!fields.usable()) return;
        read_named(context_, fields, key, law, variable_);
        read_type(fields);
        read_print(fields);
        variable_.overridable = fields.flag("overridable").value_or(false);
        if (variable_.overridable && variable_.table > expr::person_table) context_.diagnostics.error("overridable-place", fields.place("overridable"), {key.text});
        const Node* formula = fields.find("formula");
        const Node* choose = fields.find("choose");
        if ((formula == nullptr) == (choose == nullptr)) {
            context_.diagnostics.error("formula-or-choose", key.span, {key.text});
            return;
        }
        const Node& content = formula != nullptr ? *formula : *choose;
        if (content.is_map()) {
            for (std::size_t i = 0; i < content.keys.size(); ++i) dated(content.keys[i], content.items[i], choose != nullptr);
        } else {
            add(content, std::nullopt, choose != nullptr, variable_.reference);
        }
        std::stable_sort(variable_.formulas.begin(), variable_.formulas.end(), [](const DatedFormula& a, const DatedFormula& b) { return a.from < b.from; });
    }

private:
    void read_type(Fields& fields) {
        if (const auto unit = fields.text("unit")) {
            const auto declared = expr::parse_unit(*unit);
            if (!declared || !(declared->scale == 1)) context_.diagnostics.error("unknown-unit", fields.find("unit")->span, {base::shown(*unit)});
            if (declared) variable_.type = expr::Type::number(declared->unit);
            variable_.has_type = true;
        }
        if (fields.has("values")) {
            std::vector<std::string> codes;
            for (const Node* item : fields.list("values")) codes.push_back(item->text);
            if (codes.empty()) context_.diagnostics.error("codes-missing", fields.place("values"), {variable_.name});
            variable_.type = expr::Type::code(std::make_shared<const std::vector<std::string>>(std::move(codes)));
            variable_.has_type = true;
        }
        const auto word = fields.text("type");
        if (!word) return;
        if (*word == "code" && fields.has("values")) return;
        if (fields.has("values")) context_.diagnostics.error("values-of-no-code", fields.place("values"));
        if (*word != "number" && fields.has("unit")) context_.diagnostics.error("only-for-numbers", fields.place("unit"), {"unit", base::shown(*word)});
        if (*word == "bool") {
            variable_.type = expr::Type::boolean();
        } else if (*word == "month") {
            variable_.type = expr::Type::month();
        } else if (*word == "date") {
            variable_.type = expr::Type::date();
        } else if (*word != "number") {
            const bool is_code = *word == "code";
            context_.diagnostics.error(is_code ? "codes-missing" : "unknown-type", fields.find("type")->span, {base::shown(is_code ? variable_.name : *word)});
        }
        variable_.has_type = true;
    }

    void read_print(Fields& fields) {
        const Node* node = fields.find("print");
        if (node == nullptr) return;
        Fields print(context_, *node, fields.place("print"), {"to", "mode"});
        const auto to = print.number("to");
        const auto mode = base::rounding_mode_of(print.text("mode").value_or("half_up"));
        if (!mode) context_.diagnostics.error("unknown-rounding-mode", print.find("mode")->span, {base::shown(print.find("mode")->text)});
        if (!to || to->sign() <= 0) {
            context_.diagnostics.error("bad-rounding-step", node->span, {to ? to->to_string() : ""});
            return;
        }
        variable_.print = Print{*to, mode.value_or(base::RoundingMode::half_up)};
    }

    void dated(const Node& key, const Node& node, bool choose) {
        const auto day = read_day(key.text);
        if (!day) {
            context_.diagnostics.error("date-expected", key.span, {base::shown(key.text)});
            return;
        }
        for (const DatedFormula& other : variable_.formulas)
            if (other.from == day) context_.diagnostics.error("overlap", key.span, {day->to_string()}).with_note("first-is-here", other.span);
        if (!node.is_map()) return add(node, day, choose, variable_.reference);
        Fields fields(context_, node, key.span, {"formula", "choose", "published", "reference", "note"});
        const Node* content = fields.find(choose ? "choose" : "formula");
        if (content == nullptr) {
            context_.diagnostics.error("value-missing", key.span);
            return;
        }
        const auto published = fields.text("published");
        const auto known = published ? base::Date::parse(*published) : std::nullopt;
        if (published && !known && *published != "unstated") context_.diagnostics.error("day-expected", fields.find("published")->span, {base::shown(*published)});
        add(*content, day, choose, fields.text("reference").value_or(variable_.reference), known);
    }

    void add(const Node& content, std::optional<base::Date> from, bool choose, const std::string& reference, std::optional<base::Date> published = {}) {
        DatedFormula formula;
        formula.from = from;
        formula.published = published;
        formula.reference = reference;
        formula.span = content.span;
        formula.layer = context_.layer_of(content.span);
        auto expression = choose ? read_choose(context_, content, formula) : read_formula(context_, &content);
        if (!expression) return;
        formula.expression = std::move(*expression);
        variable_.formulas.push_back(std::move(formula));
    }

    Context& context_;
    Variable& variable_;
};

}  // namespace

void read_variables(Context& context, const std::string& law, const Node& section, Policy& policy) {
    for (std::size_t t = 0; t < section.keys.size(); ++t) {
        const expr::TableId table = policy.table_called(section.keys[t].text);
        if (table == expr::no_table) report_unknown_table(context, section.keys[t], policy, false);
        for (std::size_t i = 0; table != expr::no_table && i < section.items[t].keys.size(); ++i) {
            Variable variable;
            variable.table = table;
            VariableReader(context, variable).read(section.items[t].keys[i], section.items[t].items[i], law);
            if (!variable.name.empty()) policy.variables.push_back(std::move(variable));
        }
    }
}

}  // namespace doudi::policy
