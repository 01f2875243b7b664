// What was paid beside what was due, read from the audit's own reckonings: shares by month, the figures that changed.
// The derivation of the month itself is left to explain.cpp.

#include <algorithm>

#include "audit_case.hpp"
#include "audit_cause.hpp"
#include "audit_classify.hpp"
#include "doudi/base/text.hpp"
#include "doudi/policy/known_on.hpp"
#include "doudi/report/findings.hpp"
#include "doudi/report/values.hpp"
#include "doudi/runs/explain.hpp"

namespace doudi::runs {

namespace {

using report::Language;

/// The month explained, and those of the paid file that have a folder of their own; none before a state that was given.
std::vector<base::Month> months_beside(const HistoryOptions& options, const population::Paid& paid) {
    const bool begins = options.from_nothing || options.state_file;
    std::set<base::Month> months = {options.last};
    for (const population::Payment& payment : paid.payments) {
        if (months.contains(payment.month) || (begins && payment.month < options.first)) continue;
        const auto place = population::place_of(options.population, payment.month);
        if (place && !place->held_still) months.insert(payment.month);
    }
    return {months.begin(), months.end()};
}

class PaidExplainer {
public:
    PaidExplainer(const policy::Policy& policy, HistoryOptions options, const population::Paid& paid, Language language, table::Explanation& explanation)
        : policy_(policy), options_(std::move(options)), language_(language), explanation_(explanation), book_(policy, paid, months_beside(options_, paid)) {}

    Outcome run() {
        HistoryOptions reading = options_;
        reading.known_on.reset();  // who a payment is for is no question of when
        population::Facts facts = facts_of(policy_, reading);
        if (Outcome matched = book_.match(facts); !matched.ok()) return matched;
        Classifier classifier(policy_, book_);
        Reckoner reckoner(policy_, options_, book_, explanation_.household);
        std::vector<std::pair<Judged, Reckoning>> told;
        const Outcome done = reckoner.run([&](base::Month month, std::vector<Reckoning>& reckonings) {
            for (const Reckoning& reckoning : reckonings)
                for (Judged& judged : classifier.judge(reckoning))
                    if (month == explanation_.month || judged.finding.kind != table::FindingClass::match || !reckoning.back.empty()) told.emplace_back(std::move(judged), reckoning);
        });
        if (!done.ok()) return done;
        for (auto& [judged, reckoning] : told)
            if (Outcome one = tell(judged, reckoning); !one.ok()) return one;
        return {};
    }

private:
    Outcome tell(Judged& judged, const Reckoning& reckoning) {
        Cases cases(policy_, options_, book_, reckoning.known_on, reckoning.month);
        if (Outcome read = cases.read({explanation_.household}); !read.ok()) return read;
        CauseFinder(policy_, book_, cases, reckoning.month).find(judged);
        const table::Finding& finding = judged.finding;
        if (reckoning.month == explanation_.month) beside_benefit(judged);
        table::PaymentExplanation own;
        own.month = reckoning.month;
        own.known_on = reckoning.known_on.to_string();
        own.paid = report::money(finding.paid);
        own.due = finding.due ? report::money(*finding.due) : "";
        own.kind = table::to_string(finding.kind);
        own.cause = report::cause_text(finding, language_);
        own.shares.push_back({reckoning.month, report::money(sum_of(reckoning.own.amounts, judged.benefits))});
        for (const BackPay& back : reckoning.back)
            if (const base::Rational amount = sum_of(back.amounts, judged.benefits); !amount.is_zero()) own.shares.push_back({back.month, report::money(amount)});
        own.changes = changes(judged, reckoning, cases);
        if (own.month == explanation_.month) own.due_by_now = due_by_now(judged, own);
        own.text = line(judged, own);
        explanation_.payments.push_back(std::move(own));
        return {};
    }

    /// What the page says is due for the month, where less or more was known on the pay day.
    [[nodiscard]] std::string due_by_now(const Judged& judged, const table::PaymentExplanation& own) const {
        base::Rational sum;
        for (const table::BenefitExplanation& one : explanation_.benefits) {
            const std::vector<std::string>& ours = judged.finding.benefits;
            const bool counts = one.status == table::Status::eligible && (ours.empty() || std::find(ours.begin(), ours.end(), one.name) != ours.end());
            if (counts) sum += base::Rational::parse_decimal(one.amount).value_or(base::Rational(0));
        }
        const std::string by_now = report::money(sum);
        return by_now == own.shares.front().amount ? "" : by_now;
    }

    /// The headline of the benefit that the payment is for: of several paid together, the one that is due.
    void beside_benefit(const Judged& judged) {
        table::BenefitExplanation* found = nullptr;
        for (table::BenefitExplanation& one : explanation_.benefits) {
            const bool ours = judged.finding.benefits.empty() || std::find(judged.finding.benefits.begin(), judged.finding.benefits.end(), one.name) != judged.finding.benefits.end();
            const bool is_due = one.status == table::Status::eligible && one.amount != "0.00";
            if (ours && (found == nullptr || (is_due && found->status != table::Status::eligible))) found = &one;
        }
        if (found != nullptr) found->paid = report::money(judged.finding.paid);
    }

