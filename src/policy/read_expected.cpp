// What a worked case expects: exact values, and benefits by amount, status, reasons and parts.

#include <algorithm>
#include <array>

#include "case_reader.hpp"
#include "doudi/base/text.hpp"

namespace doudi::policy {

namespace {

constexpr std::array<std::string_view, 5> statuses = {"eligible", "unclaimed", "ineligible", "held", "undecided"};

/// "700", "-1.5", "2/3".
std::optional<base::Rational> fraction(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto above = base::Rational::parse_decimal(text.substr(0, slash), true);
    if (slash == std::string::npos || !above) return above;
    const auto below = base::Rational::parse_decimal(text.substr(slash + 1), true);
    if (!below || below->sign() <= 0) return std::nullopt;
    return *above / *below;
}

}  // namespace

void CaseReader::read_history(const Node& node, Case& one) {
    if (!is_map(node, one.span)) return;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const auto month = month_of(node.keys[i], node.keys[i].text);
        if (!month) continue;
        if (*month < one.first || *month > one.last) {
            diagnostics_.error("expect-outside", node.keys[i].span,
                               {node.keys[i].text, one.first.to_string(), one.last.to_string()});
            continue;
        }
        one.expectations.push_back({*month, {}, {}});
        read_expected(node.items[i], one, {}, one.expectations.back());
    }
    std::stable_sort(one.expectations.begin(), one.expectations.end(),
                     [](const Expectation& a, const Expectation& b) { return a.month < b.month; });
}

void CaseReader::read_expected(const Node& node, const Case& one, const std::string& person, Expectation& expectation) {
    if (!is_map(node, one.span)) return;
    if (node.keys.empty()) diagnostics_.error("case-expects-nothing", node.span, {one.name});
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const Node& key = node.keys[i];
        const Node& value = node.items[i];
        if (key.text == "persons" && person.empty()) {
            if (!is_map(value, key.span)) continue;
            for (std::size_t p = 0; p < value.keys.size(); ++p)
                if (knows_person(one, value.keys[p]))
                    read_expected(value.items[p], one, value.keys[p].text, expectation);
            continue;
        }
        if (key.text == "checks" && person.empty()) {
            read_checks(key, value, expectation);
            continue;
        }
        read_value(key, value, person, expectation);
    }
}

/// `checks: [no_grown_minor]`: those that fail this month, in any order.
void CaseReader::read_checks(const Node& key, const Node& value, Expectation& expectation) {
    expectation.checks.emplace();
    expectation.checks_span = key.span;
    std::vector<std::string> names;
    for (const Check& check : policy_.checks) names.push_back(check.name);
    if (value.kind != NodeKind::sequence) diagnostics_.error("not-a-list", value.span, {key.text});
    for (const Node& name : value.items) {
        expectation.checks->push_back(name.text);
        if (std::find(names.begin(), names.end(), name.text) == names.end()) unknown("unknown-check-in-case", name, names);
    }
}

void CaseReader::read_value(const Node& key, const Node& value, const std::string& person, Expectation& expectation) {
    const auto meaning = resolve(key, person.empty() ? expr::household_table : expr::person_table);
    if (!meaning) return;
    const bool has_field = key.text.find('.') != std::string::npos;
    if (meaning->kind == expr::MeaningKind::benefit && !has_field) {
        read_benefit(key, value, meaning->id, person, expectation);
        return;
    }
    ExpectedValue expected;
    expected.person = person;
    expected.meaning = *meaning;
    expected.name = key.text;
    expected.span = key.span;
    if (read_exact(value, type_of(*meaning), expected)) expectation.values.push_back(std::move(expected));
}

/// A value as files hold it, exactly; a quoted word is always a value.
bool CaseReader::read_exact(const Node& value, const expr::Type& type, ExpectedValue& expected) {
    const std::string& text = value.text;
    if (value.is_scalar() && !value.quoted) {
        if (text == "missing") expected.standing = Expected::missing;
        if (text == "unknown") expected.standing = Expected::unknown;
        if (text == "not_stated") expected.standing = Expected::not_stated;
        if (expected.standing != Expected::value) return true;
    }
    bool good = value.is_scalar();
    switch (type.kind) {
        case expr::ValueKind::number:
            if (const auto number = fraction(text)) {
                expected.number = *number;
            } else {
                good = false;
            }
            break;
        case expr::ValueKind::boolean:
            good = good && (text == "true" || text == "false");
            expected.integer = text == "true" ? 1 : 0;
            break;
        case expr::ValueKind::date: {
            const auto day = base::Date::parse(text);
            good = good && day.has_value();
            expected.integer = day.value_or(base::Date{}).days;
            break;
        }
        case expr::ValueKind::month: {
            const auto month = base::Month::parse(text);
            good = good && month.has_value();
            expected.integer = month.value_or(base::Month{}).ordinal;
            break;
        }
        case expr::ValueKind::code:
        case expr::ValueKind::text:
            expected.word = text;
            if (good && type.codes != nullptr &&
                std::find(type.codes->begin(), type.codes->end(), text) == type.codes->end()) {
                unknown("expected-no-such-code", value, *type.codes);
                return false;
            }
            break;
    }
    if (!good) diagnostics_.error("expected-not-a-value", value.span, {base::shown(text), type.to_string()});
    return good;
}

