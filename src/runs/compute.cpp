// Evaluates every batch of every month and formats the rows; batches come back in input order.
// How they are spread over cores stands in batches.cpp, how files come into place in place.cpp.

#include "doudi/runs/compute.hpp"

#include <algorithm>
#include <set>

#include "batches.hpp"
#include "checks_found.hpp"
#include "doudi/base/text.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/policy/known_on.hpp"
#include "doudi/report/values.hpp"
#include "population_notes.hpp"

namespace doudi::runs {

namespace {

using table::Status;

struct VariableColumn {
    std::string header;
    expr::Meaning meaning;
    std::optional<policy::Print> print;
};
struct VariableColumns {
    std::vector<VariableColumn> of_household;
    std::vector<VariableColumn> of_person;
};

/// What one batch of households adds to the month's files.
struct BatchOutput {
    std::string entitlements;
    std::string household_variables;
    std::string person_variables;
    report::Totals totals;
    report::Breakdown breakdown;
    report::Indicators indicators;
    report::Funding funding;
    std::vector<Need> unfunded;                   // benefits whose shares cannot be used, and where
    engine::State state{base::Month{}};
    ChecksFound checks;
    std::vector<Need> needs;                      // figures that nothing states
    base::Rational paid;                          // control: sum of the amounts as written
    std::uint64_t rows = 0;                       // control: of every status
};

std::string row_text(const table::Entitlement& row, const table::Batch& batch, const policy::Benefit& benefit, const std::string& month) {
    std::string parts;
    const bool has_amount = row.status != Status::ineligible && row.status != Status::undecided;
    for (std::size_t i = 0; has_amount && benefit.has_named_parts() && i < row.parts.size(); ++i)
        parts += (i > 0 ? ";" : "") + benefit.parts[i].name + "=" + report::amount_of(benefit, row.parts[i]);
    base::Rational rest = row.amount;
    for (const base::Rational& one : row.parts) rest -= one;
    if (!parts.empty() && !rest.is_zero()) parts += ";rounding=" + report::amount_of(benefit, rest);  // of total_round and minimum: parts add up
    const std::string amount = row.status == Status::undecided ? "" : report::amount_of(benefit, row.amount);
    return report::csv_row({month, batch.household_ids[row.household], row.person < 0 ? "" : batch.person_ids[static_cast<std::size_t>(row.person)], benefit.name,
                            std::string(table::to_string(row.status)), amount, parts, base::join(row.reasons, ";")});
}

class MonthComputer {
public:
    MonthComputer(const policy::Policy& policy, const ComputeOptions& options, const VariableColumns& variables, const std::vector<report::Dimension>& dimensions,
                  const table::Words& words, const MonthContext& context)
        : policy_(policy), options_(options), variables_(variables), dimensions_(dimensions), words_(words), context_(context) {
        region_ = slot_of_role(policy, *context.plan, "region");
        size_ = slot_of_role(policy, *context.plan, "size");
    }

    BatchOutput compute(const table::Batch& batch) const {
        BatchOutput output;
        output.breakdown = report::Breakdown(dimensions_);
        const engine::Frame frame = engine::evaluate(*context_.plan, batch, *context_.before, words_);
        const engine::Settled settled = engine::settle(frame, policy_, words_);
        const std::string month = context_.month.to_string();
        output.indicators.add(frame, region_, words_);
        output.checks = checks_found(policy_, frame, settled, *context_.population, words_);
        for (const table::Entitlement& row : settled.rows) {
            if (output.checks.households_aside > 0 && frame.is_set_aside(row.household)) continue;
            output.totals.add(row, frame, region_, size_, words_);
            add_funding(row, frame, output);
            if (!dimensions_.empty()) output.breakdown.add(row, frame, size_, words_);
            ++output.rows;
            output.paid += row.status == Status::eligible ? row.amount : base::Rational(0);
            if (row.status != Status::ineligible || options_.all_rows)
                output.entitlements += row_text(row, batch, policy_.benefits[static_cast<std::size_t>(row.benefit)], month);
        }
        output.totals.count(batch.households() - output.checks.households_aside, batch.persons() - output.checks.persons_aside);
        output.household_variables = variables(frame, variables_.of_household, expr::household_table);
        output.person_variables = variables(frame, variables_.of_person, expr::person_table);
        for (const engine::NotStated& one : settled.not_stated) output.needs.push_back({one.parameter, region_of(frame, region_, one.household, words_)});
        output.state = engine::State(context_.month);
        engine::carry(frame, words_, output.state);
        return output;
    }

private:
    void add_funding(const table::Entitlement& row, const engine::Frame& frame, BatchOutput& output) const {
        const policy::Benefit& law = policy_.benefits[static_cast<std::size_t>(row.benefit)];
        if (law.funding.empty()) return;
        const std::string region = region_of(frame, region_, row.household, words_);
        if (!output.funding.add(plan_of(*context_.plan, row.benefit), row, region, frame)) output.unfunded.push_back({law.name, region});
    }

