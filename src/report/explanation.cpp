// The page of one household's month: each benefit with its derivation and its conditions, columns aligned.

#include "doudi/report/explanation.hpp"

#include <nlohmann/json.hpp>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"
#include "explanation_mark.hpp"

namespace doudi::report {

namespace {

std::vector<std::string> cells(const table::ExplanationLine& line) {
    std::string head(static_cast<std::size_t>(2 * line.depth + 2), ' ');
    head += mark(line.outcome) + line.sign + (line.sign.empty() ? "" : " ") + line.label;
    return {head, line.value, line.detail, line.place, line.reference};
}

/// "2000.00" as people read it: "2,000.00".
std::string with_thousands(const std::string& amount) {
    const auto number = base::Rational::parse_decimal(amount);
    return number && amount.find('.') != std::string::npos ? shown_money(*number) : amount;
}

std::string headline(const table::Explanation& explanation, const table::BenefitExplanation& benefit, Language language) {
    const bool described = !explanation.size.empty() && !explanation.region.empty();  // by the roles, where the policy binds them
    std::string who = described ? text(language, "explain-household", {explanation.household, explanation.size, explanation.region})
                                : text(language, "explain-household-alone", {explanation.household});
    if (!benefit.person.empty()) who = text(language, "explain-person", {benefit.person, explanation.household});
    std::string line = benefit.label + "  " + shown_month(explanation.month, language) + "  " + who + "  " + text(language, "status-" + std::string(table::to_string(benefit.status)));
    if (benefit.status != table::Status::undecided && benefit.status != table::Status::ineligible) line += "  " + text(language, benefit.in_kind ? "explain-due-pieces" : "explain-due", {with_thousands(benefit.amount)});
    if (!benefit.paid.empty()) line += "  " + text(language, "explain-paid", {with_thousands(benefit.paid)});
    return line + "\n";
}

}  // namespace

std::string draw(const table::Explanation& explanation, Language language) {
    std::string page = explanation.title + "\n";
    if (!explanation.summary.empty()) page += explanation.summary + "\n";
    std::vector<std::vector<std::string>> refused;
    for (const table::BenefitExplanation& benefit : explanation.benefits) {
        if (benefit.status == table::Status::ineligible && !benefit.person.empty()) {  // a line each is enough
            refused.push_back({"  " + benefit.label, benefit.person, base::join(benefit.reasons, "; ")});
            continue;
        }
        page += "\n" + headline(explanation, benefit, language);
        std::vector<std::vector<std::string>> amounts;
        std::vector<std::vector<std::string>> conditions;
        for (const auto& line : benefit.amounts) amounts.push_back(cells(line));
        for (const auto& line : benefit.conditions) conditions.push_back(cells(line));
        page += aligned(amounts, {false, true, false, false, false}) + (amounts.empty() ? "" : "\n") + aligned(conditions, {});
        if (!benefit.reasons.empty()) page += "  " + text(language, "explain-reasons", {base::join(benefit.reasons, "; ")}) + "\n";
    }
    if (!refused.empty()) page += "\n" + text(language, "explain-others") + "\n" + aligned(refused, {});
    for (const table::PaymentExplanation& payment : explanation.payments) page += (&payment == &explanation.payments.front() ? "\n  " : "  ") + payment.text + "\n";
    for (const std::string& note : explanation.notes) page += "\n" + note + "\n";
    return page;
}

namespace {

using Json = nlohmann::ordered_json;

Json line_json(const table::ExplanationLine& line) {
    Json json = {{"depth", line.depth}};
    if (line.outcome != table::Outcome::none)
        json["holds"] = line.outcome == table::Outcome::unknown ? Json(nullptr) : Json(line.outcome == table::Outcome::holds);
    for (const auto& [key, text_of] : {std::pair{"sign", &line.sign}, std::pair{"name", &line.name}, std::pair{"label", &line.label}, std::pair{"value", &line.exact},
                                       std::pair{"shown", &line.value}, std::pair{"detail", &line.detail}, std::pair{"place", &line.place}, std::pair{"reference", &line.reference}})
        if (!text_of->empty()) json[key] = *text_of;
    return json;
}

Json payment_json(const table::PaymentExplanation& payment) {
    Json json = {{"month", payment.month.to_string()}, {"known_on", payment.known_on}, {"paid", payment.paid}, {"due", payment.due}, {"class", payment.kind}};
    for (const table::DueShare& share : payment.shares) json["shares"].push_back({{"month", share.month.to_string()}, {"amount", share.amount}});
    if (!payment.due_by_now.empty()) json["due_by_now"] = payment.due_by_now;
    if (!payment.changes.empty()) json["changes"] = payment.changes;
    if (!payment.cause.empty()) json["cause"] = payment.cause;
    return json;
}

}  // namespace

std::string to_json(const table::Explanation& explanation) {
    Json json = {{"policy", explanation.title}, {"summary", explanation.summary}, {"month", explanation.month.to_string()},
                 {"household", explanation.household}, {"region", explanation.region}, {"size", explanation.size}};
    json["benefits"] = Json::array();
    for (const table::BenefitExplanation& benefit : explanation.benefits) {
        Json one = {{"benefit", benefit.name}, {"label", benefit.label}};
        if (!benefit.person.empty()) one["person"] = benefit.person;
        one["status"] = std::string(table::to_string(benefit.status));
        if (!benefit.amount.empty()) one["amount"] = benefit.amount;
        if (!benefit.paid.empty()) one["paid"] = benefit.paid;
        one["reasons"] = benefit.reasons;
        for (const auto& line : benefit.amounts) one["amounts"].push_back(line_json(line));
        for (const auto& line : benefit.conditions) one["conditions"].push_back(line_json(line));
        json["benefits"].push_back(std::move(one));
    }
    for (const table::PaymentExplanation& payment : explanation.payments) json["payments"].push_back(payment_json(payment));
    for (const std::string& note : explanation.notes) json["notes"].push_back(note);
    return json.dump(2) + "\n";
}

}  // namespace doudi::report
