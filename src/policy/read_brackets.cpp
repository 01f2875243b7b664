// Bracket tables: slices of a number, each with its dated figures. Gaps and overlaps between slices are mistakes here.
// What a run makes of a slice stands in plan/compile_lookup.cpp.

#include <optional>

#include "doudi/base/text.hpp"
#include "figure_reader.hpp"

namespace doudi::policy {

namespace {

class BracketReader {
public:
    BracketReader(Context& context, Parameter& parameter, bool fallback)
        : context_(context), parameter_(parameter), fallback_(fallback) {}

    void read(const Node& node, const base::SourceSpan& place) {
        Fields fields(context_, node, place, {"of", "closed", "kind", "rows"});
        parameter_.by.insert(parameter_.by.begin(), bracket_index);
        parameter_.brackets.emplace();
        if (!fields.usable()) return;
        read_kind(fields, place);
        read_unit(fields, place);
        const Node* rows = fields.find("rows");
        if (rows == nullptr || rows->kind != NodeKind::sequence || rows->items.empty()) {
            context_.diagnostics.error("brackets-want-rows", rows == nullptr ? place : rows->span, {parameter_.name});
            return;
        }
        for (const Node& row : rows->items) read_row(row, &row == &rows->items.front());
        check_joins();
        name_rows();
        for (std::size_t i = 0; i < values_.size(); ++i)
            if (values_[i] != nullptr)
                FigureReader(context_, parameter_, fallback_)
                    .read_level(*values_[i], brackets().rows[i].span, {brackets().rows[i].key});
    }

private:
    Brackets& brackets() { return *parameter_.brackets; }

    void read_kind(Fields& fields, const base::SourceSpan& place) {
        const auto kind = fields.text("kind");
        const auto closed = fields.text("closed");
        brackets().marginal = kind == "marginal";
        brackets().closed_below = closed != "upper";
        if (kind != "flat" && kind != "marginal")
            context_.diagnostics.error("brackets-kind", kind ? fields.find("kind")->span : place,
                                       {"kind", "flat, marginal"});
        const bool closed_good = closed == "lower" || closed == "upper" || (!closed && brackets().marginal);
        if (!closed_good)
            context_.diagnostics.error("brackets-kind", closed ? fields.find("closed")->span : place,
                                       {"closed", "lower, upper"});
        if (brackets().marginal && parameter_.type.kind != expr::ValueKind::number)
            context_.diagnostics.error("only-for-numbers", fields.place("kind"),
                                       {"kind: marginal", parameter_.type.to_string()});
    }

    void read_unit(Fields& fields, const base::SourceSpan& place) {
        const auto unit = fields.text("of");
        const auto declared = unit ? expr::parse_unit(*unit) : std::nullopt;
        if (declared) brackets().of = *declared;
        if (!unit) context_.diagnostics.error("brackets-kind", place, {"of", "CNY, month, 1 …"});
        if (unit && !declared)
            context_.diagnostics.error("unknown-unit", fields.find("of")->span, {base::shown(*unit)});
    }

    void read_row(const Node& node, bool first) {
        Fields fields(context_, node, node.span, {"from", "to", "value"});
        BracketRow row;
        row.span = node.span;
        row.from = bound(fields, "from");
        row.to = bound(fields, "to");
        if (!fields.has("from") && (!first || brackets().marginal))
            context_.diagnostics.error("bracket-from-missing", node.span);
        if (row.from && row.to && *row.to <= *row.from)
            context_.diagnostics.error("bracket-empty", fields.place("to"), {written(*row.from), written(*row.to)});
        const Node* value = fields.find("value");
        if (value == nullptr) context_.diagnostics.error("value-missing", node.span);
        values_.push_back(value);
        brackets().rows.push_back(std::move(row));
    }

    std::optional<base::Rational> bound(Fields& fields, std::string_view key) {
        const auto number = fields.number(key);
        return number ? std::optional(*number * brackets().of.scale) : std::nullopt;
    }

    /// Each row ends where the next begins.
    void check_joins() {
        auto& rows = brackets().rows;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            BracketRow& before = rows[i - 1];
            const auto& from = rows[i].from;
            if (!from) continue;
            const bool overlaps = (before.to && *before.to > *from) || (before.from && *before.from >= *from);
            const bool gap = before.to && *before.to < *from;
            if (overlaps)
                context_.diagnostics.error("brackets-overlap", rows[i].span, {written(*from)})
                    .with_note("bracket-before", before.span);
            if (gap)
                context_.diagnostics.error("brackets-gap", rows[i].span, {written(*before.to), written(*from)})
                    .with_note("bracket-before", before.span);
            before.to = from;
        }
    }

    /// "10000..20000", in the unit as written.
    void name_rows() {
        for (BracketRow& row : brackets().rows)
            row.key = (row.from ? written(*row.from) : "") + ".." + (row.to ? written(*row.to) : "");
    }

    std::string written(const base::Rational& bound) { return (bound / brackets().of.scale).to_string(); }

    Context& context_;
    Parameter& parameter_;
    bool fallback_;
    std::vector<const Node*> values_;
};

}  // namespace

void read_brackets(Context& context, const Node& node, const base::SourceSpan& place, Parameter& parameter,
                   bool fallback) {
    BracketReader(context, parameter, fallback).read(node, place);
}

std::string Brackets::key_of(const base::Rational& number) const {
    for (const BracketRow& row : rows) {
        const bool above = !row.from || (closed_below ? number >= *row.from : number > *row.from);
        const bool below = !row.to || (closed_below ? number < *row.to : number <= *row.to);
        if (above && below) return row.key;
    }
    return {};
}

}  // namespace doudi::policy
