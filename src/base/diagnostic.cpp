// Collecting mistakes. Their texts and their drawing are left to the report room.

#include "doudi/base/diagnostic.hpp"

#include <algorithm>
#include <iterator>

namespace doudi::base {

Diagnostic& Diagnostic::with_help(std::string code_of_text, std::vector<std::string> values) {
    help = std::move(code_of_text);
    help_args = std::move(values);
    return *this;
}

Diagnostic& Diagnostic::with_note(std::string code_of_text, SourceSpan place, std::vector<std::string> values) {
    notes.push_back({std::move(code_of_text), Severity::note, std::move(place), std::move(values), {}, {}, {}});
    return *this;
}

Diagnostic& Diagnostics::error(std::string code, SourceSpan span, std::vector<std::string> args) {
    return items_.emplace_back(Diagnostic{std::move(code), Severity::error, std::move(span), std::move(args), {}, {}, {}});
}

Diagnostic& Diagnostics::warning(std::string code, SourceSpan span, std::vector<std::string> args) {
    return items_.emplace_back(Diagnostic{std::move(code), Severity::warning, std::move(span), std::move(args), {}, {}, {}});
}

void Diagnostics::append(Diagnostics other) {
    std::move(other.items_.begin(), other.items_.end(), std::back_inserter(items_));
}

bool Diagnostics::has_errors() const {
    return std::any_of(items_.begin(), items_.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void ensure(bool holds, std::string_view what) {
    if (!holds) throw Defect{std::string(what)};
}

}  // namespace doudi::base
