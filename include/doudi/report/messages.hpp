#pragma once
// Every text a person sees, in English and Chinese, by key; and how mistakes are drawn.

#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"

namespace doudi::report {

enum class Language : std::uint8_t { en, zh };

/// The text of `key` with {0}, {1}, … filled in. A key without a text is a defect of the program.
std::string text(Language language, std::string_view key, const std::vector<std::string>& args = {});
/// All keys of the catalogue, sorted: tests compare them with the codes used.
std::vector<std::string_view> all_keys();
bool has_text(std::string_view key);

/// Message and notes without their places: "person.wage: 131 cells in CNY/year taken as CNY/month, 40 blank cells …".
std::string in_one_line(const base::Diagnostic& diagnostic, Language language);

struct Drawing {
    Language language = Language::en;
    bool color = false;
};
/// "file:line:column: error: … [code]", the line, a caret under the place (wide characters count two), help, notes.
std::string draw(const base::Diagnostic& diagnostic, const Drawing& drawing);
/// All of them, most 100, then how many more.
std::string draw(const base::Diagnostics& diagnostics, const Drawing& drawing);
/// The same as a JSON array of objects {severity, code, file, line, column, message, help, notes}.
std::string draw_json(const base::Diagnostics& diagnostics, Language language);

}  // namespace doudi::report
