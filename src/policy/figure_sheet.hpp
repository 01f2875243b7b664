#pragma once
// Figures kept in a CSV beside the law. They become the tree that `values:` would be, each figure with its own place in
// the sheet: layers merge them, days and sources are read and messages are drawn as if they stood in the YAML.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/base/source.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::policy {

/// What a description may not say itself: the folder its sheet lies in, and what is known of the parameters.
struct SheetPlace {
    std::filesystem::path folder;                                  ///< of the layer
    std::vector<std::shared_ptr<const base::SourceFile>>& sheets;  ///< read so far; a new one is added
    base::Diagnostics& diagnostics;
};

/// `values_from: {file, from, value, columns, ignore}` as `values:`; `by` and `unit` are the parameter's.
yaml::Node values_of_sheet(const SheetPlace& place, const yaml::Node& key, const yaml::Node& described,
                           const std::vector<std::string>& by, const std::string& unit);

/// `parameters_from: {file, by, columns, ignore}` as one `{values: …}` a parameter: a row states many.
yaml::Node parameters_of_sheet(const SheetPlace& place, const yaml::Node& key, const yaml::Node& described);

}  // namespace doudi::policy
