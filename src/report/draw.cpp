// Draws a mistake: its place, its text, the line it stands in with a caret, help, and the other places that belong to it.
// The texts themselves stand in the catalogue, messages.cpp.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "doudi/base/text.hpp"
#include "doudi/report/messages.hpp"

namespace doudi::report {

namespace {

constexpr std::size_t most_drawn = 100;
constexpr std::size_t most_width = 120;   // columns of a source line
constexpr std::size_t before_caret = 60;  // of a longer one, what is kept in front of the caret
constexpr std::string_view tab_width = "    ";

enum class Ink : std::uint8_t { error, warning, note, place, caret };

struct Severities {
    std::string_view en;
    std::string_view zh;
    Ink ink;
};
const Severities& words_of(base::Severity severity) {
    static constexpr std::array<Severities, 3> all = {
        {{"error", "错误", Ink::error}, {"warning", "警告", Ink::warning}, {"note", "说明", Ink::note}}};
    return all[static_cast<std::size_t>(severity)];
}

std::string inked(const Drawing& drawing, Ink ink, const std::string& text) {
    static constexpr std::array<std::string_view, 5> codes = {"\x1b[1;31m", "\x1b[1;35m", "\x1b[1;36m", "\x1b[1m",
                                                              "\x1b[1;32m"};
    if (!drawing.color || text.empty()) return text;
    return std::string(codes[static_cast<std::size_t>(ink)]) + text + "\x1b[0m";
}

/// One character of the source as it appears on a terminal.
struct Cell {
    std::string text;
    std::size_t width = 1;
};

std::vector<Cell> cells_of(std::string_view line) {
    std::vector<Cell> cells;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = at;
        base::next_character(line, at);
        const std::string_view character = line.substr(begin, at - begin);
        std::string text = character == "\t" ? std::string(tab_width) : base::shown(character);
        const std::size_t width = base::display_width(text);
        cells.push_back({std::move(text), width});
    }
    return cells;
}

std::size_t width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
    std::size_t width = 0;
    for (std::size_t i = begin; i < std::min(end, cells.size()); ++i) width += cells[i].width;
    return width;
}

/// The cells that are drawn: all, or those around the caret.
struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
};
Window window_around(const std::vector<Cell>& cells, std::size_t caret) {
    Window window{0, cells.size()};
    if (width_of(cells, 0, cells.size()) <= most_width) return window;
    std::size_t width = 0;
    window.begin = std::min(caret, cells.size());
    while (window.begin > 0 && width + cells[window.begin - 1].width <= before_caret)
        width += cells[--window.begin].width;
    window.end = window.begin;
    width = 0;
    while (window.end < cells.size() && width + cells[window.end].width <= most_width)
        width += cells[window.end++].width;
    return window;
}

std::string numbered(int line) {
    return fmt::format("{:>5} | ", line);
}

/// The line with its number and, when the place has a column, the caret line; `help` stands behind the caret.
std::string source_lines(const base::SourceSpan& span, const std::string& help, const Drawing& drawing) {
    const std::vector<Cell> cells = cells_of(span.file->line(span.line));
    const std::size_t caret = span.column > 0 ? static_cast<std::size_t>(span.column) - 1 : 0;
    const Window window = window_around(cells, caret);
    const std::string front = window.begin > 0 ? "…" : "";
    const std::string number = numbered(span.line);
    std::string line = number + front;
    for (std::size_t i = window.begin; i < window.end; ++i) line += cells[i].text;
    if (window.end < cells.size()) line += "…";
    line.erase(line.find_last_not_of(' ') + 1);
    line += "\n";
    if (span.column == 0) return line;
    const std::size_t last = std::max(
        caret + 1, std::min(span.end_column > 0 ? static_cast<std::size_t>(span.end_column) - 1 : 0, window.end));
    const std::size_t length = std::max<std::size_t>(1, width_of(cells, caret, last));
    const std::size_t indent = base::display_width(front) + width_of(cells, window.begin, caret) +
                               (caret > cells.size() ? caret - cells.size() : 0);
    line += std::string(number.size() - 2, ' ') + "| " + std::string(indent, ' ') +
            inked(drawing, Ink::caret, "^" + std::string(length - 1, '~'));
    return line + (help.empty() ? "" : " " + help) + "\n";
}

