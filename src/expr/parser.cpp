// From a formula's words to its tree: the levels of the grammar, loosest first, and the entry points.
// What names mean, and whether types and units fit, is left to check.cpp.

#include "parser.hpp"

#include <array>

namespace doudi::expr {

base::SourceSpan FormulaSource::span(std::size_t begin, std::size_t end) const {
    const std::size_t last = text.size();
    const std::size_t from = offsets[std::min(begin, last)];
    const std::size_t to = begin == end ? from : std::size_t{offsets[std::min(end, last) - 1]} + 1;
    return base::span_of_bytes(file, from, to);
}

namespace {

constexpr std::array<std::pair<std::string_view, Op>, 6> comparisons = {{{"=", Op::equal},
                                                                        {"!=", Op::not_equal},
                                                                        {"<", Op::less},
                                                                        {"<=", Op::less_equal},
                                                                        {">", Op::greater},
                                                                        {">=", Op::greater_equal}}};

}  // namespace

Expr Parser::formula() {
    if (diagnostics_.has_errors()) throw SyntaxError{};
    if (peek().kind == TokenKind::end) fail("empty-formula", peek());
    Expr result = expression();
    if (peek().kind != TokenKind::end) fail("expected-operator", peek(), {found()});
    return result;
}

void Parser::fail(std::string code, const Token& at, std::vector<std::string> args) {
    if (at.kind == TokenKind::end && code.starts_with("expected")) {
        diagnostics_.error("ends-early", source_.span(at.begin, at.end));
        throw SyntaxError{};
    }
    diagnostics_.error(std::move(code), source_.span(at.begin, at.end), std::move(args));
    throw SyntaxError{};
}

void Parser::expect_symbol(std::string_view text) {
    if (!accept_symbol(text)) fail("expected", peek(), {std::string(text), found()});
}

void Parser::expect_keyword(std::string_view text) {
    if (!accept_keyword(text)) fail("expected", peek(), {std::string(text), found()});
}

base::SourceSpan Parser::span_from(std::size_t first_token) const {
    return source_.span(tokens_[first_token].begin, tokens_[at_ == 0 ? 0 : at_ - 1].end);
}

Expr Parser::make(ExprKind kind, std::size_t first_token, std::vector<Expr> args, std::string text) {
    if (++nodes_ > max_nodes) fail("formula-too-long", peek(), {std::to_string(max_nodes)});
    Expr result;
    result.kind = kind;
    result.span = span_from(first_token);
    result.args = std::move(args);
    result.text = std::move(text);
    return result;
}

Expr Parser::make_binary(Op op, std::size_t first_token, Expr left, Expr right) {
    std::vector<Expr> sides;
    sides.push_back(std::move(left));
    sides.push_back(std::move(right));
    Expr result = make(ExprKind::binary, first_token, std::move(sides));
    result.op = op;
    return result;
}

Expr Parser::expression() {
    const Deeper deeper(*this);
    const std::size_t first = at_;
    if (!accept_keyword("if")) return disjunction();
    std::vector<Expr> parts;
    parts.push_back(disjunction());
    expect_keyword("then");
    parts.push_back(branch());
    expect_keyword("else");
    parts.push_back(branch());
    return make(ExprKind::if_, first, std::move(parts));
}

Expr Parser::branch() {
    if (is_keyword("if")) fail("if-wants-brackets", peek());
    return disjunction();
}

Expr Parser::disjunction() {
    const std::size_t first = at_;
    Expr left = conjunction();
    while (accept_keyword("or")) {
        Expr right = conjunction();
        left = make_binary(Op::or_, first, std::move(left), std::move(right));
    }
    return left;
}

Expr Parser::conjunction() {
    const std::size_t first = at_;
    Expr left = negation();
    while (accept_keyword("and")) {
        Expr right = negation();
        left = make_binary(Op::and_, first, std::move(left), std::move(right));
    }
    return left;
}

Expr Parser::negation() {
    const std::size_t first = at_;
    if (!accept_keyword("not")) return comparison();
    const Deeper deeper(*this);
    std::vector<Expr> parts;
    parts.push_back(negation());
    return make(ExprKind::not_, first, std::move(parts));
}

std::optional<Op> Parser::comparison_op() const {
    if (peek().kind == TokenKind::symbol)
        for (const auto& [text, op] : comparisons)
            if (text == peek().text) return op;
    return std::nullopt;
}

Expr Parser::comparison() {
    const std::size_t first = at_;
    Expr left = fallback();
    if (accept_keyword("in")) return membership(first, std::move(left));
    const auto op = comparison_op();
    if (!op) return left;
    take();
    Expr right = fallback();
    if (comparison_op() || is_keyword("in")) fail("chained-comparison", peek());
    return make_binary(*op, first, std::move(left), std::move(right));
}

/// `in (a, b)` or `in a..b`; `in (a)..(b)` is a range too.
Expr Parser::membership(std::size_t first, Expr left) {
    std::vector<Expr> parts;
    parts.push_back(std::move(left));
    if (!is_symbol("(")) {
        parts.push_back(sum());
        return range(first, std::move(parts));
    }
    const std::size_t open = at_;
    take();
    do parts.push_back(expression());
    while (accept_symbol(","));
    expect_symbol(")");
    if (parts.size() == 2 && !at_comparison_end()) {  // the bracket was the begin of the lower end
        at_ = open;
        parts.pop_back();
        parts.push_back(sum());
        return range(first, std::move(parts));
    }
    return make(ExprKind::in_list, first, std::move(parts));
}

bool Parser::at_comparison_end() const {
    if (peek().kind == TokenKind::end || peek().kind == TokenKind::keyword) return !is_keyword("as");
    return is_symbol(")") || is_symbol(",");
}

Expr Parser::range(std::size_t first, std::vector<Expr> parts) {
    expect_symbol("..");
    parts.push_back(sum());
    return make(ExprKind::in_range, first, std::move(parts));
}

Expr Parser::fallback() {
    const std::size_t first = at_;
    Expr left = sum();
    if (!accept_keyword("default")) return left;
    Expr right = sum();
    return make_binary(Op::default_, first, std::move(left), std::move(right));
}

Expr Parser::sum() {
    const std::size_t first = at_;
    Expr left = product();
    while (is_symbol("+") || is_symbol("-")) {
        const Op op = take().text == "+" ? Op::add : Op::subtract;
        Expr right = product();
        left = make_binary(op, first, std::move(left), std::move(right));
    }
    return left;
}

Expr Parser::product() {
    const std::size_t first = at_;
    Expr left = minus();
    for (;;) {
        if (is_symbol("*") || is_symbol("/")) {
            const Op op = take().text == "*" ? Op::multiply : Op::divide;
            Expr right = minus();
            left = make_binary(op, first, std::move(left), std::move(right));
        } else if (accept_keyword("as")) {
            left = conversion_to(first, std::move(left));
        } else {
            return left;
        }
    }
}

/// The unit behind `as` is words with / and * between, up to where no unit word follows.
Expr Parser::conversion_to(std::size_t first, Expr value) {
    if (peek().kind != TokenKind::name) fail("expected-unit", peek(), {found()});
    std::string unit = take().text;
    while ((is_symbol("/") || is_symbol("*")) && parse_unit(peek(1).text)) {
        unit += take().text;
        unit += take().text;
    }
    if (!parse_unit(unit)) fail("unknown-unit", tokens_[at_ - 1], {unit});
    std::vector<Expr> parts;
    parts.push_back(std::move(value));
    return make(ExprKind::convert, first, std::move(parts), unit);
}

Expr Parser::minus() {
    const std::size_t first = at_;
    if (!accept_symbol("-")) return at_time();
    const Deeper deeper(*this);
    std::vector<Expr> parts;
    parts.push_back(minus());
    return make(ExprKind::negate, first, std::move(parts));
}

Expr Parser::at_time() {
    const std::size_t first = at_;
    Expr left = member();
    if (!accept_keyword("at")) return left;
    Expr right = member();
    return make_binary(Op::at, first, std::move(left), std::move(right));
}

/// .start and the like behind a bracket or a call; behind a name they are part of the dotted word.
Expr Parser::member() {
    const std::size_t first = at_;
    Expr left = primary();
    while (accept_symbol(".")) {
        std::vector<Expr> parts;
        parts.push_back(std::move(left));
        if (peek().kind != TokenKind::name) fail("expected", peek(), {"start, end, number, year", found()});
        const std::string field = take().text;
        left = make(ExprKind::member, first, std::move(parts), field);
    }
    return left;
}

base::Result<Expr> parse(const FormulaSource& source) {
    base::Diagnostics diagnostics;
    if (source.text.size() > max_formula_bytes) {
        diagnostics.error("formula-too-long", source.span(0, 1), {std::to_string(max_formula_bytes)});
        return diagnostics;
    }
    try {
        Expr result = Parser(source, diagnostics).formula();
        return result;
    } catch (const SyntaxError&) {
        return diagnostics;
    }
}

base::Result<Expr> parse(std::string_view text) {
    FormulaSource source;
    source.text = text;
    source.file = std::make_shared<const base::SourceFile>(base::SourceFile{"formula", std::string(text)});
    for (std::size_t i = 0; i <= text.size(); ++i) source.offsets.push_back(static_cast<std::uint32_t>(i));
    return parse(source);
}

}  // namespace doudi::expr
