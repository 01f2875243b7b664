// doudi explain: the derivation of one household's month.

#include "command.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/report/explanation.hpp"
#include "doudi/runs/explain.hpp"
#include "run_options.hpp"

namespace doudi::cli {

namespace {

struct ExplainWords {
    RunWords run;
    std::string household;
    std::string since;
};

void run(const ExplainWords& words, Session& session) {
    runs::HistoryOptions options;
    RunWords asked = words.run;
    std::string months;
    if (!words.since.empty()) months = words.since + ".." + std::exchange(asked.month, "");
    if (!read_run_words(asked, months, session, options)) return;
    auto policy = policy::load(words.run.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    table::Explanation explanation;
    const runs::Outcome outcome = runs::explain(*policy, options, words.household, session.language, explanation);
    if (!outcome.ok()) return session.fail(outcome.diagnostics, exit_of(outcome.trouble));
    session.out(session.format == "json" ? report::to_json(explanation) : report::draw(explanation, session.language));
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
    auto words = std::make_shared<ExplainWords>();
    CLI::App& command = add_command(app, session, "explain");
    add_run_options(command, session, words->run);
    command.add_option("--household", words->household, session.text("help-household"))->required()->type_name("ID");
    command.add_option("--since", words->since, session.text("help-since"))->type_name("2026-01");
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
