// doudi audit: past payments recomputed.

#include "doudi/runs/audit.hpp"
#include "command.hpp"
#include "doudi/base/text.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/report/findings.hpp"
#include "doudi/report/values.hpp"
#include "doudi/version.hpp"
#include "run_options.hpp"

namespace doudi::cli {

namespace {

struct AuditWords {
    RunWords run;
    std::string months;
    std::string payments;
    std::string out;
    std::string rows = "findings";
};

/// The months asked, else those from the first to the last that the paid file holds.
bool read_words(const AuditWords& words, const population::Paid& paid, Session& session, runs::AuditOptions& options) {
    RunWords asked = words.run;
    options.months_of_file = asked.month.empty() && words.months.empty();
    options.all_rows = words.rows == "all";
    std::string months = words.months;
    if (options.months_of_file && !paid.payments.empty()) {
        const auto [first, last] = std::minmax_element(paid.payments.begin(), paid.payments.end(), [](const auto& a, const auto& b) { return a.month < b.month; });
        months = first->month.to_string() + ".." + last->month.to_string();
    }
    return read_run_words(asked, months, session, options.history);
}

void print(const policy::Policy& policy, const table::Audit& audit, Session& session) {
    if (session.format == "csv") return session.out(report::findings_csv(audit, false));
    if (session.format == "json") return session.out(report::to_json(audit));
    session.out(report::draw(audit, report::choose(policy.title, session.language), session.language));
}

void run(const AuditWords& words, Session& session) {
    runs::AuditOptions options;
    const auto policy = policy::load(words.run.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    const auto paid = population::read_paid(words.payments);
    if (!paid) return session.fail(paid.diagnostics(), bad_data);
    if (!read_words(words, *paid, session, options)) return;
    runs::Audited audited;
    const runs::Outcome outcome = runs::audit(*policy, options, *paid, audited);
    if (!outcome.ok()) return session.fail(outcome.diagnostics, exit_of(outcome.trouble));
    std::string place;
    if (!words.out.empty()) {
        runs::Published published{};
        const runs::Outcome written = runs::publish(*policy, options, *paid, audited, std::string(version), words.out, published);
        if (!written.ok()) return session.fail(written.diagnostics, exit_of(written.trouble));
        place = session.text(published == runs::Published::written ? "written-to" : "already-there", {words.out}) + "\n";
    }
    if (!session.quiet) print(*policy, audited.audit, session);
    if (!session.quiet && session.format == "table") session.out(place);
    session.exit_code = audited.audit.has_findings() ? does_not_hold : done;
}

}  // namespace

void add_audit(CLI::App& app, Session& session) {
    const auto words = std::make_shared<AuditWords>();
    CLI::App& command = add_command(app, session, "audit");
    add_run_options(command, session, words->run);
    command.get_option("--month")->description(session.text("help-audit-month"));
    command.add_option("--months", words->months, session.text("help-audit-months"))->type_name("2026-01..2026-11");
    command.add_option("--payments", words->payments, session.text("help-payments"))->required()->type_name("PAID");
    command.get_option("--known-on")->description(session.text("help-audit-known-on"));
    command.add_option("-o,--out", words->out, session.text("help-audit-out"))->type_name("DIR");
    command.add_option("--rows", words->rows, session.text("help-audit-rows"))->check(one_of({"findings", "all"}))->type_name("findings|all");
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
