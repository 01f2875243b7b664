// doudi whatif: today's law beside changed figures.

#include "doudi/runs/whatif.hpp"

#include "command.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/report/comparison.hpp"
#include "doudi/version.hpp"
#include "run_options.hpp"

namespace doudi::cli {

namespace {

struct WhatIfWords {
    RunWords run;
    std::string months;
    std::vector<std::string> sets;
    std::vector<std::string> reforms;
    std::string out;
    unsigned threads = 0;
};

bool read_settings(const WhatIfWords& words, Session& session, runs::WhatIfOptions& options) {
    base::Diagnostics mistakes;
    for (const std::string& word : words.sets) {
        auto setting = policy::parse_setting(word);
        if (setting) options.settings.push_back(std::move(*setting));
        if (!setting) mistakes.append(std::move(setting.diagnostics()));
    }
    if (mistakes.has_errors()) session.fail(mistakes, usage);
    return !mistakes.has_errors();
}

void print_result(const policy::Policy& policy, const runs::Compared& compared, const std::string& out,
                  Session& session) {
    if (out == "-" || session.format == "csv") return session.out(report::comparison_csv(compared.comparison));
    if (session.format == "json") return session.out(report::comparison_json(policy, compared.comparison));
    std::vector<std::pair<base::Month, const report::Totals*>> baseline;
    for (const runs::BaselineMonth& month : compared.baseline) baseline.emplace_back(month.month, &month.totals);
    session.out(report::comparison_screen(policy, baseline, compared.comparison, session.language));
    const runs::BaselineMonth& first = compared.baseline.front();
    if (first.held_still || !first.remarks.empty() || !first.conversions.empty()) session.out("\n");
    if (first.held_still) session.out(session.text("facts-held-still") + "\n");
    print_population(first.remarks, first.conversions, "whatif-remarks", session);
}

void run(const WhatIfWords& words, Session& session) {
    runs::WhatIfOptions options;
    options.threads = words.threads;
    if (!read_run_words(words.run, words.months, session, options.history) || !read_settings(words, session, options))
        return;
    if (options.settings.empty() && words.reforms.empty()) return session.misuse("whatif-wants-set", {});
    const auto policy = policy::load(words.run.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    if (!words.reforms.empty()) {
        auto reformed = policy::load_reformed(words.run.policy, {words.reforms.begin(), words.reforms.end()});
        if (!reformed) return session.fail(reformed.diagnostics(), bad_policy);
        options.reformed = std::move(*reformed);
    }
    runs::Compared compared;
    const runs::Outcome outcome = runs::what_if(*policy, options, compared);
    if (!outcome.ok()) return session.fail(outcome.diagnostics, exit_of(outcome.trouble));
    std::string place;
    if (!words.out.empty() && words.out != "-") {
        runs::Published published{};
        const runs::Outcome written =
            runs::publish(*policy, options, compared, std::string(version), words.out, published);
        if (!written.ok()) return session.fail(written.diagnostics, exit_of(written.trouble));
        place =
            session.text(published == runs::Published::written ? "written-to" : "already-there", {words.out}) + "\n";
    }
    if (!session.quiet || words.out == "-") print_result(runs::shown_law(compared), compared, words.out, session);
    if (!session.quiet && !place.empty() && session.format == "table") session.out(place);
}

}  // namespace

void add_whatif(CLI::App& app, Session& session) {
    auto words = std::make_shared<WhatIfWords>();
    CLI::App& command = add_command(app, session, "whatif");
    add_run_options(command, session, words->run);
    command.add_option("--months", words->months, session.text("help-months"))->type_name("2026-01..2026-11");
    command.add_option("--set", words->sets, session.text("help-set"))
        ->type_name("NAME=V")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
    command.add_option("--reform", words->reforms, session.text("help-reform"))
        ->type_name("R.yaml")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
    command.add_option("-o,--out", words->out, session.text("help-whatif-out"))->type_name("DIR");
    command.add_option("--threads", words->threads, session.text("help-threads"))
        ->check(CLI::Range(1U, 1024U).description(""))
        ->type_name("N");
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
