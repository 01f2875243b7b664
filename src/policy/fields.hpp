#pragma once
// Reading the keys of a map by kind, with every mistake reported at its place. Shared by the readers of the law.

#include <initializer_list>
#include <optional>
#include <set>
#include <string>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/policy/policy.hpp"
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

/// One map, of which only the named keys may be used.
class Fields {
public:
    /// Reports unknown keys (with the nearest), and a node that is no map: then nothing is found.
    Fields(Context& context, const Node& node, const base::SourceSpan& place, std::initializer_list<std::string_view> allowed);

    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] const Node* find(std::string_view key) const { return usable_ ? node_.find(key) : nullptr; }
    [[nodiscard]] base::SourceSpan place(std::string_view key) const;   ///< of the key
    std::optional<std::string> text(std::string_view key);              ///< a scalar that is not empty
    std::optional<bool> flag(std::string_view key);                     ///< true or false, nothing else
    std::optional<int> whole(std::string_view key, int least, int most);
    std::optional<base::Rational> number(std::string_view key);
    Label label(std::string_view key);
    std::vector<const Node*> list(std::string_view key);                ///< a sequence, or one scalar
    [[nodiscard]] bool usable() const { return usable_; }

private:
    Context& context_;
    const Node& node_;
    base::SourceSpan place_;
    bool usable_;
};

/// `{formula: max(0, wage)}` reads as two keys: the second, without a value, is the rest of the first.
bool is_cut_by_comma(const Node& map, const Node& key, const Node& value);
/// A key that has no place here: the rest of a value cut by a comma, or a misspelling.
void report_unknown_key(base::Diagnostics& diagnostics, const Node& map, const Node& key, const Node& value, const std::vector<std::string>& known);
/// Names that formulas read otherwise: their own words, functions, tables.
bool is_reserved(const std::string& name);
void read_named(Context& context, Fields& fields, const Node& key, const std::string& law, Named& named);
void check_name(Context& context, const Node& key);                     ///< small letters, digits, _
std::optional<base::Date> read_day(const std::string& text);            ///< YYYY-MM-DD or YYYY-MM
std::optional<expr::Expr> read_formula(Context& context, const Node* node);
expr::TableId table_of(const std::string& name);                        ///< household, person; no_table else

void read_inputs(Context& context, Policy& policy);
void read_parameters(Context& context, const std::string& law, const Node& section, Policy& policy);
void read_variables(Context& context, const std::string& law, const Node& section, Policy& policy);
void read_benefits(Context& context, const std::string& law, const Node& section, Policy& policy);

}  // namespace doudi::policy
