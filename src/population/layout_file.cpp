// Finds and reads a folder's population.yaml. What it says is read by read_layout.cpp.

#include "layout_file.hpp"

#include "doudi/base/digest.hpp"
#include "doudi/base/file.hpp"

namespace doudi::population {

std::vector<KnownTable> known_tables(const table::Schema& schema) {
    std::vector<KnownTable> known;
    for (const table::TableSpec& spec : schema.tables) {
        if (!spec.matched) {
            known.push_back({&spec, true});
        }
    }
    for (const table::RegisterSpec& spec : schema.registers) {
        known.push_back({&spec.sheet, false});
    }
    return known;
}

std::optional<LayoutFile> load_layout(const std::filesystem::path& folder, const std::vector<KnownTable>& tables,
                                      Described described, Mistakes& mistakes) {
    constexpr std::size_t most_bytes = std::size_t{1} << 20U;
    const std::filesystem::path path = folder / layout_name;
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) {
        return std::nullopt;
    }
    const auto bytes = base::read_file(path, most_bytes);
    auto source = base::read_source(path, path.string(), most_bytes);
    if (!bytes || !source) {
        mistakes.append(base::Diagnostics(bytes ? source.diagnostics() : bytes.diagnostics()));
        return std::nullopt;
    }
    auto layout = read_layout(*source, tables, described);
    if (!layout) {
        mistakes.append(std::move(layout.diagnostics()));
        return std::nullopt;
    }
    LayoutFile file{std::move(*layout), {}};
    file.input.name = layout_name;
    file.input.bytes = bytes->size();
    file.input.digest = base::digest(*bytes);
    return file;
}

}  // namespace doudi::population
