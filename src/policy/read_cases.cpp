// Worked cases: names, months, what is given, what changes, what is remembered.
// What is expected stands in read_expected.cpp; cells are read when a case runs, by the rules of the population's tables.

#include <algorithm>

#include "case_reader.hpp"
#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"

namespace doudi::policy {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t file_limit = std::size_t{4} << 20U;
constexpr int most_months = 600;

}  // namespace

CaseReader::CaseReader(const Policy& policy, base::Diagnostics& diagnostics)
    : policy_(policy),
      diagnostics_(diagnostics),
      context_{none_, diagnostics},
      names_(policy),
      remembered_(remembered_by(policy)) {}

std::vector<Case> CaseReader::read(const Node& root) {
    if (root.kind != NodeKind::sequence) {
        diagnostics_.error("cases-not-a-list", root.span);
        return {};
    }
    for (const Node& node : root.items) read_case(node);
    return std::move(cases_);
}

void CaseReader::read_case(const Node& node) {
    Fields fields(context_, node, node.span,
                  keys_with_tables({"name", "month", "months", "source", "given", "household", "persons", "changes", "state", "expect"}, true));
    if (!fields.usable()) return;
    Case one;
    one.span = fields.has("name") ? fields.find("name")->span : node.span;
    one.name = fields.text("name").value_or("");
    one.source = fields.text("source").value_or("");
    if (!fields.has("name")) diagnostics_.error("case-without-name", node.span);
    const auto same =
        std::find_if(cases_.begin(), cases_.end(), [&](const Case& other) { return other.name == one.name; });
    if (same != cases_.end())
        diagnostics_.error("case-twice", one.span, {one.name}).with_note("first-is-here", same->span);
    const bool has_months = read_months(fields, one);
    if (const Node* given = fields.find("given")) read_given(*given, one);
    if (const Node* household = fields.find("household"))
        for (GivenCell& cell : cells(*household, expr::household_table)) one.household.push_back(std::move(cell));
    if (const Node* members = fields.find("persons")) one.persons = persons(*members);
    read_records(fields, one, one.records);
    if (const Node* changes = fields.find("changes"); changes != nullptr && has_months) read_changes(*changes, one);
    if (const Node* state = fields.find("state")) read_state(*state, {}, one);
    const Node* expect = fields.find("expect");
    if (expect == nullptr) {
        diagnostics_.error("case-expects-nothing", one.span, {one.name});
    } else if (has_months && fields.has("months")) {
        read_history(*expect, one);
    } else if (fields.has("month")) {  // also with a wrong month: all mistakes are told
        one.expectations.push_back({one.first, {}, {}});
        read_expected(*expect, one, {}, one.expectations.back());
    }
    cases_.push_back(std::move(one));
}

std::optional<base::Month> CaseReader::month_of(const Node& node, const std::string& text) {
    auto month = base::Month::parse(text);
    if (!month) diagnostics_.error("case-month", node.span, {base::shown(text)});
    return month;
}

/// `month: 2026-10` or `months: 2026-10..2027-03`.
bool CaseReader::read_months(Fields& fields, Case& one) {
    if (fields.has("month") == fields.has("months")) {
        diagnostics_.error("case-month-or-months", one.span, {one.name});
        return false;
    }
    const std::string key = fields.has("month") ? "month" : "months";
    const auto text = fields.text(key);
    if (!text) return false;
    const Node& node = *fields.find(key);
    const std::size_t dots = key == "months" ? text->find("..") : std::string::npos;
    const auto first = month_of(node, text->substr(0, dots));
    const auto last = dots == std::string::npos ? first : month_of(node, text->substr(dots + 2));
    if (!first || !last) return false;
    one.first = *first;
    one.last = *last;
    if (*last < *first || *first + most_months < *last) {
        diagnostics_.error("case-months-order", node.span, {base::shown(*text), std::to_string(most_months)});
        return false;
    }
    return true;
}

bool CaseReader::is_map(const Node& node, const base::SourceSpan& place) {
    if (node.is_map()) return true;
    diagnostics_.error("not-a-map", node.is_null() ? place : node.span);
    return false;
}

void CaseReader::unknown(const std::string& code, const Node& at, const std::vector<std::string>& candidates) {
    auto& error = diagnostics_.error(code, at.span, {base::shown(at.text)});
    const auto near = base::nearest(at.text, candidates);
    if (near && at.text.size() > 2) error.with_help("help-did-you-mean", {*near});  // a and b are no misspellings
}

