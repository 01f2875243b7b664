#pragma once
// The layers of a policy, merged into one tree: nation first, the policy's own folder last.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::policy {

using yaml::Node;
using yaml::NodeKind;

/// The merged text of a policy. Every node still knows its own file.
struct Merged {
    Node head;     ///< policy.yaml's own keys (title, currency, shared, roles…), merged
    Node inputs;   ///< table or register → name → input
    Node entities;   ///< table → its file, key and parent
    Node registers;  ///< name → register
    Node laws;     ///< law → {parameters: name → …, variables: table → name → …, benefits: name → …, checks: name → …, indicators: name → …, lint: name → …}
    std::vector<Layer> layers;
    std::map<const base::SourceFile*, std::string> layer_of;   ///< file → layer id
    std::vector<Layer> reforms;     ///< laid over the layers, in their order
    std::string reform_region;      ///< `only`: whose households they are for
    [[nodiscard]] bool is_of_reform(const base::SourceSpan& span) const;
};

base::Result<Merged> read_layers(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& reforms = {});

}  // namespace doudi::policy
