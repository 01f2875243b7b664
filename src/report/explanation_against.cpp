// Two months of one household side by side: lines that say the same thing are one, with both values.
// What each month comes to is in the explanations already.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "doudi/base/text.hpp"
#include "doudi/report/explanation.hpp"
#include "doudi/report/values.hpp"
#include "explanation_mark.hpp"

namespace doudi::report {

namespace {

using Lines = std::vector<table::ExplanationLine>;

/// A line of both months, or of one.
struct Pair {
    const table::ExplanationLine* earlier = nullptr;
    const table::ExplanationLine* later = nullptr;
    [[nodiscard]] const table::ExplanationLine& either() const { return later != nullptr ? *later : *earlier; }
    [[nodiscard]] bool differs() const {
        return earlier == nullptr || later == nullptr || earlier->value != later->value || earlier->exact != later->exact || earlier->outcome != later->outcome;
    }
};

bool says_the_same(const table::ExplanationLine& a, const table::ExplanationLine& b) {
    return a.depth == b.depth && a.sign == b.sign && a.name == b.name && a.label == b.label;
}

/// The longest common succession; between its lines those of the earlier month, then those of the later one.
std::vector<Pair> pairs_of(const Lines& earlier, const Lines& later) {
    std::vector<std::vector<std::size_t>> longest(earlier.size() + 1, std::vector<std::size_t>(later.size() + 1));
    for (std::size_t i = earlier.size(); i-- > 0;)
        for (std::size_t j = later.size(); j-- > 0;)
            longest[i][j] = says_the_same(earlier[i], later[j]) ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    std::vector<Pair> pairs;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < earlier.size() || j < later.size()) {
        const bool both = i < earlier.size() && j < later.size();
        if (both && says_the_same(earlier[i], later[j])) pairs.push_back({&earlier[i++], &later[j++]});
        else if (j == later.size() || (both && longest[i + 1][j] >= longest[i][j + 1])) pairs.push_back({&earlier[i++], nullptr});
        else pairs.push_back({nullptr, &later[j++]});
    }
    return pairs;
}

struct BenefitPair {
    const table::BenefitExplanation* earlier = nullptr;
    const table::BenefitExplanation* later = nullptr;
    [[nodiscard]] const table::BenefitExplanation& either() const { return later != nullptr ? *later : *earlier; }
    [[nodiscard]] const Lines& lines(bool of_later, bool amounts) const {
        static const Lines none;
        const table::BenefitExplanation* one = of_later ? later : earlier;
        return one == nullptr ? none : amounts ? one->amounts : one->conditions;
    }
};

std::vector<BenefitPair> benefits_of(const table::Explanation& earlier, const table::Explanation& later) {
    std::vector<BenefitPair> pairs;
    for (const table::BenefitExplanation& one : later.benefits) pairs.push_back({nullptr, &one});
    for (const table::BenefitExplanation& one : earlier.benefits) {
        const auto same = std::find_if(pairs.begin(), pairs.end(), [&](const BenefitPair& pair) { return pair.later != nullptr && pair.later->name == one.name && pair.later->person == one.person; });
        if (same != pairs.end()) same->earlier = &one;
        else pairs.push_back({&one, nullptr});
    }
    return pairs;
}

std::string value_of(const table::ExplanationLine* line) { return line == nullptr ? "–" : mark(line->outcome) + line->value; }

std::vector<std::string> cells(const Pair& pair) {
    const table::ExplanationLine& line = pair.either();
    const std::string head = (pair.differs() ? "≠ " : "  ") + std::string(static_cast<std::size_t>(2 * line.depth), ' ') + line.sign + (line.sign.empty() ? "" : " ") + line.label;
    std::string detail = line.detail;
    if (pair.earlier != nullptr && pair.later != nullptr && pair.earlier->detail != detail) detail = pair.earlier->detail + " → " + detail;
    return {head, value_of(pair.earlier), value_of(pair.later), detail, line.place, line.reference};
}

std::string result_of(const table::BenefitExplanation* benefit, Language language) {
    if (benefit == nullptr) return "–";
    const std::string status = text(language, "status-" + std::string(table::to_string(benefit->status)));
    const bool has_amount = benefit->status != table::Status::undecided && benefit->status != table::Status::ineligible;
    return has_amount ? status + " " + benefit->amount : status;
}

/// Of a person who gets nothing in either month, a line is enough.
bool is_refused(const BenefitPair& pair) {
    const auto refused = [](const table::BenefitExplanation* one) { return one == nullptr || one->status == table::Status::ineligible; };
    return !pair.either().person.empty() && refused(pair.earlier) && refused(pair.later);
}

std::string who_of(const table::Explanation& page, const table::BenefitExplanation& benefit, Language language) {
    return benefit.person.empty() ? text(language, "explain-household-alone", {page.household}) : text(language, "explain-person", {benefit.person, page.household});
}

std::string draw(const BenefitPair& pair, const table::Explanation& earlier, const table::Explanation& later, Language language) {
    const auto reasons = [](const table::BenefitExplanation* one) { return one == nullptr ? "" : base::join(one->reasons, "; "); };
    std::vector<std::vector<std::string>> rows = {{"", shown_month(earlier.month, language), shown_month(later.month, language)}};
    const std::string before = result_of(pair.earlier, language);
    const std::string after = result_of(pair.later, language);
    rows.push_back({(before == after ? "  " : "≠ ") + text(language, "against-result"), before, after});
    if (reasons(pair.earlier) != reasons(pair.later)) rows.push_back({"≠ " + text(language, "against-reasons"), reasons(pair.earlier), reasons(pair.later)});
    for (const bool amounts : {true, false}) {
        if (!amounts) rows.push_back({""});
        for (const Pair& one : pairs_of(pair.lines(false, amounts), pair.lines(true, amounts))) rows.push_back(cells(one));
    }
    return "\n" + pair.either().label + "  " + who_of(later, pair.either(), language) + "\n" + aligned(rows, {false, true, true});
}

using Json = nlohmann::ordered_json;

/// A value as programs read it; of a condition without one, whether it holds. Null: the line is not there.
Json value_json(const table::ExplanationLine* line) {
    if (line == nullptr) return nullptr;
    if (!line->exact.empty()) return line->exact;
    return line->outcome == table::Outcome::unknown ? Json("unknown") : Json(line->outcome == table::Outcome::holds);
}

}  // namespace

