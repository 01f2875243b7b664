#pragma once
// overrides.csv: what an authority decided otherwise than facts and formulas say, for a household or person.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/population/read.hpp"
#include "mistakes.hpp"

namespace doudi::population {

struct OverrideRow {
    std::size_t thing = 0;           ///< in Schema::overridables
    std::string household_id;
    std::string person_id;           ///< empty for a household's thing
    Cell value;
    base::Month from;
    std::optional<base::Month> to;   ///< the last month; nothing: open
    std::string authority;
    std::string reason;
    std::int64_t line = 0;
    [[nodiscard]] bool holds_in(base::Month month) const { return from <= month && (!to || month <= *to); }
};

class Overrides {
public:
    /// Reads the file, as strictly as a table. Errors also: override-name, override-ambiguous, override-person,
    /// override-twice, correction-span.
    static std::optional<Overrides> read(const std::filesystem::path& path, const table::Schema& schema, table::Words& words, Mistakes& mistakes);

    /// Gives each batch those of the month, instead of what an earlier call gave it.
    void apply(base::Month month, Population& population) const;
    /// Those about somebody who does not stand in the population.
    [[nodiscard]] std::vector<const OverrideRow*> without_row(const Population& population) const;
    [[nodiscard]] base::SourceSpan place(const OverrideRow& one) const;
    [[nodiscard]] const InputFile& file() const { return file_; }

private:
    [[nodiscard]] std::optional<std::size_t> row_of(const OverrideRow& one, const table::Batch& batch, std::size_t household) const;

    std::shared_ptr<const base::SourceFile> source_;
    InputFile file_;
    std::vector<OverrideRow> all_;
};

}  // namespace doudi::population
