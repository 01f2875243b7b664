// Compares a month with what a case expects of it, exactly: values as fractions, amounts to the last digit.
// `print:` of a variable plays no part.

#include "test_compare.hpp"

#include <algorithm>
#include <set>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

class Comparison {
public:
    Comparison(const policy::Policy& policy, const table::Words& words, const policy::Expectation& expected,
               const engine::Frame& frame, const engine::Settled& settled, CaseResult& result)
        : policy_(policy), words_(words), expected_(expected), frame_(frame), settled_(settled), result_(result) {}

    void run() {
        for (const policy::ExpectedValue& value : expected_.values) compare_value(value);
        if (expected_.checks) compare_checks();
        bool told = false;
        for (const policy::ExpectedBenefit& benefit : expected_.benefits) {
            told = told || benefit.not_stated || !settled_.not_stated.empty();
            compare_benefit(benefit);
        }
        if (!told && !settled_.not_stated.empty())
            differ(settled_.not_stated.front().parameter, "", refusal(), result_.span);
        std::stable_sort(result_.differences.begin(), result_.differences.end(),
                         [](const Difference& a, const Difference& b) {
                             return a.month != b.month ? a.month < b.month : a.span.line < b.span.line;
                         });
    }

private:
    Difference& differ(std::string what, std::string expected, std::string came, const base::SourceSpan& span) {
        return result_.differences.emplace_back(
            Difference{frame_.plan->month, std::move(what), std::move(expected), std::move(came), span});
    }
    [[nodiscard]] std::string refusal() const {
        std::vector<std::string> names;
        for (const engine::NotStated& one : settled_.not_stated) names.push_back(one.parameter);
        return "not_stated (" + base::join(names, ", ") + ")";
    }

    void compare_checks() {
        std::set<std::string> came;
        for (const engine::FailedCheck& one : settled_.failed) came.insert(policy_.checks[static_cast<std::size_t>(one.check)].name);
        const std::set<std::string> expected(expected_.checks->begin(), expected_.checks->end());
        const auto text = [](const std::set<std::string>& names) { return "[" + base::join({names.begin(), names.end()}, ", ") + "]"; };
        if (came != expected) differ("checks", text(expected), text(came), expected_.checks_span).instead = text(came);
    }

    /// The row of the household or of a person; nothing for who is not there.
    [[nodiscard]] std::optional<std::size_t> row_of(const std::string& person) const {
        if (person.empty()) return 0;
        const auto& ids = frame_.batch->person_ids;
        const auto found = std::find(ids.begin(), ids.end(), person);
        if (found == ids.end()) return std::nullopt;
        return static_cast<std::size_t>(found - ids.begin());
    }

    // --- values ---

    void compare_value(const policy::ExpectedValue& expected) {
        const std::string what = expected.person.empty() ? expected.name : expected.person + "." + expected.name;
        const auto row = row_of(expected.person);
        if (!row) {
            differ(what, text_of(expected), "–", expected.span);
            return;
        }
        const plan::Slot slot = frame_.plan->find(expected.meaning);
        const std::size_t at =
            frame_.row_of(slot, expected.person.empty() ? expr::household_table : expr::person_table, *row);
        const table::Column& column = frame_.columns[static_cast<std::size_t>(slot)];
        if (is_same(expected, column, at)) return;
        Difference& difference = differ(what, text_of(expected), text_of(slot, column, at), expected.span);
        difference.instead = yaml_of(slot, column, at);
    }

    [[nodiscard]] std::vector<std::string> causes_of(table::Standing standing) const {
        std::vector<std::string> names;
        if (standing < table::first_unknown) return names;
        for (const int cause : frame_.causes.causes(standing)) names.push_back(frame_.cause_name(cause));
        std::sort(names.begin(), names.end());
        return names;
    }
    [[nodiscard]] policy::Expected standing_of(table::Standing standing) const {
        if (standing == table::known) return policy::Expected::value;
        if (standing == table::missing) return policy::Expected::missing;
        for (const std::string& cause : causes_of(standing))
            if (cause.starts_with("not_stated.")) return policy::Expected::not_stated;
        return policy::Expected::unknown;
    }

