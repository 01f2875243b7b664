// The program: prepares the process, reads the command line, runs one command, leaves with its exit code.
// What a command does stands in its own file; CLI11's own exit codes and config files are not used.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

#include "command.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/base/file.hpp"
#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "doudi/version.hpp"

namespace doudi::cli {

namespace {

/// A closed standard descriptor would be taken by the next file opened: something stands in its place. Not for
/// writing on standard output, so that a result nobody can receive is noticed.
void fill_standard_descriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(descriptor, F_GETFD) < 0) static_cast<void>(::open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY));
}

/// Errors of writes must arrive as errno; no core file may hold what people declared.
void prepare_process() {
    fill_standard_descriptors();
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, [](int) { base::request_interrupt(); });
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/// From --lang, else from the locale: only messages hang on it.
report::Language language_of(int count, char** words) {
    std::string choice;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--lang" && i + 1 < count) choice = words[i + 1];
        if (word.starts_with("--lang=")) choice = word.substr(7);
    }
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (choice.empty() && value != nullptr) choice = value;
    }
    return choice.starts_with("zh") ? report::Language::zh : report::Language::en;
}

bool wants_color() {
    const char* no_color = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') && (terminal == nullptr || std::strcmp(terminal, "dumb") != 0);
}

/// Names the word nearest to an unknown one among what could stand there.
int unknown_word(CLI::App& app, Session& session) {
    CLI::App* command = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
    std::vector<std::string> known;
    for (const CLI::Option* option : command->get_options())
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    if (command == &app)
        for (const CLI::App* other : app.get_subcommands([](const CLI::App*) { return true; })) known.push_back(other->get_name());
    const auto rest = app.remaining(true);
    const std::string word = rest.empty() ? "" : rest.front();
    const auto near = base::nearest(word.substr(0, word.find('=')), known);
    session.misuse(near ? "unknown-word-near" : "unknown-word", {base::shown(word), near.value_or("")});
    return usage;
}

int run(int count, char** words) {
    Session session;
    session.language = language_of(count, words);
    session.color = wants_color();
    CLI::App app(session.text("about"), "doudi");
    app.set_help_flag("-h,--help", session.text("help-help"));
    app.set_version_flag("--version", std::string("doudi ") + std::string(version), session.text("help-version"));
    app.get_formatter()->column_width(34);
    app.require_subcommand(0, 1);
    add_compute(app, session);
    add_explain(app, session);
    add_whatif(app, session);
    add_audit(app, session);
    add_check(app, session);
    add_test(app, session);
    add_show(app, session);
    add_diff(app, session);
    add_template(app, session);

    try {
        app.parse(count, words);
    } catch (const CLI::CallForHelp&) {
        session.out(app.help());
        return session.flush() ? done : bad_file;
    } catch (const CLI::CallForVersion& version) {
        session.out(std::string(version.what()) + "\n");
        return session.flush() ? done : bad_file;
    } catch (const CLI::ParseError& error) {
        if (!app.remaining(true).empty()) return unknown_word(app, session);
        session.misuse("bad-command-line", {error.what()});
        return usage;
    }
    if (app.get_subcommands().empty()) session.out(session.text("front-page"));
    if (session.flush()) return session.exit_code;
    Session::err("doudi: " + session.text("closed-output") + "\n");
    return bad_file;
}

}  // namespace

void Session::err(std::string_view text) { static_cast<void>(base::write_all(STDERR_FILENO, text)); }

void Session::show(const base::Diagnostics& diagnostics) const {
    if (diagnostics.empty()) return;
    err(format == "json" ? report::draw_json(diagnostics, language) + "\n" : report::draw(diagnostics, {language, color}));
}

void Session::misuse(std::string_view key, const std::vector<std::string>& args) {
    err("doudi: " + text(key, args) + "\n");
    exit_code = usage;
}

bool Session::flush() {
    const bool good = base::write_all(STDOUT_FILENO, output_);
    output_.clear();
    return good;
}

CLI::Validator one_of(std::vector<std::string> words) {
    CLI::Validator validator = CLI::IsMember(std::move(words));
    validator.description("");  // the help shows them already, as the option's form
    return validator;
}

CLI::App& add_command(CLI::App& app, Session& session, const std::string& name) {
    CLI::App& command = *app.add_subcommand(name, session.text("help-" + name));
    command.set_help_flag("-h,--help", session.text("help-help"));
    command.add_option_function<std::string>("--lang", [](const std::string&) {}, session.text("help-lang"))->check(one_of({"en", "zh"}))->type_name("en|zh");
    command.add_option("--format", session.format, session.text("help-format"))->check(one_of({"table", "csv", "json"}))->type_name("table|csv|json");
    command.add_flag("--quiet,-q", session.quiet, session.text("help-quiet"));
    command.add_option_function<std::string>(
               "--color", [&session](const std::string& choice) { session.color = choice == "always" || (choice == "auto" && session.color); },
               session.text("help-color"))
        ->check(one_of({"auto", "always", "never"}))
        ->type_name("auto|always|never");
    return command;
}

}  // namespace doudi::cli

int main(int count, char** words) {
    using namespace doudi;
    cli::prepare_process();
    try {
        return cli::run(count, words);
    } catch (const base::Interrupted&) {
        return cli::interrupted;
    } catch (const base::Defect& defect) {
        cli::Session::err(fmt::format("doudi: defect: {}\n", defect.what));
    } catch (const base::ExactOverflow&) {
        cli::Session::err(fmt::format("doudi: a number grew beyond {} bits\n", base::Rational::max_bits));
        return cli::bad_data;
    } catch (const std::bad_alloc&) {
        cli::Session::err("doudi: out of memory; nothing was written\n");
        return cli::bad_file;
    } catch (const std::exception& error) {
        cli::Session::err(fmt::format("doudi: defect: {}\n", error.what()));
    }
    return cli::defect;
}
