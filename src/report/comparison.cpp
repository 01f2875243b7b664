// comparison.csv, gains-losses.csv, and the same as JSON. The screen stands in comparison_screen.cpp.

#include "doudi/report/comparison.hpp"

#include <nlohmann/json.hpp>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::report {

using Json = nlohmann::ordered_json;

namespace {

std::string cost_name(const table::Comparison& comparison) {
    return comparison.entrants_seen() ? "cost" : "cost_in_file";
}

std::string row_of(const std::string& scenario, const std::string& month, const table::ComparedRow& row) {
    const table::ComparedSum& sum = row.sum;
    const auto amount = [&](const base::Rational& value) { return row.in_kind ? value.to_string() : money(value); };
    return csv_row({scenario, month, row.region, row.benefit, std::to_string(sum.units_old),
                    std::to_string(sum.units_new), amount(sum.amount_old), amount(sum.amount_new), amount(sum.cost()),
                    amount(sum.cost_with_unclaimed())});
}

/// The months' total rows added up, in their order.
std::vector<table::ComparedRow> all_months(const table::ScenarioComparison& scenario) {
    std::vector<table::ComparedRow> rows;
    for (const table::MonthComparison& month : scenario.months) {
        std::size_t at = 0;
        for (const table::ComparedRow& row : month.rows) {
            if (row.region != "*") continue;
            if (at == rows.size()) rows.push_back({row.region, row.benefit, {}, row.in_kind});
            rows[at++].sum += row.sum;
        }
    }
    return rows;
}

Json figures_json(const std::vector<table::ChangedFigure>& figures) {
    Json list = Json::array();
    for (const table::ChangedFigure& one : figures) {
        Json json = {{"name", one.name}, {"keys", one.keys}, {"months", {one.first.to_string(), one.last.to_string()}}};
        json["old"] = one.old_value.empty() ? Json() : Json(one.old_value);
        json["new"] = one.new_value.empty() ? Json() : Json(one.new_value);
        json["unit"] = one.unit;
        if (!one.unrounded.empty()) json["before_rounding"] = one.unrounded;
        list.push_back(std::move(json));
    }
    return list;
}

Json sum_json(const table::ComparedSum& sum, const std::string& cost) {
    return {{"units_old", sum.units_old},
            {"units_new", sum.units_new},
            {"amount_old", money(sum.amount_old)},
            {"amount_new", money(sum.amount_new)},
            {cost, money(sum.cost())},
            {"cost_with_unclaimed", money(sum.cost_with_unclaimed())}};
}

Json moved_json(const table::Moved& moved) {
    return {{"households", moved.households}, {"sum", money(moved.sum)}, {"most", money(moved.most)}};
}

Json month_json(const policy::Policy& policy, const table::MonthComparison& month, const std::string& cost) {
    Json benefits = Json::array();
    for (const table::ComparedRow& row : month.rows) {
        if (row.region != "*" || row.benefit == "*") continue;
        const table::Movement& movement = month.movements[benefits.size()];
        Json json = {{"benefit", row.benefit}};
        json.update(sum_json(row.sum, cost));
        json["newly_eligible"] = {{"units", movement.newly_eligible}, {"conditions_met", movement.reasons_newly}};
        json["no_longer_eligible"] = {{"units", movement.no_longer}, {"reasons", movement.reasons_no_longer}};
        json["newly_unclaimed"] = {{"units", movement.newly_unclaimed}, {"conditions_met", movement.reasons_unclaimed}};
        benefits.push_back(std::move(json));
    }
    Json bands = Json::array();
    for (const table::Band& band : month.bands)
        bands.push_back({{"benefit", policy.benefits[static_cast<std::size_t>(band.benefit)].name},
                         {"condition", band.condition},
                         {"test", band.test},
                         {"of", band.of_persons ? "persons" : "households"},
                         {"between", band.between},
                         {"beside", band.beside}});
    Json json = {{"month", month.month.to_string()},
                 {"total", sum_json(month.total(), cost)},
                 {"benefits", std::move(benefits)}};
    json["winners"] = moved_json(month.winners);
    json["losers"] = moved_json(month.losers);
    json["losers"]["reasons"] = month.reasons_of_losers;
    json["bands"] = std::move(bands);
    return json;
}

}  // namespace

std::string comparison_csv(const table::Comparison& comparison) {
    std::string csv = "scenario,month,region,benefit,units_old,units_new,amount_old,amount_new," +
                      cost_name(comparison) + ",cost_with_unclaimed\n";
    for (const table::ScenarioComparison& scenario : comparison.scenarios) {
        for (const table::MonthComparison& month : scenario.months)
            for (const table::ComparedRow& row : month.rows) csv += row_of(scenario.name, month.month.to_string(), row);
        if (scenario.months.size() < 2) continue;
        for (const table::ComparedRow& row : all_months(scenario)) csv += row_of(scenario.name, "*", row);
    }
    return csv;
}

std::string gains_losses_csv(const table::Comparison& comparison) {
    std::string csv =
        "scenario,month,household_id,person_id,benefit,old,new,reasons_gained,reasons_lost,status_old,status_new\n";
    for (const table::ScenarioComparison& scenario : comparison.scenarios)
        for (const table::MonthComparison& month : scenario.months) csv += month.gains_losses;
    return csv;
}

std::string gains_losses_row(const std::string& scenario, base::Month month, const table::ChangedUnit& unit) {
    const auto amount = [&](table::Status status, const base::Rational& due) {
        return status == table::Status::undecided ? "" : unit.in_kind ? due.to_string() : money(due);
    };
    return csv_row({scenario, month.to_string(), unit.household_id, unit.person_id, unit.benefit,
                    amount(unit.status_old, unit.amount_old), amount(unit.status_new, unit.amount_new),
                    base::join(unit.reasons_gained, ";"), base::join(unit.reasons_lost, ";"),
                    std::string(table::to_string(unit.status_old)), std::string(table::to_string(unit.status_new))});
}

std::string comparison_json(const policy::Policy& policy, const table::Comparison& comparison) {
    Json json;
    json["entrants_seen"] = comparison.entrants_seen();
    json["assumed"] = figures_json(comparison.assumed);
    json["scenarios"] = Json::array();
    for (const table::ScenarioComparison& scenario : comparison.scenarios) {
        Json months = Json::array();
        for (const table::MonthComparison& month : scenario.months)
            months.push_back(month_json(policy, month, cost_name(comparison)));
        json["scenarios"].push_back(
            {{"scenario", scenario.name}, {"figures", figures_json(scenario.figures)}, {"months", std::move(months)}});
    }
    return json.dump(2) + "\n";
}

}  // namespace doudi::report
