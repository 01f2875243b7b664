// Findings as CSV, as JSON and on the screen. Files state whole ids; the screen masks those of persons.

#include "doudi/report/findings.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::report {

namespace {

using table::FindingClass;

std::string due_text(const table::Finding& finding) { return finding.due ? money(*finding.due) : ""; }
std::string difference_text(const table::Finding& finding) { return finding.due ? money(finding.difference()) : ""; }

/// Reasons hold together, any of the causes would do.
template <class Text>
std::string joined(const table::Finding& finding, const Text& text_of) {
    std::string all;
    for (const table::Cause& reason : finding.reasons) all += (all.empty() ? "" : "; ") + text_of(reason);
    bool first = true;
    for (const table::Cause& one : finding.causes) {
        all += (first ? (all.empty() ? "" : "; ") : " or ") + text_of(one);
        first = false;
    }
    return all;
}

std::string file_text(const table::Cause& cause) {
    const std::string who = cause.person_id.empty() ? "" : " (" + cause.person_id + ")";
    return cause.en.empty() || cause.en == cause.code ? cause.code + who : cause.code + ": " + cause.en + who;
}

struct Row {
    std::uint64_t rows = 0;
    base::Rational paid;
    base::Rational due;
    base::Rational difference;
    void add(const table::Finding& finding) {
        ++rows;
        paid += finding.paid;
        due += finding.due.value_or(base::Rational(0));
        difference += finding.difference();
    }
};
using Classes = std::array<Row, table::finding_class_count>;

Classes classes_of(const table::Audit& audit, std::optional<base::Month> month) {
    Classes classes;
    for (const table::Finding& finding : audit.findings)
        if (!month || finding.month == *month) classes[static_cast<std::size_t>(finding.kind)].add(finding);
    return classes;
}

std::string with_sign(const base::Rational& amount) { return (amount.sign() > 0 ? "+" : "") + shown_money(amount); }

std::string class_label(FindingClass kind, Language language) { return text(language, "class-" + std::string(table::to_string(kind))); }

}  // namespace

std::string cause_text(const table::Finding& finding, Language language) {
    const std::string between = text(language, "cause-or");
    const auto shown = [&](const table::Cause& cause) {
        const std::string& own = language == Language::zh ? cause.zh : cause.en;
        return cause.person_id.empty() ? own : own + text(language, "cause-who", {base::masked(cause.person_id)});
    };
    std::string all;
    for (const table::Cause& reason : finding.reasons) all += (all.empty() ? "" : text(language, "cause-and")) + shown(reason);
    for (std::size_t i = 0; i < finding.causes.size(); ++i)
        all += (i > 0 ? between : all.empty() ? "" : text(language, "cause-as-paid")) + shown(finding.causes[i]);
    return all;
}

std::string findings_csv(const table::Audit& audit, bool all) {
    std::string csv = "month,household_id,person_id,benefit,paid,due,difference,class,cause,knowable,receivable\n";
    for (const table::Finding& finding : audit.findings) {
        if (finding.kind == FindingClass::match && !all) continue;
        csv += csv_row({finding.month.to_string(), finding.household_id, finding.person_id, finding.benefits.empty() ? "*" : base::join(finding.benefits, ";"), money(finding.paid),
                        due_text(finding), difference_text(finding), std::string(table::to_string(finding.kind)), joined(finding, file_text),
                        std::string(table::to_string(finding.knowable)), ""});
    }
    return csv;
}

std::string audit_summary_csv(const table::Audit& audit) {
    std::string csv = "month,class,rows,paid,due,difference\n";
    const auto add = [&](const std::string& month, const Classes& classes) {
        for (std::size_t i = 0; i < classes.size(); ++i)
            if (classes[i].rows > 0)
                csv += csv_row({month, std::string(table::to_string(static_cast<FindingClass>(i))), std::to_string(classes[i].rows), money(classes[i].paid), money(classes[i].due), money(classes[i].difference)});
    };
    for (const base::Month month : audit.months) add(month.to_string(), classes_of(audit, month));
    add("*", classes_of(audit, std::nullopt));
    return csv;
}

namespace {

std::string rows_line(const table::Audit& audit, Language language) {
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](const char* key, const table::PaidSum& sum) { rows.push_back({"  " + text(language, key), std::to_string(sum.rows), shown_money(sum.amount)}); };
    rows.push_back({"", text(language, "audit-rows"), text(language, "audit-sum")});
    add("audit-file", audit.file);
    add("audit-matched", audit.matched);
    add("audit-unmatched", audit.unmatched);
    if (audit.outside.rows > 0) add("audit-outside", audit.outside);
    return aligned(rows, {false, true, true});
}

