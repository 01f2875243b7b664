#pragma once
// Types of values: what a formula, an input or a figure is.

#include <memory>
#include <string>
#include <vector>

#include "doudi/expr/unit.hpp"

namespace doudi::expr {

enum class ValueKind : std::uint8_t { boolean, number, date, month, code, text };

/// The values of a code, in the order declared. An open code (a region) has no list.
using CodeValues = std::shared_ptr<const std::vector<std::string>>;

struct Type {
    ValueKind kind = ValueKind::number;
    Unit unit{};            ///< of a number
    bool bare = false;      ///< a literal number: takes the unit the other side needs
    bool optional = false;  ///< may be missing: read only behind known(x) or as `x default v`
    CodeValues codes{};     ///< of a closed code; null for an open one

    static Type boolean() { return {.kind = ValueKind::boolean}; }
    static Type number(Unit unit = {}) { return {.kind = ValueKind::number, .unit = unit}; }
    static Type date() { return {.kind = ValueKind::date}; }
    static Type month() { return {.kind = ValueKind::month}; }
    static Type code(CodeValues values = nullptr) { return {.kind = ValueKind::code, .codes = std::move(values)}; }
    static Type text() { return {.kind = ValueKind::text}; }
    [[nodiscard]] std::string to_string() const;  ///< "CNY/month", "plain number", "date", "code (a, b)", "yes or no"
};

/// Rows that values belong to: an index into the policy's entities. A constant needs no row.
using TableId = int;
inline constexpr TableId no_table = -1;
inline constexpr TableId household_table = 0;
inline constexpr TableId person_table = 1;

}  // namespace doudi::expr
