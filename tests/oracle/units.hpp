#pragma once
// Shapes of formulas: which kind of value, and for numbers which unit. Needed only where years meet months
// and where a number is added to a date.

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "doudi/expr/expression.hpp"
#include "oracle/names.hpp"
#include "oracle/number.hpp"
#include "oracle/value.hpp"

namespace doudi::oracle {

/// Exponents. A year is twelve months, which `factor`s say.
struct Unit {
    int cny = 0;
    int month = 0;
    int year = 0;
    int day = 0;
    bool operator==(const Unit&) const = default;
};
Unit read_unit(std::string_view text);

/// `settled` false: a literal, which takes the unit of what stands beside it.
struct Shape {
    Kind kind = Kind::number;
    Unit unit;
    bool settled = false;
    bool operator==(const Shape&) const = default;
};

/// What the product of two units is worth: CNY/year * month is 1/12 CNY.
struct Product {
    Unit unit;
    Number factor = 1;
};
Product multiply(Unit a, Unit b);
Unit inverse(Unit unit);
/// What a number of `from` is multiplied by to be one of `to`.
Number conversion(Unit from, Unit to);

/// What the walk found out about one node of a formula, once for all rows and months.
struct Note {
    Target target;  ///< of a name
    Shape shape;
    Number number;  ///< of a literal; the factor of * / as
};
using Notes = std::unordered_map<const expr::Expr*, Note>;

/// Where a formula stands.
struct Standpoint {
    int table = household_row;
    const std::string* law = nullptr;
};

/// Notes for all formulas of a policy. The policy has to stay where it is.
class Surveyor {
public:
    Surveyor(const policy::Policy& policy, const Names& names);
    [[nodiscard]] const Notes& notes() const { return notes_; }
    /// Everything that is read through previous(), without repetition.
    [[nodiscard]] const std::vector<Target>& remembered() const { return remembered_; }

private:
    Shape survey(const expr::Expr& e, Standpoint from);
    void remember(const Target& target);
    Shape survey_name(const expr::Expr& e, Standpoint from, Note& note);
    Shape survey_binary(const expr::Expr& e, Standpoint from, Note& note);
    Shape survey_call(const expr::Expr& e, Standpoint from);
    [[nodiscard]] bool is_bracket_table(const std::string& name, Standpoint from) const;
    Shape survey_brackets(const expr::Expr& e, Standpoint from, Note& note);
    Shape survey_aggregate(const expr::Expr& e, Standpoint from);
    Shape first_settled(const std::vector<expr::Expr>& args, Standpoint from, const std::vector<std::size_t>& which);
    [[nodiscard]] Shape shape_of(const Target& target) const;
    bool survey_variables();
    void survey_benefit(const policy::Benefit& benefit);
    void survey_conditions(const std::vector<policy::Condition>& conditions, Standpoint from);
    void survey_rounding(const policy::Rounding& rounding, Standpoint from);

    const policy::Policy& policy_;
    const Names& names_;
    Notes notes_;
    std::vector<Shape> variables_;
    std::vector<Target> remembered_;
};

}  // namespace doudi::oracle
