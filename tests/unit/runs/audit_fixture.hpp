#pragma once
// A town whose standard of July became known in mid-August, its months in folders of their own, and what was paid.

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "doudi/policy/load.hpp"
#include "doudi/runs/audit.hpp"
#include "unit/population/folder.hpp"

namespace doudi::runs::testing {

/// One payment: "2026-07 A 600.00", with what it states beside.
struct Paid {
    std::string month;
    std::string household;
    std::string amount;
    std::string paid_on{};             ///< default: the tenth of the month
    std::vector<std::string> benefits{};
    std::string kind{};
    std::string resident{};
    std::string account{};
};

class Town {
public:
    Town() : policy_(std::move(*policy::load(DOUDI_SOURCE_DIR "/tests/cli/audit/law"))) {}

    /// A: one person, nothing earned. B: a parent who earns 300 and a child. C: no decision. D: not below the standard, a carer.
    std::map<std::string, std::string> households = {{"A", "99,2025-05-10"}, {"B", "99,2025-05-10"}, {"C", "99,"}, {"D", "99,2025-05-10"}};
    std::map<std::string, std::string> persons = {
        {"A1", "990000197001010018,,0,false,false"}, {"B1", "990000198001010012,,300,false,false"}, {"B2", "990000201501010013,,0,true,false"},
        {"C1", "990000197501010014,,100,false,false"}, {"D1", "99000019650101001X,,900,false,true"}};

    /// The facts as they stand now become those of a month. A person belongs to the household of the id's first letter.
    void put_down(const std::string& month) const {
        std::string csv = "household_id,region,decided_on\n";
        for (const auto& [id, rest] : households) csv += id + "," + rest + "\n";
        folder_.write(month + "/households.csv", csv);
        csv = "household_id,person_id,resident_id,death_date,wage,child,carer\n";
        for (const auto& [id, rest] : persons)
            if (households.contains(id.substr(0, 1))) csv += id.substr(0, 1) + "," + id + "," + rest + "\n";
        folder_.write(month + "/persons.csv", csv);
    }

    [[nodiscard]] static population::Paid paid(const std::vector<Paid>& list, bool by_pay_month) {
        population::Paid result;
        result.by_pay_month = by_pay_month;
        result.files.push_back({"payments.csv", "", 0, list.size()});
        for (const Paid& one : list) {
            population::Payment payment;
            payment.month = *base::Month::parse(one.month);
            payment.household_id = one.household;
            payment.resident_id = one.resident;
            payment.account = one.account;
            payment.benefits = one.benefits;
            payment.amount = *base::Rational::parse_decimal(one.amount);
            payment.paid_on = base::Date::parse(one.paid_on.empty() ? one.month + "-10" : one.paid_on);
            payment.kind = one.kind;
            payment.line = static_cast<std::int64_t>(result.payments.size()) + 2;
            result.sum += payment.amount;
            ++result.rows;
            result.payments.push_back(std::move(payment));
        }
        return result;
    }

    [[nodiscard]] AuditOptions options(const std::string& known_on = "") const {
        AuditOptions options;
        options.history.population = folder_.path();
        options.history.known_on = base::Date::parse(known_on);
        return options;
    }
    Audited audit(const population::Paid& paid, const AuditOptions& options) const {
        Audited audited;
        const Outcome outcome = runs::audit(policy_, options, paid, audited);
        CAPTURE(population::testing::lines_of(outcome.diagnostics));
        REQUIRE(outcome.ok());
        return audited;
    }
    /// Findings as "2026-07 A underpaid 580.00/600.00 figure_before"; reasons before causes, those of knowable differences only.
    std::vector<std::string> findings(const std::vector<Paid>& list, bool by_pay_month = true, const std::string& known_on = "") const {
        std::vector<std::string> lines;
        for (const table::Finding& one : audit(paid(list, by_pay_month), options(known_on)).audit.findings) {
            if (one.kind == table::FindingClass::match && one.causes.empty()) continue;
            std::string line = one.month.to_string() + " " + (one.household_id.empty() ? "-" : one.household_id) + " " + std::string(table::to_string(one.kind)) + " " + one.paid.to_fixed(2) +
                               "/" + (one.due ? one.due->to_fixed(2) : "?");
            for (const auto* list_of : {&one.reasons, &one.causes})
                for (const table::Cause& cause : *list_of) line += " " + cause.code;
            if (one.knowable != table::Knowable::yes) line += " knowable:" + std::string(table::to_string(one.knowable));
            lines.push_back(line);
        }
        return lines;
    }
    [[nodiscard]] const policy::Policy& policy() const { return policy_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
    void open_months(int months) { policy_.payout.open_months = months; }
    void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

private:
    population::testing::Folder folder_;
    policy::Policy policy_;
};

}  // namespace doudi::runs::testing