    [[nodiscard]] bool is_same(const policy::ExpectedValue& expected, const table::Column& column,
                               std::size_t row) const {
        if (standing_of(column.standing_of(row)) != expected.standing) return false;
        if (expected.standing != policy::Expected::value) return true;
        switch (column.kind) {
            case table::ColumnKind::number: return column.numbers[row] == expected.number;
            case table::ColumnKind::boolean:
            case table::ColumnKind::date:
            case table::ColumnKind::month: return column.integers[row] == expected.integer;
            case table::ColumnKind::code:
            case table::ColumnKind::text: return words_.word(column.integers[row]) == expected.word;
        }
        return false;
    }

    [[nodiscard]] std::string text_of(const policy::ExpectedValue& expected) const {
        if (expected.standing == policy::Expected::missing) return "missing";
        if (expected.standing == policy::Expected::unknown) return "unknown";
        if (expected.standing == policy::Expected::not_stated) return "not_stated";
        engine::StateValue value;
        value.number = expected.number;
        value.integer = expected.integer;
        value.word = expected.word;
        return engine::to_text(value, kind_of(policy_, expected.meaning));
    }
    [[nodiscard]] std::string text_of(plan::Slot slot, const table::Column& column, std::size_t row) const {
        const table::Standing standing = column.standing_of(row);
        if (standing == table::known) return report::file_value(frame_, slot, row, words_);
        if (standing == table::missing) return "missing";
        const std::string word = standing_of(standing) == policy::Expected::unknown ? "unknown" : "not_stated";
        return word + " (" + base::join(causes_of(standing), ", ") + ")";
    }

    [[nodiscard]] std::string yaml_of(plan::Slot slot, const table::Column& column, std::size_t row) const {
        const policy::Expected standing = standing_of(column.standing_of(row));
        if (standing == policy::Expected::missing) return "missing";
        if (standing == policy::Expected::unknown) return "unknown";
        if (standing == policy::Expected::not_stated) return "not_stated";
        const std::string text = report::file_value(frame_, slot, row, words_);
        const bool is_word = column.kind == table::ColumnKind::code || column.kind == table::ColumnKind::text;
        return is_word ? yaml_word(text) : text;
    }

    // --- benefits ---

    void compare_benefit(const policy::ExpectedBenefit& expected) {
        const policy::Benefit& benefit = policy_.benefits[static_cast<std::size_t>(expected.benefit)];
        const std::string what = expected.person.empty() ? benefit.name : expected.person + "." + benefit.name;
        const auto row = row_of(expected.person);
        const auto entitlement =
            std::find_if(settled_.rows.begin(), settled_.rows.end(), [&](const table::Entitlement& one) {
                const std::int64_t person = expected.person.empty() ? -1 : static_cast<std::int64_t>(row.value_or(0));
                return one.benefit == expected.benefit && one.person == person;
            });
        const bool refused = !settled_.not_stated.empty();
        if (!row || entitlement == settled_.rows.end()) {
            differ(what, text_of(expected, benefit), "–", expected.span);
        } else if (refused) {
            if (!expected.not_stated) differ(what, text_of(expected, benefit), refusal(), expected.span).instead = "not_stated";
        } else if (!is_same(expected, *entitlement)) {
            Difference& difference = differ(what, text_of(expected, benefit), text_of(*entitlement, benefit), expected.span);
            difference.instead = yaml_of(*entitlement);
            difference.fields = fields_of(expected, *entitlement, benefit);
        }
    }

    static bool is_same(const policy::ExpectedBenefit& expected, const table::Entitlement& came) {
        if (expected.not_stated) return false;
        if (expected.status && *expected.status != table::to_string(came.status)) return false;
        const bool undecided = came.status == table::Status::undecided;
        if (expected.amount && (undecided || *expected.amount != came.amount)) return false;
        if (expected.reasons && *expected.reasons != came.reasons) return false;
        return std::all_of(expected.parts.begin(), expected.parts.end(), [&](const auto& part) {
            const auto at = static_cast<std::size_t>(part.first);
            return at < came.parts.size() && came.parts[at] == part.second;
        });
    }

