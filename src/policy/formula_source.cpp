// A formula as it stands in its file: each byte of the scalar with its place, so that messages point into folded lines.
// The grammar is left to expr.

#include "fields.hpp"

namespace doudi::policy {

expr::FormulaSource formula_source(const Node& scalar) {
    expr::FormulaSource source;
    source.text = scalar.text;
    source.file = scalar.span.file;
    const std::string& file = scalar.span.file->text;
    std::size_t at = scalar.begin;
    if (at < file.size() && (file[at] == '|' || file[at] == '>')) at = std::min(file.size(), file.find('\n', at) + 1);
    if (at < file.size() && (file[at] == '"' || file[at] == '\'')) ++at;
    const auto blank = [&](std::size_t i) { return i < file.size() && (file[i] == ' ' || file[i] == '\n' || file[i] == '\r'); };
    for (const char c : scalar.text) {
        // A folded line end is one space in the value, and a run of line ends and indentation in the file.
        while (at < file.size() && file[at] != c && (blank(at) || file[at] == '\\')) ++at;
        source.offsets.push_back(static_cast<std::uint32_t>(std::min(at, file.size())));
        if (c == ' ' || c == '\n') {
            const std::size_t line_end = file.find('\n', at);
            const bool folded = line_end != std::string::npos && file.find_first_not_of(" \r", at) == line_end;
            ++at;
            while (folded && blank(at)) ++at;
        } else if (at < file.size()) {
            ++at;
        }
    }
    source.offsets.push_back(static_cast<std::uint32_t>(std::min(at, file.size())));
    return source;
}

}  // namespace doudi::policy
