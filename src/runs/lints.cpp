// Asks a law's lints of its figures: for every place and group that figures are stated for, in every month one of them begins.
// One made-up household stands for each place and group, and the engine computes as for any other.

#include "lints.hpp"

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/engine/run.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

void for_each_figure(const expr::Expr& e, const std::function<void(const expr::Expr&)>& visit) {
    if (e.meaning.kind == expr::MeaningKind::parameter) visit(e);
    for (const expr::Expr& arg : e.args) for_each_figure(arg, visit);
}

class LintChecker {
public:
    LintChecker(const policy::Policy& policy, const policy::Lint& lint, base::Diagnostics& findings) : policy_(policy), lint_(lint), findings_(findings) {
        policy_.benefits.clear();
        policy_.indicators.clear();
        policy_.checks.assign(1, {});
        policy_.checks.front().name = lint.name;
        policy_.checks.front().when = lint.formula;
        for_each_figure(formula(), [&](const expr::Expr& e) { add_figure(e); });
        if (lint.in_force.from) add_month(*lint.in_force.from);   // it may begin after all of its figures
    }

    void run() {
        bool answered = false;
        for (const base::Month month : months_) {
            if (!lint_.in_force.on(month.first_day())) continue;
            auto plan = plan::compile(policy_, month, words_);
            if (!plan || plan->checks.empty()) continue;   // an open slot: nothing is published yet
            const table::Batch batch = households();
            const engine::Frame frame = engine::evaluate(*plan, batch, engine::State(month - 1), words_);
            for (std::size_t row = 0; row < batch.households(); ++row) answered = look(frame, row, month) || answered;
        }
        if (!answered) findings_.warning("lint-nowhere", lint_.span, {lint_.name}).severity = base::Severity::note;
    }

private:
    [[nodiscard]] const expr::Expr& formula() const { return *policy_.checks.front().when; }

    /// The first month that begins on the day or later.
    void add_month(base::Date day) {
        const base::Month month = base::Month::of(day);
        months_.insert(day == month.first_day() ? month : month + 1);
    }