/// A bare amount means eligible and that amount; of a map, each key is compared that is there.
void CaseReader::read_benefit(const Node& key, const Node& value, int id, const std::string& person,
                              Expectation& expectation) {
    ExpectedBenefit expected;
    expected.person = person;
    expected.benefit = id;
    expected.span = key.span;
    if (value.is_scalar()) {
        expected.not_stated = value.text == "not_stated" && !value.quoted;
        expected.amount = base::Rational::parse_decimal(value.text, true);
        if (expected.amount) expected.status = "eligible";
        if (!expected.amount && !expected.not_stated) {
            diagnostics_.error("expected-not-an-amount", value.span, {base::shown(value.text)});
            return;
        }
        expectation.benefits.push_back(std::move(expected));
        return;
    }
    Fields fields(context_, value, key.span, {"status", "amount", "reasons", "parts"});
    if (!fields.usable()) return;
    if (value.keys.empty()) diagnostics_.error("case-expects-nothing", key.span, {key.text});
    expected.status = fields.text("status");
    if (expected.status && std::find(statuses.begin(), statuses.end(), *expected.status) == statuses.end())
        unknown("unknown-status", *fields.find("status"), {statuses.begin(), statuses.end()});
    expected.amount = fields.number("amount");
    if (fields.has("reasons")) {
        expected.reasons.emplace();
        for (const Node* reason : fields.list("reasons")) expected.reasons->push_back(reason->text);
    }
    if (const Node* parts = fields.find("parts")) read_parts(*parts, expected);
    expectation.benefits.push_back(std::move(expected));
}

void CaseReader::read_parts(const Node& value, ExpectedBenefit& expected) {
    if (!is_map(value, expected.span)) return;
    const Benefit& benefit = policy_.benefits[static_cast<std::size_t>(expected.benefit)];
    for (std::size_t i = 0; i < value.keys.size(); ++i) {
        std::vector<std::string> names;
        for (const Part& part : benefit.parts) names.push_back(part.name);
        const auto found = std::find(names.begin(), names.end(), value.keys[i].text);
        const auto amount = base::Rational::parse_decimal(value.items[i].text, true);
        if (found == names.end()) {
            unknown("unknown-part", value.keys[i], names);
        } else if (!amount) {
            diagnostics_.error("expected-not-an-amount", value.items[i].span, {base::shown(value.items[i].text)});
        } else {
            expected.parts.emplace_back(static_cast<int>(found - names.begin()), *amount);
        }
    }
}

expr::TableId CaseReader::table_of(const expr::Meaning& meaning) const {
    const auto at = static_cast<std::size_t>(meaning.id);
    switch (meaning.kind) {
        case expr::MeaningKind::input: return policy_.inputs[at].table;
        case expr::MeaningKind::variable: return policy_.variables[at].table;
        case expr::MeaningKind::benefit: return policy_.benefits[at].to;
        case expr::MeaningKind::parameter:
        case expr::MeaningKind::none:
        case expr::MeaningKind::month:
        case expr::MeaningKind::code_value: break;
    }
    return expr::no_table;
}

expr::Type CaseReader::type_of(const expr::Meaning& meaning) const {
    const auto at = static_cast<std::size_t>(meaning.id);
    if (meaning.kind == expr::MeaningKind::month) return expr::Type::month();
    if (meaning.kind == expr::MeaningKind::input) return policy_.inputs[at].type;
    if (meaning.kind == expr::MeaningKind::variable) return policy_.variables[at].type;
    if (meaning.field == expr::BenefitField::eligible) return expr::Type::boolean();
    if (meaning.field == expr::BenefitField::status) {
        static const auto words = std::make_shared<const std::vector<std::string>>(statuses.begin(), statuses.end());
        return expr::Type::code(words);
    }
    return expr::Type::number();
}

std::optional<expr::Meaning> CaseReader::resolve(const Node& key, expr::TableId table) {
    const std::vector<expr::Meaning> found = policy_.find(key.text);
    std::vector<expr::Meaning> own;
    for (const expr::Meaning& one : found)
        if (table_of(one) == table) own.push_back(one);
    if (own.size() == 1) return own.front();
    if (own.size() > 1) {
        std::vector<std::string> names;
        for (const expr::Meaning& one : own) names.push_back(policy_.name_of(one));
        diagnostics_.error("ambiguous-in-case", key.span, {base::shown(key.text), base::join(names, ", ")});
    } else if (found.empty()) {
        std::vector<std::string> names;
        for (const auto& [name, entry] : names_.all())
            if (entry.found.table == table) names.push_back(name);
        for (const Benefit& benefit : policy_.benefits)
            if (benefit.to == table) names.push_back(benefit.name);
        unknown("unknown-in-case", key, names);
    } else if (table_of(found.front()) == expr::no_table) {
        diagnostics_.error("parameter-in-case", key.span, {base::shown(key.text)});
    } else if (table_of(found.front()) > expr::person_table) {
        diagnostics_.error("record-value-in-case", key.span, {base::shown(key.text)});
    } else {
        diagnostics_.error(table == expr::person_table ? "household-value-in-case" : "person-value-in-case", key.span,
                           {base::shown(key.text)});
    }
    return std::nullopt;
}

}  // namespace doudi::policy