/// Input names → cells; `null` empties one.
std::vector<GivenCell> CaseReader::cells(const Node& map, expr::TableId table) {
    std::vector<GivenCell> given;
    if (!is_map(map, map.span)) return given;
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
        const Node& value = map.items[i];
        if (table > expr::person_table && map.keys[i].text == "person") continue;  // whose row it is
        const Input* input = policy_.find_input(table, map.keys[i].text);
        if (input == nullptr) {
            std::vector<std::string> names;
            for (const Input& other : policy_.inputs)
                if (other.table == table) names.push_back(other.name);
            unknown(table == expr::household_table ? "no-input-of-household" : table == expr::person_table ? "no-input-of-person" : "no-input-of-record", map.keys[i], names);
        } else if (input->presence == Presence::ignored) {
            diagnostics_.error("given-but-ignored", map.keys[i].span, {input->name});
        } else if (!value.is_scalar() && !value.is_null()) {
            diagnostics_.error("not-a-cell", value.span, {input->name});
        } else {
            given.push_back(
                {static_cast<int>(input - policy_.inputs.data()), value.is_null() ? "" : value.text, value.span});
        }
    }
    return given;
}

std::vector<GivenPerson> CaseReader::persons(const Node& map) {
    std::vector<GivenPerson> given;
    if (!is_map(map, map.span)) return given;
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
        GivenPerson person{map.keys[i].text, {}, map.keys[i].span};
        if (!map.items[i].is_null()) person.cells = cells(map.items[i], expr::person_table);
        given.push_back(std::move(person));
    }
    return given;
}

/// Words of a case beside the names of the record tables (`plural`: beside their plurals).
std::vector<std::string_view> CaseReader::keys_with_tables(std::vector<std::string_view> keys, bool plural) const {
    for (std::size_t i = 2; i < policy_.entities.size(); ++i)
        keys.emplace_back(plural ? policy_.entities[i].plural : policy_.entities[i].name);
    return keys;
}

void CaseReader::read_records(Fields& fields, const Case& one, std::vector<GivenRecord>& records) {
    for (std::size_t i = 2; i < policy_.entities.size(); ++i) {
        const Node* map = fields.find(policy_.entities[i].plural);
        if (map == nullptr || !is_map(*map, fields.place(policy_.entities[i].plural))) continue;
        for (std::size_t row = 0; row < map->keys.size(); ++row)
            read_record(static_cast<expr::TableId>(i), map->keys[row], map->items[row], one, records);
    }
}

/// `c1: {person: a, …}`; a row under households names no person.
void CaseReader::read_record(expr::TableId table, const Node& key, const Node& value, const Case& one, std::vector<GivenRecord>& records) {
    GivenRecord record{table, key.text, {}, {}, key.span};
    const auto is_person = [&](const GivenPerson& other) { return other.key == key.text; };
    if (std::any_of(one.persons.begin(), one.persons.end(), is_person))
        diagnostics_.error("record-like-person", key.span, {base::shown(key.text)});  // `gone` could mean either
    const Node* person = value.is_map() ? value.find("person") : nullptr;
    const bool of_person = policy_.parent_of(table) == expr::person_table;
    if (of_person && person == nullptr) {
        diagnostics_.error("record-of-nobody", key.span, {base::shown(key.text)});
    } else if (!of_person && person != nullptr) {
        diagnostics_.error("record-of-household", person->span, {base::shown(key.text)});
    } else if (of_person && knows_person(one, *person)) {
        record.person = person->text;
    }
    if (!value.is_null()) record.cells = cells(value, table);
    records.push_back(std::move(record));
}

void CaseReader::read_given(const Node& node, Case& one) {
    Fields fields(context_, node, node.span, keys_with_tables({"household", "person"}, false));
    if (const Node* household = fields.find("household")) one.household = cells(*household, expr::household_table);
    if (const Node* person = fields.find("person")) one.every_person = cells(*person, expr::person_table);
    for (std::size_t i = 2; i < policy_.entities.size(); ++i)
        if (const Node* record = fields.find(policy_.entities[i].name))
            one.every_record.push_back({static_cast<expr::TableId>(i), {}, {}, cells(*record, static_cast<expr::TableId>(i)), record->span});
}

