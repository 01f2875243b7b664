#pragma once
// The facts of each month of a population: a folder by month, or one folder for all.

#include <filesystem>
#include <memory>
#include <optional>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/population/read.hpp"
#include "doudi/table/column.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::population {

/// What is known of one month.
struct MonthFacts {
    const Population* population = nullptr;  ///< lives until the next month is asked for
    std::filesystem::path folder;            ///< of the month; its state.csv may lie there
    bool held_still = false;                 ///< one folder serves every month: its facts are held still
    bool corrected = false;                  ///< corrections or overrides may make them differ from another month's of the same folder
};

class Timeline;

/// Reads a month when it is asked for, and keeps the last one: the sheets of its folder, the newest lasting facts of all
/// folders, corrections, registers; of all these only what was known on ReadOptions::known_on. All codes and texts go
/// into one set of words, which the plans of the same run share.
class Facts {
public:
    Facts(std::filesystem::path place, table::Schema schema, ReadOptions options);
    Facts(const Facts&) = delete;  // the timeline looks at the others
    Facts& operator=(const Facts&) = delete;
    ~Facts();
    /// Errors: as place_of and read; facts-known-later, folder-of-other-month; those of corrections and registers.
    base::Result<MonthFacts> of(base::Month month);
    [[nodiscard]] table::Words& words() { return words_; }
    [[nodiscard]] const table::Words& words() const { return words_; }
    [[nodiscard]] const table::Schema& schema() const { return schema_; }

private:
    std::filesystem::path place_;
    table::Schema schema_;
    ReadOptions options_;
    table::Words words_;
    std::unique_ptr<Timeline> timeline_;
    std::filesystem::path folder_;           // that population_ was read from
    std::optional<Population> population_;
    std::optional<base::Month> month_;       // that population_ holds the facts of
};

}  // namespace doudi::population
