// Looks words up among inputs, parameters, variables and benefits.
// Formulas and rows are walked elsewhere; codes are whatever is found nowhere here.
#include "oracle/names.hpp"

#include <algorithm>

namespace doudi::oracle {

namespace {

std::vector<std::string> split_words(const std::string& dotted) {
    std::vector<std::string> words(1);
    for (const char c : dotted) {
        if (c == '.')
            words.emplace_back();
        else
            words.back() += c;
    }
    return words;
}

bool is_month_field(const std::string& word) {
    return word == "start" || word == "end" || word == "number" || word == "year";
}

}  // namespace

int Names::table_called(const std::string& word) const {
    for (std::size_t i = 0; i < policy_.entities.size(); ++i)
        if (policy_.entities[i].name == word) return static_cast<int>(i);
    return no_row;
}

/// A row sees itself and those it belongs to.
bool Names::sees(int from, int table) const {
    if (from == table) return true;
    const int above = from == no_row ? no_row : policy_.entities[static_cast<std::size_t>(from)].parent;
    return above != no_row && sees(above, table);
}

/// One name, perhaps with its law, perhaps with its table, seen from a row.
struct Names::Wanted {
    std::string name;
    const std::string* law;   ///< written in front; null: not written
    const std::string* home;  ///< the law of the formula; null: any
    int table;                ///< the row that asks
    int only;                 ///< the table written in front, or no_row
    const Names* names;
    [[nodiscard]] bool fits(int row) const { return names->sees(table, row) && (only == no_row || only == row); }
};

void Names::look_in_laws(const Wanted& wanted, std::vector<Target>& found) const {
    const auto reaches = [&](const std::string& law) {
        if (wanted.law != nullptr) return law == *wanted.law;
        if (wanted.home == nullptr || law == *wanted.home) return true;
        return std::find(policy_.shared.begin(), policy_.shared.end(), law) != policy_.shared.end();
    };
    if (wanted.only == no_row)
        for (std::size_t i = 0; i < policy_.parameters.size(); ++i)
            if (policy_.parameters[i].name == wanted.name && reaches(policy_.parameters[i].law))
                found.push_back({.thing = Thing::parameter, .index = i, .of_month = {}});
    for (std::size_t i = 0; i < policy_.variables.size(); ++i) {
        const policy::Variable& variable = policy_.variables[i];
        if (variable.name == wanted.name && wanted.fits(variable.table) && reaches(variable.law))
            found.push_back({.thing = Thing::variable, .index = i, .table = variable.table, .of_month = {}});
    }
}

void Names::look_in_inputs(const Wanted& wanted, std::vector<Target>& found) const {
    for (std::size_t i = 0; i < policy_.inputs.size(); ++i)
        if (policy_.inputs[i].name == wanted.name && wanted.fits(policy_.inputs[i].table))
            found.push_back({.thing = Thing::input, .index = i, .table = policy_.inputs[i].table, .of_month = {}});
}

/// benefit.eligible, benefit.amount, benefit.status, benefit.parts.x
void Names::look_in_benefits(const std::vector<std::string>& words, int table, int only,
                             std::vector<Target>& found) const {
    if (words.size() < 2) return;
    for (std::size_t i = 0; i < policy_.benefits.size(); ++i) {
        const policy::Benefit& benefit = policy_.benefits[i];
        if (benefit.name != words.front() || !sees(table, benefit.to) || (only != no_row && only != benefit.to))
            continue;
        Target target{.thing = Thing::benefit, .index = i, .table = benefit.to, .of_month = {}};
        if (words.size() == 2 && words[1] == "eligible")
            target.field = Field::eligible;
        else if (words.size() == 2 && words[1] == "amount")
            target.field = Field::amount;
        else if (words.size() == 2 && words[1] == "status")
            target.field = Field::status;
        else if (words.size() == 3 && words[1] == "parts") {
            const auto part = std::find_if(benefit.parts.begin(), benefit.parts.end(),
                                           [&](const auto& p) { return p.name == words[2]; });
            if (part == benefit.parts.end()) continue;
            target.field = Field::part;
            target.part = static_cast<std::size_t>(part - benefit.parts.begin());
        } else
            continue;
        found.push_back(target);
    }
}

Target Names::find_plain(const std::vector<std::string>& words, int table, const std::string* home) const {
    std::vector<Target> found;
    if (words.size() == 1 && words.front() == "month") found.push_back({.thing = Thing::this_month, .of_month = {}});
    const auto look = [&](const std::vector<std::string>& rest, int only) {
        if (rest.size() == 1) {
            look_in_laws({rest[0], nullptr, home, table, only, this}, found);
            look_in_inputs({rest[0], nullptr, home, table, only, this}, found);
        }
        if (rest.size() == 2) {
            look_in_laws({rest[1], &rest[0], home, table, only, this}, found);
            look_in_inputs({rest[0] + "." + rest[1], nullptr, home, table, only, this}, found);  // a register's column
        }
        look_in_benefits(rest, table, only, found);
    };
    look(words, no_row);
    if (words.size() > 1 && table_called(words.front()) != no_row)
        look({words.begin() + 1, words.end()}, table_called(words.front()));
    if (found.size() > 1) throw NotUnderstood("a name for several things: " + words.back());
    return found.empty() ? Target{} : found.front();
}

Target Names::find(const std::string& dotted, int table, const std::string& law) const {
    std::vector<std::string> words = split_words(dotted);
    Target target = find_plain(words, table, &law);
    if (target.thing != Thing::nothing || words.size() < 2 || !is_month_field(words.back())) return target;
    const std::string field = words.back();
    words.pop_back();
    target = find_plain(words, table, &law);
    target.of_month = field;
    return target;
}

Target Names::find_anywhere(const std::string& dotted) const {
    const std::vector<std::string> words = split_words(dotted);
    return find_plain(words, person_row, nullptr);
}

}  // namespace doudi::oracle
