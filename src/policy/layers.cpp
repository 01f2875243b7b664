// Reads the folders of a policy and merges them: changing wants a name to exist, adding wants `new: true`.
// What a parameter or a benefit is, is left to the readers of the merged tree.

#include "layers.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "fields.hpp"
#include "merger.hpp"

namespace doudi::policy {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t file_limit = std::size_t{16} << 20U;
constexpr std::size_t layer_limit = 16;

Node empty_map() {
    Node node;
    node.kind = NodeKind::map;
    return node;
}

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

/// `only: {region: "5101"}`. Several reforms make one scenario, so they are for the same households.
void read_only(const yaml::Fields& root, Merged& merged, bool first, base::Diagnostics& diagnostics) {
    std::string region;
    if (const Node* only = root.find("only")) {
        yaml::Fields fields(diagnostics, *only, root.place("only"), {"region"});
        region = fields.text("region").value_or("");
        if (region.empty() && fields.usable()) diagnostics.error("reform-only", root.place("only"));
    }
    if (first) merged.reform_region = region;
    if (region != merged.reform_region) diagnostics.error("reform-only-differs", root.place("only"), {base::shown(region), base::shown(merged.reform_region)});
}

/// A file of a what-if, laid over the whole policy like one more layer.
void merge_reform(const fs::path& file, Merged& merged, base::Diagnostics& diagnostics) {
    auto source = base::read_source(file, file.lexically_normal().string(), file_limit);
    diagnostics.append(source.diagnostics());
    if (!source) return;
    auto root = yaml::read_yaml(*source);
    diagnostics.append(root.diagnostics());
    if (!root) return;
    yaml::Fields fields(diagnostics, *root, {*source, 0, 0, 0},
                        {"reform", "title", "summary", "only", "law", "parameters", "parameters_from", "variables", "benefits", "checks", "indicators"});
    if (!fields.usable()) return;
    Layer reform;
    reform.id = fields.text("reform").value_or(file.stem().string());
    reform.title = label_of(fields.find("title"));
    reform.summary = label_of(fields.find("summary"));
    reform.folder = file.string();
    reform.files.push_back(*source);
    read_only(fields, merged, merged.reforms.empty(), diagnostics);
    for (const std::string_view own : {"reform", "title", "summary", "only"}) root->erase(own);
    merged.reforms.push_back(reform);
    std::vector<std::shared_ptr<const base::SourceFile>> sheets;
    const SheetPlace place{file.parent_path(), sheets, diagnostics};
    Merger merger(merged, Merger::Kind::reform, place);
    merger.add_file(*root);
    merger.add_sheets(*root);
    if (!merger.take_changed() && !diagnostics.has_errors()) diagnostics.error("reform-changes-nothing", {*source, 0, 0, 0});
    merged.reforms.back().files.insert(merged.reforms.back().files.end(), sheets.begin(), sheets.end());
    for (const auto& one : merged.reforms.back().files) merged.layer_of[one.get()] = reform.id;
}

}  // namespace

bool Merged::is_of_reform(const base::SourceSpan& span) const {
    const auto has = [&](const Layer& one) { return std::find(one.files.begin(), one.files.end(), span.file) != one.files.end(); };
    return std::any_of(reforms.begin(), reforms.end(), has);
}

base::Result<Merged> read_layers(const fs::path& start, const std::vector<fs::path>& reforms) {
    base::Diagnostics diagnostics;
    Merged merged;
    merged.head = merged.inputs = merged.entities = merged.registers = merged.laws = empty_map();
    auto chain = read_chain(start.lexically_normal(), diagnostics);
    std::reverse(chain.begin(), chain.end());
    for (Folder& folder : chain) {
        std::vector<std::shared_ptr<const base::SourceFile>> sheets;
        const SheetPlace place{folder.path, sheets, diagnostics};
        Merger merger(merged, &folder == &chain.front() ? Merger::Kind::first_layer : Merger::Kind::layer, place);
        merge_layer(folder, merger, &folder != &chain.front(), diagnostics);
        check_sheets(folder, sheets, diagnostics);
        folder.layer.files.insert(folder.layer.files.end(), sheets.begin(), sheets.end());
        for (const auto& file : folder.layer.files) merged.layer_of[file.get()] = folder.id;
        merged.layers.push_back(std::move(folder.layer));
    }
    if (chain.empty() || diagnostics.has_errors()) return diagnostics;
    for (const fs::path& reform : reforms) merge_reform(reform, merged, diagnostics);
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(merged), std::move(diagnostics)};
}

}  // namespace doudi::policy
