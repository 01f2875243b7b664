// Formulas to steps: names to slots in the order they need each other, equal steps shared, figures looked up.
// Benefits stand in compile_benefit.cpp; what a step does, in the engine.

#include "doudi/plan/compile.hpp"

#include <algorithm>

#include "compiler.hpp"

namespace doudi::plan {

namespace {

const expr::ValueKind boolean_kind = expr::ValueKind::boolean;

/// Steps that compute the same from the same have the same key.
std::string key_of(const Step& step) {
    std::string key = std::string(to_string(step.op)) + "|" + std::to_string(static_cast<int>(step.kind)) + "|" + std::to_string(step.table);
    for (const Slot slot : step.inputs) key += "," + std::to_string(slot);
    key += "|" + step.number.to_string() + "|" + std::to_string(step.integer) + "|" + step.text + "|" + std::to_string(step.index) + "|" +
           std::to_string(step.cause) + "|" + std::string(base::to_string(step.mode));
    for (const bool flag : {step.has_value, step.has_where, step.has_day, step.absent_is_missing}) key += flag ? '1' : '0';
    return key;
}

}  // namespace

base::Result<Plan> compile(const policy::Policy& policy, base::Month month, table::Words& words, const std::vector<expr::Meaning>& wanted) {
    return Compiler(policy, month, words).run(wanted, {true, true});
}

base::Result<Plan> compile_only(const policy::Policy& policy, base::Month month, table::Words& words, const std::vector<expr::Meaning>& wanted, bool checks) {
    const auto is_benefit = [](const expr::Meaning& one) { return one.kind == expr::MeaningKind::benefit; };
    return Compiler(policy, month, words).run(wanted, {false, checks || std::any_of(wanted.begin(), wanted.end(), is_benefit)});
}

base::Result<Plan> Compiler::run(const std::vector<expr::Meaning>& wanted, Extent extent) {
    plan_.input_causes.resize(policy_.entities.size());
    for (const policy::Entity& entity : policy_.entities) {
        plan_.parents.push_back(entity.parent);
        plan_.row_causes.push_back(entity.of_register < 0 ? -1 : cause("unknown", entity.name));
    }
    for (const policy::Input& input : policy_.inputs)
        plan_.input_causes[static_cast<std::size_t>(input.table)].push_back((input.in_register.value_or(input.presence) == policy::Presence::unknown) ? cause("unknown", input.name) : -1);
    for (std::size_t i = 0; extent.all_benefits && i < policy_.benefits.size(); ++i) benefit(static_cast<int>(i));
    for (const expr::Meaning& one : wanted) meaning(one);
    if (extent.checks) checks();
    if (extent.all_benefits) indicators();
    finish_states(wanted, extent);
    if (diagnostics_.has_errors()) return diagnostics_;
    std::erase_if(plan_.benefits, [](const BenefitPlan& one) { return one.benefit < 0; });  // those that nobody wants
    for (const auto& [what, slot] : meanings_) plan_.named.emplace_back(what, slot);
    return {std::move(plan_), std::move(diagnostics_)};
}

Slot Plan::find(const expr::Meaning& meaning) const {
    for (const auto& [what, slot] : named)
        if (what == meaning) return slot;
    return no_slot;
}

// --- steps ---

Slot Compiler::add(Step step) {
    for (const Slot input : step.inputs) {
        if (input == no_slot) return no_slot;  // its error is reported already
        if (step.op < StepOp::sum || step.op > StepOp::only) step.table = join(step.table, table_of(input));
    }
    const auto [found, is_new] = same_.emplace(key_of(step), static_cast<Slot>(plan_.steps.size()));
    if (!is_new) return found->second;
    step.owner = owner_.first;
    step.span = owner_.second;
    plan_.steps.push_back(std::move(step));
    return found->second;
}

Slot Compiler::constant(const base::Rational& number) {
    Step step;
    step.number = number;
    return add(std::move(step));
}
Slot Compiler::constant_of(expr::ValueKind kind, std::int64_t integer) {
    Step step;
    step.kind = kind;
    step.integer = integer;
    return add(std::move(step));
}
Slot Compiler::constant_bool(bool value) { return constant_of(boolean_kind, value ? 1 : 0); }
Slot Compiler::constant_code(const std::string& word) {
    Step step;
    step.kind = expr::ValueKind::code;
    step.integer = words_.intern(word);
    step.text = word;
    return add(std::move(step));
}
Slot Compiler::step(StepOp op, expr::ValueKind kind, std::vector<Slot> inputs) {
    Step step;
    step.op = op;
    step.kind = kind;
    step.inputs = std::move(inputs);
    return add(std::move(step));
}
Slot Compiler::all_of(const std::vector<Slot>& conditions) {
    Slot result = no_slot;
    for (const Slot one : conditions)
        if (one != no_slot) result = result == no_slot ? one : step(StepOp::and_, boolean_kind, {result, one});
    return result == no_slot ? constant_bool(true) : result;
}
Slot Compiler::select(Slot condition, Slot then, Slot otherwise) {
    if (then == no_slot) return no_slot;
    return step(StepOp::select, kind_of(then), {condition, then, otherwise});
}

int Compiler::cause(const std::string& kind, const std::string& what) {
    const std::string name = kind + "." + what;
    const auto found = std::find(plan_.causes.begin(), plan_.causes.end(), name);
    if (found == plan_.causes.end()) plan_.causes.push_back(name);
    return static_cast<int>(std::find(plan_.causes.begin(), plan_.causes.end(), name) - plan_.causes.begin());
}

// --- names ---

Slot Compiler::meaning(const expr::Meaning& what) {
    if (const auto found = meanings_.find(what); found != meanings_.end()) return found->second;
    const Slot slot = new_meaning(what);
    meanings_.emplace(what, slot);
    return slot;
}

Slot Compiler::new_meaning(const expr::Meaning& what) { return overridden(own_meaning(what), what, nullptr); }

Slot Compiler::overridden(Slot slot, const expr::Meaning& meaning, const policy::Condition* condition) {
    for (std::size_t i = 0; i < overridables_.size() && slot != no_slot; ++i) {
        const policy::Overridable& one = overridables_[i];
        if (condition != nullptr ? one.condition != condition : one.condition != nullptr || one.meaning != meaning) continue;
        Step step;
        step.op = StepOp::overridden;
        step.kind = kind_of(slot);
        step.table = one.table;   // a formula may rest on less: the household's value, decided for one person
        step.index = static_cast<int>(i);
        step.inputs = {slot};
        return add(std::move(step));
    }
    return slot;
}

Slot Compiler::own_meaning(const expr::Meaning& what) {
    if (what.memory == expr::Memory::since) return months_since(what.id);
    if (what.memory == expr::Memory::year_to_date) {
        expr::Meaning summed = what;
        summed.memory = expr::Memory::none;
        const Slot now = meaning(summed);
        return step(StepOp::add, expr::ValueKind::number, {earlier_this_year(summed, declared_table(summed)), now});
    }
    switch (what.kind) {
        case expr::MeaningKind::input: {
            const policy::Input& input = policy_.inputs[static_cast<std::size_t>(what.id)];
            Step step;
            step.op = StepOp::input;
            step.kind = input.type.kind;
            step.table = input.table;
            step.index = static_cast<int>(column_of(policy_, what.id));
            const Owner owner(*this, input.name, input.span);
            return add(std::move(step));
        }
        case expr::MeaningKind::variable: return variable(what.id);
        case expr::MeaningKind::benefit: {
            benefit(what.id);
            const BenefitPlan& plan = plan_.benefits[static_cast<std::size_t>(what.id)];
            switch (what.field) {
                case expr::BenefitField::eligible: return plan.eligible;
                case expr::BenefitField::amount: return plan.amount;
                case expr::BenefitField::status: return plan.status;
                case expr::BenefitField::part: return plan.part_amounts[static_cast<std::size_t>(what.part)];
            }
            return no_slot;
        }
        case expr::MeaningKind::month: return constant_of(expr::ValueKind::month, plan_.month.ordinal);
        case expr::MeaningKind::parameter:
        case expr::MeaningKind::none:
        case expr::MeaningKind::code_value: break;
    }
    return no_slot;
}

Slot Compiler::variable(int id) {
    const policy::Variable& variable = policy_.variables[static_cast<std::size_t>(id)];
    const policy::DatedFormula* formula = nullptr;
    for (const policy::DatedFormula& candidate : variable.formulas)
        if (!candidate.from || *candidate.from <= plan_.month.first_day()) formula = &candidate;
    if (formula == nullptr) {
        diagnostics_.error("formula-not-begun", variable.span, {variable.law + "." + variable.name, plan_.month.to_string()});
        return no_slot;
    }
    const Owner owner(*this, variable.law + "." + variable.name, formula->span);
    return expression(formula->expression);
}

// --- formulas ---

Slot Compiler::expression(const expr::Expr& e) {
    if (const auto found = plan_.slot_of_expression.find(&e); found != plan_.slot_of_expression.end()) return found->second;
    const Slot slot = new_expression(e);
    plan_.slot_of_expression.emplace(&e, slot);
    return slot;
}

Slot Compiler::new_expression(const expr::Expr& e) {
    switch (e.kind) {
        case expr::ExprKind::number: return constant(e.number);
        case expr::ExprKind::boolean: return constant_bool(!e.number.is_zero());
        case expr::ExprKind::date: return constant_of(expr::ValueKind::date, e.number.to_int64().value_or(0));
        case expr::ExprKind::text: return constant_code(e.text);
        case expr::ExprKind::name:
        case expr::ExprKind::indexed:
        case expr::ExprKind::bracket: return e.meaning.kind == expr::MeaningKind::parameter ? lookup(e, no_slot, false) : meaning(e.meaning);
        case expr::ExprKind::member: return member(e);
        case expr::ExprKind::negate: return step(StepOp::negate, e.type.kind, {expression(e.args[0])});
        case expr::ExprKind::not_: return step(StepOp::not_, boolean_kind, {expression(e.args[0])});
        case expr::ExprKind::binary: return binary(e);
        case expr::ExprKind::in_list: return in_list(e);
        case expr::ExprKind::in_range: {
            const Slot value = expression(e.args[0]);
            const Slot from = step(StepOp::greater_equal, boolean_kind, {value, expression(e.args[1])});
            return step(StepOp::and_, boolean_kind, {from, step(StepOp::less_equal, boolean_kind, {value, expression(e.args[2])})});
        }
        case expr::ExprKind::convert: {
            Step scale;
            scale.op = StepOp::scale;
            scale.number = e.factor;
            scale.inputs = {expression(e.args[0])};
            return add(std::move(scale));
        }
        case expr::ExprKind::if_:
        case expr::ExprKind::choose: return choose(e);
        case expr::ExprKind::call: return call(e);
        case expr::ExprKind::aggregate: return aggregate(e);
    }
    return no_slot;
}

Slot Compiler::binary(const expr::Expr& e) {
    if (e.op == expr::Op::add || e.op == expr::Op::subtract) return additive(e);
    if (e.op == expr::Op::at) return lookup(e.args[0], expression(e.args[1]), false);
    if (e.op == expr::Op::default_) return step(StepOp::default_, e.type.kind, {maybe_absent(e.args[0]), expression(e.args[1])});
    static const std::map<expr::Op, StepOp> ops = {{expr::Op::and_, StepOp::and_},       {expr::Op::or_, StepOp::or_},
                                                   {expr::Op::multiply, StepOp::multiply}, {expr::Op::divide, StepOp::divide},
                                                   {expr::Op::equal, StepOp::equal},     {expr::Op::not_equal, StepOp::not_equal},
                                                   {expr::Op::less, StepOp::less},       {expr::Op::less_equal, StepOp::less_equal},
                                                   {expr::Op::greater, StepOp::greater}, {expr::Op::greater_equal, StepOp::greater_equal}};
    Step result;
    result.op = ops.at(e.op);
    result.kind = e.type.kind;
    result.inputs = {expression(e.args[0]), expression(e.args[1])};
    if (result.op == StepOp::divide) result.cause = cause("divided_by_zero", owner_.first.substr(owner_.first.find('.') + 1));
    return scaled(add(std::move(result)), e.factor);
}

/// Times what units of years and months multiply a product by; mostly 1, which needs no step.
Slot Compiler::scaled(Slot slot, const base::Rational& factor) {
    if (factor == 1 || slot == no_slot) return slot;
    Step scale;
    scale.op = StepOp::scale;
    scale.number = factor;
    scale.inputs = {slot};
    return add(std::move(scale));
}

Slot Compiler::additive(const expr::Expr& e) {
    const Slot left = expression(e.args[0]);
    Slot right = expression(e.args[1]);
    const bool minus = e.op == expr::Op::subtract;
    const expr::ValueKind kind = e.args[0].type.kind;
    if (kind == expr::ValueKind::number) return step(minus ? StepOp::subtract : StepOp::add, kind, {left, right});
    if (e.args[1].type.kind == kind) return step(kind == expr::ValueKind::month ? StepOp::month_difference : StepOp::date_difference, expr::ValueKind::number, {left, right});
    if (minus) right = step(StepOp::negate, expr::ValueKind::number, {right});
    Step result;
    result.kind = kind;
    const bool months = e.args[1].type.unit == expr::parse_unit("month")->unit;
    result.op = kind == expr::ValueKind::month ? StepOp::month_plus : months ? StepOp::date_plus_months : StepOp::date_plus_days;
    result.inputs = {left, right};
    result.cause = cause("bad_date", owner_.first.substr(owner_.first.find('.') + 1));
    return add(std::move(result));
}

Slot Compiler::member(const expr::Expr& e) {
    const Slot month = expression(e.args[0]);
    if (e.text == "start") return step(StepOp::month_start, expr::ValueKind::date, {month});
    if (e.text == "end") return step(StepOp::month_end, expr::ValueKind::date, {month});
    return step(e.text == "number" ? StepOp::month_number : StepOp::month_year, expr::ValueKind::number, {month});
}

Slot Compiler::in_list(const expr::Expr& e) {
    const Slot value = expression(e.args[0]);
    Slot result = no_slot;
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        const Slot one = step(StepOp::equal, boolean_kind, {value, expression(e.args[i])});
        result = result == no_slot ? one : step(StepOp::or_, boolean_kind, {result, one});
    }
    return result;
}

