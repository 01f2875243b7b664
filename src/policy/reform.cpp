// A reform beside today's law: which figures are others in which months, and whether anything but figures is.
// How its file is laid over the law, layers.cpp and merger.cpp know.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/policy/setting.hpp"
#include "changed_figures.hpp"
#include "outline.hpp"

namespace doudi::policy {

Reformed reformed(const Policy& today, const Policy& changed, base::Month first, base::Month last) {
    Reformed result;
    result.policy = changed;
    std::vector<std::string> names;
    for (const Layer& reform : changed.reforms) names.push_back(reform.id);
    result.name = base::join(names, "+");
    static const std::vector<DatedFigure> none;
    for (std::size_t id = 0; id < changed.parameters.size(); ++id) {
        const Parameter& now = changed.parameters[id];
        const std::size_t noted = result.figures.size();
        const auto leaves_before = id < today.parameters.size() ? today.parameters[id].leaves : std::vector<ParameterLeaf>{};
        for (const ParameterLeaf& leaf : now.leaves) {
            const auto same = [&](const ParameterLeaf& one) { return one.keys == leaf.keys; };
            const auto before = std::find_if(leaves_before.begin(), leaves_before.end(), same);
            note_changes({now, leaf.keys, before == leaves_before.end() ? none : before->figures, leaf.figures}, first, last, result.figures);
        }
        for (const ParameterLeaf& leaf : leaves_before) {
            const auto same = [&](const ParameterLeaf& one) { return one.keys == leaf.keys; };
            if (std::none_of(now.leaves.begin(), now.leaves.end(), same)) note_changes({now, leaf.keys, leaf.figures, none}, first, last, result.figures);
        }
        if (result.figures.size() > noted) result.parameters.insert(static_cast<int>(id));
    }
    result.figures_only = outline_of(today) == outline_of(changed);
    if (!result.figures_only) result.parameters.clear();
    return result;
}

}  // namespace doudi::policy
