// `doudi show POLICY NAME`: one figure, input, variable or benefit with all that the law says of it.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"
#include "shown_law.hpp"

namespace doudi::runs {

namespace {

using Rows = std::vector<std::vector<std::string>>;

class Thing : Wording {
public:
    Thing(const policy::Policy& policy, const expr::Meaning& thing, const ShowOptions& options)
        : Wording{options.language}, policy_(policy), thing_(thing), options_(options), named_(*policy.named(thing)) {}

    std::string print() {
        text_ = title_of(policy_, thing_, options_.language) + "\n";
        const auto at = static_cast<std::size_t>(thing_.id);
        switch (thing_.kind) {
            case expr::MeaningKind::parameter: print(policy_.parameters[at]); break;
            case expr::MeaningKind::input: print(policy_.inputs[at]); break;
            case expr::MeaningKind::variable: print(policy_.variables[at]); break;
            case expr::MeaningKind::benefit: print(policy_.benefits[at]); break;
            case expr::MeaningKind::none:
            case expr::MeaningKind::month:
            case expr::MeaningKind::code_value: break;
        }
        print_readers();
        return text_;
    }

private:
    void line(const std::string& text) { text_ += "  " + text + "\n"; }

    /// What kind of thing it is, where it stands, what it says of itself.
    void head(const std::vector<std::string>& facts) {
        line(base::join(facts, " · "));
        line(named_.span.file_line() + "  (" + named_.layer + ")");
        if (!named_.reference.empty()) line(word("show-reference", {named_.reference}));
        if (!named_.description.empty()) line(named_.description);
    }

    // --- figures ---

    void print(const policy::Parameter& one) {
        std::vector<std::string> facts = {word("show-is-figure"), shown_type(one.type, one.unit)};
        if (one.series) facts.push_back(word("show-series"));
        std::vector<std::string> by = one.by;
        if (one.brackets) {
            by.erase(by.begin());  // the slices themselves
            facts.push_back(slices(*one.brackets));
        }
        if (!by.empty()) facts.push_back(word("show-by", {base::join(by, ", ")}));
        head(facts);
        text_ += "\n";
        if (one.is_slot()) line(word("show-not-filled"));
        Rows rows;
        for (const policy::ParameterLeaf& leaf : one.leaves) {
            const policy::DatedFigure* in_force = options_.on ? figure_on(leaf, *options_.on) : nullptr;
            for (const policy::DatedFigure& figure : leaf.figures)
                if (!options_.on || &figure == in_force) rows.push_back(figure_row(one, leaf, figure));
        }
        if (rows.empty() && !one.is_slot() && options_.on)
            line(word("show-nothing-stated-on", {options_.on->to_string()}));
        text_ += report::aligned(rows, {false, false, true});
    }

    /// How a bracket table is asked, and whose a bound is. Rates on slices come to the same either way.
    [[nodiscard]] std::string slices(const policy::Brackets& brackets) const {
        const std::string of = brackets.of.scale == base::Rational(1, 100) ? "%" : brackets.of.unit.to_string();
        const std::string unit = of.empty() ? "1" : of;
        if (brackets.marginal) return word("show-rates-on-slices", {unit});
        return word(brackets.closed_below ? "show-slices-closed-below" : "show-slices-closed-above", {unit});
    }

    [[nodiscard]] std::vector<std::string> figure_row(const policy::Parameter& one, const policy::ParameterLeaf& leaf,
                                                      const policy::DatedFigure& figure) const {
        std::string published = figure.published ? word("show-published", {figure.published->to_string()}) : "";
        if (figure.published_unstated) published = word("show-published-unstated");
        std::string source = figure.reference;
        if (!figure.note.empty()) source += (source.empty() ? "" : "; ") + figure.note;
        return {"  " + base::join(leaf.keys, " "),
                figure.from.to_string(),
                figure.ends ? word("show-ends") : shown_figure(one, figure),
                published,
                figure.span.file_line(),
                source};
    }

    // --- inputs ---

