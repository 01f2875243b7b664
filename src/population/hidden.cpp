// Finds characters that nobody sees in a spreadsheet and that make two equal looking ids different.
// How a message shows the text around them is left to base::shown.

#include <algorithm>
#include <array>

#include "cell.hpp"
#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

struct Span {
    char32_t first;
    char32_t last;
};
// Controls, spaces other than U+0020, joiners, direction marks, variation selectors, fillers, tags (Unicode 15).
constexpr std::array<Span, 20> hidden_spans = {{
    {0x0000, 0x001F}, {0x007F, 0x00A0}, {0x00AD, 0x00AD}, {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x2000, 0x200F},
    {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
}};

bool is_hidden(char32_t c) {
    return std::any_of(hidden_spans.begin(), hidden_spans.end(),
                       [c](Span span) { return c >= span.first && c <= span.last; });
}

std::string name_of(char32_t c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name;
    for (auto rest = static_cast<std::uint32_t>(c); rest > 0 || name.size() < 4; rest /= 16U) {
        name.insert(name.begin(), digits[rest % 16U]);
    }
    return "U+" + name;
}

}  // namespace

std::optional<HiddenCharacter> find_hidden_character(std::string_view text, bool spaces_too) {
    // Nearly every text is plain: printable ASCII hides nothing.
    const char least = spaces_too ? '!' : ' ';
    if (std::all_of(text.begin(), text.end(), [least](char c) { return c >= least && c <= '~'; })) {
        return std::nullopt;
    }
    std::size_t position = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = base::next_character(text, at);
        ++position;
        if (is_hidden(c) || (spaces_too && c == ' ')) {
            return HiddenCharacter{name_of(c), position};
        }
    }
    return std::nullopt;
}

}  // namespace doudi::population
