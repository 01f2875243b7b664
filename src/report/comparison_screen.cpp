// A what-if for people: who is in the file, the cost, who gains and loses and why, which figures changed.
// Several scenarios are a line each; of several months the last is told in full.

#include <algorithm>
#include <functional>
#include <set>

#include "doudi/base/text.hpp"
#include "doudi/report/comparison.hpp"
#include "doudi/report/values.hpp"

namespace doudi::report {

namespace {

using Rows = std::vector<std::vector<std::string>>;
using table::MonthComparison;
using table::ScenarioComparison;

std::string with_sign(const base::Rational& amount) { return (amount.sign() > 0 ? "+" : "") + shown_money(amount); }

/// The condition a reason code names, with the groups that hold it.
const policy::Condition* condition_called(const std::vector<policy::Condition>& conditions, const std::string& name) {
    for (const policy::Condition& one : conditions) {
        if (one.name == name) return &one;
        if (const policy::Condition* member = condition_called(one.members, name)) return member;
    }
    return nullptr;
}

class Screen {
public:
    Screen(const policy::Policy& policy, const table::Comparison& comparison, Language language)
        : policy_(policy), comparison_(comparison), language_(language) {}

    std::string draw(const std::vector<std::pair<base::Month, const Totals*>>& baseline) {
        const bool several_months = baseline.size() > 1;
        months_ = several_months ? baseline.front().first.to_string() + ".." + baseline.back().first.to_string()
                                 : shown_month(baseline.front().first, language_);
        text_ = choose(policy_.title, language_) + "  " + months_ + "\n";
        for (const ScenarioComparison& scenario : comparison_.scenarios)
            if (comparison_.scenarios.size() == 1) say("whatif-what-if", {base::shown(scenario.name, 200)});
        in_the_file(*baseline.front().second);
        if (comparison_.scenarios.size() > 1) {
            sweep();
        } else if (several_months) {
            history(comparison_.scenarios.front());
        } else {
            headline(comparison_.scenarios.front().months.front().total());
            details(comparison_.scenarios.front().months.front());
        }
        figures();
        return std::move(text_);
    }

private:
    [[nodiscard]] std::string word(std::string_view key, const std::vector<std::string>& args = {}) const {
        return text(language_, key, args);
    }
    void say(std::string_view key, const std::vector<std::string>& args = {}) { text_ += word(key, args) + "\n"; }
    void table(const Rows& rows, const std::vector<bool>& right) { text_ += aligned(rows, right); }
    [[nodiscard]] std::string benefit(int id) const {
        return label_of(policy_.benefits[static_cast<std::size_t>(id)], language_);
    }
    [[nodiscard]] std::string cost_word() const {
        return word(comparison_.entrants_seen() ? "whatif-cost-column" : "whatif-cost-in-file-column");
    }

    // --- who is in the file ---

    void in_the_file(const Totals& today) {
        Rows rows = {{word("whatif-in-this-file")}};
        for (std::size_t status = 0; status < table::status_count; ++status)
            rows.front().push_back(word("status-" + std::string(table::to_string(static_cast<table::Status>(status)))));
        for (std::size_t id = 0; id < policy_.benefits.size(); ++id) {
            auto& row = rows.emplace_back();
            row.push_back("  " + benefit(static_cast<int>(id)));
            for (std::size_t status = 0; status < table::status_count; ++status)
                row.push_back(
                    std::to_string(today.sum(static_cast<int>(id), static_cast<table::Status>(status)).units));
        }
        text_ += "\n";
        table(rows, {false, true, true, true, true, true});
        text_ += "  " +
                 word("computed-households", {std::to_string(today.households()), std::to_string(today.persons())}) +
                 "\n";
        if (comparison_.scenarios.size() == 1) lines(comparison_.scenarios.front().months.front().bands);
        text_ += "\n";
    }

    void lines(const std::vector<table::Band>& bands) {
        Rows rows;
        for (const table::Band& band : bands)
            rows.push_back(
                {"  " + base::shown(band.test, 80), word(band.of_persons ? "whatif-band-persons" : "whatif-band",
                                                         {std::to_string(band.between), std::to_string(band.beside)})});
        table(rows, {});
    }

    void headline(const table::ComparedSum& total) {
        const std::size_t count = comparison_.scenarios.front().months.size();
        const std::string period =
            count > 1 ? word("whatif-over-months", {std::to_string(count)}) : word("whatif-a-month");
        say(comparison_.entrants_seen() ? "whatif-cost" : "whatif-cost-in-file",
            {with_sign(total.cost()), period, with_sign(total.cost_with_unclaimed())});
        text_ += "\n";
    }

    // --- one scenario, one month ---

