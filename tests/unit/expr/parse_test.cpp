// Formulas to trees and back to text.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/expr/expression.hpp"

using namespace doudi;
using expr::ExprKind;

namespace {

std::string tree(const expr::Expr& e);

std::string trees(const std::vector<expr::Expr>& args) {
    std::string text;
    for (const expr::Expr& arg : args) text += " " + tree(arg);
    return text;
}

/// Every node in brackets, what it does first.
std::string tree(const expr::Expr& e) {
    switch (e.kind) {
        case ExprKind::number: return e.number.to_string() + (e.text.empty() ? "" : ":" + e.text);
        case ExprKind::boolean: return e.number.is_zero() ? "false" : "true";
        case ExprKind::text: return "\"" + e.text + "\"";
        case ExprKind::date: return base::Date{static_cast<std::int32_t>(*e.number.to_int64())}.to_string();
        case ExprKind::name: return e.text;
        case ExprKind::bracket: return {};  // only after checking
        case ExprKind::indexed: return "(" + e.text + "[" + e.labels.front() + "]" + trees(e.args) + ")";
        case ExprKind::member: return "(." + e.text + trees(e.args) + ")";
        case ExprKind::negate: return "(neg" + trees(e.args) + ")";
        case ExprKind::not_: return "(not" + trees(e.args) + ")";
        case ExprKind::binary: return "(" + std::string(expr::to_string(e.op)) + trees(e.args) + ")";
        case ExprKind::in_list: return "(in" + trees(e.args) + ")";
        case ExprKind::in_range: return "(between" + trees(e.args) + ")";
        case ExprKind::convert: return "(as:" + e.text + trees(e.args) + ")";
        case ExprKind::if_: return "(if" + trees(e.args) + ")";
        case ExprKind::choose: return "(choose" + trees(e.args) + ")";
        case ExprKind::call: return "(" + e.text + trees(e.args) + ")";
        case ExprKind::aggregate: return "(" + e.text + ":" + e.over + trees(e.args) + ")";
    }
    return {};
}

struct Row {
    std::string formula;
    std::string tree;
};

const std::vector<Row> formulas = {
    {"1", "1"},
    {"1_000.50", "1000.5"},
    {"30%", "0.3:%"},
    {"12 months", "12:month"},
    {"1 year", "12:month"},
    {"30 days", "30:day"},
    {"true", "true"},
    {"2024-02-29", "2024-02-29"},
    {"\"5101\"", "\"5101\""},
    {"'a b'", "\"a b\""},
    {"'a \"b'", "\"a \"b\""},
    {"household.size", "household.size"},
    {"a + b - c", "(- (+ a b) c)"},
    {"a - (b - c)", "(- a (- b c))"},
    {"a + b * c", "(+ a (* b c))"},
    {"(a + b) * c", "(* (+ a b) c)"},
    {"a / b / c", "(/ (/ a b) c)"},
    {"a * b / c", "(/ (* a b) c)"},
    {"-a * b", "(* (neg a) b)"},
    {"a - -b", "(- a (neg b))"},
    {"--a", "(neg (neg a))"},
    {"-(a + b)", "(neg (+ a b))"},
    {"not a and b", "(and (not a) b)"},
    {"not (a and b)", "(not (and a b))"},
    {"not not a", "(not (not a))"},
    {"a or b and c", "(or a (and b c))"},
    {"(a or b) and c", "(and (or a b) c)"},
    {"a or b or c", "(or (or a b) c)"},
    {"not a = b", "(not (= a b))"},
    {"a < b + 1", "(< a (+ b 1))"},
    {"a < b and b <= c", "(and (< a b) (<= b c))"},
    {"(a = b) = c", "(= (= a b) c)"},
    {"a != none", "(!= a none)"},
    {"a default 0 + b", "(default a (+ 0 b))"},
    {"a default 0 < b", "(< (default a 0) b)"},
    {"a as CNY/month", "(as:CNY/month a)"},
    {"a as CNY / b", "(/ (as:CNY a) b)"},
    {"a as CNY/month * b", "(* (as:CNY/month a) b)"},
    {"a * b as CNY", "(as:CNY (* a b))"},
    {"standard at month - 1 month", "(- (at standard month) 1:month)"},
    {"standard at (month - 1 month)", "(at standard (- month 1:month))"},
    {"a in (x, y)", "(in a x y)"},
    {"a in (x)", "(in a x)"},
    {"a in 1..4", "(between a 1 4)"},
    {"a in (b)..(c)", "(between a b c)"},
    {"a in (b + 1) * 2..9", "(between a (* (+ b 1) 2) 9)"},
    {"not a in (x, y) or b", "(or (not (in a x y)) b)"},
    {"if a then b else c", "(if a b c)"},
    {"1 + (if a then b else c)", "(+ 1 (if a b c))"},
    {"if a then b + 1 else (if c then d else e)", "(if a (+ b 1) (if c d e))"},
    {"max(0, wage - 300)", "(max 0 (- wage 300))"},
    {"round(a / 3, 0.01, half_up)", "(round (/ a 3) 0.01 half_up)"},
    {"previous(b.amount, 0)", "(previous b.amount 0)"},
    {"known(a) and a < month.start", "(and (known a) (< a month.start))"},
    {"(month - 3 months).start", "(.start (- month 3:month))"},
    {"standard(area = rural)", "(standard[area] rural)"},
    {"standard(area = rural, region = \"5101\")", "(standard[area] rural \"5101\")"},
    {"count(persons)", "(count:persons)"},
    {"count(persons where a and b)", "(count:persons (and a b))"},
    {"sum(wage of persons where counted)", "(sum:persons wage counted)"},
    {"any(persons where a < 3)", "(any:persons (< a 3))"},
    {"all(a of persons)", "(all:persons a)"},
    {"min(age(birth_date) of persons)", "(min:persons (age birth_date))"},
    {"min(a, b)", "(min a b)"},
};

std::string code_of(const std::string& formula) {
    const auto parsed = expr::parse(formula);
    return parsed ? "" : parsed.diagnostics().items().front().code;
}

}  // namespace