    void print(const policy::Input& one) {
        const std::string table = policy_.table_name(one.table);
        const policy::Register* from = one.of_register < 0 ? nullptr : &policy_.registers[static_cast<std::size_t>(one.of_register)];
        head({from == nullptr ? word("show-is-input", {table}) : word("show-is-register-column", {from->name, table}),
              shown_type(one.type, one.unit), presence(one)});
        if (from != nullptr)
            line(word("show-register", {from->file, from->key, matched_by(policy_, *from)}));
        if (one.lasting) line(word("show-lasting"));
        const bool is_number = one.type.kind == expr::ValueKind::number;
        if (is_number) line(word("show-decimals", {std::to_string(one.decimals)}));
        if (one.min) line(word("show-least", {one.min->to_string()}));
        if (one.max) line(word("show-most", {one.max->to_string()}));
        std::vector<std::string> headers;
        for (const std::string& header : {one.label.zh, one.label.en})
            if (!header.empty() && std::find(headers.begin(), headers.end(), header) == headers.end())
                headers.push_back(header);
        headers.insert(headers.end(), one.aliases.begin(), one.aliases.end());
        if (!headers.empty()) line(word("show-headers", {base::join(headers, ", ")}));
        if (one.type.codes == nullptr) return;
        for (const std::string& code : *one.type.codes) {
            std::vector<std::string> spellings;
            for (const auto& [text, meaning] : one.spellings)
                if (meaning == code && text != code) spellings.push_back(text);
            line("  " + code + (spellings.empty() ? "" : "  " + base::join(spellings, ", ")));
        }
    }

    // --- variables ---

    void print(const policy::Variable& one) {
        std::vector<std::string> facts = {word("show-is-variable", {policy_.table_name(one.table)}),
                                          shown_type(one.type, {})};
        if (one.print)
            facts.push_back(
                word("show-printed", {one.print->to.to_string(), std::string(base::to_string(one.print->mode))}));
        head(facts);
        const policy::DatedFormula* in_force = nullptr;
        for (const policy::DatedFormula& formula : one.formulas)
            if (options_.on && (!formula.from || *formula.from <= *options_.on)) in_force = &formula;
        for (const policy::DatedFormula& formula : one.formulas)
            if (!options_.on || &formula == in_force) print(formula);
        print_reads();
    }

    void print(const policy::DatedFormula& formula) {
        text_ += "\n";
        if (formula.from) line(word("show-from", {formula.from->to_string()}));
        if (!formula.reference.empty() && formula.reference != named_.reference)
            line(word("show-reference", {formula.reference}));
        const expr::Expr& e = formula.expression;
        if (e.kind != expr::ExprKind::choose) return line("= " + expr::print(e));
        Rows rows;
        for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
            const std::string reference = i / 2 < formula.row_references.size() ? formula.row_references[i / 2] : "";
            const expr::InForce days = i / 2 < e.in_force.size() ? e.in_force[i / 2] : expr::InForce{};
            rows.push_back({"    " + expr::print(e.args[i + 1]), word("show-when", {expr::print(e.args[i])}), reference,
                            in_force(days)});
        }
        rows.push_back({"    " + expr::print(e.args.back()), word("show-otherwise")});
        line("=");
        text_ += report::aligned(rows, {});
    }

    // --- benefits ---

    void print(const policy::Benefit& one) {
        const std::string award = one.award ? word("show-award", {expr::print(*one.award)}) : word("show-no-award");
        head({word("show-is-benefit", {policy_.table_name(one.to)}), award,
              word(one.once ? "show-once" : "show-monthly", {one.unit().to_string()})});
        if (const std::string days = in_force(one.in_force); !days.empty()) line(days);
        if (one.starts) line(word("show-starts", {expr::print(*one.starts)}));
        if (one.ends) line(word("show-ends-with", {expr::print(*one.ends)}));
        if (!one.yields_to_names.empty()) line(word("show-yields", {base::join(one.yields_to_names, ", ")}));
        text_ += "\n  " + word("show-conditions") + "\n";
        Rows rows;
        for (const policy::Condition& condition : one.eligible) add(condition, "    ", rows);
        text_ += report::aligned(rows, {});
        print_amount(one);
        print_reads();
    }