/// if and choose: selections from the last row up.
Slot Compiler::choose(const expr::Expr& e) {
    Slot result = expression(e.args.back());
    for (std::size_t i = e.args.size() - 1; i >= 2; i -= 2) {
        if (!e.in_force.empty() && !is_in_force(e.in_force[i / 2 - 1])) continue;
        result = step(StepOp::select, e.type.kind, {expression(e.args[i - 2]), expression(e.args[i - 1]), result});
    }
    return result;
}

Slot Compiler::call(const expr::Expr& e) {
    const std::string& f = e.text;
    if (f == "previous") return previous(e);
    if (f == "year_to_date") return earlier_this_year(e.args[0].meaning, e.table);
    if (f == "known") return step(StepOp::known, boolean_kind, {maybe_absent(e.args[0])});
    if (f == "round") {
        Step result;
        result.op = StepOp::round;
        result.mode = base::rounding_mode_of(e.args[2].text).value_or(base::RoundingMode::half_up);
        result.inputs = {expression(e.args[0]), expression(e.args[1])};
        result.cause = cause("bad_rounding_step", owner_.first.substr(owner_.first.find('.') + 1));
        return add(std::move(result));
    }
    if (f == "starts_with") {
        Step result;
        result.op = StepOp::starts_with;
        result.kind = boolean_kind;
        result.text = e.args[1].text;
        result.inputs = {expression(e.args[0])};
        return add(std::move(result));
    }
    std::vector<Slot> values;
    for (const expr::Expr& arg : e.args) values.push_back(expression(arg));
    if (f == "clamp") return step(StepOp::least, e.type.kind, {step(StepOp::greatest, e.type.kind, {values[0], values[1]}), values[2]});
    if (f == "min" || f == "max") {
        Slot result = values[0];
        for (std::size_t i = 1; i < values.size(); ++i) result = step(f == "min" ? StepOp::least : StepOp::greatest, e.type.kind, {result, values[i]});
        return result;
    }
    if (f == "age" && values.size() == 1) values.push_back(constant_of(expr::ValueKind::date, plan_.month.first_day().days));
    if (f == "age") {
        Step result;
        result.op = StepOp::age;
        result.integer = policy_.leap_birthday == base::LeapBirthday::february_28 ? 1 : 0;
        result.inputs = std::move(values);
        return add(std::move(result));
    }
    static const std::map<std::string, StepOp> ops = {{"abs", StepOp::abs},   {"floor", StepOp::floor}, {"ceil", StepOp::ceil},
                                                      {"valid_resident_id", StepOp::valid_resident_id}, {"months_between", StepOp::months_between},
                                                      {"month_of", StepOp::month_of}};
    if (f == "months_between" && e.args[0].type.kind == expr::ValueKind::month) return step(StepOp::month_difference, e.type.kind, {values[1], values[0]});
    return step(ops.at(f), e.type.kind, values);
}

Slot Compiler::aggregate(const expr::Expr& e) {
    Step result;
    static const std::map<std::string, StepOp> ops = {{"sum", StepOp::sum}, {"count", StepOp::count}, {"any", StepOp::any},
                                                      {"all", StepOp::all}, {"min", StepOp::min},     {"max", StepOp::max}, {"only", StepOp::only}};
    result.op = ops.at(e.text);
    result.kind = e.type.kind;
    result.table = e.table;
    result.index = e.rows;
    if (result.op == StepOp::only) result.cause = cause("several", owner_.first.substr(owner_.first.find('.') + 1));
    result.has_value = e.has_value;
    result.has_where = e.has_where;
    for (const expr::Expr& arg : e.args) result.inputs.push_back(expression(arg));
    return add(std::move(result));
}

Slot Compiler::maybe_absent(const expr::Expr& e) {
    const bool is_at = e.kind == expr::ExprKind::binary && e.op == expr::Op::at;
    if (is_at) return lookup(e.args[0], expression(e.args[1]), true);
    if (e.meaning.kind == expr::MeaningKind::parameter) return lookup(e, no_slot, true);
    return expression(e);
}

}  // namespace doudi::plan
