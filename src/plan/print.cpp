// A plan as text, one line a step.

#include <array>

#include "doudi/plan/plan.hpp"
#include "doudi/policy/overridable.hpp"

namespace doudi::plan {

std::string_view to_string(StepOp op) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"constant", "input", "lookup", "previous", "known", "default", "select", "or_undecided", "overridden", "demand", "not", "and", "or", "negate", "add", "subtract",
         "multiply", "divide", "scale", "round", "least", "greatest", "abs", "floor", "ceil", "equal", "not_equal", "less", "less_equal", "greater",
         "greater_equal", "starts_with", "valid_resident_id", "sum", "count", "any", "all", "min", "max", "only", "month_plus", "date_plus_months",
         "date_plus_days", "month_difference", "date_difference", "months_between", "age", "month_of", "month_start", "month_end", "month_number", "month_year"});
    static_assert(words.size() == static_cast<std::size_t>(StepOp::month_year) + 1, "a word for each step");
    return words[static_cast<std::size_t>(op)];
}

namespace {

std::string constant(const Step& step) {
    if (step.kind == expr::ValueKind::number) return " " + step.number.to_string();
    if (step.kind == expr::ValueKind::code) return " " + step.text;
    if (step.kind == expr::ValueKind::boolean) return step.integer != 0 ? " true" : " false";
    if (step.kind == expr::ValueKind::month) return " " + base::Month{static_cast<std::int32_t>(step.integer)}.to_string();
    return " " + base::Date{static_cast<std::int32_t>(step.integer)}.to_string();
}

std::string detail(const Step& step, const Plan& plan, const policy::Policy& policy) {
    if (step.op == StepOp::constant) return constant(step);
    if (step.op == StepOp::previous) return " " + plan.states[static_cast<std::size_t>(step.index)].name;
    if (step.op == StepOp::overridden) return " " + policy::overridables_of(policy)[static_cast<std::size_t>(step.index)].name;
    if (step.op == StepOp::scale) return " × " + step.number.to_string();
    if (step.op == StepOp::starts_with) return " \"" + step.text + "\"";
    if (step.op == StepOp::round) return " " + std::string(base::to_string(step.mode));
    if (step.op != StepOp::lookup) return {};
    const auto& parameter = policy.parameters[static_cast<std::size_t>(plan.lookups[static_cast<std::size_t>(step.index)].parameter)];
    return " " + parameter.law + "." + parameter.name;
}

}  // namespace

std::string print(const Plan& plan, const policy::Policy& policy) {
    static constexpr std::array<std::string_view, 3> tables = {"all", "household", "person"};
    std::string text;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step& step = plan.steps[i];
        text += "%" + std::to_string(i) + " " + std::string(tables[static_cast<std::size_t>(step.table + 1)]) + " " + std::string(to_string(step.op));
        for (const Slot input : step.inputs) text += " %" + std::to_string(input);
        text += detail(step, plan, policy);
        if (!step.owner.empty()) text += "    # " + step.owner + " " + step.span.file_line();
        text += "\n";
    }
    return text;
}

}  // namespace doudi::plan
