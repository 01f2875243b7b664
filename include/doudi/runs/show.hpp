#pragma once
// `doudi show`: what the law says, as read: figures with their dates and sources, formulas, conditions.

#include <optional>
#include <string>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::runs {

struct ShowOptions {
    std::optional<base::Date> on;  ///< only the figures in force on this day
    report::Language language = report::Language::en;
};

/// What `typed` names: a name with or without its law, or a label that only one thing bears.
/// Errors: nothing-called-so (with the nearest name), called-so-several.
base::Result<expr::Meaning> find_thing(const policy::Policy& policy, const std::string& typed);

/// Everything, grouped by law.
std::string show_overview(const policy::Policy& policy, const ShowOptions& options);
/// A table (by its name or plural) or register with its columns; nothing when none is called so.
std::optional<std::string> show_table(const policy::Policy& policy, const std::string& typed,
                                      const ShowOptions& options);
std::string show_thing(const policy::Policy& policy, const expr::Meaning& thing, const ShowOptions& options);
/// The slots that no layer has filled, and what waits for them.
std::string show_missing(const policy::Policy& policy, const ShowOptions& options);
/// Who reads whom, in Graphviz's DOT: of everything, or what `thing` rests on and what rests on it.
std::string show_graph(const policy::Policy& policy, const std::optional<expr::Meaning>& thing,
                       const ShowOptions& options);
/// The plan of a month: of all benefits, or of one thing. Errors: as plan::compile.
base::Result<std::string> show_plan(const policy::Policy& policy, base::Month month,
                                    const std::optional<expr::Meaning>& thing);

}  // namespace doudi::runs
