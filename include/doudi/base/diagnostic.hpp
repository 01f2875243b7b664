#pragma once
// Mistakes in files travel as data; the texts (English and Chinese) are chosen where they are drawn.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "doudi/base/source.hpp"

namespace doudi::base {

enum class Severity { error, warning, note };

/// One message: a code that names its text in the catalogue, the values the text speaks of ({0}, {1}, …), the place.
struct Diagnostic {
    std::string code;                 ///< "unknown-name": stands in brackets behind the message, key of its text
    Severity severity = Severity::error;
    SourceSpan span;
    std::vector<std::string> args;    ///< already escaped or masked where they come from data
    std::string help;                 ///< code of a text drawn behind the caret ("did-you-mean"), or empty
    std::vector<std::string> help_args;
    std::vector<Diagnostic> notes;    ///< other places that belong to it

    Diagnostic& with_help(std::string code_of_text, std::vector<std::string> values);
    Diagnostic& with_note(std::string code_of_text, SourceSpan place, std::vector<std::string> values = {});
};

/// Collects all mistakes of a file, not the first.
class Diagnostics {
public:
    Diagnostic& error(std::string code, SourceSpan span, std::vector<std::string> args = {});
    Diagnostic& warning(std::string code, SourceSpan span, std::vector<std::string> args = {});
    void append(Diagnostics other);
    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] bool empty() const { return items_.empty(); }
    [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }
    [[nodiscard]] std::vector<Diagnostic>& items() { return items_; }

private:
    std::vector<Diagnostic> items_;
};

/// A value, or why there is none. Warnings may stand beside a value.
template <class T>
class Result {
public:
    Result(T value, Diagnostics warnings = {}) : value_(std::move(value)), diagnostics_(std::move(warnings)) {}  // NOLINT
    Result(Diagnostics errors) : diagnostics_(std::move(errors)) {}                                              // NOLINT
    [[nodiscard]] bool ok() const { return std::holds_alternative<T>(value_); }
    explicit operator bool() const { return ok(); }
    T& operator*() { return std::get<T>(value_); }
    const T& operator*() const { return std::get<T>(value_); }
    T* operator->() { return &std::get<T>(value_); }
    const T* operator->() const { return &std::get<T>(value_); }
    [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
    [[nodiscard]] Diagnostics& diagnostics() { return diagnostics_; }

private:
    std::variant<std::monostate, T> value_;
    Diagnostics diagnostics_;
};

/// A broken promise inside the program: caught once in main, exit 70, nothing written.
struct Defect {
    std::string what;
};
/// Asserts also in release. `what` names the promise.
void ensure(bool holds, std::string_view what);

}  // namespace doudi::base
