#pragma once
// What the rule makers wrote, merged over all layers and checked: no YAML, no data, no month.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/base/source.hpp"
#include "doudi/expr/expression.hpp"
#include "doudi/expr/type.hpp"

namespace doudi::policy {

/// A text in one or two languages. A plain text serves both.
struct Label {
    std::string en;
    std::string zh;
    [[nodiscard]] bool empty() const { return en.empty() && zh.empty(); }
};

/// What every named thing of the law has.
struct Named {
    std::string name;
    std::string law;         ///< the law that first declared it; empty for inputs
    Label label;
    std::string description;
    std::string reference;   ///< article or notice
    base::SourceSpan span;   ///< of the name
    std::string layer;       ///< id of the layer that wrote it last ("cn-510185-jianyang")
};

/// An empty cell is: an error, a default, missing, or not known yet. `ignored` columns are not read.
enum class Presence : std::uint8_t { required, with_default, optional, unknown, ignored };

struct Input : Named {
    expr::TableId table = expr::household_table;
    expr::Type type;                     ///< of the value in formulas (`optional` set for optional inputs)
    expr::DeclaredUnit unit;             ///< of the cell
    std::string unit_text;               ///< as written; empty without one
    Presence presence = Presence::required;
    std::string default_text;            ///< as written, with Presence::with_default
    int decimals = 0;                    ///< most decimals of a cell
    std::optional<base::Rational> min;   ///< of the cell, in its own unit
    std::optional<base::Rational> max;
    bool lasting = false;                ///< one value for all months
    bool overridable = false;            ///< overrides.csv may say otherwise for a household or person
    int of_register = -1;                ///< a column of that register ("deaths.date"), seen from the table it matches; -1: the table's own
    std::optional<Presence> in_register; ///< what an empty cell of the register is; without a match the input is missing
    std::map<std::string, std::string> spellings;  ///< accepted text → code, or → "true"/"false"
    std::vector<std::string> aliases;    ///< headers accepted beside name and label
};

/// A table of the population. Household and person always come first; record tables follow, each under one of them.
struct Entity : Named {
    std::string file;                        ///< "claims.csv"
    std::string key;                         ///< "claim_id"
    std::string plural;                      ///< for aggregates: "claims"
    expr::TableId parent = expr::no_table;   ///< the table whose row it belongs to; no_table for households
    bool lasting = false;                    ///< rows of all months count for every month; formulas select
    int of_register = -1;                    ///< its rows are what that register has of a row above; it has no file and key of its own
};
std::vector<Entity> standard_entities();     ///< household and person

/// A list outside the tables, matched by a key. Its columns are inputs of the table it matches; of one with many rows for
/// a key, of a record table that is called as the register.
struct Register : Named {
    std::string file;                      ///< "deaths.csv"
    std::string key;                       ///< the register's column that is compared
    std::vector<std::string> key_headers;  ///< accepted headers of that column, its name first
    expr::TableId table = expr::person_table;
    int matched = -1;                      ///< the input of `table` that the key is compared with
    bool required_for_payout = false;
    expr::TableId rows = expr::no_table;   ///< of one with many rows for a key: the record table its matches stand in
};

/// A figure from a day on; without value it ends there. A code parameter has `code` instead of `number`.
struct DatedFigure {
    base::Date from;
    bool ends = false;
    base::Rational number;  ///< in base units ("%" already divided by 100)
    std::string code;
    std::optional<base::Date> published;
    bool published_unstated = false;
    std::string reference;
    std::string note;
    base::SourceSpan span;   ///< of the figure
    std::string layer;
};
/// The figures under one path of index values ("510185", "urban"), ascending by date.
struct ParameterLeaf {
    std::vector<std::string> keys;  ///< one for each index; "*" for every other
    std::vector<DatedFigure> figures;
    base::SourceSpan span;
};
/// One slice of a bracket table. Its figures stand in the leaves whose first key is `key`.
struct BracketRow {
    std::string key;                     ///< "10000..20000" as written; an open end is left out ("20000..")
    std::optional<base::Rational> from;  ///< in base units; nothing: from everything below
    std::optional<base::Rational> to;    ///< nothing: up to everything above
    base::SourceSpan span;
};
/// Figures by the size of a number: `relief_months(own_cost)`.
struct Brackets {
    expr::DeclaredUnit of;               ///< of the number asked about
    bool closed_below = true;            ///< a bound belongs to the row that begins there; else to the one that ends there
    bool marginal = false;               ///< rates, each on its slice of the number; else the row's figure itself
    std::vector<BracketRow> rows;        ///< ascending, without gaps
    [[nodiscard]] std::string key_of(const base::Rational& number) const;   ///< of its row; empty outside of all
};
inline const std::string bracket_index = "bracket";   ///< the first index of a bracket table

struct Parameter : Named {
    expr::Type type;
    expr::DeclaredUnit unit;
    int decimals = 0;
    std::vector<std::string> by;         ///< index names
    std::vector<ParameterLeaf> leaves;   ///< empty: a slot that a layer must fill
    bool series = false;                 ///< each figure is its month's own, and carried no further
    std::optional<Brackets> brackets;
    [[nodiscard]] bool is_slot() const { return leaves.empty(); }
};

/// One formula out of a dated succession. `choose` is an expression of that kind.
struct DatedFormula {
    std::optional<base::Date> from;      ///< nothing: always
    std::optional<base::Date> published; ///< nothing: on the day it takes effect
    expr::Expr expression;
    std::string reference;
    std::vector<std::string> row_references;  ///< of a choose: one for each row
    base::SourceSpan span;
    std::string layer;
};
struct Print {
    base::Rational to;
    base::RoundingMode mode = base::RoundingMode::half_up;
};
struct Variable : Named {
    expr::TableId table = expr::household_table;
    expr::Type type;                     ///< declared or, after checking, found
    bool has_type = false;               ///< declared by unit, values or type
    std::vector<DatedFormula> formulas;  ///< ascending by date
    std::optional<Print> print;
    bool overridable = false;
};

/// Level is where it stands. `to` and `mode` may be names of parameters.
struct Rounding {
    expr::Expr to;
    std::optional<base::RoundingMode> mode;
    std::optional<expr::Expr> mode_name; ///< a code parameter, when not a mode word
    base::SourceSpan span;
};
enum class ConditionKind : std::uint8_t { when, any, all, none };
struct Condition : Named {
    ConditionKind kind = ConditionKind::when;
    expr::Expr when;
    std::vector<Condition> members;      ///< of any, all, none
    expr::InForce in_force;
    bool overridable = false;
};
struct Part : Named {
    bool of_person = false;              ///< computed and rounded for each person, then added
    std::optional<expr::Expr> when;      ///< 0 where it does not hold
    expr::Expr formula;
    std::optional<Rounding> round;
    expr::InForce in_force;
};
/// Where the law leaves a choice: the amount that an officer decided, between two bounds, both in.
struct Range {
    expr::Expr from;
    expr::Expr to;
};
/// Who pays which part of a benefit.
struct FundingShare : Named {
    expr::Expr share;                    ///< of the amount, 0 to 1; those of a benefit add up to 1
};
struct Benefit : Named {
    expr::TableId to = expr::household_table;
    std::optional<expr::Expr> award;     ///< nothing: `award: none`
    std::optional<expr::Expr> starts;    ///< a month or date
    std::optional<expr::Expr> ends;
    std::vector<Condition> eligible;
    std::vector<Part> parts;             ///< a lone `amount` is one part without a name
    std::optional<Rounding> total_round; ///< of the sum of parts
    std::optional<base::Rational> minimum;
    std::optional<Range> range;          ///< its decided figure is then the only part
    bool once = false;                   ///< `period: once`: amounts in CNY, not CNY/month
    bool in_kind = false;                ///< `unit: item`: amounts are whole numbers of pieces, no money
    expr::InForce in_force;              ///< outside it the benefit gives no row
    std::vector<std::string> yields_to_names;
    std::vector<int> yields_to;          ///< ids of benefits, once checked
    std::vector<base::SourceSpan> yields_to_spans;
    std::vector<FundingShare> funding;   ///< in the law's order; empty: nobody asks who pays
    std::string best_of;                 ///< of the benefits with this word only the largest is paid; empty: it stands alone
    base::SourceSpan best_of_span;
    [[nodiscard]] expr::Unit unit() const;   ///< of its amounts
    [[nodiscard]] bool has_named_parts() const { return !parts.empty() && !parts.front().name.empty(); }
};

/// What comes of a check that fails: the household is set aside, or held (nothing is paid), or spoken of.
enum class CheckSeverity : std::uint8_t { quarantine, hold, warn };
/// What must hold of the facts, whoever draws what: impossible ages, doubtful sums.
struct Check : Named {
    expr::TableId of = expr::household_table;
    std::optional<expr::Expr> when;      ///< what must hold; nothing with `unique`
    int unique = -1;                     ///< the input of `of` whose value no two rows may share; -1: none
    CheckSeverity severity = CheckSeverity::warn;
    std::vector<std::string> hold_names; ///< benefits that it holds; empty: all of the household
    std::vector<base::SourceSpan> hold_spans;
    std::vector<int> holds;              ///< their ids, once checked
    expr::InForce in_force;
};

/// What a ratio is held against: `>= 100%`.
struct Target {
    expr::Op op = expr::Op::greater_equal;
    base::Rational value;
    std::string text;                    ///< as written
    [[nodiscard]] bool holds(const base::Rational& ratio) const;
};
/// A ratio or mean over the population: how many of the entitled draw, the mean top-up.
struct Indicator : Named {
    expr::TableId of = expr::household_table;
    expr::Expr numerator;                ///< a yes or no is counted, a number summed
    expr::Expr denominator;
    std::optional<Target> target;
    bool binding = false;
    expr::InForce in_force;
};

/// What published figures should keep among themselves (a standard not below 1.3 times another): `doudi check` warns.
struct Lint : Named {
    expr::Expr formula;                  ///< a yes or no over figures
    expr::InForce in_force;
};

/// Names that the program itself uses; empty: its feature is off and says so.
struct Roles {
    std::map<std::string, std::string> names;   ///< role → input or variable
    std::map<std::string, base::SourceSpan> spans;
    [[nodiscard]] std::string of(const std::string& role) const;
};

/// What a payout may touch beside its own month. What is left out is not done, and says so.
struct Payout {
    std::optional<int> open_months;              ///< months before the paid one that are still adjusted
    std::optional<int> back_pay_months;          ///< how far a late entry is paid back
    std::optional<base::Rational> offset_limit;  ///< most that an offset takes of what the run pays a household: 0 to 1
};

struct Layer {
    std::string id;
    Label title;
    Label summary;
    std::string folder;                                             ///< as the user would type it
    std::vector<std::shared_ptr<const base::SourceFile>> files;     ///< of the law, in reading order; tests left out
};

struct Policy {
    std::string id;
    Label title;
    Label summary;
    std::string currency;
    std::map<std::string, std::string> applies_to;   ///< region → prefix
    std::vector<std::string> shared;                 ///< laws whose names need no prefix
    Roles roles;
    Payout payout;
    base::LeapBirthday leap_birthday = base::LeapBirthday::march_1;
    std::vector<Entity> entities = standard_entities();   ///< by TableId
    std::vector<Register> registers;
    std::vector<Layer> layers;                       ///< from the nation down; the last is the policy's own
    std::vector<Layer> reforms;                      ///< overlays of a what-if, in their order: files that are no layer
    std::string reform_region;                       ///< whose households the reforms are for, by prefix; empty: all
    std::vector<Input> inputs;
    std::vector<Parameter> parameters;
    std::vector<Variable> variables;
    std::vector<Benefit> benefits;
    std::vector<Check> checks;
    std::vector<Indicator> indicators;
    std::vector<Lint> lints;

