#pragma once
// What every command file shares: one Session a run, one add_… function a command.

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::cli {

/// Exit codes, a contract with scripts (docs/cli.md).
enum Exit : int { done = 0, does_not_hold = 1, usage = 2, bad_policy = 3, bad_data = 4, bad_file = 5, defect = 70, interrupted = 130 };

/// The options all commands share, and where they print. Standard output is collected and written once at the end,
/// so that a full disk or a closed pipe is noticed.
class Session {
public:
    report::Language language = report::Language::en;
    std::string format = "table";   ///< table, csv or json
    bool color = false;             ///< of messages
    bool quiet = false;
    int exit_code = done;

    void out(std::string_view text) { output_ += text; }
    static void err(std::string_view text);
    /// Draws mistakes on standard error (as JSON with --format json).
    void show(const base::Diagnostics& diagnostics) const;
    /// Shows them and leaves with `code`.
    void fail(const base::Diagnostics& diagnostics, int code) {
        show(diagnostics);
        exit_code = code;
    }
    /// Words the user typed wrong: the text of `key`, exit 2.
    void misuse(std::string_view key, const std::vector<std::string>& args);
    [[nodiscard]] std::string text(std::string_view key, const std::vector<std::string>& args = {}) const { return report::text(language, key, args); }
    /// False when standard output could not take everything.
    [[nodiscard]] bool flush();

private:
    std::string output_;
};

/// One of some words, which the help does not repeat.
CLI::Validator one_of(std::vector<std::string> words);

/// A subcommand whose help is the text of "help-<name>". Options of `Session` are added to each.
CLI::App& add_command(CLI::App& app, Session& session, const std::string& name);

void add_compute(CLI::App& app, Session& session);
void add_audit(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_whatif(CLI::App& app, Session& session);
void add_check(CLI::App& app, Session& session);
void add_test(CLI::App& app, Session& session);
void add_show(CLI::App& app, Session& session);
void add_diff(CLI::App& app, Session& session);
void add_template(CLI::App& app, Session& session);

}  // namespace doudi::cli
