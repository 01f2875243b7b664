// The words that compute and explain share. Months are read by our own grammar, not by CLI11.

#include "run_options.hpp"

#include <map>

#include "doudi/base/text.hpp"

namespace doudi::cli {

void add_run_options(CLI::App& command, Session& session, RunWords& words) {
    command.add_option("POLICY", words.policy, session.text("help-policy"))->required()->type_name("");
    command.add_option("POPULATION", words.population, session.text("help-population"))->required()->type_name("");
    command.add_option("--month", words.month, session.text("help-month"))->type_name("2026-11");
    command.add_option("--state", words.state, session.text("help-state"))->type_name("FILE");
    command.add_flag("--from-nothing", words.from_nothing, session.text("help-from-nothing"));
    command.add_option("--known-on", words.known_on, session.text("help-known-on"))->type_name("DATE");
    command.add_option("--quarantine", words.quarantine, session.text("help-quarantine"))->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}).description(""))->type_name("N");
    command.add_option("--table", words.tables, session.text("help-table"))->type_name("person=FILE");
}

bool read_run_words(const RunWords& words, const std::string& months, Session& session, runs::HistoryOptions& options) {
    if (words.month.empty() == months.empty()) {
        session.misuse("month-wanted", {});
        return false;
    }
    const std::string range = months.empty() ? words.month + ".." + words.month : months;
    const std::size_t dots = range.find("..");
    const auto first = base::Month::parse(range.substr(0, dots));
    const auto last = dots == std::string::npos ? std::nullopt : base::Month::parse(range.substr(dots + 2));
    if (!first || !last || *last < *first) {
        session.misuse("bad-months", {base::shown(months.empty() ? words.month : months)});
        return false;
    }
    constexpr int longest = 600;
    if (last->ordinal - first->ordinal >= longest) {
        session.misuse("span-too-long", {std::to_string(longest)});
        return false;
    }
    if (words.from_nothing && !words.state.empty()) {
        session.misuse("state-twice", {});
        return false;
    }
    if (!words.known_on.empty()) {
        options.known_on = base::Date::parse(words.known_on);
        if (!options.known_on) {
            session.misuse("bad-known-on", {base::shown(words.known_on)});
            return false;
        }
    }
    options.population = words.population;
    options.first = *first;
    options.last = *last;
    options.from_nothing = words.from_nothing;
    options.quarantine = words.quarantine;
    if (!words.state.empty()) options.state_file = words.state;
    for (const std::string& table : words.tables) {
        const std::size_t equals = table.find('=');
        if (equals == std::string::npos || equals == 0) {
            session.misuse("bad-table", {base::shown(table)});
            return false;
        }
        options.table_files[table.substr(0, equals)] = table.substr(equals + 1);
    }
    return true;
}

int exit_of(runs::Trouble trouble) {
    switch (trouble) {
        case runs::Trouble::none: return done;
        case runs::Trouble::words: return usage;
        case runs::Trouble::policy: return bad_policy;
        case runs::Trouble::data: return bad_data;
        case runs::Trouble::file: return bad_file;
    }
    return defect;
}

void print_population(const std::vector<population::Remark>& remarks, const std::vector<base::Diagnostic>& conversions,
                      std::string_view of_households, Session& session) {
    std::map<std::string, std::size_t> kinds;
    for (const population::Remark& one : remarks) {
        if (one.household_id.empty()) {
            session.out(session.text(one.told.code, one.told.args) + "\n");
        } else {
            ++kinds[one.name()];
        }
    }
    std::vector<std::string> counts;
    for (const auto& [check, count] : kinds) counts.push_back(check + " " + std::to_string(count));
    if (!counts.empty()) session.out(session.text(of_households, {base::join(counts, ", ")}) + "\n");
    for (const base::Diagnostic& one : conversions) session.out("  " + report::in_one_line(one, session.language) + "\n");
}

}  // namespace doudi::cli
