// doudi explain: the derivation of one household's month; beside what was paid, or beside another month.

#include "doudi/runs/explain.hpp"
#include "command.hpp"
#include "doudi/base/text.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/report/explanation.hpp"
#include "run_options.hpp"

namespace doudi::cli {

namespace {

struct ExplainWords {
    RunWords run;
    std::string household;
    std::string person;
    std::string since;
    std::string payments;
    std::string against;
};

/// False when the words make no sense together (said already, exit 2).
bool read_words(const ExplainWords& words, Session& session, runs::HistoryOptions& options, std::optional<base::Month>& against) {
    RunWords asked = words.run;
    std::string months;
    if (!words.since.empty()) months = words.since + ".." + std::exchange(asked.month, "");
    if (!read_run_words(asked, months, session, options)) return false;
    const auto refuse = [&](const char* key, const std::vector<std::string>& args = {}) {
        session.misuse(key, args);
        return false;
    };
    if (words.household.empty() == words.person.empty()) return refuse("person-or-household");
    if (words.against.empty()) return true;
    against = base::Month::parse(words.against);
    if (!against || *against == options.last || (!words.since.empty() && *against < options.first)) return refuse("bad-against", {base::shown(words.against)});
    if (!words.payments.empty()) return refuse("against-payments");
    if (words.since.empty() && options.state_file) return refuse("against-state");
    return true;
}

/// The same household in another month, walked from where the first walk begins, or by that month's own state.
runs::HistoryOptions options_of(base::Month month, const ExplainWords& words, runs::HistoryOptions options) {
    options.last = month;
    if (words.since.empty()) options.first = month;
    return options;
}

void print(const table::Explanation& explanation, Session& session) {
    session.out(session.format == "json" ? report::to_json(explanation) : report::draw(explanation, session.language));
}

void print_against(table::Explanation first, table::Explanation second, Session& session) {
    if (second.month < first.month) std::swap(first, second);
    session.out(session.format == "json" ? report::to_json_against(first, second) : report::draw_against(first, second, session.language));
}

void run(const ExplainWords& words, Session& session) {
    runs::HistoryOptions options;
    std::optional<base::Month> against;
    if (!read_words(words, session, options, against)) return;
    const auto policy = policy::load(words.run.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    const auto failed = [&](const runs::Outcome& outcome) {
        if (!outcome.ok()) session.fail(outcome.diagnostics, exit_of(outcome.trouble));
        return !outcome.ok();
    };
    std::string household = words.household;
    if (!words.person.empty() && failed(runs::find_person(*policy, options, words.person, household))) return;
    table::Explanation explanation;
    if (failed(runs::explain(*policy, options, household, session.language, explanation))) return;
    if (against) {
        table::Explanation other;
        if (failed(runs::explain(*policy, options_of(*against, words, options), household, session.language, other))) return;
        return print_against(std::move(other), std::move(explanation), session);
    }
    if (!words.payments.empty()) {
        const auto paid = population::read_paid(words.payments);
        if (!paid) return session.fail(paid.diagnostics(), bad_data);
        if (failed(runs::explain_paid(*policy, options, *paid, session.language, explanation))) return;
    }
    print(explanation, session);
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
    auto words = std::make_shared<ExplainWords>();
    CLI::App& command = add_command(app, session, "explain");
    add_run_options(command, session, words->run);
    command.add_option("--household", words->household, session.text("help-household"))->type_name("ID");
    command.add_option("--person", words->person, session.text("help-person"))->type_name("ID");
    command.add_option("--since", words->since, session.text("help-since"))->type_name("2026-01");
    command.add_option("--payments", words->payments, session.text("help-payments"))->type_name("PAID");
    command.add_option("--against", words->against, session.text("help-against"))->type_name("2026-10");
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
