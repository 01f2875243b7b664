#pragma once
// A `--set` word held against a policy: which parameter, which rows, which values.

#include <optional>
#include <string>
#include <vector>

#include "doudi/policy/setting.hpp"

namespace doudi::policy {

struct SettingTarget {
    const Setting* setting = nullptr;
    int parameter = -1;                             ///< id in the policy
    std::string name;                               ///< law.name
    std::vector<std::string> indexes;               ///< its index names
    std::vector<std::optional<std::string>> asked;  ///< by index: the value asked, or every one
    std::vector<bool> exact;                        ///< by index: a code with declared values
    AskedRows rows;
    std::vector<DatedFigure> values;  ///< one; of a sweep one for each step. Of NAME*=V the factor itself
    std::vector<std::string> texts;   ///< of the values, in the parameter's own unit
    /// "minimum_living.standard[area=rural]@2027-07=1200": the word in one form.
    [[nodiscard]] std::string canonical(std::size_t at) const;
    /// What explanations give as a figure's source.
    [[nodiscard]] std::string source(std::size_t at) const { return "what-if --set " + canonical(at); }
};
/// Nothing when errors were reported.
std::optional<SettingTarget> find_target(const Policy& policy, const Setting& setting, base::Diagnostics& diagnostics);

/// "a, b, c, …"
std::string shown_list(const std::vector<std::string>& words);

}  // namespace doudi::policy
