#pragma once
// The parser of formulas: one function a level of the grammar, loosest first. Levels stand in parser.cpp, what binds
// tightest (numbers, names, functions) in parser_primary.cpp.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/base/text.hpp"
#include "doudi/expr/expression.hpp"
#include "lexer.hpp"

namespace doudi::expr {

inline constexpr std::size_t max_nodes = 1000;

struct SyntaxError {};  // already reported

class Parser {
public:
    Parser(const FormulaSource& source, base::Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {
        tokens_ = tokenize(source, diagnostics);
    }

    Expr formula();

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

    [[noreturn]] void fail(std::string code, const Token& at, std::vector<std::string> args = {});
    void expect_symbol(std::string_view text);
    void expect_keyword(std::string_view text);
    [[nodiscard]] base::SourceSpan span_from(std::size_t first_token) const;
    Expr make(ExprKind kind, std::size_t first_token, std::vector<Expr> args, std::string text = {});
    Expr make_binary(Op op, std::size_t first_token, Expr left, Expr right);

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
    Expr expression();
    Expr branch();
    Expr disjunction();
    Expr conjunction();
    Expr negation();
    [[nodiscard]] std::optional<Op> comparison_op() const;
    Expr comparison();
    Expr membership(std::size_t first, Expr left);
    [[nodiscard]] bool at_comparison_end() const;
    Expr range(std::size_t first, std::vector<Expr> parts);
    Expr fallback();
    Expr sum();
    Expr product();
    Expr conversion_to(std::size_t first, Expr value);
    Expr minus();
    Expr at_time();
    Expr member();
    Expr primary();
    Expr name();
    Expr bracket();
    Expr number();
    static std::string unit_word(const std::string& word);

    // --- name(…): an aggregate, a function, or a parameter with named indexes ---
    Expr application();
    static bool is_function(std::string_view name);
    Expr indexed(std::size_t first, const std::string& parameter);
    Expr aggregate(std::size_t first, const std::string& function, Expr head);

    const FormulaSource& source_;
    base::Diagnostics& diagnostics_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t nodes_ = 0;
    int depth_ = 0;
};

}  // namespace doudi::expr