    /// The figures that became known since, each once, with the months it changed; "3 persons × 15.00" where that is all.
    std::vector<std::string> changes(const Judged& judged, const Reckoning& reckoning, Cases& cases) {
        std::vector<std::string> texts;
        std::vector<std::string> factors;
        for (const BackPay& back : reckoning.back) {
            const base::Rational amount = sum_of(back.amounts, judged.benefits);
            const auto& months = cases.of(explanation_.household);
            if (amount.is_zero() || !months.contains(back.month)) continue;
            const auto due = cases.evaluate(back.month, months.at(back.month));
            if (!due) continue;
            const auto figures = figures_changed(cases.known(), policy::known_on(policy_, back.known_before), due->frame, cases.words());
            for (const FigureChange& change : figures) add_once(figure_line(change), texts);
            if (figures.empty()) add_once(report::text(language_, "explain-facts-since", {back.known_before.to_string()}), texts);
            add_once(figures.size() == 1 ? factor(figures.front(), amount, due->frame) : "", factors);
        }
        if (factors.size() == 1 && !factors.front().empty()) texts.push_back(factors.front());
        return texts;
    }

    static void add_once(const std::string& text, std::vector<std::string>& texts) {
        if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
    }

    [[nodiscard]] std::string figure_line(const FigureChange& change) const {
        const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(change.parameter)];
        std::string text = report::text(language_, "explain-figure-change",
                                        {report::label_of(parameter, language_), change.before ? figure_text(parameter, *change.before) : "–", figure_text(parameter, change.after), change.after.from.to_string()});
        if (change.after.published) text += report::text(language_, "explain-figure-published", {change.after.published->to_string()});
        return text;
    }

    /// Only where the persons counted times the step of the figure is the amount, exactly.
    [[nodiscard]] std::string factor(const FigureChange& change, const base::Rational& amount, const engine::Frame& frame) const {
        const std::string role = policy_.roles.of("size");
        if (role.empty() || !change.before) return {};
        const plan::Slot slot = frame.plan->find(policy_.find(role).front());
        const table::Column& sizes = frame.columns[static_cast<std::size_t>(slot)];
        const base::Rational step = change.after.number - change.before->number;
        if (sizes.standing_of(0) != table::known || sizes.numbers[0] * step != amount) return {};
        return report::text(language_, "explain-factor", {sizes.numbers[0].to_string(), report::shown_money(step)});
    }

    [[nodiscard]] std::string short_month(base::Month month) const {
        if (language_ == Language::zh && month.year() == explanation_.month.year()) return report::text(language_, "explain-short-month", {std::to_string(month.number())});
        return report::shown_month(month, language_);
    }

    [[nodiscard]] std::string line(const Judged& judged, const table::PaymentExplanation& own) const {
        const table::Finding& finding = judged.finding;
        std::string sum;
        for (const table::DueShare& share : own.shares) {
            const auto amount = base::Rational::parse_decimal(share.amount).value_or(base::Rational(0));
            if (amount.is_zero() && own.shares.size() > 1) continue;
            const bool minus = amount.sign() < 0;
            sum += (sum.empty() ? "" : report::text(language_, minus ? "explain-minus" : "explain-plus")) + report::shown_money(sum.empty() ? amount : base::abs(amount));
            if (share.month != own.month) sum += report::text(language_, "explain-share-back", {short_month(share.month)});
            else if (own.due_by_now.empty()) sum += report::text(language_, "explain-share-own", {short_month(share.month)});
            else sum += report::text(language_, "explain-share-then", {short_month(share.month), own.known_on, report::shown_money(*base::Rational::parse_decimal(own.due_by_now))});
        }
        const std::string paid = report::shown_money(finding.paid);
        std::string text;
        if (!finding.due) text = report::text(language_, "explain-paid-undecided", {short_month(own.month), paid, own.cause});
        else if (finding.difference().is_zero()) text = report::text(language_, "explain-paid-match", {short_month(own.month), paid, sum});
        else text = report::text(language_, "explain-paid-differs", {short_month(own.month), paid, report::shown_money(*finding.due), sum, report::shown_money(finding.difference()), own.cause});
        for (const std::string& change : own.changes) text += report::text(language_, "explain-change", {change});
        return text;
    }

    const policy::Policy& policy_;
    HistoryOptions options_;
    Language language_;
    table::Explanation& explanation_;
    PaidBook book_;
};

}  // namespace

Outcome explain_paid(const policy::Policy& policy, const HistoryOptions& options, const population::Paid& paid, Language language, table::Explanation& explanation) {
    return PaidExplainer(policy, options, paid, language, explanation).run();
}

}  // namespace doudi::runs
