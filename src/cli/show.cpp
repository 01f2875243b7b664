// doudi show: what the law says. Also its open slots, who reads whom, and the plan of a month.

#include "doudi/runs/show.hpp"
#include "command.hpp"
#include "doudi/base/text.hpp"
#include "doudi/policy/load.hpp"

namespace doudi::cli {

namespace {

struct ShowWords {
    std::string policy;
    std::string name;
    std::string on;
    std::string month;
    bool plan = false;
    bool missing = false;
    bool graph = false;
};

/// "2026-10-01", or a month's first day.
std::optional<base::Date> day_of(const std::string& text) {
    if (const auto month = base::Month::parse(text)) return month->first_day();
    return base::Date::parse(text);
}

void run(const ShowWords& words, Session& session) {
    runs::ShowOptions options{day_of(words.on), session.language};
    if (!words.on.empty() && !options.on) return session.misuse("bad-day", {base::shown(words.on)});
    const auto month = base::Month::parse(words.month);
    if (words.plan && !month) return session.misuse("plan-wants-month", {base::shown(words.month)});
    if (words.plan + words.missing + words.graph + options.on.has_value() > 1) return session.misuse("show-one-view", {});
    const auto policy = policy::load(words.policy);
    if (!policy) return session.fail(policy.diagnostics(), bad_policy);
    std::optional<expr::Meaning> thing;
    if (!words.name.empty()) {
        const bool is_thing = !policy->find(words.name).empty();
        const auto table = is_thing ? std::nullopt : runs::show_table(*policy, words.name, options);
        if (table && (words.plan || words.graph)) return session.misuse("show-of-table", {base::shown(words.name)});
        if (table) return session.out(*table);
        const auto found = runs::find_thing(*policy, words.name);
        if (!found) return session.fail(found.diagnostics(), usage);
        thing = *found;
    }
    if (words.plan) {
        const auto text = runs::show_plan(*policy, *month, thing);
        if (!text) return session.fail(text.diagnostics(), bad_policy);
        return session.out(*text);
    }
    if (words.missing) return session.out(runs::show_missing(*policy, options));
    if (words.graph) return session.out(runs::show_graph(*policy, thing, options));
    session.out(thing ? runs::show_thing(*policy, *thing, options) : runs::show_overview(*policy, options));
}

}  // namespace

void add_show(CLI::App& app, Session& session) {
    const auto words = std::make_shared<ShowWords>();
    CLI::App& command = add_command(app, session, "show");
    command.add_option("POLICY", words->policy, session.text("help-policy"))->required();
    command.add_option("NAME", words->name, session.text("help-show-name"));
    command.add_option("--on", words->on, session.text("help-on"))->type_name("DATE");
    command.add_flag("--missing", words->missing, session.text("help-missing"));
    command.add_flag("--graph", words->graph, session.text("help-graph"));
    command.add_flag("--plan", words->plan, session.text("help-plan"));
    command.add_option("--month", words->month, session.text("help-plan-month"))->type_name("2026-11");
    command.callback([words, &session] { run(*words, session); });
}

}  // namespace doudi::cli
