// Reads the folders of a policy and merges them: changing wants a name to exist, adding wants `new: true`.
// What a parameter or a benefit is, is left to the readers of the merged tree.

#include "layers.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "fields.hpp"
#include "figure_sheet.hpp"

namespace doudi::policy {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t file_limit = std::size_t{16} << 20U;
constexpr std::size_t layer_limit = 16;

const std::array<std::string_view, 10> head_keys = {"policy", "title", "summary", "extends", "currency", "applies_to", "shared", "roles", "payout", "leap_birthday"};
const std::array<std::string_view, 5> own_keys = {"policy", "title", "summary", "extends", "currency"};
const std::array<std::string_view, 4> law_sections = {"parameters", "variables", "benefits", "checks"};

/// Keys of which one excludes the others: setting one takes the others out.
const std::vector<std::vector<std::string>> alternatives = {{"formula", "choose"}, {"amount", "parts"}, {"when", "any", "all", "none"}, {"values", "series", "brackets"}};

Node empty_map() {
    Node node;
    node.kind = NodeKind::map;
    return node;
}

bool is_true(const Node* node) { return node != nullptr && node->is_scalar() && node->text == "true"; }

/// Merges one layer into what the layers before it said.
class Merger {
public:
    Merger(Merged& merged, bool first_layer, const SheetPlace& sheets)
        : merged_(merged), first_(first_layer), sheets_(sheets), diagnostics_(sheets.diagnostics) {}

    void add_file(const Node& root) {
        if (root.is_null()) return;
        if (!root.is_map()) {
            diagnostics_.error("not-a-map", root.span);
            return;
        }
        const Node* law = root.find("law");
        for (std::size_t i = 0; i < root.keys.size(); ++i) add_section(root, i, law);
    }
    /// Figures of many parameters in one sheet: they may stand before the parameters they belong to.
    void add_sheets(const Node& root) {
        const Node* key = root.is_map() ? root.key_of("parameters_from") : nullptr;
        const Node* law = root.find("law");
        if (key == nullptr) return;
        if (law == nullptr || !law->is_scalar()) {
            diagnostics_.error("law-missing", key->span, {key->text});
            return;
        }
        Node& section = child(child(merged_.laws, *law, law->text), *key, "parameters");
        const Node overlays = parameters_of_sheet(sheets_, *key, *root.find("parameters_from"));
        for (std::size_t i = 0; i < overlays.keys.size(); ++i) {
            if (Node* present = section.find(overlays.keys[i].text)) {
                merge_into(*present, overlays.items[i]);
            } else {
                not_in_base(section, overlays.keys[i]);
            }
        }
    }
    /// Whether anything but the layer's own name and title is different now; asked file by file.
    [[nodiscard]] bool take_changed() { return std::exchange(changed_, false); }

private:
    void add_section(const Node& root, std::size_t at, const Node* law) {
        const Node& key = root.keys[at];
        const Node& value = root.items[at];
        if (std::find(head_keys.begin(), head_keys.end(), key.text) != head_keys.end()) {
            const bool before = changed_;
            merge_key(merged_.head, key, value);
            if (std::find(own_keys.begin(), own_keys.end(), key.text) != own_keys.end()) changed_ = before;
        } else if (key.text == "inputs") {
            tables(merged_.inputs, value);
        } else if (key.text == "entities") {
            named_things(merged_.entities, value);
        } else if (key.text == "registers") {
            named_things(merged_.registers, value);
        } else if (std::find(law_sections.begin(), law_sections.end(), key.text) != law_sections.end()) {
            if (law == nullptr || !law->is_scalar()) {
                diagnostics_.error("law-missing", key.span, {key.text});
                return;
            }
            Node& section = child(child(merged_.laws, *law, law->text), key, key.text);
            if (key.text == "variables") {
                tables(section, value);
            } else if (key.text == "parameters") {
                named_things(section, with_sheets(section, value));
            } else {
                named_things(section, value);
            }
        } else if (key.text != "law" && key.text != "parameters_from") {
            unknown_key(root, at);
        }
    }

    void unknown_key(const Node& root, std::size_t at) {
        std::vector<std::string> known(head_keys.begin(), head_keys.end());
        known.insert(known.end(), law_sections.begin(), law_sections.end());
        known.insert(known.end(), {"law", "inputs", "entities", "registers", "parameters_from"});
        yaml::report_unknown_key(diagnostics_, root, root.keys[at], root.items[at], known);
    }

