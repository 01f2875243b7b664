// Puts an audit together: which months, whose payments, what was due, what kind of difference, why.
// Each step has a file of its own: audit_book, audit_reckon (audit_due), audit_classify, audit_cause (audit_case).

#include "doudi/runs/audit.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "audit_cause.hpp"
#include "audit_classify.hpp"
#include "audit_months.hpp"
#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

using table::FindingClass;

/// What every household and month was due as known on its own pay day: beside --known-on, what could be known then.
using DueThen = std::map<std::pair<base::Month, std::string>, Reckoning>;

table::Finding unmatched(const policy::Policy& policy, const PaidBook& book, std::size_t payment) {
    const population::Payment& one = book.paid().payments[payment];
    table::Finding finding;
    finding.month = one.month;
    finding.paid = one.amount;
    finding.due = base::Rational(0);
    finding.kind = FindingClass::unmatched;
    for (const int benefit : book.benefits_of(payment)) finding.benefits.push_back(policy.benefits[static_cast<std::size_t>(benefit)].name);
    finding.place = book.place_of(payment);
    finding.reasons.push_back(cause(book.match_of(payment).reason, {finding.place}));
    return finding;
}

class Auditor {
public:
    Auditor(const policy::Policy& policy, const AuditOptions& options, const population::Paid& paid, Audited& audited)
        : policy_(policy), options_(options), audited_(audited), book_(policy, paid, months_of(options, paid)) {}

    Outcome run() {
        audited_.audit.known_on = options_.history.known_on;
        audited_.audit.months = asked_months(options_, book_.paid());
        HistoryOptions reading = options_.history;
        reading.known_on.reset();  // who a payment is for is no question of when
        population::Facts facts = facts_of(policy_, reading);
        if (Outcome matched = book_.match(facts); !matched.ok()) return matched;
        count_rows();
        if (Outcome compared = compare(); !compared.ok()) return compared;
        if (Outcome explained = find_causes(); !explained.ok()) return explained;
        if (Outcome known = find_knowable(); !known.ok()) return known;
        note_made_up();
        collect();
        note();
        return {};
    }

private:
    [[nodiscard]] bool is_asked(base::Month month) const { return std::binary_search(audited_.audit.months.begin(), audited_.audit.months.end(), month); }

    /// Each row once; its amount by its payments, of which some may lie outside the months asked.
    void count_rows() {
        table::Audit& audit = audited_.audit;
        const std::array<table::PaidSum*, 3> sums = {&audit.outside, &audit.matched, &audit.unmatched};  // a row is the last that any part of it is
        const population::Paid& paid = book_.paid();
        std::map<std::pair<std::size_t, std::int64_t>, std::size_t> rows;
        for (std::size_t i = 0; i < paid.payments.size(); ++i) {
            const population::Payment& payment = paid.payments[i];
            const std::size_t kind = !is_asked(payment.month) ? 0 : book_.match_of(i).household_id.empty() ? 2 : 1;
            sums[kind]->amount += payment.amount;
            std::size_t& row = rows[{payment.file, payment.line}];
            row = std::max(row, kind);
        }
        for (const auto& [row, kind] : rows) ++sums[kind]->rows;
        audit.file = {paid.rows, paid.sum};
        base::ensure(audit.matched.rows + audit.unmatched.rows + audit.outside.rows == audit.file.rows, "every row of the paid file is matched, unmatched or outside");
        base::ensure(audit.matched.amount + audit.unmatched.amount + audit.outside.amount == audit.file.amount, "the sums of the paid file agree");
    }

    Outcome compare() {
        classifier_.emplace(policy_, book_);
        Reckoner reckoner(policy_, options_.history, book_);
        const Outcome done = reckoner.run([&](base::Month month, std::vector<Reckoning>& reckonings) {
            for (const Reckoning& reckoning : reckonings)
                for (Judged& judged : classifier_->judge(reckoning))
                    if (is_asked(month)) judged_.push_back(std::move(judged));
        });
        for (const auto& [month, files] : reckoner.inputs()) audited_.inputs.emplace_back(month, files);
        audited_.audit.notes = reckoner.remarks();
        return done;
    }

