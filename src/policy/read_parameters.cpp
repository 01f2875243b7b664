// Dated figures, perhaps indexed by codes.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

class ParameterReader {
public:
    ParameterReader(Context& context, Parameter& parameter) : context_(context), parameter_(parameter) {}

    void read(const Node& key, const Node& node, const std::string& law) {
        Fields fields(context_, node, key.span,
                      {"label", "description", "reference", "note", "unit", "decimals", "type", "values_allowed", "by", "values", "fallback"});
        if (!fields.usable()) return;
        read_named(context_, fields, key, law, parameter_);
        fields.text("note");
        read_type(fields);
        for (const Node* index : fields.list("by")) {
            if (std::find(parameter_.by.begin(), parameter_.by.end(), index->text) != parameter_.by.end())
                context_.diagnostics.error("listed-twice", index->span, {base::shown(index->text)});
            parameter_.by.push_back(index->text);
        }
        fallback_ = fields.flag("fallback").value_or(false);
        if (const Node* values = fields.find("values")) read_level(*values, fields.place("values"), {});
    }

private:
    void read_type(Fields& fields) {
        const auto word = fields.text("type");
        if (const auto unit = fields.text("unit")) {
            const auto declared = expr::parse_unit(*unit);
            if (!declared) context_.diagnostics.error("unknown-unit", fields.find("unit")->span, {base::shown(*unit)});
            if (declared) parameter_.unit = *declared;
        }
        parameter_.type = expr::Type::number(parameter_.unit.unit);
        parameter_.decimals = fields.whole("decimals", 0, 6).value_or(parameter_.unit.unit.is_money() ? 2 : 6);
        if (word && *word == "code") {
            std::vector<std::string> codes;
            for (const Node* item : fields.list("values_allowed")) codes.push_back(item->text);
            if (codes.empty()) context_.diagnostics.error("codes-missing", fields.place("type"), {parameter_.name});
            parameter_.type = expr::Type::code(std::make_shared<const std::vector<std::string>>(std::move(codes)));
        } else if (word && *word == "bool") {
            parameter_.type = expr::Type::boolean();
        } else if (word && *word != "number") {
            context_.diagnostics.error("unknown-type", fields.find("type")->span, {base::shown(*word)});
        }
        if (word && *word != "number" && fields.has("unit")) context_.diagnostics.error("only-for-numbers", fields.place("unit"), {"unit", *word});
    }

    /// One level of index values, or the dates at the bottom.
    void read_level(const Node& node, const base::SourceSpan& place, const std::vector<std::string>& keys) {
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

    void read_leaf(const Node& node, const base::SourceSpan& place, const std::vector<std::string>& keys) {
        ParameterLeaf leaf;
        leaf.keys = keys;
        leaf.span = place;
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            const auto day = read_day(node.keys[i].text);
            if (!day) {
                const bool cut = yaml::is_cut_by_comma(node, node.keys[i], node.items[i]);
                context_.diagnostics.error(cut ? "unquoted-comma" : "date-expected", node.keys[i].span, {base::shown(node.keys[i].text)});
                continue;
            }
            DatedFigure figure;
            figure.from = *day;
            figure.span = node.keys[i].span;
            figure.layer = context_.layer_of(node.items[i].span);
            if (read_figure(node.items[i], figure)) leaf.figures.push_back(std::move(figure));
        }
        std::stable_sort(leaf.figures.begin(), leaf.figures.end(), [](const DatedFigure& a, const DatedFigure& b) { return a.from < b.from; });
        for (std::size_t i = 1; i < leaf.figures.size(); ++i)
            if (leaf.figures[i].from == leaf.figures[i - 1].from)
                context_.diagnostics.error("overlap", leaf.figures[i].span, {leaf.figures[i].from.to_string()}).with_note("first-is-here", leaf.figures[i - 1].span);
        parameter_.leaves.push_back(std::move(leaf));
    }

    /// A figure, or a map {value, published, reference, note}; null ends.
    bool read_figure(const Node& node, DatedFigure& figure) {
        if (!node.is_map()) {
            if (!node.is_null() && is_local(node)) context_.diagnostics.error("published-missing", figure.span, {figure.from.to_string()});
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

    /// A layer over another: its figures are compared by what was known when.
    [[nodiscard]] bool is_local(const Node& node) const {
        return context_.merged.layers.size() > 1 && context_.layer_of(node.span) != context_.merged.layers.front().id;
    }

    bool read_value(const Node& node, DatedFigure& figure) {
        if (node.is_null()) {
            figure.ends = node.text == "null";
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
            case expr::ValueKind::number:
            case expr::ValueKind::date:
            case expr::ValueKind::month:
            case expr::ValueKind::text: break;
        }
        const auto number = base::Rational::parse_decimal(node.text, true);
        if (!number) {
            context_.diagnostics.error("bad-number-literal", node.span, {base::shown(node.text)});
            return false;
        }
        if (!number->decimals(parameter_.decimals)) {
            context_.diagnostics.error("figure-decimals", node.span, {base::shown(node.text), std::to_string(parameter_.decimals)});
            return false;
        }
        figure.number = *number * parameter_.unit.scale;
        return true;
    }

    bool read_code(const Node& node, DatedFigure& figure) {
        const auto& codes = *parameter_.type.codes;
        figure.code = node.text;
        if (codes.empty()) return false;  // said already
        if (std::find(codes.begin(), codes.end(), node.text) != codes.end()) return true;
        auto& error = context_.diagnostics.error("not-a-code", node.span, {base::shown(node.text), base::join(codes, ", ")});
        if (const auto near = base::nearest(node.text, codes)) error.with_help("help-did-you-mean", {*near});
        return false;
    }

    Context& context_;
    Parameter& parameter_;
    bool fallback_ = false;
};

}  // namespace

void read_parameters(Context& context, const std::string& law, const Node& section, Policy& policy) {
    for (std::size_t i = 0; i < section.keys.size(); ++i) {
        Parameter parameter;
        ParameterReader(context, parameter).read(section.keys[i], section.items[i], law);
        if (!parameter.name.empty()) policy.parameters.push_back(std::move(parameter));
    }
}

}  // namespace doudi::policy
