// What binds tightest in a formula: numbers with their units, names, brackets, functions, aggregates, indexed figures.

#include <array>

#include "doudi/base/calendar.hpp"
#include "parser.hpp"

namespace doudi::expr {

namespace {

bool is_aggregate(std::string_view name) {
    return name == "sum" || name == "count" || name == "any" || name == "all" || name == "min" || name == "max" || name == "only";
}

}  // namespace

Expr Parser::primary() {
    const std::size_t first = at_;
    const Token& token = peek();
    switch (token.kind) {
        case TokenKind::number: return number();
        case TokenKind::date: {
            take();
            Expr result = make(ExprKind::date, first, {});
            result.number = base::Date::parse(token.text)->days;
            return result;
        }
        case TokenKind::text: take(); return make(ExprKind::text, first, {}, token.text);
        case TokenKind::name: return peek(1).kind == TokenKind::symbol && peek(1).text == "(" ? application() : name();
        case TokenKind::keyword:
            if (accept_keyword("true") || accept_keyword("false")) {
                Expr result = make(ExprKind::boolean, first, {});
                result.number = token.text == "true" ? 1 : 0;
                return result;
            }
            if (token.text == "if") fail("if-wants-brackets", token);
            break;
        case TokenKind::symbol:
            if (accept_symbol("(")) return bracket();
            break;
        case TokenKind::end: break;
    }
    fail("expected-value", token, {found()});
}

Expr Parser::name() {
    const std::size_t first = at_;
    return make(ExprKind::name, first, {}, take().text);
}

Expr Parser::bracket() {
    Expr inner = expression();
    expect_symbol(")");
    return inner;
}

Expr Parser::number() {
    const std::size_t first = at_;
    const Token token = take();
    const auto value = base::Rational::parse_decimal(token.text, true);
    if (!value) fail("bad-number-literal", token, {base::shown(token.text)});
    std::string unit;
    base::Rational worth = *value;
    if (accept_symbol("%")) {
        unit = "%";
        worth = worth / 100;
    } else if (peek().kind == TokenKind::name) {
        unit = unit_word(peek().text);
        if (!unit.empty()) take();
        if (unit == "year") worth = worth * 12;
    }
    if (unit == "year") unit = "month";
    Expr result = make(ExprKind::number, first, {}, unit);
    result.number = worth;
    return result;
}

std::string Parser::unit_word(const std::string& word) {
    if (word == "month" || word == "months") return "month";
    if (word == "year" || word == "years") return "year";
    if (word == "day" || word == "days") return "day";
    return {};
}

Expr Parser::application() {
    const Deeper deeper(*this);
    const std::size_t first = at_;
    const std::string function = take().text;
    take();  // (
    if (is_symbol(")")) fail("expected-value", peek(), {found()});
    if (peek().kind == TokenKind::name && peek(1).kind == TokenKind::symbol && peek(1).text == "=" && !is_aggregate(function) &&
        !is_function(function))
        return indexed(first, function);
    std::vector<Expr> arguments;
    arguments.push_back(expression());
    if (is_aggregate(function) && (is_keyword("of") || is_keyword("where") || (function == "count" || function == "any" || function == "all")))
        return aggregate(first, function, std::move(arguments.front()));
    while (accept_symbol(",")) arguments.push_back(expression());
    expect_symbol(")");
    return make(ExprKind::call, first, std::move(arguments), function);
}

bool Parser::is_function(std::string_view name) {
    static constexpr std::array<std::string_view, 15> functions = {"known", "previous", "year_to_date", "round", "min",            "max",      "clamp",      "abs",
                                                                   "floor", "ceil",     "age",   "months_between", "month_of", "starts_with", "valid_resident_id"};
    return std::find(functions.begin(), functions.end(), name) != functions.end();
}

Expr Parser::indexed(std::size_t first, const std::string& parameter) {
    std::vector<std::string> labels;
    std::vector<Expr> values;
    do {
        if (peek().kind != TokenKind::name) fail("expected-index-name", peek(), {found()});
        labels.push_back(take().text);
        expect_symbol("=");
        values.push_back(disjunction());
    } while (accept_symbol(","));
    expect_symbol(")");
    Expr result = make(ExprKind::indexed, first, std::move(values), parameter);
    result.labels = std::move(labels);
    return result;
}

Expr Parser::aggregate(std::size_t first, const std::string& function, Expr head) {
    std::vector<Expr> parts;
    std::string over;
    const bool has_value = accept_keyword("of");
    if (has_value) {
        parts.push_back(std::move(head));
        if (peek().kind != TokenKind::name) fail("expected-rows", peek(), {found()});
        over = take().text;
    } else {
        if (head.kind != ExprKind::name) fail("expected-rows", peek(), {print(head)});
        over = head.text;
    }
    const bool has_where = accept_keyword("where");
    if (has_where) parts.push_back(expression());
    expect_symbol(")");
    Expr result = make(ExprKind::aggregate, first, std::move(parts), function);
    result.over = over;
    result.has_value = has_value;
    result.has_where = has_where;
    return result;
}

}  // namespace doudi::expr
