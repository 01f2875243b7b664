#pragma once
// YAML as a tree with places: law, descriptions of populations, worked cases. The only door to yaml-cpp; what it lets
// through, this refuses.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"

namespace doudi::yaml {

enum class NodeKind : std::uint8_t { null, scalar, sequence, map };

struct Node {
    NodeKind kind = NodeKind::null;
    base::SourceSpan span;
    std::string text;                            ///< of a scalar; "null" of a null that was written out
    bool quoted = false;
    bool flow = false;                           ///< a map in { }
    std::size_t begin = 0;                       ///< byte of the scalar in its file
    std::vector<Node> items;                     ///< of a sequence; of a map: the values
    std::vector<Node> keys;                      ///< of a map, beside items

    [[nodiscard]] const Node* find(std::string_view key) const;
    [[nodiscard]] Node* find(std::string_view key);
    [[nodiscard]] const Node* key_of(std::string_view key) const;
    void set(Node key, Node value);              ///< adds or replaces
    void erase(std::string_view key);
    [[nodiscard]] bool is_map() const { return kind == NodeKind::map; }
    [[nodiscard]] bool is_scalar() const { return kind == NodeKind::scalar; }
    [[nodiscard]] bool is_null() const { return kind == NodeKind::null; }
};
/// Same content, wherever it stands.
bool same_content(const Node& a, const Node& b);

/// At most 32 levels. Errors: yaml-syntax, duplicate-key, alias, tag, merge-key, second-document, tab-indent,
/// unfinished-text, too-deep. An empty file is a null node.
base::Result<Node> read_yaml(const std::shared_ptr<const base::SourceFile>& file);

}  // namespace doudi::yaml
