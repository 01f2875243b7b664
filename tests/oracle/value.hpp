#pragma once
// One row's value as the language page has it: known, missing, or unknown for a set of causes.

#include <set>
#include <string>

#include "oracle/number.hpp"

namespace doudi::oracle {

/// "unknown.wage", "divided_by_zero.income_per_capita".
using Causes = std::set<std::string>;

enum class Kind : unsigned char { number, fact, day, month, word };
enum class Known : unsigned char { yes, missing, unknown };

struct Value {
    Kind kind = Kind::number;
    Known known = Known::yes;
    Number number;     ///< of a number
    long whole = 0;    ///< of a fact (0, 1), a day, a month
    std::string word;  ///< of a code or text
    Causes causes;     ///< of an unknown one; a missing one remembers where it was missed

    static Value of(Number number);
    static Value fact(bool holds);
    static Value day(long day);
    static Value month(long month);
    static Value of_word(std::string word);
    static Value missing(Causes from = {});
    static Value unknown(Causes causes);

    [[nodiscard]] bool is_known() const { return known == Known::yes; }
    [[nodiscard]] bool is_missing() const { return known == Known::missing; }
    [[nodiscard]] bool is_unknown() const { return known == Known::unknown; }
    /// A known fact that holds; a known fact that does not. Both throw for another kind.
    [[nodiscard]] bool holds() const;
    [[nodiscard]] bool fails() const;
    /// "700", "2/3", "true", a word, "2026-04", "2026-04-01", "missing", "unknown".
    [[nodiscard]] std::string to_text() const;
    bool operator==(const Value&) const = default;
};

/// The three-valued tables. A missing fact counts as not known.
Value both(const Value& a, const Value& b);
Value either(const Value& a, const Value& b);
Value opposite(const Value& a);
/// What two values that are not both known make of any operation: unknown for the causes of the unknown ones, else missing.
Value spread(const Value& a, const Value& b);

/// -1, 0, 1. Throws when the kinds differ.
int compare(const Value& a, const Value& b);

}  // namespace doudi::oracle