std::string classes_table(const table::Audit& audit, Language language) {
    std::vector<std::vector<std::string>> rows = {{"  " + text(language, "audit-class"), text(language, "audit-count"), text(language, "audit-paid"), text(language, "audit-due"), text(language, "audit-difference")}};
    const Classes classes = classes_of(audit, std::nullopt);
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (classes[i].rows > 0)
            rows.push_back({"  " + class_label(static_cast<FindingClass>(i), language), std::to_string(classes[i].rows), shown_money(classes[i].paid), shown_money(classes[i].due), with_sign(classes[i].difference)});
    return aligned(rows, {false, true, true, true, true});
}

std::string findings_table(const table::Audit& audit, Language language) {
    constexpr std::size_t most = 20;
    std::vector<std::vector<std::string>> rows = {{"  " + text(language, "audit-month"), text(language, "audit-household"), text(language, "audit-class"), text(language, "audit-paid"), text(language, "audit-due"),
                                                   text(language, "audit-difference"), text(language, "audit-cause")}};
    std::size_t more = 0;
    for (const table::Finding& finding : audit.findings) {
        if (finding.kind == FindingClass::match) continue;
        if (rows.size() > most) {
            ++more;
            continue;
        }
        rows.push_back({"  " + finding.month.to_string(), base::shown(finding.household_id), class_label(finding.kind, language), shown_money(finding.paid),
                        finding.due ? shown_money(*finding.due) : text(language, "value-unknown-shown"), finding.due ? with_sign(finding.difference()) : "",
                        cause_text(finding, language) + (finding.knowable == table::Knowable::yes ? "" : text(language, "audit-knowable-" + std::string(table::to_string(finding.knowable))))});
    }
    return aligned(rows, {false, false, false, true, true, true, false}) + (more > 0 ? "  " + text(language, "audit-more", {std::to_string(more)}) + "\n" : "");
}

}  // namespace

std::string draw(const table::Audit& audit, const std::string& title, Language language) {
    std::string page = title + "\n";
    if (!audit.months.empty()) {
        const std::string first = shown_month(audit.months.front(), language);
        const std::string span = audit.months.size() == 1 ? first : first + " … " + shown_month(audit.months.back(), language);
        page += (audit.known_on ? text(language, "audit-head-known-on", {span, audit.known_on->to_string()}) : text(language, "audit-head", {span})) + "\n";
    }
    page += "\n" + rows_line(audit, language) + "\n" + classes_table(audit, language) + "\n";
    page += audit.has_findings() ? findings_table(audit, language) : text(language, "audit-nothing") + "\n";
    for (const base::Diagnostic& note : audit.notes) page += (&note == &audit.notes.front() ? "\n" : "") + in_one_line(note, language) + "\n";
    return page;
}

std::string to_json(const table::Audit& audit) {
    using Json = nlohmann::ordered_json;
    const auto sum = [](const table::PaidSum& one) { return Json{{"rows", one.rows}, {"amount", money(one.amount)}}; };
    Json json = {{"rows", {{"file", sum(audit.file)}, {"matched", sum(audit.matched)}, {"unmatched", sum(audit.unmatched)}, {"outside", sum(audit.outside)}}}};
    json["months"] = Json::array();
    for (const base::Month month : audit.months) json["months"].push_back(month.to_string());
    if (audit.known_on) json["known_on"] = audit.known_on->to_string();
    json["classes"] = Json::object();
    const Classes classes = classes_of(audit, std::nullopt);
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (classes[i].rows > 0)
            json["classes"][std::string(table::to_string(static_cast<FindingClass>(i)))] = {{"rows", classes[i].rows}, {"paid", money(classes[i].paid)}, {"due", money(classes[i].due)}, {"difference", money(classes[i].difference)}};
    json["findings"] = Json::array();
    for (const table::Finding& finding : audit.findings) {
        if (finding.kind == FindingClass::match) continue;
        Json one = {{"month", finding.month.to_string()}, {"household", finding.household_id}};
        if (!finding.place.empty()) one["place"] = finding.place;
        one["benefits"] = finding.benefits;
        one["paid"] = money(finding.paid);
        if (finding.due) one.update({{"due", money(*finding.due)}, {"difference", money(finding.difference())}});
        one["class"] = std::string(table::to_string(finding.kind));
        one["reasons"] = Json::array();
        for (const table::Cause& reason : finding.reasons) one["reasons"].push_back({{"code", reason.code}, {"text", reason.en}});
        one["causes"] = Json::array();
        for (const table::Cause& cause : finding.causes) one["causes"].push_back({{"code", cause.code}, {"text", cause.en}});
        one["knowable"] = std::string(table::to_string(finding.knowable));
        json["findings"].push_back(std::move(one));
    }
    for (const base::Diagnostic& note : audit.notes) json["notes"].push_back(in_one_line(note, Language::en));
    return json.dump(2) + "\n";
}

}  // namespace doudi::report