    void details(const MonthComparison& month) {
        sums(month);
        if (month.gains_losses.empty()) return say("whatif-nobody");
        moved(month);
        for (std::size_t id = 0; id < month.movements.size(); ++id) {
            const table::Movement& one = month.movements[id];
            const int benefit_id = static_cast<int>(id);
            movement("whatif-newly", benefit_id, one.newly_eligible, one.reasons_newly);
            movement("whatif-no-longer", benefit_id, one.no_longer, one.reasons_no_longer);
            movement("whatif-newly-unclaimed", benefit_id, one.newly_unclaimed, one.reasons_unclaimed);
        }
        regions(month);
    }

    void sums(const MonthComparison& month) {
        Rows rows = {{word("benefit"), word("whatif-units-old"), word("whatif-units-new"), word("whatif-amount-old"),
                      word("whatif-amount-new"), cost_word(), word("whatif-with-unclaimed")}};
        for (const table::ComparedRow& row : month.rows) {
            if (row.region != "*") continue;
            if (row.benefit == "*" && policy_.benefits.size() < 2) continue;
            const std::string name =
                row.benefit == "*" ? word("whatif-all-benefits") : benefit(static_cast<int>(rows.size()) - 1);
            const auto amount = [&](const base::Rational& value) { return row.in_kind ? word("pieces", {value.to_string()}) : shown_money(value); };
            const auto cost = [&](const base::Rational& value) { return (value.sign() > 0 ? "+" : "") + amount(value); };
            rows.push_back({name, std::to_string(row.sum.units_old), std::to_string(row.sum.units_new),
                            amount(row.sum.amount_old), amount(row.sum.amount_new), cost(row.sum.cost()), cost(row.sum.cost_with_unclaimed())});
        }
        table(rows, {false, true, true, true, true, true, true});
        text_ += "\n";
    }

    void moved(const MonthComparison& month) {
        Rows rows = {{"", word("whatif-households"), word("whatif-together"), word("whatif-most"), ""}};
        const auto add = [&](std::string_view key, const table::Moved& moved, const std::string& because) {
            rows.push_back(
                {word(key), std::to_string(moved.households), with_sign(moved.sum), with_sign(moved.most), because});
        };
        const std::string because = reasons(month.reasons_of_losers, -1);
        add("whatif-gain", month.winners, "");
        add("whatif-lose", month.losers, because.empty() ? "" : word("whatif-because", {because}));
        table(rows, {false, true, true, true, false});
    }

    void movement(std::string_view key, int benefit_id, std::uint64_t units, const table::ReasonCounts& counts) {
        if (units == 0) return;
        const std::string because = reasons(counts, benefit_id);
        say(key, {benefit(benefit_id), std::to_string(units), because.empty() ? "" : " (" + because + ")"});
    }

    /// The most frequent reasons first.
    [[nodiscard]] std::string reasons(const table::ReasonCounts& counts, int benefit_id) const {
        std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        constexpr std::size_t most = 4;
        std::vector<std::string> shown;
        for (const auto& [reason, count] : sorted)
            if (shown.size() < most) shown.push_back(reason_label(reason, benefit_id) + " " + std::to_string(count));
        if (sorted.size() > most) shown.emplace_back("…");
        return base::join(shown, ", ");
    }

    [[nodiscard]] std::string reason_label(const std::string& reason, int benefit_id) const {
        for (std::size_t id = 0; id < policy_.benefits.size(); ++id) {
            if (benefit_id >= 0 && static_cast<int>(id) != benefit_id) continue;
            if (const policy::Condition* condition = condition_called(policy_.benefits[id].eligible, reason))
                return label_of(*condition, language_);
        }
        return reason;
    }

    void regions(const MonthComparison& month) {
        std::map<std::string, base::Rational> costs;
        for (const table::ComparedRow& row : month.rows)
            if (row.region != "*" && !row.in_kind) costs[row.region] += row.sum.cost();
        const auto less =
            std::count_if(costs.begin(), costs.end(), [](const auto& one) { return one.second.sign() < 0; });
        if (less > 0 && costs.size() > 1)
            say("whatif-regions-less", {std::to_string(less), std::to_string(costs.size())});
    }

    // --- several months, several scenarios ---

