#pragma once
// What `previous` carries from month to month.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/plan/plan.hpp"
#include "doudi/table/column.hpp"

namespace doudi::engine {

/// One remembered value. Codes as words, so that a state outlives the run that made it.
struct StateValue {
    base::Rational number;
    std::int64_t integer = 0;
    std::string word;                      ///< of a code
    table::Standing standing = table::known;   ///< known, missing, or first_unknown
    std::vector<std::string> causes;       ///< of an unknown value, sorted
    bool operator==(const StateValue&) const = default;
};
/// The text of a value as state.csv holds it, and back. Nothing when the text is no such value.
std::string to_text(const StateValue& value, expr::ValueKind kind);
std::optional<StateValue> from_text(const std::string& text, expr::ValueKind kind);

/// Key of a row: the household's id, and the person's behind a NUL ("" for the household's own row).
std::string state_key(const std::string& household, const std::string& person);

/// The values of one month, by name, for every household and person that ever had some.
class State {
public:
    explicit State(base::Month month) : month_(month) {}
    [[nodiscard]] base::Month month() const { return month_; }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] std::size_t column(const std::string& name);                       ///< added when new
    [[nodiscard]] std::optional<std::size_t> find_column(const std::string& name) const;
    [[nodiscard]] const StateValue* find(const std::string& key, std::size_t column) const;
    void set(const std::string& key, std::size_t column, StateValue value);
    [[nodiscard]] std::vector<std::string> sorted_keys() const;
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    /// The same rows, as the base of the next month: who is absent keeps them.
    [[nodiscard]] State next() const;
    [[nodiscard]] std::set<std::string> households() const;                           ///< that have a row, or whose persons have one
    /// Copies rows: the household's on the left takes those of the one on the right, its persons' too.
    void take_over(const std::map<std::string, std::string>& heirs);
    /// Takes over the rows of another state of the same month.
    void absorb(State other);

private:
    base::Month month_;
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::vector<std::optional<StateValue>>> rows_;
};

}  // namespace doudi::engine
