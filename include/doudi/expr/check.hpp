#pragma once
// Names, types, units, tables and guards of a formula.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/expr/expression.hpp"

namespace doudi::expr {

/// How a bracket table is asked.
struct BracketShape {
    Unit of;                ///< of the number asked about
    bool marginal = false;  ///< the result is the number times rates; else a figure of the table
};

/// What a name stands for, seen from a row.
struct Found {
    Meaning meaning;
    TableId table = no_table;              ///< of a parameter: no_table, its indexes decide
    std::vector<std::string> index_names;  ///< of a parameter
    bool series = false;                   ///< a parameter that is read only with `at`
    std::optional<BracketShape> brackets{};  ///< a parameter that is applied to a number, its first index
};

/// The names that a formula may use. Implemented by the policy room.
class Scope {
public:
    virtual ~Scope() = default;
    /// The things called `dotted` seen from a row of `table`: its own, its parents', parameters.
    [[nodiscard]] virtual std::vector<Found> find(const std::string& dotted, TableId table) const = 0;
    /// Things called so in any table: to say "is a person's value" instead of "unknown".
    [[nodiscard]] virtual std::vector<Found> find_anywhere(const std::string& dotted) const = 0;
    /// The type of a thing. `infer`: check its formulas first when they were not yet (a circle is reported);
    /// else only what is known already. Nothing: errors were reported, or not known.
    [[nodiscard]] virtual std::optional<Type> type_of(const Meaning& meaning, bool infer) = 0;
    [[nodiscard]] virtual std::vector<std::string> names(TableId table) const = 0;
    [[nodiscard]] virtual std::optional<TableId> table_of_plural(const std::string& plural) const = 0;
    [[nodiscard]] virtual std::vector<std::string> plurals() const = 0;
    [[nodiscard]] virtual TableId parent(TableId table) const = 0;  ///< no_table for the top
    [[nodiscard]] virtual std::string table_name(TableId table) const = 0;
    [[nodiscard]] virtual std::string plural(TableId table) const = 0;
};

/// Checks `expression` where it stands (a row of `table`) and fills in types, tables and meanings.
/// `expected`: the type it has to have, if any (a bare literal takes its unit, a bare word is one of its codes).
/// `known`: what is guarded from outside (a benefit's award guards its starts). False when errors were reported.
bool check_expression(Expr& expression, Scope& scope, TableId table, const Type* expected,
                      base::Diagnostics& diagnostics, std::set<Meaning> known = {});

/// The type of `previous(x, init)` was taken from `init` where that of x was not known yet: compares them now.
bool check_previous(const Expr& expression, Scope& scope, base::Diagnostics& diagnostics);

/// Everything that the checked expression reads this month, or through `previous`.
void collect_reads(const Expr& expression, std::set<Meaning>& now, std::set<Meaning>& before);

}  // namespace doudi::expr