    static Node& child(Node& parent, const Node& key, const std::string& name) {
        if (Node* found = parent.find(name)) return *found;
        Node named = key;
        named.text = name;
        parent.set(std::move(named), empty_map());
        return parent.items.back();
    }

    /// table → name → thing. Which tables and registers there are, only all layers together know.
    void tables(Node& section, const Node& value) {
        if (!value.is_map()) {
            diagnostics_.error("not-a-map", value.span);
            return;
        }
        for (std::size_t i = 0; i < value.keys.size(); ++i) named_things(child(section, value.keys[i], value.keys[i].text), value.items[i]);
    }

    /// name → thing, where `new: true` adds and its absence changes.
    void named_things(Node& section, const Node& value) {
        if (!value.is_map()) {
            diagnostics_.error("not-a-map", value.span);
            return;
        }
        for (std::size_t i = 0; i < value.keys.size(); ++i) named_thing(section, value.keys[i], value.items[i]);
    }

    void named_thing(Node& section, const Node& key, Node value) {
        const bool is_new = value.is_map() && is_true(value.find("new"));
        const bool removes = value.is_map() && is_true(value.find("remove"));
        if (is_new) value.erase("new");
        Node* present = section.find(key.text);
        if (removes && value.keys.size() > 1) {
            diagnostics_.error("remove-alone", key.span, {key.text});
            return;
        }
        if (first_ && !removes) {
            if (present != nullptr) {
                diagnostics_.error("declared-twice", key.span, {key.text}).with_note("first-is-here", section.key_of(key.text)->span);
                return;
            }
        } else if (present != nullptr && is_new) {
            diagnostics_.error("not-new", key.span, {key.text}).with_note("first-is-here", section.key_of(key.text)->span);
            return;
        } else if (present == nullptr && (!is_new || removes)) {
            not_in_base(section, key);
            return;
        }
        if (removes) {
            section.erase(key.text);
            changed_ = true;
        } else if (present == nullptr) {
            section.set(key, strip_new(std::move(value)));
            changed_ = true;
        } else {
            merge_into(*present, value);
        }
    }

    void not_in_base(const Node& section, const Node& key) {
        std::vector<std::string> names;
        for (const Node& other : section.keys) names.push_back(other.text);
        auto& error = diagnostics_.error("not-in-base", key.span, {key.text});
        if (const auto near = base::nearest(key.text, names)) error.with_help("help-did-you-mean", {*near});
    }

    /// Each `values_from` of these parameters as the `values` it stands for.
    Node with_sheets(const Node& section, Node parameters) {
        for (std::size_t i = 0; i < parameters.keys.size(); ++i) {
            Node& parameter = parameters.items[i];
            const Node* described = parameter.find("values_from");
            if (described == nullptr) continue;
            Node key = *parameter.key_of("values_from");
            if (parameter.find("values") != nullptr) {
                diagnostics_.error("one-kind-of-figures", key.span, {parameters.keys[i].text});
                continue;
            }
            const Node* before = section.find(parameters.keys[i].text);
            Node values = values_of_sheet(sheets_, key, *described, texts_of("by", parameter, before),
                                          base::join(texts_of("unit", parameter, before), ""));
            key.text = "values";
            parameter.erase("values_from");
            parameter.set(std::move(key), std::move(values));
        }
        return parameters;
    }

    /// What a parameter says under this key, itself or in a layer before.
    static std::vector<std::string> texts_of(std::string_view key, const Node& parameter, const Node* before) {
        const Node* node = parameter.find(key);
        if (node == nullptr && before != nullptr) node = before->find(key);
        std::vector<std::string> texts;
        if (node != nullptr && node->is_scalar()) texts.push_back(node->text);
        if (node != nullptr)
            for (const Node& item : node->items) texts.push_back(item.text);
        return texts;
    }

    /// A new thing may mark its own conditions and parts as new; the mark has done its work.
    static Node strip_new(Node node) {
        if (is_true(node.find("new"))) node.erase("new");
        for (Node& item : node.items) item = strip_new(std::move(item));
        return node;
    }

    void merge_into(Node& base, const Node& overlay) {
        if (!overlay.is_map() || !base.is_map()) {
            changed_ = changed_ || !yaml::same_content(base, overlay);
            base = overlay;
            return;
        }
        const bool replaces = is_true(overlay.find("replace"));
        if (replaces && overlay.find("values") == nullptr && overlay.find("series") == nullptr) diagnostics_.error("replace-wants-values", overlay.key_of("replace")->span);
        for (std::size_t i = 0; i < overlay.keys.size(); ++i) {
            const Node& key = overlay.keys[i];
            const Node& value = overlay.items[i];
            if (key.text == "replace" && replaces) continue;
            take_alternatives_out(base, key.text);
            Node* present = base.find(key.text);
            if (present != nullptr && (key.text == "eligible" || key.text == "parts")) {
                named_things(*present, value);
            } else if (is_group(key.text) || (replaces && has_figures(key.text))) {
                replace_key(base, key, value);
            } else if (has_figures(key.text)) {
                merge_values(base, key, value);
            } else {
                merge_key(base, key, value);
            }
        }
    }