    std::string variables(const engine::Frame& frame, const std::vector<VariableColumn>& columns, expr::TableId table) const {
        std::string csv;
        for (std::size_t row = 0; !columns.empty() && row < frame.rows(table); ++row) {
            const bool person = table == expr::person_table;
            const std::size_t household = person ? frame.household_of(row) : row;
            if (frame.is_set_aside(household)) continue;
            std::vector<std::string> cells = {context_.month.to_string(), frame.batch->household_ids[household]};
            if (person) cells.push_back(frame.batch->person_ids[row]);
            for (const VariableColumn& column : columns) {
                const plan::Slot slot = context_.plan->find(column.meaning);
                cells.push_back(report::file_value(frame, slot, frame.row_of(slot, table, row), words_, column.print));
            }
            csv += report::csv_row(cells);
        }
        return csv;
    }

    const policy::Policy& policy_;
    const ComputeOptions& options_;
    const VariableColumns& variables_;
    const std::vector<report::Dimension>& dimensions_;
    const table::Words& words_;
    const MonthContext& context_;
    plan::Slot region_ = plan::no_slot;
    plan::Slot size_ = plan::no_slot;
};

bool find_columns(const policy::Policy& policy, const std::vector<std::string>& names, expr::TableId table, std::vector<VariableColumn>& columns, base::Diagnostics& diagnostics) {
    for (const std::string& name : names) {
        const auto found = policy.find(name);
        if (found.size() != 1 || (found.front().kind != expr::MeaningKind::variable && found.front().kind != expr::MeaningKind::input)) {
            std::vector<std::string> known;
            for (const policy::Variable& variable : policy.variables) known.push_back(variable.name);
            for (const policy::Input& input : policy.inputs) known.push_back(input.name);
            auto& error = diagnostics.error(found.size() > 1 ? "ambiguous-name" : "unknown-name", {}, {base::shown(name)});
            if (const auto near = base::nearest(name, known)) error.with_help("help-did-you-mean", {*near});
            continue;
        }
        VariableColumn column{name, found.front(), {}};
        const bool variable = found.front().kind == expr::MeaningKind::variable;
        const auto at = static_cast<std::size_t>(found.front().id);
        const expr::TableId own = variable ? policy.variables[at].table : policy.inputs[at].table;
        if (variable) column.print = policy.variables[at].print;
        if (own > table) diagnostics.error("not-of-household", {}, {name});
        columns.push_back(std::move(column));
    }
    return !diagnostics.has_errors();
}

std::string state_csv(const engine::State& state, const plan::Plan& plan) {
    std::string csv = "month,household_id,person_id,name,value,unknown\n";
    std::vector<const plan::StateEntry*> entries;
    for (const plan::StateEntry& entry : plan.states) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    for (const std::string& key : state.sorted_keys()) {
        const std::size_t end = key.find('\0');
        for (const plan::StateEntry* entry : entries) {
            const auto column = state.find_column(entry->name);
            const engine::StateValue* value = column ? state.find(key, *column) : nullptr;
            if (value == nullptr) continue;
            csv += report::csv_row({state.month().to_string(), key.substr(0, end), key.substr(end + 1), entry->name, engine::to_text(*value, entry->kind), base::join(value->causes, ";")});
        }
    }
    return csv;
}

/// Every household once, every unit with each benefit in force, and the sum of the rows is the sum of the totals.
void check_control_totals(const std::vector<BatchOutput>& outputs, const report::Totals& totals, const policy::Policy& policy, const population::Population& population, const ChecksFound& checks, base::Month month) {
    const std::uint64_t households = population.households - checks.households_aside;
    const std::uint64_t persons = population.persons - checks.persons_aside;
    std::uint64_t rows = 0;
    base::Rational paid;
    for (const BatchOutput& output : outputs) {
        rows += output.rows;
        paid += output.paid;
    }
    base::Rational total;
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < policy.benefits.size(); ++i) {
        total += totals.sum(static_cast<int>(i), Status::eligible).amount;
        if (!policy.benefits[i].in_force.on(month.first_day())) continue;
        expected += policy.benefits[i].to == expr::household_table ? households : persons;
    }
    base::ensure(totals.households() == households && totals.persons() == persons, "every household of the input was computed once");
    base::ensure(rows == expected, "every unit has a row for each of its benefits");
    base::ensure(paid == total, "the rows add up to the totals");
}

/// Each benefit and region once.
base::Diagnostics unfunded_errors(const std::vector<BatchOutput>& outputs, const policy::Policy& policy, base::Month month) {
    std::set<std::pair<std::string, std::string>> told;
    base::Diagnostics errors;
    for (const BatchOutput& output : outputs)
        for (const Need& one : output.unfunded)
            if (told.emplace(one.parameter, one.region).second)
                errors.error("funding-broken", policy.named(policy.find(one.parameter).front())->span, {one.parameter, one.region, month.to_string()});
    return errors;
}

std::string header_of(const std::vector<VariableColumn>& columns, std::vector<std::string> cells) {
    for (const VariableColumn& column : columns) cells.push_back(column.header);
    return report::csv_row(cells);
}

/// What was assumed, noted, or held, of the month as a whole and of single households.
std::string checks_csv(const MonthContext& context, const std::vector<population::Remark>& remarks) {
    std::string csv = "month,check,severity,household_id,person_id,message\n";
    const std::string month = context.month.to_string();
    if (context.held_still)
        csv += report::csv_row({month, "facts_held_still", "note", "", "", report::text(report::Language::en, "facts-held-still")});
    csv += conversion_rows(context.population->conversions, context.month);
    for (const population::Remark& one : remarks)
        csv += report::csv_row({month, one.name(), std::string(population::to_string(one.weight)), one.household_id, one.person_id,
                                report::text(report::Language::en, one.told.code, one.told.args)});
    return csv;
}

MonthResult assemble(const policy::Policy& policy, const VariableColumns& variables, const std::vector<report::Dimension>& dimensions, const MonthContext& context, const std::vector<BatchOutput>& outputs, ChecksFound checks, const engine::State& next) {
    MonthResult result;
    result.month = context.month;
    result.held_still = context.held_still;
    result.inputs = context.files;
    if (!dimensions.empty()) result.breakdown = report::Breakdown(dimensions);
    std::string& entitlements = result.files["entitlements.csv"] = "month,household_id,person_id,benefit,status,amount,parts,reasons\n";
    std::string of_household = header_of(variables.of_household, {"month", "household_id"});
    std::string of_person = header_of(variables.of_person, {"month", "household_id", "person_id"});
    for (const BatchOutput& output : outputs) {
        entitlements += output.entitlements;
        of_household += output.household_variables;
        of_person += output.person_variables;
        result.totals.add(output.totals);
        result.indicators.add(output.indicators);
        result.funding.add(output.funding);
        if (result.breakdown) result.breakdown->add(output.breakdown);
    }
    if (!variables.of_household.empty()) result.files["variables-household.csv"] = std::move(of_household);
    if (!variables.of_person.empty()) result.files["variables-person.csv"] = std::move(of_person);
    check_control_totals(outputs, result.totals, policy, *context.population, checks, context.month);
    result.files["summary.csv"] = result.breakdown ? result.breakdown->summary_csv(context.month, policy) : result.totals.summary_csv(context.month, policy);
    result.files["reasons.csv"] = result.totals.reasons_csv(context.month, policy);
    result.remarks = context.population->remarks;
    result.remarks.insert(result.remarks.end(), std::make_move_iterator(checks.remarks.begin()), std::make_move_iterator(checks.remarks.end()));
    result.files["checks.csv"] = checks_csv(context, result.remarks);
    result.conversions = context.population->conversions;
    result.quarantined = context.population->quarantined;
    result.quarantined.insert(result.quarantined.end(), std::make_move_iterator(checks.aside.begin()), std::make_move_iterator(checks.aside.end()));
    result.households_set_aside = context.population->households_set_aside + checks.households_aside;
    if (!context.plan->indicators.empty()) result.files["indicators.csv"] = result.indicators.csv(context.month, policy);
    if (!result.funding.empty()) result.files["funding.csv"] = result.funding.csv(context.month, policy);
    if (!context.plan->states.empty()) result.files["state.csv"] = state_csv(next, *context.plan);
    return result;
}

}  // namespace

