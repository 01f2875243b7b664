// Writes laws at random that the checker accepts: every formula has its type, its unit and its guards.
// What a law written here pays is not known here.
#include "properties/random_policy.hpp"

namespace doudi::properties {

namespace {

using Names = std::vector<std::string>;

/// What formulas of one table may read by name, by type.
struct Scope {
    Names money;    // CNY/month
    Names numbers;  // without a unit
    Names truths;
    Names own_money;  // variables of this table, for previous()
    const Scope* child = nullptr;
    std::string children;  // the child table's plural
};

class Writer {
public:
    explicit Writer(std::uint64_t seed) : dice_(seed) {}

    RandomPolicy write() {
        figures();
        variables();
        benefits();
        return {text_, constructs_};
    }

private:
    std::string count(const std::string& construct, std::string text) {
        ++constructs_[construct];
        return text;
    }
    std::string literal() { return std::to_string(dice_.between(1, 900)); }
    std::string small() { return std::to_string(dice_.between(1, 4)); }
    std::string mode() {
        static const Names modes = {"half_up", "half_even", "up", "down", "ceil", "floor"};
        const std::string& mode = dice_.pick(modes);
        return count("mode " + mode, mode);
    }
    std::string step() {
        static const Names steps = {"0.01", "0.1", "1", "10", "0.05"};
        return dice_.pick(steps);
    }

    std::string money(const Scope& in, int depth) {
        if (depth <= 0) return dice_.pick(in.money);
        const auto m = [&] { return money(in, depth - 1); };
        switch (dice_.below(15)) {
            case 0: return count("+", "(" + m() + " + " + m() + ")");
            case 1: return count("-", "(" + m() + " - " + m() + ")");
            case 2: return count("*", "(" + m() + " * " + number(in, depth - 1) + ")");
            case 3: return count("/ literal", "(" + m() + " / " + small() + ")");
            case 4: return count("/", "(" + m() + divided(in, depth - 1) + ")");
            case 5: return count("max", "max(0, " + m() + ")");
            case 6: return count("min", "min(" + m() + ", " + m() + ")");
            case 7: return count("if", "(if " + truth(in, depth - 1) + " then " + m() + " else " + m() + ")");
            case 8: return count("clamp", "clamp(" + m() + ", 0, " + literal() + ")");
            case 9: return count("abs", "abs(" + m() + ")");
            case 10: {
                const std::string rounded = m();
                return count("round", "round(" + rounded + ", " + step() + ", " + mode() + ")");
            }
            case 11:
                if (!in.own_money.empty())
                    return count("previous", "previous(" + in.own_money.front() + ", 0)");
                return m();
            case 12:
                if (in_variable_ && !in.own_money.empty())  // engine and oracle differ on it in a benefit's formulas
                    return count("year_to_date", "(year_to_date(" + in.own_money.back() + ") / 12)");
                return m();
            default:
                if (in.child == nullptr) return m();
                return count("sum", "sum(" + dice_.pick(in.child->money) + " of " + in.children + " where " +
                                        truth(*in.child, depth - 2) + ")");
        }
    }

    /// By what may be 0 in a variable only: how a benefit's own division by zero is named is not settled.
    std::string divided(const Scope& in, int depth) {
        const std::string by = number(in, depth);
        return in_variable_ ? " / " + by : " / max(1, " + by + ")";
    }

    std::string number(const Scope& in, int depth) {
        switch (dice_.below(6)) {
            case 0: return count("literal", small());
            case 1: return count("month.number", "month.number");
            case 2:
                if (in.child != nullptr)
                    return count("count", "count(" + in.children + " where " + truth(*in.child, depth - 2) + ")");
                return dice_.pick(in.numbers);
            default: return dice_.pick(in.numbers);
        }
    }

    std::string truth(const Scope& in, int depth) {
        if (depth <= 0) return dice_.pick(in.truths);
        const auto t = [&] { return truth(in, depth - 1); };
        static const Names comparisons = {" < ", " <= ", " > ", " >= ", " = ", " != "};
        switch (dice_.below(8)) {
            case 0: return count("and", "(" + t() + " and " + t() + ")");
            case 1: return count("or", "(" + t() + " or " + t() + ")");
            case 2: return count("not", "(not " + t() + ")");
            case 3: {
                const std::string left = dice_.pick(in.numbers);
                return count("compare numbers", "(" + left + dice_.pick(comparisons) + small() + ")");
            }
            case 4:
                if (in.child != nullptr) {
                    const std::string which = dice_.chance(50) ? "any" : "all";
                    return count(which, which + "(" + dice_.pick(in.child->truths) + " of " + in.children + ")");
                }
                return t();
            case 5: return count("code =", dice_.chance(50) ? "(area = urban)" : "(area in (urban, remote))");
            default: {
                const std::string left = money(in, depth - 1);
                const std::string compared = dice_.pick(comparisons);
                return count("compare money", "(" + left + compared + money(in, depth - 1) + ")");
            }
        }
    }

