#pragma once
// Sums of a month broken down by what the user names: --by region:6,benefit.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/report/messages.hpp"
#include "doudi/report/totals.hpp"
#include "doudi/table/result.hpp"

namespace doudi::report {

/// One thing that sums are broken down by. A person's value is empty in the rows of a household's benefit.
struct Dimension {
    enum class Kind : std::uint8_t { benefit, status, value };
    Kind kind = Kind::value;
    std::string header{};  ///< as typed: "region:6"
    expr::Meaning meaning{};
    expr::Type type{};
    expr::TableId table = expr::no_table;
    std::optional<policy::Print> print{};
    std::size_t prefix = 0;  ///< so many characters of a code; 0: all of it
};
/// "region:6,benefit": benefit, status, and codes, yes-or-no, months and plain numbers of a household or person.
/// Errors: unknown-name, ambiguous-name, by-not-a-group, by-prefix, by-twice.
base::Result<std::vector<Dimension>> read_dimensions(const policy::Policy& policy, std::string_view words);

/// Sums of one month by the dimensions. Where a row stands for several benefits of one unit, the unit counts once.
class Breakdown {
public:
    explicit Breakdown(std::vector<Dimension> dimensions = {});
    /// Rows of a household come one after the other. `size_slot` as in Totals.
    void add(const table::Entitlement& row, const engine::Frame& frame, plan::Slot size_slot, const table::Words& words);
    /// Of other households.
    void add(const Breakdown& other);
    /// `month,<headers>,status,units,persons,amount`, and behind them rows with `*` for all places.
    [[nodiscard]] std::string summary_csv(base::Month month, const policy::Policy& policy, bool header = true) const;
    /// The same as a table for people, without the rows that nobody is in.
    [[nodiscard]] std::string screen(const policy::Policy& policy, Language language) const;

private:
    /// A value by its own order: benefits and statuses as the policy has them, numbers by size, codes by bytes.
    struct Cell {
        bool known = true;
        base::Rational number{};
        std::string text{};
        auto operator<=>(const Cell&) const = default;
    };
    using Key = std::vector<Cell>;
    struct Group {
        Sum sum;
        std::int64_t household = -1;  // counted last, and what of it
        std::int64_t person = -1;
        bool has_household = false;
    };
    [[nodiscard]] Cell cell(const Dimension& dimension, const table::Entitlement& row, const engine::Frame& frame,
                            const table::Words& words) const;
    [[nodiscard]] bool has_places() const;
    [[nodiscard]] bool is_by_benefit() const;
    [[nodiscard]] std::vector<Key> keys_of_totals(const policy::Policy& policy) const;
    [[nodiscard]] Key key_of_total(Key key) const;
    void count(Group& group, const table::Entitlement& row, std::uint64_t persons) const;

    std::vector<Dimension> dimensions_;  // status is always among them
    std::map<Key, Group> groups_;
    std::map<Key, Group> totals_;  // places left out of the key
};

}  // namespace doudi::report
