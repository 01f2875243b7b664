// Compares the figures of one leaf month by month. Which leaves belong together, reforms and `--set` words know.

#include "changed_figures.hpp"

#include <utility>

#include "figure_leaves.hpp"

namespace doudi::policy {

namespace {

/// The run of months before it goes on, where nothing but the month is another; else it begins a new one.
void add_run(table::ChangedFigure one, std::vector<table::ChangedFigure>& figures) {
    const bool goes_on = !figures.empty() && figures.back().name == one.name && figures.back().keys == one.keys &&
                         figures.back().last + 1 == one.first && figures.back().old_value == one.old_value &&
                         figures.back().new_value == one.new_value;
    if (goes_on) {
        figures.back().last = one.last;
    } else {
        figures.push_back(std::move(one));
    }
}

}  // namespace

const DatedFigure* figure_of(const Parameter& parameter, const std::vector<DatedFigure>& figures, base::Month month) {
    const DatedFigure* found = nullptr;
    for (const DatedFigure& figure : figures)
        if (parameter.series ? figure.from == month.first_day() : figure.from <= month.first_day()) found = &figure;
    return found != nullptr && found->ends ? nullptr : found;
}

bool same_value(const DatedFigure* a, const DatedFigure* b) {
    if (a == nullptr || b == nullptr) return a == b;
    return a->number == b->number && a->code == b->code;
}

void note_changes(const FigurePair& pair, base::Month first, base::Month last, std::vector<table::ChangedFigure>& figures,
                  const std::function<std::string(const DatedFigure&)>& unrounded) {
    for (base::Month month = first; month <= last; month = month + 1) {
        const DatedFigure* old_figure = figure_of(pair.parameter, pair.before, month);
        const DatedFigure* new_figure = figure_of(pair.parameter, pair.after, month);
        if (same_value(old_figure, new_figure)) continue;
        table::ChangedFigure one;
        one.name = pair.parameter.law + "." + pair.parameter.name;
        one.keys = pair.keys;
        one.first = one.last = month;
        if (old_figure != nullptr) one.old_value = written_value(pair.parameter, *old_figure);
        if (new_figure != nullptr) one.new_value = written_value(pair.parameter, *new_figure);
        if (new_figure != nullptr && unrounded) one.unrounded = unrounded(*new_figure);
        one.unit = unit_of(pair.parameter);
        one.falls = old_figure != nullptr && new_figure != nullptr && new_figure->number < old_figure->number;
        add_run(std::move(one), figures);
    }
}

}  // namespace doudi::policy