Outcome compute(const policy::Policy& given, const ComputeOptions& options, Computed& computed) {
    const policy::Policy policy = policy::known_on(given, options.history.known_on);
    VariableColumns variables;
    base::Diagnostics diagnostics;
    find_columns(policy, options.household_variables, expr::household_table, variables.of_household, diagnostics);
    find_columns(policy, options.person_variables, expr::person_table, variables.of_person, diagnostics);
    std::vector<report::Dimension> dimensions;
    if (!options.by.empty()) {
        auto read = report::read_dimensions(policy, options.by);
        if (read) dimensions = std::move(*read);
        diagnostics.append(std::move(read.diagnostics()));
    }
    if (diagnostics.has_errors()) return Outcome::failed(Trouble::words, std::move(diagnostics));
    std::vector<expr::Meaning> wanted = roles_of_sums(policy);
    for (const report::Dimension& dimension : dimensions)
        if (dimension.kind == report::Dimension::Kind::value) wanted.push_back(dimension.meaning);
    for (const auto* columns : {&variables.of_household, &variables.of_person})
        for (const VariableColumn& column : *columns) wanted.push_back(column.meaning);
    const unsigned threads = threads_of(options.threads);
    population::Facts facts = facts_of(policy, options.history);
    History history(policy, options.history, wanted, facts);
    return history.walk([&](const MonthContext& context, engine::State& next) -> Outcome {
        const MonthComputer computer(policy, options, variables, dimensions, history.words(), context);
        std::vector<BatchOutput> outputs(context.population->batches.size());
        on_threads(threads, outputs.size(), [&](std::size_t i) { outputs[i] = computer.compute(context.population->batches[i]); });
        std::vector<Need> needs;
        for (const BatchOutput& output : outputs) needs.insert(needs.end(), output.needs.begin(), output.needs.end());
        if (auto refused = not_stated_errors(needs, policy, context.month); refused.has_errors()) return Outcome::failed(Trouble::policy, std::move(refused));
        if (auto refused = unfunded_errors(outputs, policy, context.month); refused.has_errors()) return Outcome::failed(Trouble::policy, std::move(refused));
        ChecksFound checks;
        for (BatchOutput& output : outputs) checks.add(std::move(output.checks));
        if (Outcome refused = allowed_aside(checks, *context.population, options.history.quarantine); !refused.ok()) return refused;
        for (BatchOutput& output : outputs) next.absorb(std::move(output.state));
        computed.months.push_back(assemble(policy, variables, dimensions, context, outputs, std::move(checks), next));
        if (options.history.quarantine > 0) computed.months.back().files["quarantine.csv"] = quarantine_csv(computed.months.back().quarantined);
        return {};
    });
}

}  // namespace doudi::runs
