#pragma once
// Words of a formula.

#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/expr/expression.hpp"

namespace doudi::expr {

enum class TokenKind : std::uint8_t { number, date, name, keyword, text, symbol, end };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;        ///< a text literal without its quotes
    std::size_t begin = 0;   ///< bytes in the formula
    std::size_t end = 0;
};

/// Keywords: if then else or and not in default at as of where true false. Errors: bad-character, unfinished-text.
std::vector<Token> tokenize(const FormulaSource& source, base::Diagnostics& diagnostics);

}  // namespace doudi::expr
