// Turns rows that fail a check of the policy into remarks, or into households set aside.
// What a check holds is settled by the engine.

#include "checks_found.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/policy/overridable.hpp"
#include "doudi/report/values.hpp"

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

/// The step that puts the value in; nothing where this month reads it nowhere.
const plan::Step* step_of(const plan::Plan& plan, const table::Override& one) {
    const auto found = std::find_if(plan.steps.begin(), plan.steps.end(), [&](const plan::Step& step) {
        return step.op == plan::StepOp::overridden && step.index == static_cast<int>(one.thing);
    });
    return found == plan.steps.end() ? nullptr : &*found;
}

/// Each override with what would be without it: who decided has to see that it did something.
population::Remark remark_of(const table::Override& one, const policy::Overridable& thing, const engine::Frame& frame, const table::Words& words) {
    const table::Batch& batch = *frame.batch;
    const expr::TableId table = one.of_person ? expr::person_table : expr::household_table;
    population::Remark remark;
    remark.household_id = batch.household_ids[batch.household_of(static_cast<std::size_t>(table), one.row)];
    remark.person_id = one.of_person ? batch.person_ids[one.row] : "";
    const plan::Step* step = step_of(*frame.plan, one);
    if (step == nullptr) {
        remark.weight = population::Remark::Weight::warn;
        remark.told.code = "override_unread";
        remark.told.args = {thing.name, one.place};
    } else {
        const plan::Slot slot = static_cast<plan::Slot>(step - frame.plan->steps.data());
        const plan::Slot before = step->inputs.front();
        const std::size_t row = frame.row_of(before, table, one.row);
        const std::string with = report::file_value(frame, slot, one.row, words);
        const table::Standing standing = frame.columns[static_cast<std::size_t>(before)].standing_of(row);
        const std::string without = standing == table::known ? report::file_value(frame, before, row, words) : standing == table::missing ? "–" : "?";
        const bool is_idle = standing == table::known && with == without;
        remark.weight = is_idle ? population::Remark::Weight::warn : population::Remark::Weight::note;
        remark.told.code = is_idle ? "override_idle" : "override";
        remark.told.args = is_idle ? std::vector{thing.name, base::shown(with), one.place}
                                   : std::vector{thing.name, base::shown(with), base::shown(without), base::shown(one.authority), base::shown(one.reason), one.place};
    }
    remark.told.severity = remark.weight == population::Remark::Weight::warn ? base::Severity::warning : base::Severity::note;
    return remark;
}

}  // namespace

void ChecksFound::add(ChecksFound other) {
    remarks.insert(remarks.end(), std::make_move_iterator(other.remarks.begin()), std::make_move_iterator(other.remarks.end()));
    aside.insert(aside.end(), std::make_move_iterator(other.aside.begin()), std::make_move_iterator(other.aside.end()));
    households_aside += other.households_aside;
    persons_aside += other.persons_aside;
}

ChecksFound checks_found(const policy::Policy& policy, const engine::Frame& frame, const engine::Settled& settled,
                         const population::Population& population, const table::Words& words) {
    ChecksFound found;
    const auto overridables = frame.batch->overrides.empty() ? std::vector<policy::Overridable>{} : policy::overridables_of(policy);
    for (const table::Override& one : frame.batch->overrides)
        found.remarks.push_back(remark_of(one, overridables[one.thing], frame, words));
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
