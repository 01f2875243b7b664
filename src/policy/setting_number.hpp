#pragma once
// Numbers as a person types them on the command line.

#include <optional>
#include <string_view>

#include "doudi/base/exact.hpp"

namespace doudi::policy {

struct TypedNumber {
    base::Rational number;
    bool percent = false;  ///< a % stood behind it
};
/// "1200", "1,200.50", "30%": plain decimals; commas only where thousands end.
std::optional<TypedNumber> typed_number(std::string_view text);

}  // namespace doudi::policy
