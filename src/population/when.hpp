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

/// Subfolders called like months, ascending.
std::vector<base::Month> months_in(const std::filesystem::path& folder);

/// The folder itself as a place in messages.
base::SourceSpan place_of_folder(const std::filesystem::path& folder);

}  // namespace doudi::population
