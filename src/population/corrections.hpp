#pragma once
// corrections.csv: what was in truth otherwise than the sheets said, and since when that is known.

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/population/read.hpp"
#include "mistakes.hpp"

namespace doudi::population {

struct Correction {
    std::size_t table = 0;           ///< in the schema
    std::size_t column = 0;          ///< of that table
    std::string id;                  ///< household_id or person_id
    base::Month from;
    std::optional<base::Month> to;   ///< the last month; nothing: open
    Cell value;
    base::Date known;
    std::int64_t line = 0;
    [[nodiscard]] bool holds_in(base::Month month) const { return from <= month && (!to || month <= *to); }
};

/// The corrections of a population, and where in its batches the cells stand that they are about.
class Corrections {
public:
    /// Reads the file, as strictly as a table. Corrections known after `known_on` are checked and then left out.
    /// Errors also: correction-table, correction-column, correction-span, correction-twice.
    static std::optional<Corrections> read(const std::filesystem::path& path, const table::Schema& schema, table::Words& words,
                                           const std::optional<base::Date>& known_on, Mistakes& mistakes);

    /// Looks for the rows in newly read batches.
    void find_rows(const Population& population);
    /// Those whose row is not there, without repetition of an id.
    [[nodiscard]] std::vector<const Correction*> without_row() const;
    [[nodiscard]] base::SourceSpan place(const Correction& one) const;

    /// Puts the month's values in; each becomes a remark of its household. Of two for one cell the one known last holds.
    void apply(base::Month month, const table::Schema& schema, const table::Words& words, Population& population);
    /// Puts back what was there before apply().
    void undo(Population& population);
    [[nodiscard]] const InputFile& file() const { return file_; }

private:
    struct Row {
        std::size_t batch = 0;
        std::size_t row = 0;
    };
    struct Before {
        Row at;
        std::size_t table = 0;
        std::size_t column = 0;
        Cell cell;
    };
    [[nodiscard]] std::vector<std::size_t> chosen(base::Month month) const;

    std::shared_ptr<const base::SourceFile> source_;
    InputFile file_;
    std::vector<Correction> all_;
    std::vector<std::optional<Row>> rows_;  // beside all_
    std::vector<Before> before_;
};

}  // namespace doudi::population
