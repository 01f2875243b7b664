// doudi check: the law's mistakes and loose ends; what a population looks like to it.

#include <algorithm>

#include "doudi/runs/check.hpp"
#include "command.hpp"
#include "doudi/base/text.hpp"
#include "doudi/policy/load.hpp"

namespace doudi::cli {

namespace {

struct CheckWords {
    std::string policy;
    std::string population;
    std::string month;
    std::string before;
    bool strict = false;
    bool list = false;
    std::vector<std::string> only;
};

/// False when one is no check; says which, and the nearest.
bool are_checks(const std::vector<std::string>& words, Session& session) {
    std::vector<std::string> names;
    for (const runs::NamedCheck& one : runs::named_checks()) names.emplace_back(one.name);
    for (const std::string& word : words) {
        if (std::find(names.begin(), names.end(), word) != names.end()) continue;
        session.misuse("no-such-check", {base::shown(word), base::nearest(word, names).value_or("--list")});
        return false;
    }
    return true;
}

void run(const CheckWords& words, Session& session) {
    if (words.list) return session.out(runs::list_checks(session.language));
    if (words.policy.empty()) return session.misuse("check-wants-policy", {});
    if (!are_checks(words.only, session)) return;
    const auto month = base::Month::parse(words.month);
    if (!words.month.empty() && !month) return session.misuse("bad-month-word", {base::shown(words.month)});
    if (words.population.empty() && !words.before.empty()) return session.misuse("before-wants-population", {});
    const auto policy = policy::load(words.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    const runs::CheckedPolicy checked = runs::check(*policy, {words.only.begin(), words.only.end()});
    session.show(policy.diagnostics());
    session.show(checked.findings);
    if (!session.quiet) session.out(runs::print(checked, *policy, session.language));
    if (words.strict && checked.has_warnings()) session.exit_code = does_not_hold;
    if (checked.findings.has_errors()) session.exit_code = bad_policy;
    if (words.population.empty()) return;
    runs::PopulationCheck asked{words.population, month, {}};
    if (!words.before.empty()) asked.before = words.before;
    const auto text = runs::describe_population(*policy, asked, session.language);
    if (!text) return session.fail(text.diagnostics(), bad_data);
    session.show(text.diagnostics());
    if (words.strict && runs::has_warnings(text.diagnostics()) && session.exit_code == done) session.exit_code = does_not_hold;
    if (!session.quiet) session.out("\n" + *text);
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
    const auto words = std::make_shared<CheckWords>();
    CLI::App& command = add_command(app, session, "check");
    command.add_option("POLICY", words->policy, session.text("help-policy"));
    command.add_option("POPULATION", words->population, session.text("help-check-population"));
    command.add_option("--month", words->month, session.text("help-check-month"))->type_name("2026-11");
    command.add_option("--before", words->before, session.text("help-before"))->type_name("OLDER");
    command.add_flag("--list", words->list, session.text("help-list-checks"));
    command.add_option("--only", words->only, session.text("help-only-checks"))->type_name("NAME,…")->delimiter(',');
    command.add_flag("--strict", words->strict, session.text("help-strict"));
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
