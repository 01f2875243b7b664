#pragma once
// Mistakes of several files, kept up to a number and counted beyond it.

#include <cstddef>
#include <string>
#include <vector>

#include "doudi/base/diagnostic.hpp"

namespace doudi::population {

class Mistakes {
public:
    explicit Mistakes(std::size_t most) : most_(most) {}
    /// The diagnostic stays valid until the next call; beyond the limit it is counted and thrown away.
    base::Diagnostic& error(std::string code, base::SourceSpan span, std::vector<std::string> args = {});
    void append(base::Diagnostics others);
    [[nodiscard]] bool any() const { return count_ > 0; }
    /// All that were kept, and behind them how many were not.
    [[nodiscard]] base::Diagnostics finish();

private:
    std::size_t most_;
    std::size_t count_ = 0;
    base::Diagnostics kept_;
    base::Diagnostic beyond_;
};

/// A place in a file of data. Nothing but the message is drawn there: rows hold personal data.
base::SourceSpan place_in_data(const std::shared_ptr<const base::SourceFile>& file, std::int64_t line,
                               std::int64_t column);

}  // namespace doudi::population