    [[nodiscard]] expr::TableId table_called(const std::string& name) const;         ///< no_table: none is called so
    [[nodiscard]] const std::string& table_name(expr::TableId table) const;          ///< "household", "person", "claim"
    [[nodiscard]] const std::string& plural_of(expr::TableId table) const;
    [[nodiscard]] expr::TableId parent_of(expr::TableId table) const;                ///< no_table above households
    [[nodiscard]] const Input* find_input(expr::TableId table, const std::string& name) const;
    [[nodiscard]] std::vector<int> rivals_of(int benefit) const;   ///< the others of its `best_of`
    /// By name, law.name, table.law.name or Chinese or English label; nothing when none or several bear it.
    [[nodiscard]] std::vector<expr::Meaning> find(const std::string& typed) const;
    [[nodiscard]] std::string name_of(const expr::Meaning& meaning) const;   ///< law.name, benefit.field, input
    [[nodiscard]] const Named* named(const expr::Meaning& meaning) const;
};

/// What a variable or a benefit reads this month (not through `previous`), over all its dated formulas.
std::set<expr::Meaning> reads_of(const Policy& policy, expr::MeaningKind kind, int id);
/// What a check or an indicator reads this month.
std::set<expr::Meaning> reads_of(const Check& check);
std::set<expr::Meaning> reads_of(const Indicator& indicator);
std::set<expr::Meaning> reads_of(const Lint& lint);
/// Everything that some formula reads through `previous`: what a state holds.
std::set<expr::Meaning> remembered_by(const Policy& policy);
/// The same of what these things rest on, formulas of other months and what is not in force now among them: the law of
/// the next month may ask for it.
std::set<expr::Meaning> remembered_by(const Policy& policy, const std::vector<expr::Meaning>& things);

}  // namespace doudi::policy