    /// One walk for each month and day that has findings.
    Outcome find_causes() {
        std::map<std::pair<base::Month, base::Date>, std::vector<Judged*>> open;
        for (Judged& one : judged_)
            if (one.finding.kind != FindingClass::match) open[{one.finding.month, one.reckoning->known_on}].push_back(&one);
        for (const auto& [when, findings] : open) {
            std::set<std::string> households;
            for (const Judged* one : findings) households.insert(one->finding.household_id);
            Cases cases(policy_, options_.history, book_, when.second, when.first);
            if (Outcome read = cases.read(households); !read.ok()) return read;
            CauseFinder finder(policy_, book_, cases, when.first);
            for (Judged* one : findings) finder.find(*one);
        }
        return {};
    }

    /// A mistake made up for is a finding all the same, in the month it was made: it says when it was put right.
    void note_made_up() {
        std::multimap<std::pair<std::string, base::Month>, table::Finding*> mistakes;
        for (Judged& one : judged_)
            if (one.finding.kind != FindingClass::match) mistakes.emplace(std::pair{one.finding.household_id, one.finding.month}, &one.finding);
        for (const Judged& later : judged_)
            for (const base::Month month : later.makes_up_for) {
                const auto [from, to] = mistakes.equal_range({later.finding.household_id, month});
                for (auto at = from; at != to; ++at) at->second->reasons.push_back(cause("made_up", {later.finding.month.to_string()}));
            }
    }

    /// With --known-on: was the difference there already on the pay day?
    Outcome find_knowable() {
        if (!options_.history.known_on) return {};
        DueThen then;
        HistoryOptions own_days = options_.history;
        own_days.known_on.reset();
        Reckoner reckoner(policy_, own_days, book_);
        const Outcome done = reckoner.run([&](base::Month month, std::vector<Reckoning>& reckonings) {
            for (Reckoning& reckoning : reckonings) then.try_emplace({month, reckoning.own.household_id}, std::move(reckoning));
        });
        for (Judged& one : judged_) {
            if (!one.finding.due) continue;
            const auto found = then.find({one.finding.month, one.finding.household_id});
            const base::Rational due_then = found == then.end() ? base::Rational(0) : found->second.due(one.benefits);
            if (due_then == *one.finding.due) continue;
            one.finding.knowable = due_then == one.finding.paid ? table::Knowable::no : table::Knowable::partly;
        }
        return done;
    }

    /// By month; those of no household behind the others.
    void collect() {
        auto next = judged_.begin();
        for (const base::Month month : audited_.audit.months) {
            for (; next != judged_.end() && next->finding.month == month; ++next) audited_.audit.findings.push_back(std::move(next->finding));
            for (std::size_t i = 0; i < book_.paid().payments.size(); ++i)
                if (book_.paid().payments[i].month == month && book_.match_of(i).household_id.empty()) audited_.audit.findings.push_back(unmatched(policy_, book_, i));
        }
    }

    void note() {
        const auto say = [&](const char* code, std::vector<std::string> args) {
            base::Diagnostic note;
            note.code = code;
            note.severity = base::Severity::note;
            note.args = std::move(args);
            audited_.audit.notes.push_back(std::move(note));
        };
        const auto say_months = [&](const char* code, bool (PaidBook::*holds)(base::Month) const) {
            std::vector<std::string> months;
            for (const base::Month month : audited_.audit.months)
                if ((book_.*holds)(month)) months.push_back(month.to_string());
            if (!months.empty() && !options_.history.known_on) say(code, {base::join(months, ", ")});
        };
        say_months("audit-note-no-pay-day", &PaidBook::day_is_assumed);
        say_months("audit-note-later-facts", &PaidBook::facts_are_later);
        for (const int benefit : classifier_->left_out()) say("audit-note-left-out", {policy_.benefits[static_cast<std::size_t>(benefit)].name});
        for (const char* role : {"id_number", "members", "died"})
            if (policy_.roles.of(role).empty()) say("audit-note-no-role", {role});
        const auto& conversions = book_.paid().conversions;
        audited_.audit.notes.insert(audited_.audit.notes.end(), conversions.begin(), conversions.end());
    }

    const policy::Policy& policy_;
    const AuditOptions& options_;
    Audited& audited_;
    PaidBook book_;
    std::optional<Classifier> classifier_;
    std::vector<Judged> judged_;
};

}  // namespace

Outcome audit(const policy::Policy& policy, const AuditOptions& options, const population::Paid& paid, Audited& audited) {
    return Auditor(policy, options, paid, audited).run();
}

}  // namespace doudi::runs
