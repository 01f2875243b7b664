// Runs one worked case: its cells to a batch of one household, its months through the engine, state carried between them.
// Cells follow the rules of the population's tables. What was expected is compared in test_compare.cpp.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "doudi/population/read.hpp"
#include "test_case.hpp"
#include "test_compare.hpp"

namespace doudi::runs {

namespace {

const std::string household_id = "case";

using Facts = std::map<int, const policy::GivenCell*>;  // input → its cell

void put(const std::vector<policy::GivenCell>& cells, Facts& facts) {
    for (const policy::GivenCell& cell : cells) facts[cell.input] = &cell;
}

class CaseRun {
public:
    CaseRun(const policy::Policy& policy, const table::Schema& schema, table::Words& words, Plans& plans,
            const policy::Case& one, const MonthSeen& seen)
        : policy_(policy), schema_(schema), words_(words), plans_(plans), case_(one), seen_(seen), state_(one.first - 1) {
        result_.name = one.name;
        result_.span = one.span;
    }

    CaseResult run() {
        put(case_.household, household_);
        for (const policy::GivenPerson& person : case_.persons) add(person);
        for (const policy::GivenRecord& record : case_.records) add(record);
        remember();
        const std::vector<expr::Meaning> wanted = wanted_of_case();
        for (base::Month month = case_.first; month <= case_.last && result_.mistakes.empty(); month = month + 1) {
            for (const policy::CaseChange& change : case_.changes)
                if (change.month == month) apply(change);
            run_month(month, wanted);
        }
        return std::move(result_);
    }

private:
    struct Person {
        std::string key;
        base::SourceSpan span;
        Facts facts;
        bool gone = false;
    };
    struct Record : Person {
        expr::TableId table = expr::no_table;
        std::string person;
    };

    void add(const policy::GivenPerson& given) {
        auto person =
            std::find_if(persons_.begin(), persons_.end(), [&](const Person& p) { return p.key == given.key; });
        if (person == persons_.end()) {
            persons_.push_back({given.key, given.span, {}, false});
            person = persons_.end() - 1;
            put(case_.every_person, person->facts);
        }
        person->gone = false;
        put(given.cells, person->facts);
    }

    void add(const policy::GivenRecord& given) {
        const auto is_it = [&](const Record& r) { return r.table == given.table && r.key == given.key; };
        auto record = std::find_if(records_.begin(), records_.end(), is_it);
        if (record == records_.end()) {
            records_.push_back({{given.key, given.span, {}, false}, given.table, {}});
            record = records_.end() - 1;
            for (const policy::GivenRecord& every : case_.every_record)
                if (every.table == given.table) put(every.cells, record->facts);
        }
        record->gone = false;
        record->person = given.person;
        put(given.cells, record->facts);
    }

    void apply(const policy::CaseChange& change) {
        put(change.household, household_);
        for (const policy::GivenPerson& person : change.persons) add(person);
        for (const policy::GivenRecord& record : change.records) add(record);
        const auto leave = [&](Person& one) {
            if (std::find(change.gone.begin(), change.gone.end(), one.key) != change.gone.end()) one.gone = true;
        };
        for (Person& person : persons_) leave(person);
        for (Record& record : records_) leave(record);
    }

    /// The state before the first month.
    void remember() {
        for (const policy::GivenState& given : case_.state) {
            engine::StateValue value;
            value.standing = given.unknown ? table::first_unknown : given.text.empty() ? table::missing : table::known;
            if (given.unknown) value.causes = {"unknown." + given.name};
            const expr::ValueKind kind = kind_of(policy_, given.meaning);
            if (value.standing == table::known) value = engine::from_text(given.text, kind).value_or(value);
            state_.set(engine::state_key(household_id, given.person), state_.column(given.name), std::move(value));
        }
    }

    [[nodiscard]] std::vector<expr::Meaning> wanted_of_case() const {
        std::set<expr::Meaning> wanted;
        for (const policy::Expectation& expectation : case_.expectations) {
            for (const policy::ExpectedValue& value : expectation.values) wanted.insert(value.meaning);
            for (const policy::ExpectedBenefit& benefit : expectation.benefits)
                wanted.insert({expr::MeaningKind::benefit, benefit.benefit, expr::BenefitField::eligible, -1});
        }
        return {wanted.begin(), wanted.end()};
    }

    void run_month(base::Month month, const std::vector<expr::Meaning>& wanted) {
        const auto expects_checks = [](const policy::Expectation& one) { return one.checks.has_value(); };
        const bool checks = std::any_of(case_.expectations.begin(), case_.expectations.end(), expects_checks);
        const auto& plan = plans_.of(month, wanted, checks);
        if (!plan) {
            result_.mistakes.append(plan.diagnostics());
            return;
        }
        const table::Batch batch = make_batch();
        if (!result_.mistakes.empty()) return;
        const engine::Frame frame = engine::evaluate(*plan, batch, state_, words_);
        if (seen_) seen_(frame);
        const engine::Settled settled = engine::settle(frame, policy_, words_);
        const policy::Expectation nothing{month, {}, {}};
        const auto expectation = std::find_if(case_.expectations.begin(), case_.expectations.end(),
                                              [&](const auto& e) { return e.month == month; });
        compare(policy_, words_, expectation == case_.expectations.end() ? nothing : *expectation, frame, settled,
                result_);
        engine::State next = state_.next();
        engine::carry(frame, words_, next);
        state_ = std::move(next);
    }

