#pragma once
// What a word in a formula stands for, by the language page's rules of names. The checker of the program is not asked.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "doudi/policy/policy.hpp"

namespace doudi::oracle {

inline constexpr int household_row = 0;
inline constexpr int person_row = 1;
inline constexpr int no_row = -1;

enum class Thing : unsigned char { nothing, input, parameter, variable, benefit, this_month };
enum class Field : unsigned char { eligible, amount, status, part };

struct Target {
    Thing thing = Thing::nothing;
    std::size_t index = 0;  ///< in the policy's list
    int table = no_row;     ///< the row it is read from
    Field field = Field::eligible;
    std::size_t part = 0;
    enum class Kept : unsigned char { value, sum_of_year, row_month } kept = Kept::value;  ///< of what a state remembers
    std::string of_month;  ///< start, end, number, year: what is asked of a month
    bool operator==(const Target&) const = default;
};

/// A policy that the oracle cannot follow, or one that breaks the page's rules of names.
struct NotUnderstood : std::logic_error {
    using std::logic_error::logic_error;
};

class Names {
public:
    explicit Names(const policy::Policy& policy) : policy_(policy) {}
    /// Seen from a row of `table`, in a formula of `law`. Nothing: the word may still be a code.
    [[nodiscard]] Target find(const std::string& dotted, int table, const std::string& law) const;
    /// Where no row stands: a role's name, a question from outside. Any law, any table.
    [[nodiscard]] Target find_anywhere(const std::string& dotted) const;

    /// The policy's number of a table; no_row when none is called so.
    [[nodiscard]] int table_called(const std::string& word) const;

private:
    struct Wanted;
    [[nodiscard]] bool sees(int from, int table) const;
    void look_in_laws(const Wanted& wanted, std::vector<Target>& found) const;
    void look_in_inputs(const Wanted& wanted, std::vector<Target>& found) const;
    void look_in_benefits(const std::vector<std::string>& words, int table, int only, std::vector<Target>& found) const;
    [[nodiscard]] Target find_plain(const std::vector<std::string>& words, int table, const std::string* law) const;

    const policy::Policy& policy_;
};

}  // namespace doudi::oracle
