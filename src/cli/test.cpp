// doudi test: the worked cases beside the law.

#include "doudi/runs/test.hpp"
#include "command.hpp"

namespace doudi::cli {

namespace {

struct TestWords {
    std::string place;
    std::string filter;
    bool coverage = false;
    bool update = false;
    bool mutate = false;
};

void run(const TestWords& words, Session& session) {
    const runs::TestResult result = runs::test(words.place, {words.filter, words.coverage, words.update, words.mutate});
    session.show(result.refused);
    const bool holds = result.failed.empty() && result.cases > 0;
    if (!session.quiet || !holds || result.coverage || words.update || words.mutate) session.out(runs::print(result, {session.language, session.color}));
    session.exit_code = result.refused.has_errors() ? bad_policy : holds ? done : does_not_hold;
}

}  // namespace

void add_test(CLI::App& app, Session& session) {
    const auto words = std::make_shared<TestWords>();
    CLI::App& command = add_command(app, session, "test");
    command.add_option("POLICY", words->place, session.text("help-test-place"))->required();
    command.add_option("--filter", words->filter, session.text("help-filter"))->type_name("TEXT");
    command.add_flag("--coverage", words->coverage, session.text("help-coverage"));
    command.add_flag("--update", words->update, session.text("help-update"));
    command.add_flag("--mutate", words->mutate, session.text("help-mutate"));
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
