// UTF-8, terminal widths, masking and nearest names.

#include "doudi/base/text.hpp"

#include <algorithm>
#include <array>

namespace doudi::base {

namespace {

/// Length of the valid sequence that starts at `at`, 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead != 0 && lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t N>
bool in_ranges(char32_t c, const std::array<Range, N>& ranges) {
    return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return c >= r.first && c <= r.last; });
}

/// Unicode's East Asian Wide and Fullwidth blocks, as far as terminals agree.
bool is_wide(char32_t c) {
    static constexpr std::array<Range, 9> wide = {{{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF},
                                                   {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
                                                   {0xFF00, 0xFF60}}};
    return in_ranges(c, wide) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

/// Characters that change what a reader sees without being seen: controls, bidi, zero width.
bool is_hidden(char32_t c) {
    static constexpr std::array<Range, 8> hidden = {{{0x00, 0x1F}, {0x7F, 0x9F}, {0xA0, 0xA0}, {0xAD, 0xAD}, {0x200B, 0x200F},
                                                     {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}}};
    return in_ranges(c, hidden);
}

std::string hex(char32_t value, std::size_t digits) {
    static constexpr std::string_view letters = "0123456789abcdef";
    std::string result;
    for (char32_t rest = value; rest != 0 || result.size() < digits; rest >>= 4U) result.insert(result.begin(), letters[rest & 0xFU]);
    return result;
}

/// Edits between two names; a transposition counts as one (standrad).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

char32_t next_character(std::string_view text, std::size_t& at) {
    const std::size_t length = sequence_length(text, at);
    const auto lead = static_cast<unsigned char>(text[at]);
    if (length <= 1) return text[at++] == '\0' ? 0 : lead;
    char32_t result = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) result = (result << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    at += length;
    return result;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) width += is_wide(next_character(text, at)) ? 2U : 1U;
    return width;
}

std::string shown(std::string_view text, std::size_t most) {
    std::string result;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (count++ == most) return result + "…";
        const std::size_t begin = at;
        const bool valid = sequence_length(text, at) != 0;
        const char32_t c = next_character(text, at);
        if (!valid || (c < 0x100 && is_hidden(c))) {
            result += "\\x" + hex(c, 2);
        } else if (is_hidden(c)) {
            result += "\\u{" + hex(c, 4) + "}";
        } else {
            result += text.substr(begin, at - begin);
        }
    }
    return result;
}

std::string masked(std::string_view text) {
    const std::size_t keep_front = text.size() >= 14 ? 6 : 1;
    const std::size_t keep_back = text.size() >= 14 ? 4 : 0;
    if (first_invalid_utf8(text) || text.size() != count_characters(text)) {  // a name: its first character
        std::size_t at = 0;
        if (text.empty()) return {};
        next_character(text, at);
        return shown(text.substr(0, at)) + "**";
    }
    if (text.size() <= keep_front + keep_back) return std::string(text.size(), '*');
    return shown(text.substr(0, keep_front)) + std::string(text.size() - keep_front - keep_back, '*') + shown(text.substr(text.size() - keep_back));
}

std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates) {
    std::optional<std::string> best;
    std::size_t best_distance = std::max<std::size_t>(1, std::min<std::size_t>(3, name.size() / 3)) + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > name.size() + 3 || candidate.size() + 3 < name.size() || candidate.size() > 200) continue;
        const std::size_t distance = edit_distance(name, candidate);
        if (distance < best_distance || (distance == best_distance && best && candidate < *best)) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string_view trim(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find(separator, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string result;
    for (const std::string& part : parts) {
        if (&part != &parts.front()) result += separator;
        result += part;
    }
    return result;
}

}  // namespace doudi::base
