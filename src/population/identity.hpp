#pragma once
// Who is who: ID numbers, days of birth and death.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doudi/population/read.hpp"
#include "id_index.hpp"
#include "table_reader.hpp"

namespace doudi::population {

/// Looks at each person once. What a role (id_number, born, died) is not bound to is not looked at.
class Identity {
public:
    /// `exported`: when the facts were known; nothing can be born or have died after that.
    Identity(const table::Schema& schema, const table::Words& words, std::optional<base::Date> exported,
             const TableData& households, const TableData& persons, Mistakes& mistakes);
    Identity(const Identity&) = delete;  // the index looks at the numbers
    Identity& operator=(const Identity&) = delete;

    /// A row whose cells have been read. Mistakes: days that cannot be, a number twice in one household. Remarks: numbers
    /// that are not well formed; one in two households, which holds both.
    void look(std::uint32_t row, const CellPlaces& places);
    /// In the order of the rows, without those of households set aside.
    [[nodiscard]] std::vector<Remark> take_remarks(const std::set<std::string>& set_aside);

private:
    [[nodiscard]] static std::optional<std::size_t> column_of(const table::Schema& schema, const std::string& role);
    [[nodiscard]] std::optional<base::Date> day(std::optional<std::size_t> column, std::uint32_t row) const;
    void look_at_days(std::uint32_t row, const CellPlaces& places);
    void look_at_number(std::uint32_t row, const CellPlaces& places);
    void look_for_double(std::uint32_t row, std::string number, const CellPlaces& places);
    void remark(Remark::Weight weight, std::uint32_t row, std::string code, base::SourceSpan place,
                std::vector<std::string> args);
    [[nodiscard]] std::string household_id(std::uint32_t row) const;

    const table::Words& words_;
    std::optional<base::Date> exported_;
    const TableData& households_;
    const TableData& persons_;
    Mistakes& mistakes_;
    std::optional<std::size_t> number_;
    std::optional<std::size_t> born_;
    std::optional<std::size_t> died_;
    std::string number_name_;
    struct Seen {
        std::uint32_t row;
        Remark remark;
    };
    std::vector<Seen> seen_;
    std::vector<std::string> numbers_;  // normalised, of the persons that have one
    std::vector<std::uint32_t> rows_;   // beside numbers_
    IdIndex index_;
};

}  // namespace doudi::population
