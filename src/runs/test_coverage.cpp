// `doudi test --coverage`: conditions that some case sees hold and some case sees fail; rows, figures and brackets that
// some case takes. Whether a case would notice a change of them is left to mutation.

#include "test_coverage.hpp"

#include <algorithm>
#include <tuple>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"
#include "law_pieces.hpp"

namespace doudi::runs {

namespace {

expr::TableId table_of(const engine::Frame& frame, plan::Slot slot) {
    return frame.plan->steps[static_cast<std::size_t>(slot)].table;
}
bool is_bracket(const expr::Expr& e) {
    return e.kind == expr::ExprKind::bracket && e.meaning.kind == expr::MeaningKind::parameter;
}

}  // namespace

// --- while cases run ---

void Coverage::see(const policy::Policy& policy, const engine::Frame& frame, const table::Words& words) {
    for (const plan::BenefitPlan& benefit : frame.plan->benefits) {
        for (const plan::ConditionPlan& one : benefit.conditions) see(frame, one);
        for (const plan::PartPlan& one : benefit.parts)
            if (one.part->when && one.when != plan::no_slot) conditions_[&*one.part->when] |= seen_in_all(frame, one.when);
    }
    for (const auto& [expression, slot] : frame.plan->slot_of_expression) {
        if (expression->kind == expr::ExprKind::choose) see_rows(frame, *expression, slot);
        // a table asked behind `at` or `default` has no step of its own
        each_piece(*expression, [&](const expr::Expr& piece) {
            if (is_bracket(piece)) see_bracket(policy, frame, piece);
        });
    }
    each_figure_taken(policy, frame, words, [&](const policy::DatedFigure* figure) { taken_.insert(figure); });
}

unsigned Coverage::seen_at(const engine::Frame& frame, plan::Slot slot, expr::TableId table, std::size_t row) {
    const table::Column& column = frame.columns[static_cast<std::size_t>(slot)];
    const std::size_t at = frame.row_of(slot, table, row);
    if (column.standing_of(at) != table::known) return 0;
    return column.integers[at] != 0 ? holds : fails;
}

unsigned Coverage::seen_in_all(const engine::Frame& frame, plan::Slot slot) {
    const expr::TableId table = table_of(frame, slot);
    unsigned seen = 0;
    for (std::size_t row = 0; row < frame.rows(table); ++row) seen |= seen_at(frame, slot, table, row);
    return seen;
}

void Coverage::see(const engine::Frame& frame, const plan::ConditionPlan& condition) {
    conditions_[condition.condition] |= seen_in_all(frame, condition.slot);
    for (const plan::ConditionPlan& member : condition.members) see(frame, member);
}

/// The first row that holds is taken; one that is not known takes none.
void Coverage::see_rows(const engine::Frame& frame, const expr::Expr& choose, plan::Slot slot) {
    const base::Date day = frame.plan->month.first_day();
    const expr::TableId table = table_of(frame, slot);
    const std::size_t otherwise = choose.args.size() / 2;
    for (std::size_t row = 0; row < frame.rows(table); ++row) {
        std::size_t taken = 0;
        unsigned seen = fails;
        for (; taken < otherwise; ++taken) {
            if (!choose.in_force.empty() && !choose.in_force[taken].on(day)) continue;
            seen = seen_at(frame, frame.plan->slot_of_expression.at(&choose.args[2 * taken]), table, row);
            if (seen != fails) break;
        }
        if (seen == holds || taken == otherwise) rows_.emplace(&choose, taken);
    }
}

/// Of a table of rates each row counts whose slice the number reaches; else the row it lies in.
void Coverage::see_bracket(const policy::Policy& policy, const engine::Frame& frame, const expr::Expr& asked) {
    const auto number = frame.plan->slot_of_expression.find(&asked.args.front());
    if (number == frame.plan->slot_of_expression.end()) return;  // asked in a month that is not this one
    const policy::Brackets& brackets = *policy.parameters[static_cast<std::size_t>(asked.meaning.id)].brackets;
    const table::Column& column = frame.columns[static_cast<std::size_t>(number->second)];
    for (std::size_t at = 0; at < column.numbers.size(); ++at) {
        if (column.standing_of(at) != table::known) continue;
        const base::Rational& value = column.numbers[at];
        for (const policy::BracketRow& row : brackets.rows) {
            const bool is_in = brackets.marginal ? !row.from || value > *row.from : brackets.key_of(value) == row.key;
            if (is_in) taken_.insert(&row);
        }
    }
}

void each_figure_taken(const policy::Policy& policy, const engine::Frame& frame, const table::Words& words,
                       const std::function<void(const policy::DatedFigure*)>& visit) {
    for (std::size_t slot = 0; slot < frame.plan->steps.size(); ++slot) {
        const plan::Step& step = frame.plan->steps[slot];
        if (step.op != plan::StepOp::lookup) continue;
        const plan::Lookup& lookup = frame.plan->lookups[static_cast<std::size_t>(step.index)];
        for (std::size_t row = 0; row < frame.rows(step.table); ++row) {
            if (frame.columns[slot].standing_of(row) != table::known) continue;
            base::Date day = frame.plan->month.first_day();
            std::vector<std::string> indexes;
            for (const plan::Slot input : step.inputs) {
                const std::size_t at = frame.row_of(input, step.table, row);
                const table::Column& column = frame.columns[static_cast<std::size_t>(input)];
                const bool is_day = step.has_day && indexes.size() == lookup.exact.size();
                const std::int64_t value = column.integers[at];
                if (!is_day) {
                    indexes.push_back(words.word(value));
                } else {
                    const auto ordinal = static_cast<std::int32_t>(value);
                    day = column.kind == table::ColumnKind::month ? base::Month{ordinal}.first_day() : base::Date{ordinal};
                }
            }
            const auto& parameter = policy.parameters[static_cast<std::size_t>(lookup.parameter)];
            visit(engine::figure_at(parameter, indexes, lookup.exact, day));
        }
    }
}

// --- afterwards ---

void Coverage::add(PieceKind kind, const base::SourceSpan& span, std::string what, unsigned seen) {
    Entry& entry = pieces_[{kind, span.to_string()}];
    entry.piece = {kind, {}, std::move(what), span};
    entry.seen |= seen;
}

void Coverage::close(const policy::Policy& policy) {
    each_condition(policy, [&](const policy::Condition& one, const std::string& name) {
        add(PieceKind::condition, one.span, name, conditions_[&one]);
    });
    for (const policy::Benefit& benefit : policy.benefits)
        for (const policy::Part& part : benefit.parts)
            if (part.when) add(PieceKind::condition, part.when->span, name_of(benefit, part), conditions_[&*part.when]);
    close_rows(policy);
    for (const policy::Parameter& parameter : policy.parameters) close_figures(parameter);
    conditions_.clear();
    rows_.clear();
    taken_.clear();
}

void Coverage::close_rows(const policy::Policy& policy) {
    each_formula(policy, [&](const expr::Expr& formula, const std::string& owner) {
        each_piece(formula, [&](const expr::Expr& e) {
            for (std::size_t i = 0; e.kind == expr::ExprKind::choose && 2 * i < e.args.size(); ++i) {
                const bool is_last = 2 * i + 1 == e.args.size();
                const std::string when = is_last ? "otherwise" : "when " + expr::print(e.args[2 * i]);
                add(PieceKind::row, e.args[2 * i].span, owner + ", " + when, rows_.contains({&e, i}) ? both : 0U);
            }
        });
    });
}

void Coverage::close_figures(const policy::Parameter& parameter) {
    const std::string name = full_name(parameter);
    if (parameter.brackets)
        for (const policy::BracketRow& row : parameter.brackets->rows)
            if (!is_of_a_sheet(row.span)) add(PieceKind::bracket, row.span, name + " " + row.key, taken_.contains(&row) ? both : 0U);
    for (const policy::ParameterLeaf& leaf : parameter.leaves)
        for (const policy::DatedFigure& figure : leaf.figures) {
            if (figure.ends || is_of_a_sheet(figure.span)) continue;
            const std::string keys = leaf.keys.empty() ? "" : " [" + base::join(leaf.keys, ", ") + "]";
            add(PieceKind::figure, figure.span, name + keys + " " + figure.from.to_string(), taken_.contains(&figure) ? both : 0U);
        }
}

CoverageResult Coverage::result() const {
    CoverageResult result;
    for (const auto& [place, entry] : pieces_) {
        const auto kind = static_cast<std::size_t>(place.first);
        ++result.pieces[kind];
        if (entry.seen == both) {
            ++result.decided[kind];
            continue;
        }
        UndecidedPiece piece = entry.piece;
        const bool is_condition = piece.kind == PieceKind::condition;
        piece.why = !is_condition || entry.seen == 0 ? "coverage-not-taken" : entry.seen == holds ? "coverage-never-fails" : "coverage-never-holds";
        if (is_condition && entry.seen == 0) piece.why = "coverage-not-reached";
        result.undecided.push_back(std::move(piece));
    }
    const auto place = [](const UndecidedPiece& one) { return std::tuple(one.span.file ? one.span.file->name : "", one.span.line, one.span.column); };
    std::stable_sort(result.undecided.begin(), result.undecided.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return result;
}

std::string print(const CoverageResult& coverage, report::Language language) {
    const std::array<std::string, piece_kinds> kinds = {"coverage-condition", "coverage-row", "coverage-figure", "coverage-bracket"};
    std::string text;
    for (const UndecidedPiece& one : coverage.undecided)
        text += one.span.file_line() + ": " + report::text(language, kinds[static_cast<std::size_t>(one.kind)], {one.what}) + " – " +
                report::text(language, one.why) + "\n";
    std::vector<std::string> counts;
    for (std::size_t i = 0; i < piece_kinds; ++i) {
        counts.push_back(std::to_string(coverage.decided[i]));
        counts.push_back(std::to_string(coverage.pieces[i]));
    }
    return text + report::text(language, "coverage-counts", counts) + "\n";
}

}  // namespace doudi::runs
