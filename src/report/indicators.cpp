// Sums of indicators, their file and their lines on the screen. What is summed the plan says.

#include "doudi/report/indicators.hpp"

#include "doudi/report/values.hpp"

namespace doudi::report {

namespace {

/// A yes counts 1. Nothing when it is unknown.
std::optional<base::Rational> number_at(const engine::Frame& frame, plan::Slot slot, expr::TableId table, std::size_t row) {
    const table::Column& column = frame.columns[static_cast<std::size_t>(slot)];
    const std::size_t own = frame.row_of(slot, table, row);
    if (column.standing_of(own) != table::known) return std::nullopt;
    return column.kind == table::ColumnKind::number ? column.numbers[own] : base::Rational(column.integers[own]);
}

std::string cents(const base::Rational& value) { return base::round(value, base::Rational(1, 100), base::RoundingMode::half_up).to_fixed(2); }

/// A share stands beside the two numbers it is made of, as the people behind 50 % may be two; a mean alone.
std::string shown_value(const policy::Indicator& indicator, const base::Rational& numerator, const base::Rational& denominator) {
    const base::Rational ratio = numerator / denominator;
    if (indicator.numerator.type.kind != indicator.denominator.type.kind) return cents(ratio);
    const auto shown = [](const base::Rational& number) { return number.is_whole() ? number.to_string() : cents(number); };
    return cents(ratio * 100) + "% (" + shown(numerator) + "/" + shown(denominator) + ")";
}

}  // namespace

void Indicators::add(const engine::Frame& frame, plan::Slot region, const table::Words& words) {
    for (std::size_t household = 0; household < frame.batch->households() && !frame.plan->indicators.empty(); ++household) {
        if (frame.is_set_aside(household)) continue;
        const std::string place = region == plan::no_slot ? "" : file_value(frame, region, frame.row_of(region, expr::household_table, household), words);
        for (const plan::IndicatorPlan& one : frame.plan->indicators) {
            Sum& sum = sums_[{one.indicator, place}];
            const auto [begin, end] = frame.rows_of(household, one.table);
            for (std::size_t row = begin; row < end; ++row) {
                const auto numerator = number_at(frame, one.numerator, one.table, row);
                const auto denominator = number_at(frame, one.denominator, one.table, row);
                sum.unknown = sum.unknown || !numerator || !denominator;
                sum.numerator += numerator.value_or(0);
                sum.denominator += denominator.value_or(0);
            }
        }
    }
}

void Indicators::add(const Indicators& other) {
    for (const auto& [key, sum] : other.sums_) {
        Sum& own = sums_[key];
        own.numerator += sum.numerator;
        own.denominator += sum.denominator;
        own.unknown = own.unknown || sum.unknown;
    }
}

std::map<int, Indicators::Sum> Indicators::over_all() const {
    std::map<int, Sum> all;
    for (const auto& [key, sum] : sums_) {
        Sum& own = all[key.first];
        own.numerator += sum.numerator;
        own.denominator += sum.denominator;
        own.unknown = own.unknown || sum.unknown;
    }
    return all;
}

std::string Indicators::row(base::Month month, const policy::Indicator& indicator, const std::string& region, const Sum& sum) {
    std::string value;
    std::string holds = "not_computable";
    if (sum.is_computable()) {
        const base::Rational ratio = sum.numerator / sum.denominator;
        value = ratio.to_string();
        holds = !indicator.target ? "" : indicator.target->holds(ratio) ? "true" : "false";
    }
    return csv_row({month.to_string(), indicator.name, region, sum.unknown ? "" : sum.numerator.to_string(), sum.unknown ? "" : sum.denominator.to_string(), value,
                    indicator.target ? indicator.target->text : "", holds});
}

std::string Indicators::csv(base::Month month, const policy::Policy& policy) const {
    std::string csv = "month,indicator,region,numerator,denominator,value,target,holds\n";
    for (const auto& [id, all] : over_all()) {
        const policy::Indicator& indicator = policy.indicators[static_cast<std::size_t>(id)];
        for (const auto& [key, sum] : sums_)
            if (key.first == id && !key.second.empty()) csv += row(month, indicator, key.second, sum);
        csv += row(month, indicator, "*", all);
    }
    return csv;
}

std::string Indicators::screen(const policy::Policy& policy, Language language) const {
    std::string lines;
    for (const auto& [id, sum] : over_all()) {
        const policy::Indicator& one = policy.indicators[static_cast<std::size_t>(id)];
        const std::string label = label_of(one, language);
        const std::string target = one.target ? one.target->text : "";
        if (!sum.is_computable()) {
            lines += text(language, "indicator-not-computable", {label}) + "\n";
            continue;
        }
        const base::Rational ratio = sum.numerator / sum.denominator;
        const std::string value = shown_value(one, sum.numerator, sum.denominator);
        const std::string key = !one.target ? "indicator-line" : one.target->holds(ratio) ? "indicator-met" : one.binding ? "indicator-missed-binding" : "indicator-missed";
        lines += text(language, key, {label, value, target}) + "\n";
    }
    return lines;
}

}  // namespace doudi::report
