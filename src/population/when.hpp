#pragma once
// What a population's folder says of its own time, and the months' folders beside each other.

#include <filesystem>
#include <optional>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"

namespace doudi::population {

struct When {
    std::optional<base::Month> month;     ///< that the facts describe: by population.yaml, else by the folder's name
    std::optional<base::Date> exported;   ///< when they were known, by population.yaml
    bool described = false;               ///< population.yaml states the month
    base::SourceSpan month_place;
    /// A folder that does not say when it was exported counts as known on the first day of its month; one without any
    /// month, always.
    [[nodiscard]] std::optional<base::Date> known() const;
    [[nodiscard]] bool is_known_on(const std::optional<base::Date>& day) const;
};
/// Errors: those of YAML; bad-month, bad-date.
base::Result<When> read_when(const std::filesystem::path& folder);

/// Whether there is a file or folder; false also where that cannot be told.
bool is_there(const std::filesystem::path& path);

}  // namespace doudi::population
