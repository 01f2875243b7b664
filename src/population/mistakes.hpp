#pragma once
// Mistakes of several files, kept up to a number and counted beyond it; those of one household can be set aside.

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/population/read.hpp"

namespace doudi::population {

class Mistakes {
public:
    /// `quarantine`: so many households with mistakes may be set aside.
    explicit Mistakes(std::size_t most, std::size_t quarantine = 0) : most_(most), quarantine_(quarantine) {}
    /// The diagnostic stays valid until the next call; beyond the limit it is counted and thrown away.
    base::Diagnostic& error(std::string code, base::SourceSpan span, std::vector<std::string> args = {});
    void append(base::Diagnostics others);

    /// Mistakes reported while this lives are of these households alone; others are of the files as a whole.
    class About {
    public:
        About(Mistakes& mistakes, std::string_view household, std::string_view other = {});
        About(const About&) = delete;
        About& operator=(const About&) = delete;
        ~About();

    private:
        Mistakes& mistakes_;
        std::vector<std::string> before_;
    };

    [[nodiscard]] bool any() const { return count_ > 0; }
    [[nodiscard]] std::size_t count() const { return count_; }
    /// Every mistake is of some household, and these are not too many.
    [[nodiscard]] bool can_set_aside() const { return of_files_ == 0 && households_.size() <= quarantine_; }
    [[nodiscard]] const std::set<std::string>& households() const { return households_; }
    /// Each mistake with its household, in the order reported.
    [[nodiscard]] std::vector<Quarantined> set_aside();
    /// All that were kept, and behind them how many were not.
    [[nodiscard]] base::Diagnostics finish();

private:
    struct Kept {
        base::Diagnostic told;
        std::vector<std::string> households;
    };
    std::size_t most_;
    std::size_t quarantine_;
    std::size_t count_ = 0;
    std::size_t of_files_ = 0;
    std::set<std::string> households_;
    std::vector<std::string> about_;
    std::vector<Kept> kept_;
    base::Diagnostic beyond_;
};

/// A place in a file of data. Nothing but the message is drawn there: rows hold personal data.
base::SourceSpan place_in_data(const std::shared_ptr<const base::SourceFile>& file, std::int64_t line,
                               std::int64_t column);

}  // namespace doudi::population