    void history(const ScenarioComparison& scenario) {
        table::ComparedSum all;
        for (const MonthComparison& month : scenario.months) all += month.total();
        headline(all);
        Rows rows = {{word("whatif-month"), word("whatif-households-old"), word("whatif-households-new"),
                      word("whatif-amount-old"), word("whatif-amount-new"), cost_word(),
                      word("whatif-with-unclaimed")}};
        for (const MonthComparison& month : scenario.months) {
            const table::ComparedSum& sum = month.total();
            rows.push_back({month.month.to_string(), std::to_string(sum.units_old), std::to_string(sum.units_new),
                            shown_money(sum.amount_old), shown_money(sum.amount_new), with_sign(sum.cost()),
                            with_sign(sum.cost_with_unclaimed())});
        }
        table(rows, {false, true, true, true, true, true, true});
        text_ += "\n" + shown_month(scenario.months.back().month, language_) + "\n";
        details(scenario.months.back());
    }

    void sweep() {
        if (!comparison_.entrants_seen()) {
            say("whatif-entrants-unseen");
            text_ += "\n";
        }
        Rows rows = {{word("whatif-scenario"), word("whatif-households-new"), cost_word(),
                      word("whatif-with-unclaimed"), word("whatif-gain"), word("whatif-lose"), word("whatif-between"),
                      word("whatif-beside")}};
        for (const ScenarioComparison& scenario : comparison_.scenarios) {
            table::ComparedSum all;
            table::Moved winners;
            table::Moved losers;
            for (const MonthComparison& month : scenario.months) {
                all += month.total();
                winners += month.winners;
                losers += month.losers;
            }
            const auto& bands = scenario.months.front().bands;
            rows.push_back({base::shown(scenario.name, 100), std::to_string(scenario.months.back().total().units_new),
                            with_sign(all.cost()), with_sign(all.cost_with_unclaimed()),
                            std::to_string(winners.households), std::to_string(losers.households),
                            bands.empty() ? "" : std::to_string(bands.front().between),
                            bands.empty() ? "" : std::to_string(bands.front().beside)});
        }
        table(rows, {false, true, true, true, true, true, true, true});
    }

    // --- figures ---

    void figures() {
        const auto& changed = comparison_.scenarios.front().figures;
        if (comparison_.scenarios.size() == 1 && !changed.empty()) figures("whatif-figures", changed);   // a reform may change none
        if (!comparison_.assumed.empty()) figures("whatif-assumed", comparison_.assumed);
    }

    void figures(std::string_view key, const std::vector<table::ChangedFigure>& changed) {
        constexpr std::size_t most = 12;
        Rows rows;
        for (const table::ChangedFigure& one : changed) {
            if (rows.size() == most) break;
            const std::string months =
                one.first == one.last ? one.first.to_string() : one.first.to_string() + ".." + one.last.to_string();
            rows.push_back({"  " + one.name + label(one.name), base::join(one.keys, " "),
                            figure(one.old_value, one.unit), "→", figure(one.new_value, one.unit), unit(one.unit),
                            months, remark(one)});
        }
        text_ += "\n" + word(key) + "\n";
        table(rows, {false, false, true, false, true});
        if (changed.size() > most)
            text_ += "  " + word("whatif-further-figures", {std::to_string(changed.size() - most)}) + "\n";
    }

    /// Chinese readers know a figure by its label.
    [[nodiscard]] std::string label(const std::string& name) const {
        const auto found = language_ == Language::zh ? policy_.find(name) : std::vector<expr::Meaning>{};
        const std::string words = found.empty() ? "" : choose(policy_.named(found.front())->label, language_);
        return words.empty() ? "" : " " + words;
    }
    [[nodiscard]] std::string figure(const std::string& value, const std::string& unit) const {
        if (value.empty()) return word("value-missing-shown");
        const auto number = base::Rational::parse_decimal(value);
        if (number && unit.starts_with("CNY")) return shown_money(*number);
        return value + (unit == "%" ? "%" : "");
    }
    [[nodiscard]] std::string unit(const std::string& declared) const {
        const auto parsed = expr::parse_unit(declared);
        if (declared.empty() || declared == "%" || !parsed) return {};
        return std::string(
            base::trim(shown_number(0, parsed->unit, language_).substr(parsed->unit.is_money() ? 4 : 1)));
    }
    [[nodiscard]] std::string remark(const table::ChangedFigure& one) const {
        std::vector<std::string> remarks;
        if (!one.unrounded.empty()) remarks.push_back(word("whatif-rounded", {one.unrounded}));
        if (one.falls) remarks.push_back(word("whatif-falls"));
        return base::join(remarks, ", ");
    }

    const policy::Policy& policy_;
    const table::Comparison& comparison_;
    Language language_;
    std::string months_;
    std::string text_;
};

}  // namespace

std::string comparison_screen(const policy::Policy& policy,
                              const std::vector<std::pair<base::Month, const Totals*>>& baseline,
                              const table::Comparison& comparison, Language language) {
    return Screen(policy, comparison, language).draw(baseline);
}

}  // namespace doudi::report
