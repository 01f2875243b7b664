// Finds the household of a person, who is named by id or by ID number.

#include "doudi/base/id_number.hpp"
#include "doudi/base/text.hpp"
#include "doudi/runs/explain.hpp"

namespace doudi::runs {

namespace {

/// Of the role `id_number`, where the policy binds it to an input.
const table::Column* id_numbers(const policy::Policy& policy, const table::Batch& batch) {
    const std::string role = policy.roles.of("id_number");
    if (role.empty()) return nullptr;
    const expr::Meaning meaning = policy.find(role).front();
    if (meaning.kind != expr::MeaningKind::input) return nullptr;
    return &batch.columns[expr::person_table][plan::column_of(policy, meaning.id)];
}

}  // namespace

Outcome find_person(const policy::Policy& policy, const HistoryOptions& options, const std::string& person, std::string& household) {
    population::Facts facts = facts_of(policy, options);
    auto read = facts.of(options.last);
    if (!read) return Outcome::failed(Trouble::data, std::move(read.diagnostics()));
    const std::string number = base::normalised_id(person);
    std::set<std::string> households;
    for (const table::Batch& batch : read->population->batches) {
        const table::Column* numbers = id_numbers(policy, batch);
        for (std::size_t i = 0; i < batch.households(); ++i)
            for (std::size_t at = batch.first_person[i]; at < batch.first_person[i + 1]; ++at) {
                const bool by_number = numbers != nullptr && numbers->standing_of(at) == table::known && base::normalised_id(facts.words().word(numbers->integers[at])) == number;
                if (batch.person_ids[at] == person || by_number) households.insert(batch.household_ids[i]);
            }
    }
    base::Diagnostics wrong;
    if (households.empty()) wrong.error("unknown-person", {}, {base::masked(person), options.last.to_string()});
    if (households.size() > 1) wrong.error("person-of-several", {}, {base::masked(person), std::to_string(households.size())});
    if (wrong.has_errors()) return Outcome::failed(Trouble::data, std::move(wrong));
    household = *households.begin();
    return {};
}

}  // namespace doudi::runs
