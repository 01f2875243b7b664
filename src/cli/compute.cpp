// doudi compute: entitlements of a month, or of a history.

#include "command.hpp"
#include "doudi/base/text.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/report/manifest.hpp"
#include "doudi/report/values.hpp"
#include "doudi/runs/compute.hpp"
#include "doudi/version.hpp"
#include "run_options.hpp"

namespace doudi::cli {

namespace {

struct ComputeWords {
    RunWords run;
    std::string months;
    std::string out;
    std::string rows = "paid";
    std::vector<std::string> variables;
    std::string by;
    bool xlsx = false;
    unsigned threads = 0;
};

/// "household=size,income" to the list it names.
bool read_variables(const ComputeWords& words, Session& session, runs::ComputeOptions& options) {
    for (const std::string& word : words.variables) {
        const std::size_t equals = word.find('=');
        const std::string table = word.substr(0, equals);
        if (equals == std::string::npos || (table != "household" && table != "person")) {
            session.misuse("bad-variables", {base::shown(word)});
            return false;
        }
        auto& names = table == "household" ? options.household_variables : options.person_variables;
        for (const std::string_view name : base::split(std::string_view(word).substr(equals + 1), ',')) names.emplace_back(name);
    }
    return true;
}

void print_screen(const policy::Policy& policy, const runs::MonthResult& month, const RunWords& words, Session& session) {
    session.out(report::choose(policy.title, session.language) + "  " + report::shown_month(month.month, session.language) + "\n\n");
    session.out(month.breakdown ? month.breakdown->screen(policy, session.language) : month.totals.screen(policy, session.language));
    if (!month.indicators.empty()) session.out("\n" + month.indicators.screen(policy, session.language));
    if (!month.funding.empty()) session.out("\n" + month.funding.screen(policy, session.language));
    session.out("\n" + session.text("computed-households", {std::to_string(month.totals.households()), std::to_string(month.totals.persons())}) + "\n");
    if (!words.known_on.empty()) session.out(session.text("known-on", {words.known_on}) + "\n");
    if (month.held_still) session.out(session.text("facts-held-still") + "\n");
    if (month.households_set_aside > 0)
        session.out(session.text("households-set-aside", {std::to_string(month.households_set_aside), std::to_string(month.quarantined.size())}) + "\n");
    print_population(month.remarks, month.conversions, "remarks-of-households", session);
}

/// Mistakes of the households set aside: told like others, but they stop nothing.
void show_set_aside(const runs::Computed& computed, const Session& session) {
    base::Diagnostics told;
    for (const runs::MonthResult& month : computed.months)
        for (const population::Quarantined& one : month.quarantined) {
            told.items().push_back(one.told);
            told.items().back().severity = base::Severity::warning;
        }
    session.show(told);
}

void print_result(const policy::Policy& policy, const runs::Computed& computed, const ComputeWords& words, Session& session) {
    if (words.out == "-") {
        for (const runs::MonthResult& month : computed.months) {
            const std::string& rows = month.files.at("entitlements.csv");
            session.out(&month == &computed.months.front() ? rows : rows.substr(rows.find('\n') + 1));
        }
        return;
    }
    if (session.format == "csv") {
        for (const runs::MonthResult& month : computed.months) {
            const bool header = &month == &computed.months.front();
            session.out(month.breakdown ? month.breakdown->summary_csv(month.month, policy, header) : month.totals.summary_csv(month.month, policy, header));
        }
        return;
    }
    if (session.format == "json") {
        std::vector<std::pair<base::Month, const report::Totals*>> totals;
        for (const runs::MonthResult& month : computed.months) totals.emplace_back(month.month, &month.totals);
        session.out(report::totals_json(policy, totals));
        return;
    }
    for (const runs::MonthResult& month : computed.months) {
        if (&month != &computed.months.front()) session.out("\n");
        print_screen(policy, month, words.run, session);
    }
}

void run(const ComputeWords& words, Session& session) {
    runs::ComputeOptions options;
    options.all_rows = words.rows == "all";
    options.threads = words.threads;
    options.by = words.by;
    options.workbook = words.xlsx;
    if (words.xlsx && (words.out.empty() || words.out == "-")) return session.misuse("xlsx-wants-folder", {});
    if (!read_run_words(words.run, words.months, session, options.history) || !read_variables(words, session, options)) return;
    auto policy = policy::load(words.run.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    runs::Computed computed;
    const runs::Outcome outcome = runs::compute(*policy, options, computed);
    if (!outcome.ok()) return session.fail(outcome.diagnostics, exit_of(outcome.trouble));
    show_set_aside(computed, session);
    std::string place;
    if (!words.out.empty() && words.out != "-") {
        runs::Published published{};
        const runs::Outcome written = runs::publish(*policy, options, computed, std::string(version), words.out, published);
        if (!written.ok()) return session.fail(written.diagnostics, exit_of(written.trouble));
        place = session.text(published == runs::Published::written ? "written-to" : "already-there", {words.out}) + "\n";
    }
    if (!session.quiet || words.out == "-") print_result(*policy, computed, words, session);
    if (!session.quiet && !place.empty() && session.format == "table") session.out(place);
}

}  // namespace

void add_compute(CLI::App& app, Session& session) {
    auto words = std::make_shared<ComputeWords>();
    CLI::App& command = add_command(app, session, "compute");
    add_run_options(command, session, words->run);
    command.add_option("--months", words->months, session.text("help-months"))->type_name("2026-01..2026-11");
    command.add_option("-o,--out", words->out, session.text("help-out"))->type_name("DIR");
    command.add_option("--rows", words->rows, session.text("help-rows"))->check(one_of({"paid", "all"}))->type_name("paid|all");
    command.add_option("--variables", words->variables, session.text("help-variables"))->type_name("household=NAME,…");
    command.add_option("--by", words->by, session.text("help-by"))->type_name("NAME[:N],…");
    command.add_flag("--xlsx", words->xlsx, session.text("help-xlsx"));
    command.add_option("--threads", words->threads, session.text("help-threads"))->check(CLI::Range(1U, 1024U).description(""))->type_name("N");
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