    void add_figure(const expr::Expr& e) {
        const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(e.meaning.id)];
        for (const policy::ParameterLeaf& leaf : parameter.leaves) {
            for (const policy::DatedFigure& figure : leaf.figures) add_month(figure.from);
            const std::size_t skipped = parameter.brackets ? 1 : 0;   // the row of a number is no place
            for (std::size_t i = skipped; i < leaf.keys.size() && i < e.args.size(); ++i) {
                const expr::Expr& index = e.args[i];
                if (index.meaning.kind == expr::MeaningKind::input) keys_[index.meaning.id].insert(leaf.keys[i]);
            }
        }
    }

    /// Every place with every group: their keys, and "*" where nothing narrower is stated.
    table::Batch households() {
        std::vector<std::map<int, std::string>> all = {{}};
        for (const auto& [input, keys] : keys_) {
            std::vector<std::map<int, std::string>> more;
            for (const auto& one : all)
                for (const std::string& key : keys) {
                    more.push_back(one);
                    more.back()[input] = key;
                }
            all = std::move(more);
        }
        table::Batch batch;
        const table::Schema schema = plan::schema_of(policy_);
        for (std::size_t t = 0; t < schema.tables.size(); ++t) {
            batch.columns.emplace_back();
            for (const table::ColumnSpec& spec : schema.tables[t].columns) batch.columns.back().push_back(empty(spec.kind, t == 0 ? all.size() : 0));
            if (t >= 2) batch.records.push_back({*schema.tables[t].parent, {}, std::vector<std::uint32_t>((*schema.tables[t].parent == 0 ? all.size() : 0) + 1), {}, {}});
        }
        batch.first_person.assign(all.size() + 1, 0);
        batch.household_ids.resize(all.size());
        batch.household_lines.resize(all.size());
        for (std::size_t row = 0; row < all.size(); ++row)
            for (const auto& [input, key] : all[row]) {
                table::Column& column = batch.columns[0][plan::column_of(policy_, input)];
                column.integers[row] = words_.intern(key);
                column.standing[row] = table::known;
            }
        places_ = std::move(all);
        return batch;
    }

    static table::Column empty(table::ColumnKind kind, std::size_t rows) {
        table::Column column;
        column.kind = kind;
        if (kind == table::ColumnKind::number) column.numbers.resize(rows);
        else column.integers.resize(rows);
        column.standing.assign(rows, table::missing);
        return column;
    }

    /// False when some figure is not stated for the row.
    bool look(const engine::Frame& frame, std::size_t row, base::Month month) {
        const plan::Slot slot = frame.plan->checks.front().slot;
        const std::size_t at = frame.row_of(slot, expr::household_table, row);
        const table::Column& column = frame.columns[static_cast<std::size_t>(slot)];
        if (column.standing_of(at) != table::known) return false;
        if (column.integers[at] != 0) {
            broken_.erase(places_[row]);
            return true;
        }
        const policy::DatedFigure* figure = newest(row, month);
        const auto [told, is_new] = broken_.emplace(places_[row], figure);
        if (!is_new && told->second == figure) return true;   // said in the month in which it began
        told->second = figure;
        std::vector<std::string> where;
        for (const auto& [input, key] : places_[row]) where.push_back(policy_.inputs[static_cast<std::size_t>(input)].name + "=" + key);
        const policy::Label& label = lint_.label;
        const std::string both = label.en == label.zh ? label.en : label.en + " / " + label.zh;   // a message has one set of words
        const std::string said = label.empty() ? expr::print(lint_.formula) : label.en.empty() || label.zh.empty() ? label.en + label.zh : both;
        findings_.warning("lint", figure == nullptr ? lint_.span : figure->span, {lint_.name, said, sides(frame, row), where.empty() ? "-" : base::join(where, ", "), month.to_string()})
            .with_note("lint-is-here", lint_.span);
        return true;
    }

    /// "1400 >= 1456", where it is a comparison.
    [[nodiscard]] std::string sides(const engine::Frame& frame, std::size_t row) const {
        const expr::Expr& e = formula();
        const bool compares = e.kind == expr::ExprKind::binary && e.op >= expr::Op::equal && e.op <= expr::Op::greater_equal;
        if (!compares) return expr::print(e);
        const auto side = [&](const expr::Expr& one) {
            const plan::Slot slot = frame.plan->slot_of_expression.at(&one);
            return report::file_value(frame, slot, frame.row_of(slot, expr::household_table, row), words_);
        };
        return side(e.args[0]) + " " + std::string(expr::to_string(e.op)) + " " + side(e.args[1]);
    }

    /// Of the row's figures in force the one that began last: it broke the rule.
    [[nodiscard]] const policy::DatedFigure* newest(std::size_t row, base::Month month) const {
        const policy::DatedFigure* found = nullptr;
        for_each_figure(formula(), [&](const expr::Expr& e) {
            const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(e.meaning.id)];
            if (parameter.brackets) return;
            std::vector<std::string> indexes;
            std::vector<bool> exact;
            for (const expr::Expr& index : e.args) {
                const auto place = places_[row].find(index.meaning.id);
                indexes.push_back(index.meaning.kind == expr::MeaningKind::input && place != places_[row].end() ? place->second : index.text);
                exact.push_back(index.type.codes != nullptr);
            }
            const policy::DatedFigure* figure = engine::figure_at(parameter, indexes, exact, month.first_day());
            if (figure != nullptr && (found == nullptr || figure->from > found->from)) found = figure;
        });
        return found;
    }

    policy::Policy policy_;   // with the lint for its only check: the engine asks checks of rows
    const policy::Lint& lint_;
    base::Diagnostics& findings_;
    table::Words words_;
    std::set<base::Month> months_;
    std::map<int, std::set<std::string>> keys_;              // of each index that is an input
    std::vector<std::map<int, std::string>> places_;         // of each made-up household
    std::map<std::map<int, std::string>, const policy::DatedFigure*> broken_;   // by place: the figure that was told of
};

}  // namespace

void check_lints(const policy::Policy& policy, base::Diagnostics& findings) {
    for (const policy::Lint& lint : policy.lints) LintChecker(policy, lint, findings).run();
}

}  // namespace doudi::runs
