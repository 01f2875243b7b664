#pragma once
// Lasting facts: one value for all months, the newest that any month's folder has.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "doudi/population/read.hpp"
#include "id_index.hpp"

namespace doudi::population {

/// Gathers the ids and the lasting columns of the months' folders, newest first; nothing else of them is kept.
class LastingFacts {
public:
    explicit LastingFacts(const table::Schema& schema);

    /// What to read a folder by: its lasting columns and lasting tables, no other. An empty cell of these columns is nothing,
    /// whatever else it means.
    static table::Schema narrowed(table::Schema schema);
    [[nodiscard]] bool any() const;   ///< some column lasts

    /// `folder` is a number by which apply() speaks of it. Newer folders are added before older ones.
    void add(const Population& narrow, std::size_t folder);
    [[nodiscard]] bool has_row(std::size_t table, const std::string& id) const;
    /// Puts the newest values into the facts of folder `own`, which may hold none newer than that. `skipped`: tables that
    /// other months know nothing of. Gives for each folder how many cells of it were taken.
    std::map<std::size_t, std::size_t> apply(std::size_t own, const std::vector<bool>& skipped, Population& population) const;

private:
    struct Values {
        std::size_t column = 0;             // of the table, as in the schema
        table::Column newest;
        std::vector<std::uint32_t> folder;  // that each value is from, or `none`
    };
    struct Rows {
        Rows() : index(ids) {}
        std::vector<std::string> ids;
        IdIndex index;                      // looks at the ids
        std::vector<Values> columns;
    };
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    static std::uint32_t row_of(const std::string& id, Rows& rows);

    std::vector<std::unique_ptr<Rows>> tables_;
};

}  // namespace doudi::population
