// Turns rows that fail a check of the policy into remarks, or into households set aside.
// What a check holds is settled by the engine.

#include "checks_found.hpp"

#include <utility>

namespace doudi::runs {

namespace {

constexpr std::size_t most_told = 100;

base::SourceSpan place_of_row(const engine::Frame& frame, const population::Population& population, expr::TableId table, std::size_t row) {
    const auto at = static_cast<std::size_t>(table);
    const table::Batch& batch = *frame.batch;
    const std::int64_t line = at == 0 ? batch.household_lines[row] : at == 1 ? batch.person_lines[row] : batch.records[at - 2].lines[row];
    return base::place_of(at < population.files.size() ? population.files[at].name : "", line);
}

/// In both languages, where it has two: files do not change with the reader's.
std::string label_of(const policy::Check& check) {
    if (check.label.empty()) return check.name;
    return check.label.en == check.label.zh ? check.label.en : check.label.en + " / " + check.label.zh;
}

/// The person that a row is, or belongs to; empty for a household's.
std::string person_of(const engine::Frame& frame, expr::TableId table, std::size_t row) {
    while (table != expr::household_table && table != expr::person_table) {
        row = frame.row_above[static_cast<std::size_t>(table)][row];
        table = frame.plan->parents[static_cast<std::size_t>(table)];
    }
    return table == expr::person_table ? frame.batch->person_ids[row] : "";
}

}  // namespace

void ChecksFound::add(ChecksFound other) {
    remarks.insert(remarks.end(), std::make_move_iterator(other.remarks.begin()), std::make_move_iterator(other.remarks.end()));
    aside.insert(aside.end(), std::make_move_iterator(other.aside.begin()), std::make_move_iterator(other.aside.end()));
    households_aside += other.households_aside;
    persons_aside += other.persons_aside;
}

ChecksFound checks_found(const policy::Policy& policy, const engine::Frame& frame, const engine::Settled& settled,
                         const population::Population& population) {
    ChecksFound found;
    for (const engine::FailedCheck& one : settled.failed) {
        const policy::Check& check = policy.checks[static_cast<std::size_t>(one.check)];
        base::Diagnostic told;
        told.code = one.unknown ? "check_unknown" : "check_fails";
        told.span = place_of_row(frame, population, check.of, one.row);
        told.args = {check.name, label_of(check)};
        const std::string& household = frame.batch->household_ids[one.household];
        if (check.severity == policy::CheckSeverity::quarantine) {
            if (!one.unknown) found.aside.push_back({household, std::move(told)});
            continue;
        }
        told.severity = base::Severity::warning;
        population::Remark remark;
        remark.weight = check.severity == policy::CheckSeverity::hold ? population::Remark::Weight::hold : population::Remark::Weight::warn;
        remark.household_id = household;
        remark.person_id = person_of(frame, check.of, one.row);
        remark.check = check.name;
        remark.told = std::move(told);
        found.remarks.push_back(std::move(remark));
    }
    for (std::size_t household = 0; household < frame.batch->households(); ++household) {
        if (!frame.is_set_aside(household)) continue;
        ++found.households_aside;
        found.persons_aside += frame.batch->first_person[household + 1] - frame.batch->first_person[household];
    }
    return found;
}

Outcome allowed_aside(const ChecksFound& found, const population::Population& population, std::size_t quarantine) {
    const std::uint64_t aside = found.households_aside + population.households_set_aside;
    if (found.households_aside == 0 || (aside <= quarantine && found.households_aside < population.households)) return {};
    base::Diagnostics diagnostics;
    for (const population::Quarantined& one : found.aside)
        if (diagnostics.items().size() < most_told) diagnostics.items().push_back(one.told);
    if (aside > quarantine) {
        diagnostics.error("quarantine-too-small", {}, {std::to_string(aside), std::to_string(quarantine)});
    } else {
        diagnostics.error("quarantine-of-all", {}, {std::to_string(aside)});
    }
    return Outcome::failed(Trouble::data, std::move(diagnostics));
}

}  // namespace doudi::runs
