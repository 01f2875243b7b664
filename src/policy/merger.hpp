#pragma once
// Merges the layers of a policy: changing wants a name to exist, adding wants `new: true`.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "figure_sheet.hpp"
#include "layers.hpp"

namespace doudi::policy {

/// Merges one layer into what the layers before it said.
class Merger {
public:
    /// A first layer declares; others change what is there, and a reform takes nothing out of it.
    enum class Kind : std::uint8_t { first_layer, layer, reform };
    Merger(Merged& merged, Kind kind, const SheetPlace& sheets)
        : merged_(merged), kind_(kind), sheets_(sheets), diagnostics_(sheets.diagnostics) {}

    void add_file(const Node& root);
    /// Figures of many parameters in one sheet: they may stand before the parameters they belong to.
    void add_sheets(const Node& root);
    /// Whether anything but the layer's own name and title is different now; asked file by file.
    [[nodiscard]] bool take_changed() { return std::exchange(changed_, false); }

private:
    void add_section(const Node& root, std::size_t at, const Node* law);
    void unknown_key(const Node& root, std::size_t at);
    static Node& child(Node& parent, const Node& key, const std::string& name);
    /// table → name → thing. Which tables and registers there are, only all layers together know.
    void tables(Node& section, const Node& value);
    /// name → thing, where `new: true` adds and its absence changes.
    void named_things(Node& section, const Node& value);
    void named_thing(Node& section, const Node& key, Node value);
    void not_in_base(const Node& section, const Node& key);
    /// Each `values_from` of these parameters as the `values` it stands for, each `scale` as the figures it makes.
    Node with_figures(const Node& section, Node parameters);
    void read_sheet(Node& parameter, const Node& name, const Node* before);
    void read_scale(Node& parameter, const Node& name, const Node* before);
    /// What a parameter says under this key, itself or in a layer before.
    static std::vector<std::string> texts_of(std::string_view key, const Node& parameter, const Node* before);
    /// A new thing may mark its own conditions and parts as new; the mark has done its work.
    static Node strip_new(Node node);
    void merge_into(Node& base, const Node& overlay);
    void merge_map(Node& base, const Node& overlay);
    /// Below `values` and `series` every key is a code or a day: nothing there is a word of the overlay.
    void merge_values(Node& base, const Node& key, const Node& value);
    void replace_key(Node& base, const Node& key, const Node& value);
    void merge_key(Node& base, const Node& key, const Node& value);
    static bool has_figures(const std::string& key) { return key == "values" || key == "series"; }
    static bool is_group(const std::string& key) { return key == "any" || key == "all" || key == "none"; }
    static void take_alternatives_out(Node& base, const std::string& key);

    Merged& merged_;
    Kind kind_;
    const SheetPlace& sheets_;
    base::Diagnostics& diagnostics_;
    bool changed_ = false;
    int depth_ = 0;   // 0: among the things of a section; more: inside one of them
};

}  // namespace doudi::policy
