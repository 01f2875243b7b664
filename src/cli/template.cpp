// doudi template: an empty population with its data dictionary, or a drafted population.yaml.

#include "doudi/runs/place.hpp"
#include "doudi/runs/template.hpp"
#include "command.hpp"
#include "doudi/policy/load.hpp"
#include "run_options.hpp"

namespace doudi::cli {

namespace {

struct TemplateWords {
    std::string policy;
    std::vector<std::string> sheets;
    std::string out;
};

void run(const TemplateWords& words, Session& session) {
    const auto policy = policy::load(words.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    std::map<std::string, std::string> files;
    if (words.sheets.empty()) {
        files = runs::empty_population(*policy);
    } else {
        auto drafted = runs::drafted_population(*policy, {words.sheets.begin(), words.sheets.end()});
        if (!drafted) return session.fail(drafted.diagnostics(), bad_data);
        files = std::move(*drafted);
    }
    runs::Published published{};
    const runs::Outcome written = runs::put_in_place(files, words.out, published);
    if (!written.ok()) return session.fail(written.diagnostics, exit_of(written.trouble));
    if (session.quiet) return;
    for (const auto& [name, bytes] : files) session.out(name + "\n");
    if (!words.sheets.empty()) session.out(session.text("template-next") + "\n");
    session.out(session.text(published == runs::Published::written ? "written-to" : "already-there", {words.out}) + "\n");
}

}  // namespace

void add_template(CLI::App& app, Session& session) {
    auto words = std::make_shared<TemplateWords>();
    CLI::App& command = add_command(app, session, "template");
    command.add_option("POLICY", words->policy, session.text("help-policy"))->required()->type_name("");
    command.add_option("--from", words->sheets, session.text("help-from"))->type_name("SHEET…");
    command.add_option("-o,--out", words->out, session.text("help-template-out"))->required()->type_name("DIR");
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
