// What is paid, to whom, on which conditions.

#include <map>
#include <set>

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

class BenefitReader {
public:
    BenefitReader(Context& context, Benefit& benefit) : context_(context), benefit_(benefit) {}

    void read(const Node& key, const Node& node, const std::string& law) {
        Fields fields(context_, node, key.span,
                      {"label", "description", "reference", "note", "to", "award", "starts", "ends", "eligible", "amount", "parts", "total_round", "minimum",
                       "yields_to", "best_of", "period", "unit", "funding", "range", "in_force"});
        if (!fields.usable()) return;
        read_named(context_, fields, key, law, benefit_);
        read_to(fields, key);
        read_award(fields, key);
        benefit_.starts = read_formula(context_, fields.find("starts"));
        benefit_.ends = read_formula(context_, fields.find("ends"));
        if (const Node* eligible = fields.find("eligible")) benefit_.eligible = conditions(*eligible, fields.place("eligible"));
        const Node* stated = fields.find("eligible");
        if (stated == nullptr || (stated->is_map() && stated->keys.empty())) context_.diagnostics.error("conditions-missing", key.span, {key.text});
        read_amounts(fields, key);
        if (const Node* round = fields.find("total_round")) benefit_.total_round = rounding(*round, fields.place("total_round"));
        benefit_.minimum = fields.number("minimum");
        if (benefit_.minimum && benefit_.minimum->sign() <= 0) context_.diagnostics.error("minimum-not-above-zero", fields.find("minimum")->span);
        for (const Node* other : fields.list("yields_to")) {
            benefit_.yields_to_names.push_back(other->text);
            benefit_.yields_to_spans.push_back(other->span);
        }
        benefit_.best_of = fields.text("best_of").value_or("");
        if (fields.has("best_of")) benefit_.best_of_span = fields.find("best_of")->span;
        benefit_.in_force = read_in_force(context_, fields);
        const auto period = fields.text("period");
        benefit_.once = period == "once";
        if (period && *period != "month" && !benefit_.once) context_.diagnostics.error("unknown-period", fields.find("period")->span, {base::shown(*period)});
        if (const Node* funding = fields.find("funding")) read_funding(*funding, fields.place("funding"));
        const auto unit = fields.text("unit");
        benefit_.in_kind = unit == "item";
        if (unit && !benefit_.in_kind) context_.diagnostics.error("benefit-unit", fields.find("unit")->span, {base::shown(*unit)});
    }

private:
    /// `central: 60%`, or with a label: `central: {share: 60%, label: …}`.
    void read_funding(const Node& node, const base::SourceSpan& place) {
        if (!node.is_map() || node.keys.empty()) {
            context_.diagnostics.error("not-a-map", node.is_null() ? place : node.span);
            return;
        }
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            FundingShare one;
            one.name = node.keys[i].text;
            one.span = node.keys[i].span;
            const Node* share = &node.items[i];
            if (share->is_map()) {
                Fields fields(context_, *share, node.keys[i].span, {"share", "label", "description", "reference", "note"});
                read_named(context_, fields, node.keys[i], benefit_.law, one);
                share = fields.find("share");
                if (share == nullptr) context_.diagnostics.error("value-missing", node.keys[i].span);
            } else {
                check_name(context_, node.keys[i]);
            }
            auto formula = share == nullptr ? std::nullopt : read_formula(context_, share);
            if (!formula) continue;
            one.share = std::move(*formula);
            benefit_.funding.push_back(std::move(one));
        }
    }

    void read_to(Fields& fields, const Node& key) {
        const auto word = fields.text("to");
        const expr::TableId table = word == "household" ? expr::household_table : word == "person" ? expr::person_table : expr::no_table;
        if (table == expr::no_table) {
            context_.diagnostics.error("benefit-to", fields.has("to") ? fields.find("to")->span : key.span, {key.text});
        } else {
            benefit_.to = table;
        }
    }

    void read_award(Fields& fields, const Node& key) {
        const auto word = fields.text("award");
        if (!word) {
            context_.diagnostics.error("award-missing", key.span, {key.text});
        } else if (*word != "none") {
            benefit_.award = read_formula(context_, fields.find("award"));
        }
    }

    std::vector<Condition> conditions(const Node& node, const base::SourceSpan& place) {
        std::vector<Condition> result;
        if (!node.is_map()) {
            context_.diagnostics.error("not-a-map", node.is_null() ? place : node.span);
            return result;
        }
        for (std::size_t i = 0; i < node.keys.size(); ++i)
            if (auto one = condition(node.keys[i], node.items[i])) result.push_back(std::move(*one));
        return result;
    }

    std::optional<Condition> condition(const Node& key, const Node& node) {
        Fields fields(context_, node, key.span, {"label", "description", "reference", "note", "when", "any", "all", "none", "in_force", "overridable"});
        if (!fields.usable()) return std::nullopt;
        Condition result;
        read_named(context_, fields, key, benefit_.law, result);
        check_reason(key);
        result.in_force = read_in_force(context_, fields);
        result.overridable = fields.flag("overridable").value_or(false);
        int forms = 0;
        for (const auto& [word, kind] : {std::pair{"any", ConditionKind::any}, std::pair{"all", ConditionKind::all}, std::pair{"none", ConditionKind::none}}) {
            if (!fields.has(word)) continue;
            result.kind = kind;
            result.members = conditions(*fields.find(word), fields.place(word));
            if (fields.find(word)->is_map() && fields.find(word)->keys.empty()) context_.diagnostics.error("conditions-missing", key.span, {key.text});
            ++forms;
        }
        if (fields.has("when")) {
            ++forms;
            auto when = read_formula(context_, fields.find("when"));
            if (!when) return std::nullopt;
            result.when = std::move(*when);
        }
        if (forms == 1) return result;
        context_.diagnostics.error("condition-form", key.span, {key.text});
        return std::nullopt;
    }

    /// A condition's name is the reason when it fails: one of its kind, and none of the program's own.
    void check_reason(const Node& key) {
        static const std::set<std::string> own = {"not_started", "ended", "not_decided", "negative_amount", "outside_range"};
        if (own.contains(key.text)) context_.diagnostics.error("reserved-name", key.span, {key.text});
        const auto [first, is_new] = reasons_.emplace(key.text, key.span);
        if (!is_new) context_.diagnostics.error("declared-twice", key.span, {key.text}).with_note("first-is-here", first->second);
    }

    std::optional<Rounding> rounding(const Node& node, const base::SourceSpan& place) {
        Fields fields(context_, node, place, {"to", "mode", "reference"});
        if (!fields.usable()) return std::nullopt;
        auto to = read_formula(context_, fields.find("to"));
        const auto mode = fields.text("mode");
        if (!to || !mode) {
            context_.diagnostics.error("rounding-incomplete", place);
            return std::nullopt;
        }
        Rounding result;
        result.span = place;
        result.to = std::move(*to);
        result.mode = base::rounding_mode_of(*mode);
        if (!result.mode) result.mode_name = read_formula(context_, fields.find("mode"));
        return result;
    }

    void read_amounts(Fields& fields, const Node& key) {
        const Node* amount = fields.find("amount");
        const Node* parts = fields.find("parts");
        if (const Node* range = fields.find("range")) {
            if (amount != nullptr || parts != nullptr) context_.diagnostics.error("amount-or-parts", key.span, {key.text});
            read_range(*range, fields.place("range"), key);
            return;
        }
        if ((amount == nullptr) == (parts == nullptr)) {
            context_.diagnostics.error("amount-or-parts", key.span, {key.text});
            return;
        }
        if (amount != nullptr) {
            part(key, *amount, false);
            if (!benefit_.parts.empty()) benefit_.parts.back().name.clear();
            return;
        }
        if (!parts->is_map() || parts->keys.empty()) {
            context_.diagnostics.error("not-a-map", parts->is_null() ? fields.place("parts") : parts->span);
            return;
        }
        for (std::size_t i = 0; i < parts->keys.size(); ++i) part(parts->keys[i], parts->items[i], true);
    }

    /// The decided figure is the amount; it needs no rounding, since its cells have their decimals.
    void read_range(const Node& node, const base::SourceSpan& place, const Node& key) {
        Fields fields(context_, node, place, {"from", "to", "decided", "reference"});
        if (!fields.usable()) return;
        for (const std::string_view wanted : {"from", "to", "decided"})
            if (!fields.has(wanted)) context_.diagnostics.error("range-incomplete", place, {key.text, std::string(wanted)});
        auto from = read_formula(context_, fields.find("from"));
        auto to = read_formula(context_, fields.find("to"));
        auto decided = read_formula(context_, fields.find("decided"));
        if (!from || !to || !decided) return;
        benefit_.range = Range{std::move(*from), std::move(*to)};
        Part amount;
        amount.span = fields.place("decided");
        amount.law = benefit_.law;
        amount.reference = fields.text("reference").value_or(benefit_.reference);
        amount.formula = std::move(*decided);
        benefit_.parts.push_back(std::move(amount));
    }

    void part(const Node& key, const Node& node, bool named) {
        Fields fields(context_, node, key.span, {"label", "description", "reference", "note", "of", "when", "formula", "round", "in_force"});
        if (!fields.usable()) return;
        Part result;
        if (named) {
            read_named(context_, fields, key, benefit_.law, result);
        } else {
            result.span = key.span;
            result.law = benefit_.law;
            result.reference = fields.text("reference").value_or(benefit_.reference);
        }
        if (const auto of = fields.text("of")) {
            result.of_person = *of == "person" && benefit_.to == expr::household_table;
            if (!result.of_person) context_.diagnostics.error("part-of", fields.find("of")->span, {base::shown(*of)});
        }
        result.in_force = read_in_force(context_, fields);
        if (fields.has("when")) result.when = read_formula(context_, fields.find("when"));
        auto formula = read_formula(context_, fields.find("formula"));
        if (!fields.has("formula")) context_.diagnostics.error("value-missing", key.span);
        if (const Node* round = fields.find("round")) result.round = rounding(*round, fields.place("round"));
        if (!formula) return;
        result.formula = std::move(*formula);
        benefit_.parts.push_back(std::move(result));
    }

    Context& context_;
    Benefit& benefit_;
    std::map<std::string, base::SourceSpan> reasons_;
};

}  // namespace

void read_benefits(Context& context, const std::string& law, const Node& section, Policy& policy) {
    for (std::size_t i = 0; i < section.keys.size(); ++i) {
        check_declared_once(context, policy.benefits, section.keys[i]);
        Benefit benefit;
        BenefitReader(context, benefit).read(section.keys[i], section.items[i], law);
        if (!benefit.name.empty()) policy.benefits.push_back(std::move(benefit));
    }
}

}  // namespace doudi::policy