    void print_amount(const policy::Benefit& one) {
        text_ += "\n  " + word("show-parts") + "\n";
        Rows rows;
        for (const policy::Part& part : one.parts) add(part, rows);
        text_ += report::aligned(rows, {});
        if (one.range) line(word("show-range", {expr::print(one.range->from), expr::print(one.range->to)}));
        if (one.total_round) line(word("show-total-rounded", {rounding(*one.total_round)}));
        if (one.minimum) line(word("show-minimum", {report::money(*one.minimum)}));
    }

    void add(const policy::Condition& condition, const std::string& indent, Rows& rows) const {
        std::string what;
        switch (condition.kind) {
            case policy::ConditionKind::when: what = expr::print(condition.when); break;
            case policy::ConditionKind::any: what = word("show-any"); break;
            case policy::ConditionKind::all: what = word("show-all"); break;
            case policy::ConditionKind::none: what = word("show-none"); break;
        }
        rows.push_back(
            {indent + condition.name, what, label(condition), condition.reference, in_force(condition.in_force)});
        for (const policy::Condition& member : condition.members) add(member, indent + "  ", rows);
    }

    void add(const policy::Part& part, Rows& rows) const {
        std::vector<std::string> extras;
        if (part.of_person) extras.push_back(word("show-of-person"));
        if (part.when) extras.push_back(word("show-when", {expr::print(*part.when)}));
        if (part.round) extras.push_back(word("show-rounded", {rounding(*part.round)}));
        if (const std::string days = in_force(part.in_force); !days.empty()) extras.push_back(days);
        rows.push_back({"    " + (part.name.empty() ? word("amount") : part.name), expr::print(part.formula),
                        base::join(extras, " · ")});
    }

    [[nodiscard]] static std::string rounding(const policy::Rounding& round) {
        const std::string mode = round.mode ? std::string(base::to_string(*round.mode)) : expr::print(*round.mode_name);
        return expr::print(round.to) + " " + mode;
    }

    // --- the graph ---

    /// Names behind a word, in lines that fit a screen.
    void list(std::string_view key, const std::vector<std::string>& names) {
        constexpr std::size_t width = 110;
        const std::string before = "  " + word(key) + "  ";
        const std::size_t indent = base::display_width(before);
        std::string text = before;
        std::size_t used = indent;
        for (const std::string& name : names) {
            if (used > indent && used + name.size() + 2 > width) {
                text.back() = '\n';  // the blank behind the comma
                text += std::string(indent, ' ');
                used = indent;
            }
            text += name + (&name == &names.back() ? "" : ", ");
            used += name.size() + 2;
        }
        text_ += text + "\n";
    }

    void print_reads() {
        std::vector<std::string> names;
        for (const expr::Meaning& one : policy::reads_of(policy_, thing_.kind, thing_.id))
            if (one.kind != expr::MeaningKind::month && one.kind != expr::MeaningKind::code_value &&
                one.kind != expr::MeaningKind::none)
                names.push_back(policy_.name_of(one));
        if (names.empty()) return;
        text_ += "\n";
        list("show-reads", names);
    }
    void print_readers() {
        const std::vector<std::string> names = readers_of(policy_, thing_);
        if (!names.empty()) list("show-read-by", names);
        const auto remembered = policy::remembered_by(policy_);
        const bool is_remembered = std::any_of(remembered.begin(), remembered.end(), [&](const expr::Meaning& m) {
            return m.kind == thing_.kind && m.id == thing_.id;
        });
        if (is_remembered) line(word("show-remembered"));
    }

    const policy::Policy& policy_;
    const expr::Meaning thing_;
    const ShowOptions& options_;
    const policy::Named& named_;
    std::string text_;
};

}  // namespace

std::string show_thing(const policy::Policy& policy, const expr::Meaning& thing, const ShowOptions& options) {
    return Thing(policy, thing, options).print();
}

}  // namespace doudi::runs