    static std::string text_of(const policy::ExpectedBenefit& expected, const policy::Benefit& benefit) {
        if (expected.not_stated) return "not_stated";
        std::vector<std::string> words;
        if (expected.status) words.push_back(*expected.status);
        if (expected.amount) words.push_back(report::money(*expected.amount));
        std::vector<std::string> parts;
        for (const auto& [part, amount] : expected.parts)
            parts.push_back(benefit.parts[static_cast<std::size_t>(part)].name + "=" + report::money(amount));
        if (!parts.empty()) words.push_back(base::join(parts, ";"));
        if (expected.reasons) words.push_back("[" + base::join(*expected.reasons, ", ") + "]");
        return base::join(words, "  ");
    }
    static std::string text_of(const table::Entitlement& came, const policy::Benefit& benefit) {
        std::vector<std::string> words = {std::string(table::to_string(came.status))};
        if (came.status != table::Status::undecided) words.push_back(report::money(came.amount));
        std::vector<std::string> parts;
        for (std::size_t i = 0; benefit.has_named_parts() && i < came.parts.size(); ++i)
            parts.push_back(benefit.parts[i].name + "=" + report::money(came.parts[i]));
        if (!parts.empty()) words.push_back(base::join(parts, ";"));
        words.push_back("[" + base::join(came.reasons, ", ") + "]");
        return base::join(words, "  ");
    }

    static std::string yaml_of(const table::Entitlement& came) {
        const std::string amount = report::money(came.amount);
        if (came.status == table::Status::eligible) return amount;
        std::string text = "{status: " + std::string(table::to_string(came.status));
        if (came.status != table::Status::undecided) text += ", amount: " + amount;
        return text + ", reasons: " + yaml_list(came.reasons) + "}";
    }
    /// None where an amount is expected and there is none: the whole has to be written anew.
    static std::vector<std::pair<std::string, std::string>> fields_of(const policy::ExpectedBenefit& expected,
                                                                      const table::Entitlement& came,
                                                                      const policy::Benefit& benefit) {
        std::vector<std::pair<std::string, std::string>> fields;
        if (expected.amount && came.status == table::Status::undecided) return fields;
        const std::string status(table::to_string(came.status));
        if (expected.status && *expected.status != status) fields.emplace_back("status", status);
        if (expected.amount && *expected.amount != came.amount) fields.emplace_back("amount", report::money(came.amount));
        if (expected.reasons && *expected.reasons != came.reasons) fields.emplace_back("reasons", yaml_list(came.reasons));
        for (const auto& [part, amount] : expected.parts) {
            const auto at = static_cast<std::size_t>(part);
            if (at < came.parts.size() && came.parts[at] != amount)
                fields.emplace_back("parts." + benefit.parts[at].name, report::money(came.parts[at]));
        }
        return fields;
    }
    static std::string yaml_list(const std::vector<std::string>& words) {
        std::vector<std::string> texts;
        for (const std::string& word : words) texts.push_back(yaml_word(word));
        return "[" + base::join(texts, ", ") + "]";
    }
    /// Quoted where YAML or the reader of cases would take it for something else.
    static std::string yaml_word(const std::string& word) {
        static const std::set<std::string> taken = {"missing", "unknown", "not_stated", "true", "false", "null"};
        const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; };
        const bool plain = !word.empty() && word.front() >= 'a' && std::all_of(word.begin(), word.end(), is_plain) && !taken.contains(word);
        if (plain) return word;
        std::string text = "\"";
        for (const char c : word) text += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
        return text + "\"";
    }

    const policy::Policy& policy_;
    const table::Words& words_;
    const policy::Expectation& expected_;
    const engine::Frame& frame_;
    const engine::Settled& settled_;
    CaseResult& result_;
};

}  // namespace

expr::ValueKind kind_of(const policy::Policy& policy, const expr::Meaning& meaning) {
    const auto at = static_cast<std::size_t>(meaning.id);
    if (meaning.kind == expr::MeaningKind::input) return policy.inputs[at].type.kind;
    if (meaning.kind == expr::MeaningKind::variable) return policy.variables[at].type.kind;
    if (meaning.field == expr::BenefitField::eligible) return expr::ValueKind::boolean;
    return meaning.field == expr::BenefitField::status ? expr::ValueKind::code : expr::ValueKind::number;
}

void compare(const policy::Policy& policy, const table::Words& words, const policy::Expectation& expected,
             const engine::Frame& frame, const engine::Settled& settled, CaseResult& result) {
    Comparison(policy, words, expected, frame, settled, result).run();
}

}  // namespace doudi::runs
