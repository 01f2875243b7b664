// Makes batches from cells as the population's reader does, runs the plan of the month, prints rows as entitlements.csv.
// Nothing is computed here.
#include "properties/engine_side.hpp"

#include <map>
#include <stdexcept>

#include "doudi/engine/run.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/population/read.hpp"
#include "doudi/table/result.hpp"

namespace doudi::properties {

struct EngineSide::Machine {
    explicit Machine(const policy::Policy& given) : policy(given), schema(plan::schema_of(policy)) {}
    const policy::Policy policy;
    table::Schema schema;
    table::Words words;
    std::map<base::Month, plan::Plan> plans;
    std::optional<engine::State> state;

    const plan::Plan& plan_of(base::Month month);
    void add_cells(const oracle::Cells& cells, std::size_t table, table::Batch& batch);
    table::Batch batch_of(const std::vector<oracle::Household>& households);
    void add_records(const std::vector<oracle::Household>& households, std::size_t table, table::Batch& batch);
    [[nodiscard]] oracle::Row row_of(const table::Entitlement& entitlement, const table::Batch& batch) const;
};

namespace {

struct Refused {
    std::string why;
};

void add_cell(const std::string& text, const table::ColumnSpec& spec, table::Words& words, table::Column& column) {
    population::Cell cell;
    if (population::parse_cell(text, spec, words, cell))
        throw std::runtime_error("the reader refuses " + spec.name + ": " + text);
    if (spec.kind == table::ColumnKind::number)
        column.numbers.push_back(cell.number);
    else
        column.integers.push_back(cell.integer);
    column.standing.push_back(cell.standing);
}

}  // namespace

const plan::Plan& EngineSide::Machine::plan_of(base::Month month) {
    const auto known = plans.find(month);
    if (known != plans.end()) return known->second;
    auto compiled = plan::compile(policy, month, words);
    if (!compiled.ok()) throw Refused{compiled.diagnostics().items().front().code};
    return plans.emplace(month, std::move(*compiled)).first->second;
}

void EngineSide::Machine::add_cells(const oracle::Cells& cells, std::size_t table, table::Batch& batch) {
    const std::vector<table::ColumnSpec>& specs = schema.tables[table].columns;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (specs[i].ignored) continue;
        const auto cell = cells.find(specs[i].name);
        add_cell(cell == cells.end() ? std::string() : cell->second, specs[i], words, batch.columns[table][i]);
    }
}

table::Batch EngineSide::Machine::batch_of(const std::vector<oracle::Household>& households) {
    table::Batch batch;
    for (const table::TableSpec& spec : schema.tables) {
        batch.columns.emplace_back(spec.columns.size());
        for (std::size_t i = 0; i < spec.columns.size(); ++i) batch.columns.back()[i].kind = spec.columns[i].kind;
    }
    for (const oracle::Household& household : households) {
        batch.household_ids.push_back(household.id);
        batch.household_lines.push_back(0);
        batch.first_person.push_back(static_cast<std::uint32_t>(batch.person_ids.size()));
        add_cells(household.cells, 0, batch);
        for (const auto& person : household.persons) {
            batch.person_ids.push_back(person.id);
            batch.person_lines.push_back(0);
            add_cells(person.cells, 1, batch);
        }
    }
    batch.first_person.push_back(static_cast<std::uint32_t>(batch.person_ids.size()));
    for (std::size_t table = 2; table < schema.tables.size(); ++table) add_records(households, table, batch);
    return batch;
}

/// The rows of a record table, household after household or person after person.
void EngineSide::Machine::add_records(const std::vector<oracle::Household>& households, std::size_t table, table::Batch& batch) {
    const bool of_person = schema.tables[table].parent_key == schema.tables[1].key;
    table::Records& rows = batch.records.emplace_back();
    rows.parent = of_person ? 1 : 0;
    const auto add = [&](const oracle::Household& household, const std::string& person) {
        for (const auto& record : household.records) {
            if (record.table != schema.tables[table].name || record.person_id != person) continue;
            rows.ids.push_back(record.id);
            rows.lines.push_back(0);
            add_cells(record.cells, table, batch);
        }
        rows.first.push_back(static_cast<std::uint32_t>(rows.ids.size()));
    };
    for (const oracle::Household& household : households) {
        if (!of_person) add(household, "");
        for (std::size_t i = 0; of_person && i < household.persons.size(); ++i) add(household, household.persons[i].id);
    }
}

EngineSide::EngineSide(const policy::Policy& policy) : machine_(std::make_unique<Machine>(policy)) {}
EngineSide::~EngineSide() = default;

void EngineSide::begin() { machine_->state.reset(); }

oracle::Row EngineSide::Machine::row_of(const table::Entitlement& entitlement, const table::Batch& batch) const {
    const auto text_of = [](const base::Rational& amount) {
        return amount.decimals(2) ? amount.to_fixed(2) : amount.to_string();
    };
    const policy::Benefit& benefit = policy.benefits.at(static_cast<std::size_t>(entitlement.benefit));
    oracle::Row row;
    row.household_id = batch.household_ids.at(entitlement.household);
    if (entitlement.person >= 0) row.person_id = batch.person_ids.at(static_cast<std::size_t>(entitlement.person));
    row.benefit = benefit.name;
    row.status = table::to_string(entitlement.status);
    const bool decided = entitlement.status != table::Status::undecided;
    if (decided) row.amount = text_of(entitlement.amount);
    if (decided && entitlement.status != table::Status::ineligible && benefit.has_named_parts())
        for (std::size_t i = 0; i < benefit.parts.size(); ++i)
            row.parts += (i == 0 ? "" : ";") + benefit.parts[i].name + "=" + text_of(entitlement.parts.at(i));
    for (const std::string& reason : entitlement.reasons) row.reasons += (row.reasons.empty() ? "" : ";") + reason;
    return row;
}

Answer EngineSide::compute(base::Month month, const std::vector<oracle::Household>& households) {
    Machine& machine = *machine_;
    Answer answer;
    try {
        const plan::Plan& plan = machine.plan_of(month);
        const table::Batch batch = machine.batch_of(households);
        if (!machine.state) machine.state.emplace(month + -1);
        const engine::Frame frame = engine::evaluate(plan, batch, *machine.state, machine.words);
        const engine::Settled settled = engine::settle(frame, machine.policy, machine.words);
        if (!settled.not_stated.empty()) throw Refused{settled.not_stated.front().parameter};
        for (const table::Entitlement& row : settled.rows) answer.rows.push_back(machine.row_of(row, batch));
        engine::State next = machine.state->next();
        engine::carry(frame, machine.words, next);
        machine.state = std::move(next);
    } catch (const Refused& refused) {
        answer.refused = refused.why;
    }
    return answer;
}

}  // namespace doudi::properties
