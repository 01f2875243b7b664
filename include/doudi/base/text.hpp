#pragma once
// Text: UTF-8, widths, nearest names, and showing what came from outside.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::base {

/// Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates, NUL count as invalid).
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
/// Characters (code points) in valid UTF-8.
std::size_t count_characters(std::string_view text);
/// Columns on a terminal: wide East Asian characters take two.
std::size_t display_width(std::string_view text);
/// One code point at `at`, which is moved behind it.
char32_t next_character(std::string_view text, std::size_t& at);

/// For messages: control, bidi and invisible characters as \x1b or \u{202e}, cut to `most` characters with "…".
std::string shown(std::string_view text, std::size_t most = 40);
/// `510185195201010013` → `510185********0013`; short texts keep only their ends.
std::string masked(std::string_view text);

/// The candidate nearest to `name` by edit distance, when near enough to be a misspelling.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates);

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

}  // namespace doudi::base
