// From a formula's words to its tree, one function a level of the grammar, loosest first.
// What names mean, and whether types and units fit, is left to check.cpp.

#include <algorithm>
#include <array>

#include "doudi/base/calendar.hpp"
#include "doudi/base/text.hpp"
#include "doudi/expr/expression.hpp"
#include "lexer.hpp"

namespace doudi::expr {

base::SourceSpan FormulaSource::span(std::size_t begin, std::size_t end) const {
    const std::size_t last = text.size();
    const std::size_t from = offsets[std::min(begin, last)];
    const std::size_t to = begin == end ? from : std::size_t{offsets[std::min(end, last) - 1]} + 1;
    return base::span_of_bytes(file, from, to);
}

namespace {

constexpr std::size_t max_nodes = 1000;

struct SyntaxError {};  // already reported

constexpr std::array<std::pair<std::string_view, Op>, 6> comparisons = {{{"=", Op::equal},
                                                                        {"!=", Op::not_equal},
                                                                        {"<", Op::less},
                                                                        {"<=", Op::less_equal},
                                                                        {">", Op::greater},
                                                                        {">=", Op::greater_equal}}};

bool is_aggregate(std::string_view name) {
    return name == "sum" || name == "count" || name == "any" || name == "all" || name == "min" || name == "max";
}

class Parser {
public:
    Parser(const FormulaSource& source, base::Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {
        tokens_ = tokenize(source, diagnostics);
    }

    Expr formula() {
        if (diagnostics_.has_errors()) throw SyntaxError{};
        if (peek().kind == TokenKind::end) fail("empty-formula", peek());
        Expr result = expression();
        if (peek().kind != TokenKind::end) fail("expected-operator", peek(), {found()});
        return result;
    }

private:
    // --- words ---
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
    const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
    [[nodiscard]] bool is(TokenKind kind, std::string_view text) const { return peek().kind == kind && peek().text == text; }
    [[nodiscard]] bool is_symbol(std::string_view text) const { return is(TokenKind::symbol, text); }
    [[nodiscard]] bool is_keyword(std::string_view text) const { return is(TokenKind::keyword, text); }
    bool accept_symbol(std::string_view text) { return is_symbol(text) && (take(), true); }
    bool accept_keyword(std::string_view text) { return is_keyword(text) && (take(), true); }
    [[nodiscard]] std::string found() const { return base::shown(peek().text); }

    [[noreturn]] void fail(std::string code, const Token& at, std::vector<std::string> args = {}) {
        if (at.kind == TokenKind::end && code.starts_with("expected")) {
            diagnostics_.error("ends-early", source_.span(at.begin, at.end));
            throw SyntaxError{};
        }
        diagnostics_.error(std::move(code), source_.span(at.begin, at.end), std::move(args));
        throw SyntaxError{};
    }
    void expect_symbol(std::string_view text) {
        if (!accept_symbol(text)) fail("expected", peek(), {std::string(text), found()});
    }
    void expect_keyword(std::string_view text) {
        if (!accept_keyword(text)) fail("expected", peek(), {std::string(text), found()});
    }
    [[nodiscard]] base::SourceSpan span_from(std::size_t first_token) const {
        return source_.span(tokens_[first_token].begin, tokens_[at_ == 0 ? 0 : at_ - 1].end);
    }

    Expr make(ExprKind kind, std::size_t first_token, std::vector<Expr> args, std::string text = {}) {
        if (++nodes_ > max_nodes) fail("formula-too-long", peek(), {std::to_string(max_nodes)});
        Expr result;
        result.kind = kind;
        result.span = span_from(first_token);
        result.args = std::move(args);
        result.text = std::move(text);
        return result;
    }
    Expr make_binary(Op op, std::size_t first_token, Expr left, Expr right) {
        std::vector<Expr> sides;
        sides.push_back(std::move(left));
        sides.push_back(std::move(right));
        Expr result = make(ExprKind::binary, first_token, std::move(sides));
        result.op = op;
        return result;
    }

    /// Counts nesting, so that deep formulas end in a message and not in a full stack.
    struct Deeper {
        explicit Deeper(Parser& parser) : depth(parser.depth_) {
            if (++depth > max_depth) parser.fail("formula-too-deep", parser.peek(), {std::to_string(max_depth)});
        }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        ~Deeper() { --depth; }
        int& depth;
    };

    // --- grammar ---
    Expr expression() {
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

    Expr branch() {
        if (is_keyword("if")) fail("if-wants-brackets", peek());
        return disjunction();
    }

    Expr disjunction() {
        const std::size_t first = at_;
        Expr left = conjunction();
        while (accept_keyword("or")) {
            Expr right = conjunction();
            left = make_binary(Op::or_, first, std::move(left), std::move(right));
        }
        return left;
    }

    Expr conjunction() {
        const std::size_t first = at_;
        Expr left = negation();
        while (accept_keyword("and")) {
            Expr right = negation();
            left = make_binary(Op::and_, first, std::move(left), std::move(right));
        }
        return left;
    }

    Expr negation() {
        const std::size_t first = at_;
        if (!accept_keyword("not")) return comparison();
        const Deeper deeper(*this);
        std::vector<Expr> parts;
        parts.push_back(negation());
        return make(ExprKind::not_, first, std::move(parts));
    }

    [[nodiscard]] std::optional<Op> comparison_op() const {
        if (peek().kind == TokenKind::symbol)
            for (const auto& [text, op] : comparisons)
                if (text == peek().text) return op;
        return std::nullopt;
    }

    Expr comparison() {
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
    Expr membership(std::size_t first, Expr left) {
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
    [[nodiscard]] bool at_comparison_end() const {
        if (peek().kind == TokenKind::end || peek().kind == TokenKind::keyword) return !is_keyword("as");
        return is_symbol(")") || is_symbol(",");
    }
    Expr range(std::size_t first, std::vector<Expr> parts) {
        expect_symbol("..");
        parts.push_back(sum());
        return make(ExprKind::in_range, first, std::move(parts));
    }

    Expr fallback() {
        const std::size_t first = at_;
        Expr left = sum();
        if (!accept_keyword("default")) return left;
        Expr right = sum();
        return make_binary(Op::default_, first, std::move(left), std::move(right));
    }

    Expr sum() {
        const std::size_t first = at_;
        Expr left = product();
        while (is_symbol("+") || is_symbol("-")) {
            const Op op = take().text == "+" ? Op::add : Op::subtract;
            Expr right = product();
            left = make_binary(op, first, std::move(left), std::move(right));
        }
        return left;
    }

    Expr product() {
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
    Expr conversion_to(std::size_t first, Expr value) {
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

    Expr minus() {
        const std::size_t first = at_;
        if (!accept_symbol("-")) return at_time();
        const Deeper deeper(*this);
        std::vector<Expr> parts;
        parts.push_back(minus());
        return make(ExprKind::negate, first, std::move(parts));
    }

    Expr at_time() {
        const std::size_t first = at_;
        Expr left = member();
        if (!accept_keyword("at")) return left;
        Expr right = member();
        return make_binary(Op::at, first, std::move(left), std::move(right));
    }

    /// .start and the like behind a bracket or a call; behind a name they are part of the dotted word.
    Expr member() {
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

    Expr primary() {
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

    Expr name() {
        const std::size_t first = at_;
        return make(ExprKind::name, first, {}, take().text);
    }

    Expr bracket() {
        Expr inner = expression();
        expect_symbol(")");
        return inner;
    }

    Expr number() {
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
    static std::string unit_word(const std::string& word) {
        if (word == "month" || word == "months") return "month";
        if (word == "year" || word == "years") return "year";
        if (word == "day" || word == "days") return "day";
        return {};
    }

    // --- name(…): an aggregate, a function, or a parameter with named indexes ---
    Expr application() {
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
    static bool is_function(std::string_view name) {
        static constexpr std::array<std::string_view, 13> functions = {"known", "previous", "round", "min",            "max",      "clamp",      "abs",
                                                                       "floor", "ceil",     "age",   "months_between", "month_of", "starts_with"};
        return std::find(functions.begin(), functions.end(), name) != functions.end();
    }

    Expr indexed(std::size_t first, const std::string& parameter) {
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

    Expr aggregate(std::size_t first, const std::string& function, Expr head) {
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

    const FormulaSource& source_;
    base::Diagnostics& diagnostics_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t nodes_ = 0;
    int depth_ = 0;
};

}  // namespace

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