    /// Below `values` and `series` every key is a code or a day: nothing there is a word of the overlay.
    void merge_values(Node& base, const Node& key, const Node& value) {
        Node* present = base.find(key.text);
        const bool figure = value.find("value") != nullptr;  // {value, published, …} replaces the old one whole
        if (present == nullptr || !present->is_map() || !value.is_map() || figure) {
            replace_key(base, key, value);
            return;
        }
        for (std::size_t i = 0; i < value.keys.size(); ++i) merge_values(*present, value.keys[i], value.items[i]);
    }

    void replace_key(Node& base, const Node& key, const Node& value) {
        const Node* present = base.find(key.text);
        changed_ = changed_ || present == nullptr || !yaml::same_content(*present, value);
        base.set(key, value);
    }

    void merge_key(Node& base, const Node& key, const Node& value) {
        Node* present = base.find(key.text);
        if (present != nullptr && present->is_map() && value.is_map()) {
            merge_into(*present, value);
            return;
        }
        replace_key(base, key, strip_new(value));
    }

    static bool has_figures(const std::string& key) { return key == "values" || key == "series"; }
    static bool is_group(const std::string& key) { return key == "any" || key == "all" || key == "none"; }

    static void take_alternatives_out(Node& base, const std::string& key) {
        for (const auto& group : alternatives)
            if (std::find(group.begin(), group.end(), key) != group.end())
                for (const std::string& other : group)
                    if (other != key) base.erase(other);
    }

    Merged& merged_;
    bool first_;
    const SheetPlace& sheets_;
    base::Diagnostics& diagnostics_;
    bool changed_ = false;
};

struct Folder {
    fs::path path;
    std::string id;
    std::vector<Node> roots;   ///< of policy.yaml first
    std::vector<std::shared_ptr<const base::SourceFile>> root_files;  ///< beside roots
    std::vector<std::string> sheets;   ///< CSV files that lie in it; what is read of them only the merged law knows
    Layer layer;
};

std::vector<fs::path> law_files(Folder& folder, base::Diagnostics& diagnostics) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder.path, error)) {
        const fs::path ending = entry.path().extension();
        if (ending == ".yaml" && entry.path().filename() != "policy.yaml") files.push_back(entry.path());
        if (ending == ".csv") folder.sheets.push_back(entry.path().lexically_normal().string());
        // What looks like law and would be passed over in silence.
        if (ending == ".yml" || ending == ".YAML" || ending == ".xlsx")
            diagnostics.error("not-policy-file", base::place_of(entry.path().lexically_normal().string()));
    }
    std::sort(folder.sheets.begin(), folder.sheets.end());
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) { return a.filename().string() < b.filename().string(); });
    files.insert(files.begin(), folder.path / "policy.yaml");
    return files;
}

Label label_of(const Node* node) {
    if (node == nullptr) return {};
    if (node->is_scalar()) return {node->text, node->text};
    Label label;
    if (const Node* en = node->find("en")) label.en = en->text;
    if (const Node* zh = node->find("zh")) label.zh = zh->text;
    return label;
}

std::optional<Folder> read_folder(const fs::path& path, base::Diagnostics& diagnostics) {
    Folder folder;
    folder.path = path;
    folder.layer.folder = path.string();
    for (const fs::path& file : law_files(folder, diagnostics)) {
        auto source = base::read_source(file, file.lexically_normal().string(), file_limit);
        diagnostics.append(source.diagnostics());
        if (!source) {
            if (file.filename() == "policy.yaml") return std::nullopt;
            continue;
        }
        folder.layer.files.push_back(*source);
        auto root = yaml::read_yaml(*source);
        diagnostics.append(root.diagnostics());
        if (!root && file.filename() == "policy.yaml") return std::nullopt;  // without it nothing else can be placed
        if (!root) continue;
        folder.roots.push_back(std::move(*root));
        folder.root_files.push_back(*source);
    }
    if (folder.roots.empty()) return std::nullopt;
    const Node* id = folder.roots.front().find("policy");
    if (id == nullptr || !id->is_scalar()) {
        diagnostics.error("policy-id-missing", {folder.layer.files.front(), 0, 0, 0});
        return std::nullopt;
    }
    folder.id = folder.layer.id = id->text;
    folder.layer.title = label_of(folder.roots.front().find("title"));
    folder.layer.summary = label_of(folder.roots.front().find("summary"));
    return folder;
}

