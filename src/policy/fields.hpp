#pragma once
// What the readers of the law share: its context, labels, names, formulas.

#include <initializer_list>
#include <optional>
#include <set>
#include <string>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/yaml/fields.hpp"
#include "layers.hpp"

namespace doudi::policy {

/// What all readers need: where mistakes go, and which layer a file belongs to.
struct Context {
    const Merged& merged;
    base::Diagnostics& diagnostics;

    [[nodiscard]] std::string layer_of(const base::SourceSpan& span) const {
        const auto found = merged.layer_of.find(span.file.get());
        return found == merged.layer_of.end() ? std::string{} : found->second;
    }
};

/// One map of the law, of which only the named keys may be used.
class Fields : public yaml::Fields {
public:
    Fields(Context& context, const Node& node, const base::SourceSpan& place, const std::vector<std::string_view>& allowed)
        : yaml::Fields(context.diagnostics, node, place, allowed) {}
    Label label(std::string_view key);   ///< a text, or one in each language
};

/// A scalar as a formula, each byte with its place in the file (folded lines leave gaps).
expr::FormulaSource formula_source(const Node& scalar);
/// Names that formulas read otherwise: their own words, functions, tables.
bool is_reserved(const std::string& name);
bool is_reserved(const std::string& name, const Policy& policy);        ///< by a table's words too
void read_named(Context& context, Fields& fields, const Node& key, const std::string& law, Named& named);
void check_name(Context& context, const Node& key);                     ///< small letters, digits, _
std::optional<base::Date> read_day(const std::string& text);            ///< YYYY-MM-DD or YYYY-MM
/// `in_force: {from: …, to: …}`; a month stands for its first day in `from`, for its last in `to`.
expr::InForce read_in_force(Context& context, const Fields& fields);
std::optional<expr::Expr> read_formula(Context& context, const Node* node);
/// No table is called so: says which one may be meant, registers among them.
void report_unknown_table(Context& context, const Node& at, const Policy& policy, bool registers);

/// A name that another of `things` bears already.
template <class Thing>
void check_declared_once(Context& context, const std::vector<Thing>& things, const Node& key) {
    for (const Thing& one : things)
        if (one.name == key.text) context.diagnostics.error("declared-twice", key.span, {key.text}).with_note("first-is-here", one.span);
}

void read_entities(Context& context, Policy& policy);
void read_inputs(Context& context, Policy& policy);                     ///< once the tables are known
void read_registers(Context& context, Policy& policy);                  ///< once the tables' inputs are read
void read_payout(Context& context, const Fields& head, Policy& policy);
void read_parameters(Context& context, const std::string& law, const Node& section, Policy& policy);
void read_variables(Context& context, const std::string& law, const Node& section, Policy& policy);
void read_benefits(Context& context, const std::string& law, const Node& section, Policy& policy);
void read_checks(Context& context, const std::string& law, const Node& section, Policy& policy);
void read_lints(Context& context, const std::string& law, const Node& section, Policy& policy);
void read_indicators(Context& context, const std::string& law, const Node& section, Policy& policy);

}  // namespace doudi::policy
