// doudi diff: what differs between two laws, by date.

#include "doudi/runs/diff.hpp"

#include "command.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/report/law_difference.hpp"

namespace doudi::cli {

namespace {

struct DiffWords {
    std::string before;
    std::string after;
};

void run(const DiffWords& words, Session& session) {
    auto before = policy::load(words.before);
    auto after = policy::load(words.after);
    base::Diagnostics mistakes;
    if (!before) mistakes.append(std::move(before.diagnostics()));
    if (!after) mistakes.append(std::move(after.diagnostics()));
    if (!before || !after) return session.fail(mistakes, bad_policy);
    const table::LawComparison comparison = runs::diff(*before, *after);
    if (session.format == "json") return session.out(report::law_difference_json(comparison));
    if (session.format == "csv") return session.out(report::law_difference_csv(comparison));
    if (!session.quiet) session.out(report::law_difference_screen(comparison, session.language));
}

}  // namespace

void add_diff(CLI::App& app, Session& session) {
    const auto words = std::make_shared<DiffWords>();
    CLI::App& command = add_command(app, session, "diff");
    command.add_option("POLICY-A", words->before, session.text("help-policy-before"))->required();
    command.add_option("POLICY-B", words->after, session.text("help-policy-after"))->required();
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
