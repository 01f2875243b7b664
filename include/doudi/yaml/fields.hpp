#pragma once
// Reading the keys of a map by kind, with every mistake reported at its place.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::yaml {

/// One map, of which only the named keys may be used.
class Fields {
public:
    /// Reports unknown keys (with the nearest), and a node that is no map: then nothing is found.
    Fields(base::Diagnostics& diagnostics, const Node& node, const base::SourceSpan& place, const std::vector<std::string_view>& allowed);

    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] const Node* find(std::string_view key) const { return usable_ ? node_.find(key) : nullptr; }
    [[nodiscard]] base::SourceSpan place(std::string_view key) const;   ///< of the key
    std::optional<std::string> text(std::string_view key);              ///< a scalar that is not empty
    std::optional<bool> flag(std::string_view key);                     ///< true or false, nothing else
    std::optional<int> whole(std::string_view key, int least, int most);
    std::optional<base::Rational> number(std::string_view key);
    std::vector<const Node*> list(std::string_view key);                ///< a sequence, or one scalar
    [[nodiscard]] bool usable() const { return usable_; }

protected:
    base::Diagnostics& diagnostics_;

private:
    const Node& node_;
    base::SourceSpan place_;
    bool usable_;
};

/// `{formula: max(0, wage)}` reads as two keys: the second, without a value, is the rest of the first.
bool is_cut_by_comma(const Node& map, const Node& key, const Node& value);
/// A key that has no place here: the rest of a value cut by a comma, or a misspelling.
void report_unknown_key(base::Diagnostics& diagnostics, const Node& map, const Node& key, const Node& value, const std::vector<std::string>& known);

}  // namespace doudi::yaml