/// The folder and what it extends, the policy's own first.
std::vector<Folder> read_chain(const fs::path& start, base::Diagnostics& diagnostics) {
    std::vector<Folder> chain;
    std::set<fs::path> seen;
    for (fs::path path = start;;) {
        std::error_code error;
        const fs::path real = fs::weakly_canonical(path, error);
        auto folder = read_folder(path, diagnostics);
        if (!folder) return {};
        const Node* extends = folder->roots.front().find("extends");
        const base::SourceSpan extends_span = extends != nullptr ? extends->span : base::SourceSpan{};
        const auto namesake = std::find_if(chain.begin(), chain.end(), [&](const Folder& one) { return one.id == folder->id; });
        if (namesake != chain.end() && !seen.contains(real)) {
            diagnostics.error("policy-id-twice", folder->roots.front().find("policy")->span, {folder->id}).with_note("first-is-here", namesake->roots.front().find("policy")->span);
            return {};
        }
        if (!seen.insert(real).second || chain.size() >= layer_limit) {
            diagnostics.error("extends-circle", extends_span, {folder->id});
            return {};
        }
        const std::string next = extends != nullptr ? extends->text : "";
        chain.push_back(std::move(*folder));
        if (extends == nullptr) return chain;
        if (!extends->is_scalar() || fs::path(next).is_absolute()) {
            diagnostics.error("extends-not-a-folder", extends_span, {base::shown(next)});
            return {};
        }
        path = (path / next).lexically_normal();
        if (!fs::is_directory(path, error)) {
            diagnostics.error("extends-not-a-folder", extends_span, {base::shown(next)});
            return {};
        }
    }
}

/// In a layer over another each file changes something; policy.yaml may leave that to the files beside it.
void merge_layer(const Folder& folder, Merger& merger, bool is_overlay, base::Diagnostics& diagnostics) {
    const bool errors_before = diagnostics.has_errors();
    std::vector<bool> changed;
    for (const Node& root : folder.roots) {
        merger.add_file(root);
        changed.push_back(merger.take_changed());
    }
    for (std::size_t i = 0; i < folder.roots.size(); ++i) {
        merger.add_sheets(folder.roots[i]);
        changed[i] = merger.take_changed() || changed[i];
        const bool may_be_still = i == 0 && folder.roots.size() > 1;
        if (is_overlay && !changed[i] && !may_be_still && !errors_before && !diagnostics.has_errors())
            diagnostics.error("layer-changes-nothing", {folder.root_files[i], 0, 0, 0});
    }
}

/// A sheet that lies in a policy's folder is read by its law.
void check_sheets(const Folder& folder, const std::vector<std::shared_ptr<const base::SourceFile>>& read, base::Diagnostics& diagnostics) {
    if (diagnostics.has_errors()) return;  // perhaps it was not come to
    for (const std::string& sheet : folder.sheets)
        if (std::none_of(read.begin(), read.end(), [&](const auto& one) { return one->name == sheet; }))
            diagnostics.error("sheet-unread", base::place_of(sheet));
}

}  // namespace

base::Result<Merged> read_layers(const fs::path& start) {
    base::Diagnostics diagnostics;
    Merged merged;
    merged.head = merged.inputs = merged.entities = merged.registers = merged.laws = empty_map();
    auto chain = read_chain(start.lexically_normal(), diagnostics);
    std::reverse(chain.begin(), chain.end());
    for (Folder& folder : chain) {
        std::vector<std::shared_ptr<const base::SourceFile>> sheets;
        const SheetPlace place{folder.path, sheets, diagnostics};
        Merger merger(merged, &folder == &chain.front(), place);
        merge_layer(folder, merger, &folder != &chain.front(), diagnostics);
        check_sheets(folder, sheets, diagnostics);
        folder.layer.files.insert(folder.layer.files.end(), sheets.begin(), sheets.end());
        for (const auto& file : folder.layer.files) merged.layer_of[file.get()] = folder.id;
        merged.layers.push_back(std::move(folder.layer));
    }
    if (chain.empty() || diagnostics.has_errors()) return diagnostics;
    return {std::move(merged), std::move(diagnostics)};
}

}  // namespace doudi::policy
