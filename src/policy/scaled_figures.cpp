// Multiplies the figures of a parameter as they stand in the merged tree. A figure that then has more decimals than its
// parameter is found by figure_reader.cpp, like any other.

#include "scaled_figures.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "doudi/base/exact.hpp"
#include "doudi/base/text.hpp"
#include "doudi/yaml/fields.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

class Scaler {
public:
    Scaler(const Node& key, const Node& scale, base::Diagnostics& diagnostics) : place_(key.span), diagnostics_(diagnostics) {
        yaml::Fields fields(diagnostics, scale, key.span, {"by", "round", "from"});
        if (!fields.usable()) return;
        by_ = fields.number("by");
        if (!fields.has("by") || (by_ && by_->sign() <= 0)) diagnostics.error("scale-by", fields.has("by") ? fields.find("by")->span : key.span);
        if (const auto from = fields.text("from")) {
            from_ = read_day(*from);
            if (!from_) diagnostics.error("date-expected", fields.find("from")->span, {base::shown(*from)});
        }
        if (const Node* round = fields.find("round")) read_round(*round, fields.place("round"));
        usable_ = by_ && by_->sign() > 0;
    }

    /// All figures below one key of a parameter.
    void scale(Node& figures, bool series) {
        if (!usable_) return;
        series_ = series;
        level(figures);
    }

private:
    void read_round(const Node& node, const base::SourceSpan& place) {
        yaml::Fields fields(diagnostics_, node, place, {"to", "mode"});
        const auto mode = fields.text("mode");
        to_ = fields.number("to");
        if (mode) mode_ = base::rounding_mode_of(*mode);
        if (mode && !mode_) diagnostics_.error("unknown-rounding-mode", fields.find("mode")->span, {base::shown(*mode)});
        if (!to_ || to_->sign() <= 0 || !mode) diagnostics_.error("rounding-incomplete", place);
        if (!mode_ || to_->sign() <= 0) to_.reset();
    }

    /// Index values, bracket rows, or the days at the bottom.
    void level(Node& node) {
        for (Node& row : node.items)
            if (row.is_map() && node.kind == NodeKind::sequence && row.find("value") != nullptr) level(*row.find("value"));
        if (!node.is_map() || node.keys.empty()) return;
        const bool has_days = std::all_of(node.keys.begin(), node.keys.end(), [](const Node& key) { return read_day(key.text).has_value(); });
        if (has_days) return days(node);
        for (std::size_t i = 0; i < node.keys.size(); ++i)
            if (node.keys[i].text != "of" && node.keys[i].text != "kind" && node.keys[i].text != "closed") level(node.items[i]);
    }

    void days(Node& node) {
        if (from_ && !series_) begin_anew(node);
        for (std::size_t i = 0; i < node.keys.size(); ++i)
            if (!from_ || *read_day(node.keys[i].text) >= *from_) multiply(node.items[i]);
    }

    /// What is in force on the day goes on under another figure.
    void begin_anew(Node& node) {
        std::optional<std::size_t> last;
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            const base::Date day = *read_day(node.keys[i].text);
            if (day == *from_) return;
            if (day < *from_ && (!last || day > *read_day(node.keys[*last].text))) last = i;
        }
        if (!last || node.items[*last].is_null()) return;
        Node key = node.keys[*last];
        key.text = from_->to_string();
        Node figure = node.items[*last];
        node.set(std::move(key), std::move(figure));
    }

    void multiply(Node& figure) {
        Node* value = figure.is_map() ? figure.find("value") : &figure;
        if (value == nullptr || !value->is_scalar()) return;
        const auto number = base::Rational::parse_decimal(value->text, true);
        if (!number) {
            diagnostics_.error("scale-not-a-number", value->span, {base::shown(value->text)}).with_note("scaled-here", place_);
            return;
        }
        base::Rational product = *number * *by_;
        if (to_ && mode_) product = base::round(product, *to_, *mode_);
        value->text = product.to_string();
    }

    base::SourceSpan place_;
    base::Diagnostics& diagnostics_;
    std::optional<base::Rational> by_;
    std::optional<base::Rational> to_;
    std::optional<base::RoundingMode> mode_;
    std::optional<base::Date> from_;
    bool series_ = false;
    bool usable_ = false;
};

}  // namespace

Node scaled_figures(const Node& key, const Node& scale, const Node& parameter, base::Diagnostics& diagnostics) {
    Node overlay;
    overlay.kind = NodeKind::map;
    overlay.span = key.span;
    Scaler scaler(key, scale, diagnostics);
    for (const std::string form : {"values", "series", "brackets"}) {
        const Node* figures = parameter.find(form);
        if (figures == nullptr) continue;
        Node scaled = *figures;
        scaler.scale(scaled, form == "series");
        overlay.set(*parameter.key_of(form), std::move(scaled));
    }
    if (overlay.keys.empty()) diagnostics.error("scale-without-figures", key.span);
    return overlay;
}

}  // namespace doudi::policy
