// Cuts a formula into words. Numbers keep their text: what they are worth is decided by the parser.

#include "lexer.hpp"

#include <algorithm>
#include <array>

#include "doudi/base/calendar.hpp"
#include "doudi/base/text.hpp"

namespace doudi::expr {

namespace {

constexpr std::array<std::string_view, 14> keywords = {"if", "then", "else", "or",    "and", "not",  "in",
                                                       "default", "at", "as", "of", "where", "true", "false"};
constexpr std::array<std::string_view, 4> double_symbols = {"!=", "<=", ">=", ".."};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_name(char c) { return is_name_start(c) || is_digit(c); }

class Lexer {
public:
    Lexer(const FormulaSource& source, base::Diagnostics& diagnostics) : source_(source), text_(source.text), diagnostics_(diagnostics) {}

    std::vector<Token> run() {
        while (skip_spaces()) next();
        add(TokenKind::end, text_.size(), text_.size());
        return std::move(tokens_);
    }

private:
    bool skip_spaces() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
        return at_ < text_.size();
    }

    void add(TokenKind kind, std::size_t begin, std::size_t end) { tokens_.push_back({kind, std::string(text_.substr(begin, end - begin)), begin, end}); }

    void next() {
        const char c = text_[at_];
        if (foreign()) return;
        if (is_digit(c)) return number();
        if (is_name_start(c)) return name();
        if (c == '"' || c == '\'') return quoted(c);
        return symbol();
    }

    template <class Accept>
    std::size_t run_of(std::size_t from, Accept accept) const {
        while (from < text_.size() && accept(text_[from])) ++from;
        return from;
    }

    void number() {
        const std::size_t begin = at_;
        if (base::Date::parse(text_.substr(begin, 10))) {
            at_ += 10;
            return add(TokenKind::date, begin, at_);
        }
        const auto digit = [](char c) { return is_digit(c) || c == '_'; };
        at_ = run_of(at_, digit);
        if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) at_ = run_of(at_ + 1, digit);
        at_ = run_of(at_, is_name);  // 0x10, 1e3: one word, refused as a number
        add(TokenKind::number, begin, at_);
    }

    /// Other languages' signs and full-width ones, with what is written here.
    bool foreign() {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> signs = {
            {{"==", "="}, {"=>", ">="}, {"=<", "<="}, {"<>", "!="}, {"&&", "and"}, {"||", "or"}}};
        for (const auto& [sign, ours] : signs)
            if (text_.substr(at_).starts_with(sign)) return refuse(sign.size(), std::string(ours));
        std::size_t end = at_;
        const char32_t c = base::next_character(text_, end);
        if (!is_full_width(c)) return false;
        return refuse(end - at_, c == 0x3000 ? " " : std::string(1, static_cast<char>(c - 0xFF01 + '!')));
    }
    static bool is_full_width(char32_t c) { return c == 0x3000 || (c >= 0xFF01 && c <= 0xFF5E); }
    /// Chinese letters may follow each other in a name; a full-width sign ends it.
    [[nodiscard]] std::size_t name_end(std::size_t from) const {
        while (from < text_.size() && is_name(text_[from])) {
            std::size_t next = from;
            if (is_full_width(base::next_character(text_, next))) break;
            from = next;
        }
        return from;
    }
    bool refuse(std::size_t size, const std::string& ours) {
        const std::string found = base::shown(text_.substr(at_, size));
        diagnostics_.error("bad-character", source_.span(at_, at_ + size), {found}).with_help("help-did-you-mean", {ours});
        at_ += size;
        return true;
    }

    void name() {
        const std::size_t begin = at_;
        at_ = name_end(at_);
        while (at_ + 1 < text_.size() && text_[at_] == '.' && is_name_start(text_[at_ + 1])) at_ = name_end(at_ + 1);
        add(TokenKind::name, begin, at_);
        Token& token = tokens_.back();
        if (std::find(keywords.begin(), keywords.end(), token.text) != keywords.end()) token.kind = TokenKind::keyword;
    }

    void quoted(char quote) {
        const std::size_t begin = at_;
        const std::size_t end = text_.find(quote, begin + 1);
        if (end == std::string_view::npos) {
            diagnostics_.error("unfinished-text", source_.span(begin, text_.size()));
            at_ = text_.size();
            return;
        }
        at_ = end + 1;
        tokens_.push_back({TokenKind::text, std::string(text_.substr(begin + 1, end - begin - 1)), begin, at_});
    }

    void symbol() {
        const std::size_t begin = at_;
        const std::string_view two = text_.substr(at_, 2);
        if (std::find(double_symbols.begin(), double_symbols.end(), two) != double_symbols.end()) {
            at_ += 2;
            return add(TokenKind::symbol, begin, at_);
        }
        ++at_;
        const bool member = text_[begin] == '.' && at_ < text_.size() && is_name_start(text_[at_]);
        if (!member && std::string_view("()+-*/=<>,%").find(text_[begin]) == std::string_view::npos) {
            diagnostics_.error("bad-character", source_.span(begin, at_), {base::shown(text_.substr(begin, 1))});
            return;
        }
        add(TokenKind::symbol, begin, at_);
    }

    const FormulaSource& source_;
    std::string_view text_;
    base::Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(const FormulaSource& source, base::Diagnostics& diagnostics) { return Lexer(source, diagnostics).run(); }

}  // namespace doudi::expr
