#pragma once
// A formula as a tree: what was written, and, after checking, what each name means and each part's type.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/expr/type.hpp"

namespace doudi::expr {

enum class ExprKind : std::uint8_t {
    number,      ///< 300, 30%, 12 months: `number` in base units (30% is 0.3), `text` the unit word ("%", "month", "year", "day", "")
    boolean,     ///< true, false: `number` is 1 or 0
    text,        ///< "5101": `text`
    date,        ///< 2024-01-01: `number` is the day ordinal (days since 1970-01-01)
    name,        ///< `text`: as written, dotted ("household.size"); args: a parameter's index values once checked
    indexed,     ///< standard(region = x): `text` the parameter, `labels` the index names, args their values
    bracket,     ///< relief_months(cost): `text` the bracket table, args[0] the number, behind it the index values; a call until checked
    member,      ///< args[0].text with text start, end, number, year, of a month
    negate,      ///< - args[0]
    not_,        ///< not args[0]
    binary,      ///< args[0] op args[1]; op: + - * / and or = != < <= > >= default at
    in_list,     ///< args[0] in (args[1], args[2], …)
    in_range,    ///< args[0] in args[1]..args[2], both ends in
    convert,     ///< args[0] as `text` (a unit)
    if_,         ///< if args[0] then args[1] else args[2]
    choose,      ///< decision table: args are when, then, when, then, …, otherwise (always odd in number)
    call,        ///< text(args…): known previous round min max clamp abs floor ceil age months_between month_of starts_with
    aggregate,   ///< text(value of over where condition): sum count any all min max only; has_value, has_where tell which args are there
};

enum class Op : std::uint8_t { add, subtract, multiply, divide, and_, or_, equal, not_equal, less, less_equal, greater, greater_equal, default_, at };
std::string_view to_string(Op op);

/// What a name refers to, found by a Scope.
enum class MeaningKind : std::uint8_t { none, input, parameter, variable, benefit, month, code_value };
enum class BenefitField : std::uint8_t { eligible, amount, part, status };

/// What of a thing is meant: its value this month, or what a state keeps beside such values.
enum class Memory : std::uint8_t {
    none,
    year_to_date,  ///< of a number: its sum over this calendar year, this month included, as the state carries it
    row_month,     ///< the month that last wrote a row's state; kind month, id the table
    since,         ///< how many months ago that was, 0 for a row without state; kind month, id the table
};

struct Meaning {
    MeaningKind kind = MeaningKind::none;
    int id = -1;                                   ///< index in the policy's inputs, parameters, variables or benefits
    BenefitField field = BenefitField::eligible;   ///< of a benefit
    int part = -1;                                 ///< of a benefit's part
    Memory memory = Memory::none;
    bool operator==(const Meaning&) const = default;
    auto operator<=>(const Meaning&) const = default;
};

/// The days on which a thing is there, both ends in; without an end for ever.
struct InForce {
    std::optional<base::Date> from;
    std::optional<base::Date> to;
    [[nodiscard]] bool on(base::Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

struct Expr {
    ExprKind kind = ExprKind::number;
    base::SourceSpan span;
    std::string text;
    base::Rational number;
    Op op = Op::add;
    std::vector<Expr> args;
    std::vector<std::string> labels;  ///< of `indexed`: index names as written
    std::string over;                 ///< of `aggregate`: the plural as written ("persons")
    bool has_value = false;           ///< of `aggregate`: args[0] is the value
    bool has_where = false;           ///< of `aggregate`: the last argument is the condition
    std::vector<InForce> in_force;    ///< of `choose`: of each row with a condition

    // Filled in by check_expression(); an evaluator may rely on them, a reader of the text need not.
    Type type;
    TableId rows = no_table;          ///< of `aggregate`: the table gone through
    TableId table = no_table;         ///< the row the value belongs to
    Meaning meaning;                  ///< of `name`, `indexed` and code words
    base::Rational factor = 1;        ///< of * / as: what units of years and months multiply the value by
};

/// Limits: 64 levels deep, 16 KiB long. Errors: syntax ones, each with its place inside `span`'s file.
inline constexpr int max_depth = 64;
inline constexpr std::size_t max_formula_bytes = 16 * 1024;

/// Where each byte of a formula's text stands in its file (a folded YAML scalar has gaps).
struct FormulaSource {
    std::string text;
    std::shared_ptr<const base::SourceFile> file;
    std::vector<std::uint32_t> offsets;  ///< byte of `file` for each byte of `text`, and one for the end
    [[nodiscard]] base::SourceSpan span(std::size_t begin, std::size_t end) const;
};
base::Result<Expr> parse(const FormulaSource& source);
/// For tests and command lines: a formula that is no part of a file.
base::Result<Expr> parse(std::string_view text);

/// The formula with as few parentheses as it needs; parses back to the same tree.
std::string print(const Expr& expression);

}  // namespace doudi::expr
