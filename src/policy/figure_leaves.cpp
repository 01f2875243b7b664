// Changes the figures of one parameter, of some rows or of all, without touching what other rows look up.
// Which leaf a row takes is told by the engine's look-up: longest prefix or the code itself, then "*", no going back.

#include "figure_leaves.hpp"

#include <algorithm>

namespace doudi::policy {

FigureLeaves::FigureLeaves(const Parameter& parameter) : parameter_(parameter), leaves_(parameter.leaves) {
    for (std::size_t i = 0; i < leaves_.size(); ++i) origins_.push_back(static_cast<int>(i));
}

FigureLeaves::Selection FigureLeaves::select(const std::vector<std::optional<std::string>>& asked,
                                             const std::vector<bool>& exact, bool may_add) {
    asked_ = &asked;
    exact_ = &exact;
    may_add_ = may_add;
    failed_ = {};
    if (may_add && leaves_.empty()) static_cast<void>(added({}));
    std::vector<std::size_t> all(leaves_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    Selection selection;
    selection.leaves = choose(all, 0);
    if (selection.leaves.empty()) return failed_;
    std::sort(selection.leaves.begin(), selection.leaves.end());
    return selection;
}

std::vector<std::size_t> FigureLeaves::choose(const std::vector<std::size_t>& group, std::size_t level) {
    if (level == parameter_.by.size()) return group;
    std::map<std::string, std::vector<std::size_t>> by_key;
    for (const std::size_t leaf : group) by_key[leaves_[leaf].keys[level]].push_back(leaf);
    if ((*asked_)[level]) return choose_asked(by_key, level);
    std::vector<std::size_t> chosen;
    for (const auto& [key, leaves] : by_key) {
        const auto deeper = choose(leaves, level + 1);
        chosen.insert(chosen.end(), deeper.begin(), deeper.end());
    }
    return chosen;
}

/// The keys that the asked value covers, and a copy of the one that covers it, when it has no key of its own.
std::vector<std::size_t> FigureLeaves::choose_asked(std::map<std::string, std::vector<std::size_t>>& by_key,
                                                    std::size_t level) {
    const std::string& value = *(*asked_)[level];
    const bool exact = (*exact_)[level];
    const std::string* around = nullptr;
    std::vector<std::vector<std::size_t>> groups;
    for (const auto& [key, leaves] : by_key) {
        const bool longer = around == nullptr || *around == "*" || key.size() > around->size();
        if (key == value || (!exact && key != "*" && key.starts_with(value))) {
            groups.push_back(leaves);
        } else if (key == "*" ? around == nullptr : !exact && value.starts_with(key) && longer) {
            around = &key;
        }
    }
    if (!by_key.contains(value) && around != nullptr) groups.push_back(copies(by_key[*around], level, value));
    if (groups.empty() && may_add_) groups.push_back({added(by_key.begin()->second.front(), level)});
    std::vector<std::size_t> chosen;
    for (const auto& group : groups) {
        const auto deeper = choose(group, level + 1);
        chosen.insert(chosen.end(), deeper.begin(), deeper.end());
    }
    if (groups.empty() && failed_.there.empty()) {
        failed_.level = level;
        for (const auto& [key, leaves] : by_key) failed_.there.push_back(key);
    }
    return chosen;
}

/// A leaf without figures, under the keys of `beside` up to `level`, then under those asked.
std::size_t FigureLeaves::added(std::optional<std::size_t> beside, std::size_t level) {
    ParameterLeaf leaf;
    leaf.span = parameter_.span;
    for (std::size_t i = 0; i < asked_->size(); ++i)
        leaf.keys.push_back(beside && i < level ? leaves_[*beside].keys[i] : (*asked_)[i].value_or("*"));
    leaves_.push_back(std::move(leaf));
    origins_.push_back(-1);
    return leaves_.size() - 1;
}

std::vector<std::size_t> FigureLeaves::copies(const std::vector<std::size_t>& group, std::size_t level,
                                              const std::string& key) {
    std::vector<std::size_t> made;
    for (const std::size_t leaf : group) {
        made.push_back(leaves_.size());
        leaves_.push_back(leaves_[leaf]);
        leaves_.back().keys[level] = key;
        origins_.push_back(origins_[leaf]);
        for (const DatedFigure& figure : leaves_[leaf].figures)
            if (const auto product = unrounded_.find({leaf, figure.from}); product != unrounded_.end())
                unrounded_.emplace(std::pair{made.back(), figure.from}, product->second);
    }
    return made;
}

void FigureLeaves::set(std::size_t leaf, DatedFigure figure) {
    auto& figures = leaves_[leaf].figures;
    const auto gives_way = [&](base::Date from) { return parameter_.series ? from == figure.from : from >= figure.from; };
    std::erase_if(figures, [&](const DatedFigure& other) { return gives_way(other.from); });
    std::erase_if(unrounded_, [&](const auto& one) { return one.first.first == leaf && gives_way(one.first.second); });
    figure.span = leaves_[leaf].span;
    figures.push_back(std::move(figure));
}

void FigureLeaves::multiply(std::size_t leaf, base::Date day, const base::Rational& factor,
                            const std::string& reference) {
    auto& figures = leaves_[leaf].figures;
    const auto after =
        std::find_if(figures.begin(), figures.end(), [&](const DatedFigure& figure) { return figure.from >= day; });
    const bool begins_there = after != figures.end() && after->from == day;
    if (!parameter_.series && after != figures.begin() && !begins_there && !(after - 1)->ends) {
        DatedFigure figure = *(after - 1);
        figure.from = day;
        figures.insert(after, std::move(figure));
    }
    for (DatedFigure& figure : figures) {
        if (figure.from < day || figure.ends) continue;
        multiply(leaf, figure, factor);
        figure.reference = reference;
    }
}

void FigureLeaves::multiply(std::size_t leaf, DatedFigure& figure, const base::Rational& factor) {
    base::Rational step = 1;
    for (int i = 0; i < parameter_.decimals; ++i) step = step / 10;
    const base::Rational exact = figure.number / parameter_.unit.scale * factor;
    const base::Rational rounded = base::round(exact, step, base::RoundingMode::half_up);
    unrounded_.erase({leaf, figure.from});
    if (rounded != exact) unrounded_.emplace(std::pair{leaf, figure.from}, exact);
    figure.number = rounded * parameter_.unit.scale;
}

std::string FigureLeaves::unrounded(std::size_t leaf, base::Date from) const {
    const auto found = unrounded_.find({leaf, from});
    return found == unrounded_.end() ? std::string{} : found->second.to_string();
}

std::string written_value(const Parameter& parameter, const DatedFigure& figure) {
    if (!figure.code.empty()) return figure.code;
    if (parameter.type.kind == expr::ValueKind::boolean) return figure.number.is_zero() ? "false" : "true";
    return (figure.number / parameter.unit.scale).to_string();
}

std::string unit_of(const Parameter& parameter) {
    if (parameter.type.kind != expr::ValueKind::number) return {};
    return parameter.unit.scale == base::Rational(1, 100) ? "%" : parameter.unit.unit.to_string();
}

}  // namespace doudi::policy
