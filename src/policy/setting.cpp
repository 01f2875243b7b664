// Reads one `--set` word: NAME, [INDEX=VALUE,…], @MONTH, the operator, the value.
// Whether the policy has such a figure, and what the value is in its unit, is left to what_if.cpp.

#include "doudi/policy/setting.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"
#include "setting_number.hpp"

namespace doudi::policy {

namespace {

/// The first `=` outside brackets.
std::size_t find_equals(const std::string& word) {
    int depth = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] == '[') ++depth;
        if (word[i] == ']') --depth;
        if (word[i] == '=' && depth == 0) return i;
    }
    return std::string::npos;
}

class WordReader {
public:
    explicit WordReader(const std::string& word) { setting_.word = word; }

    base::Result<Setting> read() {
        if (!read_word()) return std::move(diagnostics_);
        return std::move(setting_);
    }

private:
    bool read_word() {
        const std::string& word = setting_.word;
        const std::size_t equals = find_equals(word);
        if (equals == std::string::npos || equals == 0) return wrong("setting-form");
        std::string_view left = std::string_view(word).substr(0, equals);
        setting_.multiplies = left.ends_with('*');
        if (setting_.multiplies) left.remove_suffix(1);
        left = base::trim(left);
        setting_.value = base::trim(std::string_view(word).substr(equals + 1));
        const std::string_view no_operators = "+-*/<>!=:";
        if (left.empty()) return wrong("setting-form");
        if (no_operators.find(left.back()) != std::string_view::npos || setting_.value.starts_with('='))
            return wrong("setting-operator");
        if (setting_.value.empty()) return wrong("setting-form");
        return read_left(left) && read_value();
    }

    bool wrong(std::string code, std::string_view what = {}) {
        diagnostics_.error(std::move(code), {}, {base::shown(setting_.word, 80), base::shown(what)});
        return false;
    }

    /// NAME, then [..] and @MONTH in either order.
    bool read_left(std::string_view left) {
        const std::size_t end = std::min(left.find_first_of("[@"), left.size());
        setting_.name = base::trim(left.substr(0, end));
        std::string_view rest = left.substr(end);
        while (!rest.empty()) {
            const bool month = rest.front() == '@';
            const std::size_t close = month ? std::min(rest.find('['), rest.size()) : rest.find(']');
            const std::string_view piece = rest.substr(1, close == std::string_view::npos ? close : close - 1);
            if (!(month ? read_month(base::trim(piece)) : read_indexes(piece, close != std::string_view::npos)))
                return false;
            rest = base::trim(rest.substr(month ? close : close + 1));
            if (!rest.empty() && rest.front() != '@' && rest.front() != '[') return wrong("setting-index-form", rest);
        }
        return !setting_.name.empty() || wrong("setting-form");
    }

    bool read_month(std::string_view text) {
        if (setting_.from || !(setting_.from = base::Month::parse(text))) return wrong("setting-month", text);
        return true;
    }

    bool read_indexes(std::string_view text, bool closed) {
        if (!closed) return wrong("setting-index-form", text);
        for (const std::string_view one : base::split(text, ',')) {
            const std::size_t equals = one.find('=');
            if (equals == std::string_view::npos) return wrong("setting-index-form", one);
            const std::string index(base::trim(one.substr(0, equals)));
            const std::string value(base::trim(one.substr(equals + 1)));
            const bool twice = std::any_of(setting_.where.begin(), setting_.where.end(),
                                           [&](const auto& other) { return other.first == index; });
            if (index.empty() || value.empty() || twice) return wrong("setting-index-form", one);
            setting_.where.emplace_back(index, value);
        }
        return true;
    }

    bool read_value() {
        if (setting_.value.find("..") != std::string::npos) return read_sweep();
        if (!setting_.multiplies) return true;
        const auto factor = typed_number(setting_.value);
        if (!factor || factor->percent || factor->number.sign() < 0) return wrong("setting-factor", setting_.value);
        setting_.value = factor->number.to_string();
        return true;
    }

    /// A..B/STEP
    bool read_sweep() {
        const std::string text = setting_.value;
        const std::size_t dots = text.find("..");
        const std::size_t slash = text.find('/', dots);
        if (slash == std::string::npos) return wrong("setting-sweep", text);
        const auto first = typed_number(base::trim(std::string_view(text).substr(0, dots)));
        const auto last = typed_number(base::trim(std::string_view(text).substr(dots + 2, slash - dots - 2)));
        const auto step = typed_number(base::trim(std::string_view(text).substr(slash + 1)));
        constexpr int most = 100;
        if (!first || !last || !step || step->number.sign() <= 0 || last->number <= first->number)
            return wrong("setting-sweep", text);
        if ((last->number - first->number) / step->number > base::Rational(most - 1))
            return wrong("setting-sweep", text);
        if (setting_.multiplies && (first->percent || first->number.sign() < 0)) return wrong("setting-factor", text);
        setting_.sweep = Sweep{first->number, last->number, step->number};
        setting_.value = text.substr(0, dots);
        return true;
    }

    Setting setting_;
    base::Diagnostics diagnostics_;
};

}  // namespace

std::optional<TypedNumber> typed_number(std::string_view text) {
    TypedNumber typed;
    typed.percent = text.ends_with('%');
    if (typed.percent) text = base::trim(text.substr(0, text.size() - 1));
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    std::string plain(text.substr(0, sign));
    const auto groups = base::split(text.substr(sign, point - sign), ',');
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool whole_group =
            i == 0 ? groups.size() == 1 || (!groups[i].empty() && groups[i].size() <= 3) : groups[i].size() == 3;
        if (!whole_group) return std::nullopt;
        plain += groups[i];
    }
    plain += text.substr(point);
    const auto number = base::Rational::parse_decimal(plain);
    if (!number) return std::nullopt;
    typed.number = *number;
    return typed;
}

base::Result<Setting> parse_setting(const std::string& word) { return WordReader(word).read(); }

}  // namespace doudi::policy
