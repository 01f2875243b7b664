// Keeps the first mistakes and counts the rest, so that a wrong column of a million rows costs no memory.
// The texts of the codes stand in the catalogue of the report room.

#include "mistakes.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace doudi::population {

base::Diagnostic& Mistakes::error(std::string code, base::SourceSpan span, std::vector<std::string> args) {
    ++count_;
    if (count_ <= most_) {
        return kept_.error(std::move(code), std::move(span), std::move(args));
    }
    beyond_ = {};
    return beyond_;
}

void Mistakes::append(base::Diagnostics others) {
    for (base::Diagnostic& other : others.items()) {
        error(other.code, other.span, other.args) = other;
    }
}

base::Diagnostics Mistakes::finish() {
    if (count_ > most_) {
        kept_.error("more-mistakes", {}, {std::to_string(count_ - most_), std::to_string(count_)});
    }
    return std::move(kept_);
}

base::SourceSpan place_in_data(const std::shared_ptr<const base::SourceFile>& file, std::int64_t line,
                               std::int64_t column) {
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    base::SourceSpan span;
    span.file = file;
    span.line = static_cast<int>(std::min(line, most));
    span.column = static_cast<int>(std::min(column, most));
    span.end_column = span.column;
    return span;
}

}  // namespace doudi::population