std::string draw_against(const table::Explanation& earlier, const table::Explanation& later, Language language) {
    std::string page = later.title + "\n";
    if (!later.summary.empty()) page += later.summary + "\n";
    std::vector<std::vector<std::string>> refused;
    for (const BenefitPair& pair : benefits_of(earlier, later)) {
        if (!is_refused(pair)) {
            page += draw(pair, earlier, later, language);
            continue;
        }
        const std::string before = pair.earlier == nullptr ? "–" : base::join(pair.earlier->reasons, "; ");
        const std::string after = pair.later == nullptr ? "–" : base::join(pair.later->reasons, "; ");
        refused.push_back({(before == after ? "  " : "≠ ") + pair.either().label, pair.either().person, before == after ? after : before + " → " + after});
    }
    if (!refused.empty()) page += "\n" + text(language, "explain-others") + "\n" + aligned(refused, {});
    for (const table::Explanation* one : {&earlier, &later})
        for (const std::string& note : one->notes)
            if (one == &earlier || std::find(earlier.notes.begin(), earlier.notes.end(), note) == earlier.notes.end()) page += "\n" + note + "\n";
    return page;
}

std::string to_json_against(const table::Explanation& earlier, const table::Explanation& later) {
    Json json;
    json["months"] = {Json::parse(to_json(earlier)), Json::parse(to_json(later))};
    json["changes"] = Json::array();
    for (const BenefitPair& pair : benefits_of(earlier, later)) {
        const auto result = [](const table::BenefitExplanation* one) { return one == nullptr ? Json(nullptr) : Json{{"status", std::string(table::to_string(one->status))}, {"amount", one->amount}}; };
        const auto change = [&](const char* what) {
            Json one = {{"benefit", pair.either().name}};
            if (!pair.either().person.empty()) one["person"] = pair.either().person;
            one["what"] = what;
            return one;
        };
        if (result(pair.earlier) != result(pair.later)) {
            Json one = change("result");
            one["values"] = {result(pair.earlier), result(pair.later)};
            json["changes"].push_back(std::move(one));
        }
        for (const bool amounts : {true, false})
            for (const Pair& line : pairs_of(pair.lines(false, amounts), pair.lines(true, amounts))) {
                if (!line.differs()) continue;
                Json one = change(amounts ? "amount" : "condition");
                one["depth"] = line.either().depth;
                if (!line.either().name.empty()) one["name"] = line.either().name;
                one["label"] = line.either().label;
                one["values"] = {value_json(line.earlier), value_json(line.later)};
                json["changes"].push_back(std::move(one));
            }
    }
    return json.dump(2) + "\n";
}

}  // namespace doudi::report
