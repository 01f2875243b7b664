// Dated figures under their index values: days, values, when published, by which notice.
// What a parameter is (its type, its indexes) is read in read_parameters.cpp.

#include "figure_reader.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"

namespace doudi::policy {

/// One level of index values, or the dates at the bottom.
void FigureReader::read_level(const Node& node, const base::SourceSpan& place, const std::vector<std::string>& keys) {
    if (!node.is_map()) {
        context_.diagnostics.error("not-a-map", node.is_null() ? place : node.span);
        return;
    }
    if (keys.size() == parameter_.by.size()) {
        read_leaf(node, place, keys);
        return;
    }
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const Node& key = node.keys[i];
        if (read_day(key.text)) {
            context_.diagnostics.error("index-expected", key.span, {parameter_.by[keys.size()], key.text});
            continue;
        }
        if (key.text == "*" && parameter_.by[keys.size()] == "region" && parameter_.unit.unit.is_money() && !fallback_)
            context_.diagnostics.error("region-wildcard", key.span, {parameter_.name});
        std::vector<std::string> deeper = keys;
        deeper.push_back(key.text);
        read_level(node.items[i], key.span, deeper);
    }
}

void FigureReader::read_leaf(const Node& node, const base::SourceSpan& place, const std::vector<std::string>& keys) {
    ParameterLeaf leaf;
    leaf.keys = keys;
    leaf.span = place;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const auto day = read_begin(node, i);
        if (!day) continue;
        DatedFigure figure;
        figure.from = *day;
        figure.span = node.keys[i].span;
        figure.layer = context_.layer_of(node.items[i].span);
        if (read_figure(node.items[i], figure)) leaf.figures.push_back(std::move(figure));
    }
    std::stable_sort(leaf.figures.begin(), leaf.figures.end(),
                     [](const DatedFigure& a, const DatedFigure& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < leaf.figures.size(); ++i)
        if (leaf.figures[i].from == leaf.figures[i - 1].from)
            context_.diagnostics.error("overlap", leaf.figures[i].span, {leaf.figures[i].from.to_string()})
                .with_note("first-is-here", leaf.figures[i - 1].span);
    parameter_.leaves.push_back(std::move(leaf));
}

/// The day a figure takes effect; of a series, the first of its month.
std::optional<base::Date> FigureReader::read_begin(const Node& node, std::size_t at) {
    const Node& key = node.keys[at];
    const auto month = base::Month::parse(key.text);
    if (parameter_.series && month) return month->first_day();
    const auto day = read_day(key.text);
    if (day && !parameter_.series) return day;
    const bool cut = yaml::is_cut_by_comma(node, key, node.items[at]);
    context_.diagnostics.error(cut                 ? "unquoted-comma"
                               : parameter_.series ? "series-wants-months"
                                                   : "date-expected",
                               key.span, {base::shown(key.text)});
    return std::nullopt;
}

/// A figure, or a map {value, published, reference, note}; null ends.
bool FigureReader::read_figure(const Node& node, DatedFigure& figure) {
    if (!node.is_map()) {
        if (!node.is_null() && is_local(node))
            context_.diagnostics.error("published-missing", figure.span, {figure.from.to_string()});
        return read_value(node, figure);
    }
    Fields fields(context_, node, figure.span, {"value", "published", "reference", "note"});
    figure.reference = fields.text("reference").value_or("");
    figure.note = fields.text("note").value_or("");
    if (const auto published = fields.text("published")) {
        figure.published = base::Date::parse(*published);
        figure.published_unstated = *published == "unstated";
        if (!figure.published && !figure.published_unstated)
            context_.diagnostics.error("day-expected", fields.find("published")->span, {base::shown(*published)});
    } else if (!fields.has("published") && is_local(node)) {
        context_.diagnostics.error("published-missing", figure.span, {figure.from.to_string()});
    }
    const Node* value = fields.find("value");
    if (value == nullptr) {
        context_.diagnostics.error("value-missing", figure.span);
        return false;
    }
    return read_value(*value, figure);
}

/// A layer over another: its figures are compared by what was known when. Those of a reform nobody has published.
bool FigureReader::is_local(const Node& node) const {
    return context_.merged.layers.size() > 1 && !context_.merged.is_of_reform(node.span) && context_.layer_of(node.span) != context_.merged.layers.front().id;
}

bool FigureReader::read_value(const Node& node, DatedFigure& figure) {
    if (node.is_null()) {
        figure.ends = node.text == "null" && !parameter_.series;
        if (!figure.ends) context_.diagnostics.error("figure-empty", figure.span);
        return figure.ends;
    }
    if (!node.is_scalar()) {
        context_.diagnostics.error("not-a-figure", node.span);
        return false;
    }
    switch (parameter_.type.kind) {
        case expr::ValueKind::code: return read_code(node, figure);
        case expr::ValueKind::boolean:
            if (node.text != "true" && node.text != "false") {
                context_.diagnostics.error("not-true-or-false", node.span, {parameter_.name, base::shown(node.text)});
                return false;
            }
            figure.number = node.text == "true" ? 1 : 0;
            return true;
        case expr::ValueKind::date:
        case expr::ValueKind::month: return read_time(node, figure);
        case expr::ValueKind::number:
        case expr::ValueKind::text: break;
    }
    const auto number = base::Rational::parse_decimal(node.text, true);
    if (!number) {
        context_.diagnostics.error("bad-number-literal", node.span, {base::shown(node.text)});
        return false;
    }
    if (!number->decimals(parameter_.decimals)) {
        context_.diagnostics.error("figure-decimals", node.span,
                                   {base::shown(node.text), std::to_string(parameter_.decimals)});
        return false;
    }
    figure.number = *number * parameter_.unit.scale;
    return true;
}

bool FigureReader::read_code(const Node& node, DatedFigure& figure) {
    const auto& codes = *parameter_.type.codes;
    figure.code = node.text;
    if (codes.empty()) return false;  // said already
    if (std::find(codes.begin(), codes.end(), node.text) != codes.end()) return true;
    auto& error =
        context_.diagnostics.error("not-a-code", node.span, {base::shown(node.text), base::join(codes, ", ")});
    if (const auto near = base::nearest(node.text, codes)) error.with_help("help-did-you-mean", {*near});
    return false;
}

/// A day or a month, kept as its ordinal.
bool FigureReader::read_time(const Node& node, DatedFigure& figure) {
    const bool is_month = parameter_.type.kind == expr::ValueKind::month;
    const auto day = is_month ? std::nullopt : base::Date::parse(node.text);
    const auto month = is_month ? base::Month::parse(node.text) : std::nullopt;
    if (day) figure.number = day->days;
    if (month) figure.number = month->ordinal;
    if (!day && !month)
        context_.diagnostics.error("figure-time", node.span,
                                   {base::shown(node.text), is_month ? "YYYY-MM" : "YYYY-MM-DD"});
    return day || month;
}

}  // namespace doudi::policy
