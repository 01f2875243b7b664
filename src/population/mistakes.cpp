// Keeps the first mistakes and counts the rest, so that a wrong column of a million rows costs no memory.
// The texts of the codes stand in the catalogue of the report room.

#include "mistakes.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace doudi::population {

base::Diagnostic& Mistakes::error(std::string code, base::SourceSpan span, std::vector<std::string> args) {
    ++count_;
    of_files_ += about_.empty() ? 1U : 0U;
    households_.insert(about_.begin(), about_.end());
    base::Diagnostic told{std::move(code), base::Severity::error, std::move(span), std::move(args), {}, {}, {}};
    if (kept_.size() < most_ || (quarantine_ > 0 && can_set_aside())) {
        kept_.push_back({std::move(told), about_});
        return kept_.back().told;
    }
    beyond_ = std::move(told);
    return beyond_;
}

void Mistakes::append(base::Diagnostics others) {
    for (base::Diagnostic& other : others.items()) {
        error(other.code, other.span, other.args) = other;
    }
}

Mistakes::About::About(Mistakes& mistakes, std::string_view household, std::string_view other)
    : mistakes_(mistakes), before_(std::move(mistakes.about_)) {
    mistakes_.about_.clear();
    for (const std::string_view one : {household, other}) {
        if (!one.empty() && (mistakes_.about_.empty() || mistakes_.about_.front() != one)) {
            mistakes_.about_.emplace_back(one);
        }
    }
}

Mistakes::About::~About() { mistakes_.about_ = std::move(before_); }

std::vector<Quarantined> Mistakes::set_aside() {
    std::vector<Quarantined> all;
    for (Kept& kept : kept_) {
        for (const std::string& household : kept.households) {
            all.push_back({household, kept.told});
        }
    }
    return all;
}

base::Diagnostics Mistakes::finish() {
    base::Diagnostics told;
    const std::size_t shown = std::min(kept_.size(), most_);
    for (std::size_t i = 0; i < shown; ++i) {
        told.items().push_back(std::move(kept_[i].told));
    }
    if (count_ > shown) {
        told.error("more-mistakes", {}, {std::to_string(count_ - shown), std::to_string(count_)});
    }
    if (quarantine_ > 0 && of_files_ > 0) {
        told.error("quarantine-not-of-household", {}, {std::to_string(of_files_)});
    } else if (quarantine_ > 0 && !can_set_aside()) {
        told.error("quarantine-too-small", {}, {std::to_string(households_.size()), std::to_string(quarantine_)});
    }
    return told;
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