    table::Batch make_batch() {
        table::Batch batch;
        for (const table::TableSpec& spec : schema_.tables) {
            batch.columns.emplace_back(spec.columns.size());
            for (std::size_t i = 0; i < spec.columns.size(); ++i) batch.columns.back()[i].kind = spec.columns[i].kind;
        }
        batch.household_ids = {household_id};
        batch.household_lines = {0};
        add_row(expr::household_table, household_, case_.span, batch);
        for (const Person& person : persons_) {
            if (person.gone) continue;
            batch.person_ids.push_back(person.key);
            batch.person_lines.push_back(0);
            add_row(expr::person_table, person.facts, person.span, batch);
        }
        batch.first_person = {0, static_cast<std::uint32_t>(batch.person_ids.size())};
        for (std::size_t table = 2; table < schema_.tables.size(); ++table) {
            table::Records& rows = batch.records.emplace_back();
            const bool of_person = policy_.parent_of(static_cast<expr::TableId>(table)) == expr::person_table;
            rows.parent = of_person ? 1 : 0;
            if (!of_person) add_records(table, "", batch);
            for (std::size_t i = 0; of_person && i < batch.person_ids.size(); ++i) add_records(table, batch.person_ids[i], batch);
        }
        return batch;
    }

    /// The rows of one household ("") or person, behind those of the ones before.
    void add_records(std::size_t table, const std::string& person, table::Batch& batch) {
        table::Records& rows = batch.records[table - 2];
        for (const Record& record : records_) {
            if (record.gone || static_cast<std::size_t>(record.table) != table || record.person != person) continue;
            rows.ids.push_back(record.key);
            rows.lines.push_back(0);
            add_row(record.table, record.facts, record.span, batch);
        }
        rows.first.push_back(static_cast<std::uint32_t>(rows.ids.size()));
    }

    void add_row(expr::TableId table, const Facts& facts, const base::SourceSpan& place, table::Batch& batch) {
        for (std::size_t i = 0; i < policy_.inputs.size(); ++i) {
            const policy::Input& input = policy_.inputs[i];
            if (input.table != table || input.presence == policy::Presence::ignored) continue;
            const std::size_t column = plan::column_of(policy_, static_cast<int>(i));
            const auto at = static_cast<std::size_t>(table);
            const auto given = facts.find(static_cast<int>(i));
            const bool is_given = given != facts.end();
            add_cell(is_given ? given->second->text : "", is_given ? given->second->span : place,
                     schema_.tables[at].columns[column], batch.columns[at][column]);
        }
    }

    void add_cell(const std::string& text, const base::SourceSpan& span, const table::ColumnSpec& spec,
                  table::Column& column) {
        population::Cell cell;
        if (auto wrong = population::parse_cell(text, spec, words_, cell)) {
            auto& error = result_.mistakes.error(wrong->code, span, wrong->args);
            if (!wrong->help.empty()) error.with_help(wrong->help, wrong->help_args);
        }
        if (spec.kind == table::ColumnKind::number) {
            column.numbers.push_back(cell.number);
        } else {
            column.integers.push_back(cell.integer);
        }
        column.standing.push_back(cell.standing);
    }

    const policy::Policy& policy_;
    const table::Schema& schema_;
    table::Words& words_;
    Plans& plans_;
    const policy::Case& case_;
    const MonthSeen& seen_;
    Facts household_;
    std::vector<Person> persons_;
    std::vector<Record> records_;
    engine::State state_;
    CaseResult result_;
};

}  // namespace

const base::Result<plan::Plan>& Plans::of(base::Month month, const std::vector<expr::Meaning>& wanted, bool checks) {
    const auto found = plans_.find({month, wanted, checks});
    if (found != plans_.end()) return found->second;
    return plans_.emplace(std::tuple(month, wanted, checks), plan::compile_only(policy_, month, words_, wanted, checks)).first->second;
}

CaseResult run_case(const policy::Policy& policy, const table::Schema& schema, table::Words& words, Plans& plans,
                    const policy::Case& one, const MonthSeen& seen) {
    return CaseRun(policy, schema, words, plans, one, seen).run();
}

CaseResult run_case(const policy::Policy& policy, const table::Schema& schema, table::Words& words,
                    const policy::Case& one) {
    Plans plans(policy, words);
    return run_case(policy, schema, words, plans, one, {});
}

}  // namespace doudi::runs
