// Ratios and means over the population, and what they are held against.

#include <array>

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

/// `>= 100%`, `< 0.3`, `= 1`.
std::optional<Target> target_of(const std::string& text) {
    static const std::array<std::pair<std::string_view, expr::Op>, 5> operators = {{{">=", expr::Op::greater_equal},
                                                                                    {"<=", expr::Op::less_equal},
                                                                                    {">", expr::Op::greater},
                                                                                    {"<", expr::Op::less},
                                                                                    {"=", expr::Op::equal}}};
    for (const auto& [word, op] : operators) {
        if (!text.starts_with(word)) continue;
        std::string number(base::trim(text.substr(word.size())));
        const bool percent = number.ends_with('%');
        if (percent) number.pop_back();
        const auto value = base::Rational::parse_decimal(number, true);
        if (!value) return std::nullopt;
        return Target{op, percent ? *value / 100 : *value, text};
    }
    return std::nullopt;
}

}  // namespace

bool Target::holds(const base::Rational& ratio) const {
    if (op == expr::Op::greater_equal) return ratio >= value;
    if (op == expr::Op::less_equal) return ratio <= value;
    if (op == expr::Op::greater) return ratio > value;
    if (op == expr::Op::less) return ratio < value;
    return ratio == value;
}

void read_indicators(Context& context, const std::string& law, const Node& section, Policy& policy) {
    for (std::size_t i = 0; i < section.keys.size(); ++i) {
        const Node& key = section.keys[i];
        check_declared_once(context, policy.indicators, key);
        Fields fields(context, section.items[i], key.span,
                      {"label", "description", "reference", "note", "of", "numerator", "denominator", "target", "binding", "in_force"});
        if (!fields.usable()) continue;
        Indicator one;
        read_named(context, fields, key, law, one);
        const auto of = fields.text("of");
        one.of = of ? policy.table_called(*of) : expr::household_table;
        if (one.of == expr::no_table) report_unknown_table(context, *fields.find("of"), policy, false);
        one.binding = fields.flag("binding").value_or(false);
        one.in_force = read_in_force(context, fields);
        if (const auto target = fields.text("target")) {
            one.target = target_of(*target);
            if (!one.target) context.diagnostics.error("indicator-target", fields.find("target")->span, {base::shown(*target)});
        }
        auto numerator = read_formula(context, fields.find("numerator"));
        auto denominator = read_formula(context, fields.find("denominator"));
        if (!fields.has("numerator") || !fields.has("denominator")) context.diagnostics.error("indicator-incomplete", key.span, {key.text});
        if (!numerator || !denominator) continue;
        one.numerator = std::move(*numerator);
        one.denominator = std::move(*denominator);
        policy.indicators.push_back(std::move(one));
    }
}

}  // namespace doudi::policy