void CaseReader::read_changes(const Node& node, Case& one) {
    if (!is_map(node, one.span)) return;
    for (std::size_t i = 0; i < node.keys.size(); ++i) read_change(node.keys[i], node.items[i], one);
    std::stable_sort(one.changes.begin(), one.changes.end(),
                     [](const CaseChange& a, const CaseChange& b) { return a.month < b.month; });
}

void CaseReader::read_change(const Node& key, const Node& value, Case& one) {
    const auto month = month_of(key, key.text);
    Fields fields(context_, value, key.span, keys_with_tables({"household", "persons", "gone"}, true));
    if (!month || !fields.usable()) return;
    if (*month <= one.first || *month > one.last) {
        diagnostics_.error("change-outside", key.span, {key.text, one.first.to_string(), one.last.to_string()});
        return;
    }
    CaseChange change{*month, {}, {}, {}, {}};
    if (const Node* household = fields.find("household")) change.household = cells(*household, expr::household_table);
    if (const Node* members = fields.find("persons")) change.persons = persons(*members);
    one.changes.push_back(std::move(change));
    read_records(fields, one, one.changes.back().records);
    for (const Node* gone : fields.list("gone"))
        if (knows_record(one, gone->text) || knows_person(one, *gone)) one.changes.back().gone.push_back(gone->text);
}

/// A person of the case, from the beginning or from some change on.
bool CaseReader::knows_person(const Case& one, const Node& key) {
    std::vector<std::string> keys;
    for (const GivenPerson& person : one.persons) keys.push_back(person.key);
    for (const CaseChange& change : one.changes)
        for (const GivenPerson& person : change.persons) keys.push_back(person.key);
    if (std::find(keys.begin(), keys.end(), key.text) != keys.end()) return true;
    unknown("no-such-person", key, keys);
    return false;
}

bool CaseReader::knows_record(const Case& one, const std::string& key) {
    const auto is_it = [&](const GivenRecord& record) { return record.key == key; };
    return std::any_of(one.records.begin(), one.records.end(), is_it) ||
           std::any_of(one.changes.begin(), one.changes.end(), [&](const CaseChange& change) {
               return std::any_of(change.records.begin(), change.records.end(), is_it);
           });
}

void CaseReader::read_state(const Node& map, const std::string& person, Case& one) {
    if (!is_map(map, one.span)) return;
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
        if (map.keys[i].text != "persons" || !person.empty()) {
            add_state(map.keys[i], map.items[i], person, one);
            continue;
        }
        const Node& members = map.items[i];
        if (!is_map(members, map.keys[i].span)) continue;
        for (std::size_t p = 0; p < members.keys.size(); ++p)
            if (knows_person(one, members.keys[p])) read_state(members.items[p], members.keys[p].text, one);
    }
}

void CaseReader::add_state(const Node& key, const Node& value, const std::string& person, Case& one) {
    const auto meaning = resolve(key, person.empty() ? expr::household_table : expr::person_table);
    if (!meaning) return;
    if (!remembered_.contains(*meaning)) {
        diagnostics_.error("state-not-remembered", key.span, {base::shown(key.text)});
        return;
    }
    ExpectedValue read;
    if (!read_exact(value, type_of(*meaning), read)) return;
    if (read.standing == Expected::not_stated) {
        diagnostics_.error("expected-not-a-value", value.span, {value.text, type_of(*meaning).to_string()});
        return;
    }
    GivenState state{person, *meaning, policy_.name_of(*meaning), {}, read.standing == Expected::unknown, value.span};
    if (read.standing == Expected::value) state.text = value.text;
    one.state.push_back(std::move(state));
}

base::Result<std::vector<Case>> read_cases(const Policy& policy, const fs::path& file) {
    auto source = base::read_source(file, file.lexically_normal().string(), file_limit);
    if (!source) return std::move(source.diagnostics());
    base::Diagnostics diagnostics = std::move(source.diagnostics());
    auto root = yaml::read_yaml(*source);
    diagnostics.append(root.diagnostics());
    if (!root) return diagnostics;
    std::vector<Case> cases;
    if (!root->is_null()) cases = CaseReader(policy, diagnostics).read(*root);
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(cases), std::move(diagnostics)};
}

std::vector<fs::path> case_files(const fs::path& policy_folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(policy_folder / "tests", error))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end(),
              [](const fs::path& a, const fs::path& b) { return a.filename().string() < b.filename().string(); });
    return files;
}

}  // namespace doudi::policy
