#pragma once
// The walk over a formula that check.cpp and check_functions.cpp share.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/expr/check.hpp"

namespace doudi::expr {

/// Each function reports what is wrong itself and returns false; its caller then says nothing more.
class Checker {
public:
    Checker(Scope& scope, TableId table, base::Diagnostics& diagnostics, std::set<Meaning> known)
        : scope_(scope), table_(table), diagnostics_(diagnostics), known_(std::move(known)) {}

    bool check(Expr& e, const Type* expected);
    bool agree(const Expr& where, Type& left, Type& right);

private:
    bool fail(std::string code, const Expr& at, std::vector<std::string> args = {});
    bool same_type(Expr& e);
    /// Checked, and not perhaps missing.
    bool operand(Expr& e, const Type* expected);
    bool value(Expr& e) { return operand(e, static_cast<const Type*>(nullptr)); }
    bool operand(Expr& e, ValueKind kind);
    bool join_table(Expr& e, TableId other);
    void learn(const Expr& condition, bool outcome);

    bool text_literal(Expr& e, const Type* expected);
    bool not_a_code(const Expr& e, const Type& expected);
    bool is_code_word(const Expr& e, const Type* expected) const;
    bool name(Expr& e, const Type* expected);
    bool unknown_name(const Expr& e, const Type* expected);
    bool named(Expr& e, const Found& found);
    bool may_stand(const Expr& e, const Found& found);
    bool index_values(Expr& e, const Found& found, std::vector<Expr> given);
    bool indexed(Expr& e);
    bool bracket(Expr& e, const Found& found);
    static bool is_month_field(std::string_view word);
    bool member(Expr& e);

    bool binary(Expr& e);
    bool logical(Expr& e);
    bool additive(Expr& e);
    bool multiplicative(Expr& e);
    bool two_sides(Expr& left, Expr& right);
    bool comparison(Expr& e);
    bool in_list(Expr& e);
    bool in_range(Expr& e);
    bool convert(Expr& e);
    bool fallback(Expr& e);
    bool at_time(Expr& e);
    bool decision(Expr& e, const Type* expected);

    bool call(Expr& e);
    bool unknown_function(const Expr& e);
    bool arguments(Expr& e, std::size_t least, std::size_t most);
    bool agreeing(Expr& e, std::size_t from);
    bool call_known(Expr& e);
    bool call_previous(Expr& e);
    bool remembered(Expr& what, bool inputs_too);
    bool call_year_to_date(Expr& e);
    bool call_round(Expr& e);
    bool call_extreme(Expr& e);
    bool call_number(Expr& e);
    bool call_age(Expr& e);
    bool call_months_between(Expr& e);
    bool call_month_of(Expr& e);
    bool call_starts_with(Expr& e);
    bool call_valid_resident_id(Expr& e);
    [[nodiscard]] bool reaches(TableId from, TableId to) const;   ///< a row of `from` belongs to one of `to`
    bool aggregate(Expr& e);

    Scope& scope_;
    TableId table_;
    base::Diagnostics& diagnostics_;
    std::set<Meaning> known_;  // guarded: read without being called optional
    bool at_follows_ = false;  // the next name read is what `at` asks
};

}  // namespace doudi::expr