    void figures() {
        text_ = R"(policy: random
title: A random law
summary: For tests. Written at random. All figures are invented.
currency: CNY
law: random
inputs:
  household:
    area: {type: code, values: [urban, rural, remote], required: true}
    income: {type: number, unit: CNY/month, decimals: 2, unknown: true}
    rooms: {type: integer, min: 0, max: 9, default: 2}
    seen: {type: bool, unknown: true}
    decided_on: {type: date, optional: true}
  person:
    wage: {type: number, unit: CNY/month, decimals: 2, min: 0, unknown: true}
    aid: {type: number, unit: CNY/month, decimals: 2, min: 0, default: 0}
    gift: {type: number, unit: CNY/month, decimals: 2, min: 0, optional: true}
    grade: {type: integer, min: 1, max: 4, optional: true}
    old: {type: bool, required: true}
    student: {type: bool, unknown: true}
parameters:
)";
        const auto figure = [&](const std::string& key) {
            return key + ": {value: " + literal() + ", published: unstated, reference: sample}";
        };
        text_ += "  line: {unit: CNY/month, values: {" + figure("2020-01-01") + ", " + figure("2024-06-01") + "}}\n";
        text_ += "  by_area: {unit: CNY/month, by: [area], values: {urban: {" + figure("2020-01-01") +
                 "}, \"*\": {" + figure("2020-01-01") + "}}}\n";
        household_.money = {"income", "line", "by_area"};
        household_.numbers = {"rooms"};
        household_.truths = {"seen", "known(decided_on)"};
        household_.child = &person_;
        household_.children = "persons";
        person_.money = {"wage", "aid", "line", "by_area", "income", "(gift default 0)"};
        person_.numbers = {"rooms", "(grade default 1)"};
        person_.truths = {"old", "student", "seen", "known(grade)", "(known(gift) and gift > 100)"};
    }

    void variable(Scope& in, const std::string& name) {
        if (dice_.chance(30)) {
            text_ += "    " + name + ":\n      unit: CNY/month\n      choose:\n";
            for (std::size_t rows = 1 + dice_.below(2); rows > 0; --rows) {
                const std::string when = truth(in, 2);
                text_ += "        - {when: \"" + when + "\", then: \"" + money(in, 1) + "\"}\n";
            }
            text_ += "        - {otherwise: \"" + money(in, 1) + "\"}\n";
            ++constructs_["choose"];
        } else {
            text_ += "    " + name + ": {unit: CNY/month, formula: \"" + money(in, 3) + "\"}\n";
        }
        in.money.push_back(name);
        in.own_money.push_back(name);
    }

    void variables() {
        text_ += "variables:\n  person:\n";
        for (int i = 0; i < 2; ++i) variable(person_, "p" + std::to_string(i));
        text_ += "  household:\n";
        for (int i = 0; i < 2; ++i) variable(household_, "h" + std::to_string(i));
    }

    std::string rounding() {
        const std::string to = step();
        return "{to: " + to + ", mode: " + mode() + "}";
    }

    void benefit(const Scope& in, const std::string& name, bool of_person) {
        text_ += "  " + name + ":\n    to: " + (of_person ? "person" : "household") + "\n";
        text_ += "    award: " + std::string(dice_.chance(50) ? "none" : of_person ? "household.decided_on" : "decided_on");
        text_ += "\n    eligible:\n      first: {when: \"" + truth(in, 2) + "\"}\n";
        static const Names groups = {"any", "all", "none"};
        if (dice_.chance(60)) {
            const std::string& group = dice_.pick(groups);
            const std::string one = truth(in, 2);
            text_ += "      group: {" + group + ": {one: {when: \"" + one + "\"}, two: {when: \"" + truth(in, 1) + "\"}}}\n";
            ++constructs_["group " + group];
        }
        if (dice_.chance(50)) {
            const std::string amount = money(in, 3);
            text_ += "    amount: {formula: \"" + amount + "\", round: " + rounding() + "}\n";
            ++constructs_["amount"];
            return;
        }
        const std::string when = truth(in, 1);
        const std::string base = money(in, 2);
        text_ += "    parts:\n      base: {when: \"" + when + "\", formula: \"" + base + "\", round: " + rounding() + "}\n";
        ++constructs_["parts"];
        if (of_person) return;
        const std::string each = money(person_, 2);
        text_ += "      each: {of: person, formula: \"" + each + "\", round: " + rounding() + "}\n";
        ++constructs_["part of person"];
    }

    void benefits() {
        in_variable_ = false;
        text_ += "benefits:\n";
        benefit(household_, "keep", false);
        benefit(person_, "care", true);
        if (!dice_.chance(50)) return;
        text_ += "    yields_to: [keep]\n";
        ++constructs_["yields_to"];
    }

    Dice dice_;
    bool in_variable_ = true;
    Scope household_;
    Scope person_;
    std::string text_;
    std::map<std::string, std::size_t> constructs_;
};

}  // namespace

RandomPolicy random_policy(std::uint64_t seed) { return Writer(seed).write(); }

}  // namespace doudi::properties