TEST_CASE("a formula binds as the language page says") {
    for (const Row& row : formulas) {
        CAPTURE(row.formula);
        const auto parsed = expr::parse(row.formula);
        REQUIRE(parsed);
        CHECK(tree(*parsed) == row.tree);
    }
}

TEST_CASE("formulas print back as the same tree, and print the same again") {
    for (const Row& row : formulas) {
        CAPTURE(row.formula);
        const std::string once = expr::print(*expr::parse(row.formula));
        CAPTURE(once);
        const auto again = expr::parse(once);
        REQUIRE(again);
        CHECK(tree(*again) == row.tree);
        CHECK(expr::print(*again) == once);
    }
}

TEST_CASE("printing needs few brackets") {
    const std::vector<Row> rows = {{"((a)) + ((b * c))", "a + b * c"},
                                   {"(a + b) - c", "a + b - c"},
                                   {"a - (b + c)", "a - (b + c)"},
                                   {"(a and b) or c", "a and b or c"},
                                   {"(not a) and b", "not a and b"},
                                   {"a and (b and c)", "a and (b and c)"},
                                   {"(a at month) * 2", "a at month * 2"},
                                   {"1 year", "12 months"},
                                   {"1 months", "1 month"},
                                   {"(if a then b else c)", "if a then b else c"},
                                   {"0.30", "0.3"},
                                   {"30.0%", "30%"}};
    for (const Row& row : rows) CHECK(expr::print(*expr::parse(row.formula)) == row.tree);
}

TEST_CASE("what is no formula is refused with its reason") {
    const std::vector<Row> rows = {{"", "empty-formula"},
                                   {"  ", "empty-formula"},
                                   {"1 +", "ends-early"},
                                   {"(1", "ends-early"},
                                   {"1)", "expected-operator"},
                                   {"1 2", "expected-operator"},
                                   {"a < b < c", "chained-comparison"},
                                   {"a = b in (c)", "chained-comparison"},
                                   {"010", "bad-number-literal"},
                                   {"0x10", "bad-number-literal"},
                                   {"1e3", "bad-number-literal"},
                                   {"1__0", "bad-number-literal"},
                                   {"1.", "bad-character"},
                                   {"#", "bad-character"},
                                   {"a == b", "bad-character"},
                                   {"a && b", "bad-character"},
                                   {"a ＜ b", "bad-character"},
                                   {"a（b）", "bad-character"},
                                   {"\"a", "unfinished-text"},
                                   {"a as yuan", "unknown-unit"},
                                   {"a as 3", "expected-unit"},
                                   {"f()", "expected-value"},
                                   {"+1", "expected-value"},
                                   {"if a then if b then c else d else e", "if-wants-brackets"},
                                   {"1 + if a then b else c", "if-wants-brackets"},
                                   {"if a then b", "ends-early"},
                                   {"sum(a of 3)", "expected-rows"}};
    for (const Row& row : rows) {
        CAPTURE(row.formula);
        CHECK(code_of(row.formula) == row.tree);
    }
}

TEST_CASE("depth and length have limits, and no limit is a full stack") {
    const auto times = [](const std::string& text, int count) {
        std::string all;
        for (int i = 0; i < count; ++i) all += text;
        return all;
    };
    CHECK(code_of(times("(", 60) + "1" + times(")", 60)).empty());
    CHECK(code_of(times("(", 70) + "1" + times(")", 70)) == "formula-too-deep");
    CHECK(code_of(times("(", 20'000) + "1" + times(")", 20'000)) == "formula-too-long");
    CHECK(code_of(times("(", 8'000) + "1" + times(")", 8'000)) == "formula-too-deep");
    CHECK(code_of(times("-", 16'000) + "1") == "formula-too-deep");
    CHECK(code_of(times("not ", 4'000) + "true") == "formula-too-deep");
    CHECK(code_of(times("if (", 4'000)) == "formula-too-deep");
    CHECK(code_of(times("max(", 4'000)) == "formula-too-deep");
    CHECK(code_of("1" + times(" + 1", 400)).empty());
    CHECK(code_of("1" + times(" + 1", 1'000)) == "formula-too-long");
    CHECK(code_of(times(" ", 17'000) + "1") == "formula-too-long");
}

TEST_CASE("places of mistakes count characters") {
    const auto parsed = expr::parse("\"低保\" + * 2");
    REQUIRE(!parsed);
    CHECK(parsed.diagnostics().items().front().span.to_string() == "formula:1:8");
}