bool has_line(const base::SourceSpan& span) {
    return span.file != nullptr && !span.file->text.empty() && span.line > 0;
}

std::string help_of(const base::Diagnostic& diagnostic, Language language) {
    return diagnostic.help.empty() ? std::string{} : text(language, diagnostic.help, diagnostic.help_args);
}

std::string draw_one(const base::Diagnostic& diagnostic, const Drawing& drawing) {
    const Severities& severity = words_of(diagnostic.severity);
    const bool zh = drawing.language == Language::zh;
    const std::string place = diagnostic.span.to_string();
    std::string result = place.empty() ? place : inked(drawing, Ink::place, place + ":") + " ";
    result +=
        inked(drawing, severity.ink, std::string(zh ? severity.zh : severity.en) + (zh ? "：" : ":")) + (zh ? "" : " ");
    result += text(drawing.language, diagnostic.code, diagnostic.args);
    if (diagnostic.severity != base::Severity::note) result += " [" + diagnostic.code + "]";
    result += "\n";
    const std::string help = help_of(diagnostic, drawing.language);
    const bool behind_caret = has_line(diagnostic.span) && diagnostic.span.column > 0;
    if (has_line(diagnostic.span)) result += source_lines(diagnostic.span, help, drawing);
    if (!help.empty() && !behind_caret) result += "      " + help + "\n";
    return result;
}

nlohmann::ordered_json json_of(const base::Diagnostic& diagnostic, Language language) {
    nlohmann::ordered_json object;
    const base::SourceSpan& span = diagnostic.span;
    const auto or_null = [](int number) {
        return number > 0 ? nlohmann::ordered_json(number) : nlohmann::ordered_json(nullptr);
    };
    object["severity"] = words_of(diagnostic.severity).en;
    object["code"] = diagnostic.code;
    object["file"] = span.file ? nlohmann::ordered_json(span.file->name) : nlohmann::ordered_json(nullptr);
    object["line"] = or_null(span.line);
    object["column"] = or_null(span.line > 0 ? span.column : 0);
    object["message"] = text(language, diagnostic.code, diagnostic.args);
    object["help"] = diagnostic.help.empty() ? nlohmann::ordered_json(nullptr)
                                             : nlohmann::ordered_json(help_of(diagnostic, language));
    object["notes"] = nlohmann::ordered_json::array();
    for (const base::Diagnostic& note : diagnostic.notes) object["notes"].push_back(json_of(note, language));
    return object;
}

}  // namespace

std::string in_one_line(const base::Diagnostic& diagnostic, Language language) {
    const bool zh = language == Language::zh;
    std::string line = text(language, diagnostic.code, diagnostic.args);
    for (const base::Diagnostic& note : diagnostic.notes) {
        const bool first = &note == &diagnostic.notes.front();
        line += first ? (zh ? "：" : ": ") : (zh ? "，" : ", ");
        line += text(language, note.code, note.args);
    }
    return line;
}

std::string draw(const base::Diagnostic& diagnostic, const Drawing& drawing) {
    std::string result = draw_one(diagnostic, drawing);
    for (const base::Diagnostic& note : diagnostic.notes) result += draw_one(note, drawing);
    return result;
}

std::string draw(const base::Diagnostics& diagnostics, const Drawing& drawing) {
    std::string result;
    const auto& items = diagnostics.items();
    for (std::size_t i = 0; i < std::min(items.size(), most_drawn); ++i) result += draw(items[i], drawing);
    if (items.size() > most_drawn)
        result += text(drawing.language, "more-mistakes",
                       {std::to_string(items.size() - most_drawn), std::to_string(items.size())}) +
                  "\n";
    return result;
}

std::string draw_json(const base::Diagnostics& diagnostics, Language language) {
    auto list = nlohmann::ordered_json::array();
    for (const base::Diagnostic& diagnostic : diagnostics.items()) list.push_back(json_of(diagnostic, language));
    return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace doudi::report
