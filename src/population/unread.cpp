// Refuses folders with files that would change results and that this version does not read.
// A name goes from this list when its file is read.

#include "unread.hpp"

#include <algorithm>
#include <memory>

#include "doudi/base/file.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::population {
namespace {

// The month and the day of export are read already; how sheets look is not.
bool says_only_when(const std::filesystem::path& path) {
    const auto file = base::read_source(path, path.string(), std::size_t{1} << 20U);
    const auto root = file && path.extension() == ".yaml" ? yaml::read_yaml(*file) : base::Result<yaml::Node>(base::Diagnostics{});
    return root && root->is_map() && std::all_of(root->keys.begin(), root->keys.end(), [](const yaml::Node& key) {
               return key.text == "month" || key.text == "exported";
           });
}

}  // namespace

void report_unread_files(const std::filesystem::path& folder, Mistakes& mistakes) {
    for (const char* name : {"population.yaml", "overrides.csv"}) {
        const std::filesystem::path path = folder / name;
        std::error_code failed;
        if (std::filesystem::exists(path, failed) && !says_only_when(path)) {
            const auto place = std::make_shared<const base::SourceFile>(base::SourceFile{path.string(), {}});
            mistakes.error("file-not-read-yet", place_in_data(place, 0, 0), {name});
        }
    }
}

}  // namespace doudi::population
