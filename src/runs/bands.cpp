// Looks at the checked formulas of conditions for comparisons that a change moves, and counts who stands near the line.
// The engine knows no income and no standard: whatever is compared with whatever rests on a changed figure is a line.

#include "bands.hpp"

#include <algorithm>
#include <set>

#include "doudi/expr/check.hpp"

namespace doudi::runs {

namespace {

class TestFinder {
public:
    TestFinder(const policy::Policy& baseline, const policy::Reformed& reformed)
        : before_(baseline),
          after_(reformed.policy),
          parameters_(reformed.parameters),
          resting_(policy::resting_on(baseline, reformed.parameters)) {}

    std::vector<MovedTest> find() {
        for (std::size_t i = 0; i < before_.benefits.size(); ++i) {
            benefit_ = static_cast<int>(i);
            opened_.clear();
            for (std::size_t c = 0; c < before_.benefits[i].eligible.size(); ++c)
                condition(before_.benefits[i].eligible[c], after_.benefits[i].eligible[c], false);
        }
        return std::move(tests_);
    }

private:
    void condition(const policy::Condition& before, const policy::Condition& after, bool negated) {
        name_ = before.name;
        if (before.kind == policy::ConditionKind::when) return formula(before.when, after.when, negated);
        for (std::size_t i = 0; i < before.members.size(); ++i)
            condition(before.members[i], after.members[i], negated != (before.kind == policy::ConditionKind::none));
    }

    /// and, or, not, and names of yes-or-no variables are opened.
    void formula(const expr::Expr& before, const expr::Expr& after, bool negated) {
        if (before.kind == expr::ExprKind::not_) return formula(before.args[0], after.args[0], !negated);
        if (before.kind == expr::ExprKind::name && before.meaning.kind == expr::MeaningKind::variable)
            return variable(before.meaning.id, negated);
        if (before.kind != expr::ExprKind::binary) return;
        if (before.op == expr::Op::and_ || before.op == expr::Op::or_) {
            for (std::size_t i = 0; i < before.args.size(); ++i) formula(before.args[i], after.args[i], negated);
        } else if (before.op >= expr::Op::less && before.op <= expr::Op::greater_equal &&
                   before.args[0].type.kind == expr::ValueKind::number && rests(before)) {
            const std::string left = side(before.args[0]);
            const std::string right = side(before.args[1]);
            tests_.push_back({&before, &after, negated, std::min(left, right) + " " + std::max(left, right), {}});
            table::Band& band = tests_.back().band;
            band.benefit = benefit_;
            band.condition = name_;
            band.test = expr::print(before);
            band.of_persons = before.table == expr::person_table;
        }
    }

    void variable(int id, bool negated) {
        const auto at = static_cast<std::size_t>(id);
        if (before_.variables[at].type.kind != expr::ValueKind::boolean ||
            !resting_.contains({expr::MeaningKind::variable, id}) || !opened_.insert(id).second)
            return;
        for (std::size_t i = 0; i < before_.variables[at].formulas.size(); ++i)
            formula(before_.variables[at].formulas[i].expression, after_.variables[at].formulas[i].expression, negated);
    }

    /// A name however it was written, else the formula.
    [[nodiscard]] std::string side(const expr::Expr& e) const {
        return before_.named(e.meaning) != nullptr && e.kind == expr::ExprKind::name ? before_.name_of(e.meaning)
                                                                                     : expr::print(e);
    }

    [[nodiscard]] bool rests(const expr::Expr& e) const {
        std::set<expr::Meaning> now;
        std::set<expr::Meaning> before;
        expr::collect_reads(e, now, before);
        return std::any_of(now.begin(), now.end(), [&](const expr::Meaning& one) {
            return one.kind == expr::MeaningKind::parameter ? parameters_.contains(one.id)
                                                            : resting_.contains({one.kind, one.id});
        });
    }

    const policy::Policy& before_;
    const policy::Policy& after_;
    const std::set<int>& parameters_;
    std::set<std::pair<expr::MeaningKind, int>> resting_;
    std::set<int> opened_;
    std::string name_;
    int benefit_ = -1;
    std::vector<MovedTest> tests_;
};

/// By how much a comparison holds in each row: above 0 (or at 0, unless it is strict) it does.
class Margins {
public:
    Margins(const expr::Expr& test, bool negated, const engine::Frame& frame) : frame_(frame), table_(test.table) {
        const bool left_small = test.op == expr::Op::less || test.op == expr::Op::less_equal;
        strict_ = (test.op == expr::Op::less || test.op == expr::Op::greater) != negated;
        small_ = slot_of(test.args[left_small != negated ? 0 : 1]);
        large_ = slot_of(test.args[left_small != negated ? 1 : 0]);
    }
    [[nodiscard]] bool in_force() const { return small_ != plan::no_slot && large_ != plan::no_slot; }
    [[nodiscard]] std::optional<base::Rational> at(std::size_t row) const {
        const base::Rational* small = number(small_, row);
        const base::Rational* large = number(large_, row);
        if (small == nullptr || large == nullptr) return std::nullopt;
        return *large - *small;
    }
    [[nodiscard]] bool holds(const base::Rational& margin) const {
        return strict_ ? margin.sign() > 0 : margin.sign() >= 0;
    }

private:
    [[nodiscard]] plan::Slot slot_of(const expr::Expr& e) const {
        const auto found = frame_.plan->slot_of_expression.find(&e);
        return found == frame_.plan->slot_of_expression.end() ? plan::no_slot : found->second;
    }
    [[nodiscard]] const base::Rational* number(plan::Slot slot, std::size_t row) const {
        const table::Column& column = frame_.columns[static_cast<std::size_t>(slot)];
        const std::size_t own = frame_.row_of(slot, table_, row);
        return column.standing_of(own) == table::known ? &column.numbers[own] : nullptr;
    }

    const engine::Frame& frame_;
    expr::TableId table_;
    plan::Slot small_ = plan::no_slot;
    plan::Slot large_ = plan::no_slot;
    bool strict_ = false;
};

}  // namespace

std::vector<MovedTest> moved_tests(const policy::Policy& baseline, const policy::Reformed& reformed) {
    return TestFinder(baseline, reformed).find();
}

table::Band count_band(const MovedTest& test, const engine::Frame& before, const engine::Frame& after) {
    table::Band band = test.band;
    const Margins then(*test.before, test.negated, before);
    const Margins now(*test.after, test.negated, after);
    if (!then.in_force() || !now.in_force() || test.before->table == expr::no_table) return band;
    for (std::size_t row = 0; row < before.rows(test.before->table); ++row) {
        const auto margin = then.at(row);
        const auto moved = now.at(row);
        if (!margin || !moved || *moved <= *margin) continue;
        band.widens = true;
        if (!then.holds(*margin) && then.holds(*moved)) ++band.between;
        if (then.holds(*margin) && !then.holds(*margin - (*moved - *margin))) ++band.beside;
    }
    return band;
}

std::vector<table::Band> lines_that_widen(const std::vector<MovedTest>& tests, const std::vector<table::Band>& bands) {
    std::vector<table::Band> lines;
    std::set<std::string> sides;
    std::set<int> benefits;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const bool told = !sides.insert(tests[i].sides).second;
        if (!told && bands[i].widens && benefits.insert(bands[i].benefit).second) lines.push_back(bands[i]);
    }
    return lines;
}

}  // namespace doudi::runs
