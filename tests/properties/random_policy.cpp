// Writes laws at random that the checker accepts: every formula has its type, its unit and its guards.
// What a law written here pays is not known here.
#include "properties/random_policy.hpp"

#include <initializer_list>

namespace doudi::properties {

namespace {

using Names = std::vector<std::string>;

/// What formulas of one table may read by name, by type.
struct Scope {
    Names money;    // CNY/month
    Names numbers;  // without a unit
    Names truths;
    Names own_money;  // variables of this table, for previous()
    std::string benefit;  // of this table: what it was last month may be asked
    std::vector<std::pair<const Scope*, std::string>> below;  // tables whose rows belong to it, by their plurals
};

class Writer {
public:
    explicit Writer(std::uint64_t seed) : dice_(seed) {}

    RandomPolicy write() {
        figures();
        variables();
        benefits();
        checks();
        return {text_, constructs_};
    }

private:
    /// Pieces in the order in which they are written: C++ promises it for lists, not for +.
    static std::string cat(std::initializer_list<std::string> pieces) {
        std::string text;
        for (const std::string& piece : pieces) text += piece;
        return text;
    }
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
        switch (dice_.below(24)) {
            case 0: return count("+", cat({"(", m(), " + ", m(), ")"}));
            case 1: return count("-", cat({"(", m(), " - ", m(), ")"}));
            case 2: return count("*", cat({"(", m(), " * ", number(in, depth - 1), ")"}));
            case 3: return count("/ literal", cat({"(", m(), " / ", small(), ")"}));
            case 4: return count("/", cat({"(", m(), " / ", number(in, depth - 1), ")"}));
            case 5: return count("max", cat({"max(0, ", m(), ")"}));
            case 6: return count("min", cat({"min(", m(), ", ", m(), ")"}));
            case 7: return count("if", cat({"(if ", truth(in, depth - 1), " then ", m(), " else ", m(), ")"}));
            case 8: return count("clamp", cat({"clamp(", m(), ", 0, ", literal(), ")"}));
            case 9: return count("abs", cat({"abs(", m(), ")"}));
            case 10: return count("round", cat({"round(", m(), ", ", step(), ", ", mode(), ")"}));
            case 11: return memory(in, depth);
            case 12: return count("floor", cat({"floor(", m(), ")"}));
            case 13: return count("ceil", cat({"ceil(", m(), ")"}));
            case 14: return count("percent", cat({"(", m(), " * rate)"}));
            case 15: return count("brackets", cat({"slices(", m(), ")"}));
            case 16: return count("series", "(line * max(0%, cpi at (month - 1 month)))");
            case 17: return count("ended default", "(ended default 7)");
            case 18: return count("at", "(line at (month - " + small() + " months))");
            case 19: return count("as", "((" + m() + " * 1 year) / 1 year)");
            default: return from_rows(in, depth);
        }
    }

    std::string memory(const Scope& in, int depth) {
        if (in.own_money.empty()) return money(in, depth - 1);
        switch (dice_.below(3)) {
            case 0: return count("year_to_date", "(year_to_date(" + in.own_money.back() + ") / 12)");
            case 1: return in.benefit.empty() ? money(in, depth - 1) : count("previous benefit", "previous(" + in.benefit + ".amount, 0)");
            default: return count("previous", "previous(" + in.own_money.front() + ", 0)");
        }
    }

    /// Something of the rows below; of a table without any, something of the row itself.
    std::string from_rows(const Scope& in, int depth) {
        if (in.below.empty()) return money(in, depth - 1);
        static const Names aggregates = {"sum", "sum", "sum", "min", "max", "only"};
        const std::string aggregate = dice_.pick(aggregates);
        const auto& [rows, plural] = dice_.pick(in.below);
        std::string text = cat({aggregate, "(", dice_.pick(rows->money), " of ", plural, " where ", truth(*rows, depth - 2), ")"});
        ++constructs_[plural];
        return count(aggregate + " of rows", aggregate == "sum" ? text : "(" + text + " default 3)");
    }

    std::string number(const Scope& in, int depth) {
        switch (dice_.below(6)) {
            case 0: return count("literal", small());
            case 1: return count("month.number", "month.number");
            case 2:
                if (!in.below.empty()) {
                    const auto& [rows, plural] = dice_.pick(in.below);
                    return count("count", cat({"count(", plural, " where ", truth(*rows, depth - 2), ")"}));
                }
                return dice_.pick(in.numbers);
            default: return dice_.pick(in.numbers);
        }
    }

    std::string truth(const Scope& in, int depth) {
        if (depth <= 0) return dice_.pick(in.truths);
        const auto t = [&] { return truth(in, depth - 1); };
        static const Names comparisons = {" < ", " <= ", " > ", " >= ", " = ", " != "};
        switch (dice_.below(8)) {
            case 0: return count("and", cat({"(", t(), " and ", t(), ")"}));
            case 1: return count("or", cat({"(", t(), " or ", t(), ")"}));
            case 2: return count("not", "(not " + t() + ")");
            case 3: {
                return count("compare numbers", cat({"(", dice_.pick(in.numbers), dice_.pick(comparisons), small(), ")"}));
            }
            case 4:
                if (!in.below.empty()) {
                    const std::string which = dice_.chance(50) ? "any" : "all";
                    const auto& [rows, plural] = dice_.pick(in.below);
                    return count(which, which + "(" + dice_.pick(rows->truths) + " of " + plural + ")");
                }
                return t();
            case 5: return count("code =", dice_.chance(50) ? "(area = urban)" : "(area in (urban, remote))");
            default: {
                return count("compare money", cat({"(", money(in, depth - 1), dice_.pick(comparisons), money(in, depth - 1), ")"}));
            }
        }
    }

    void figures() {
        text_ = R"(policy: random
title: A random law
summary: For tests. Written at random. All figures are invented.
currency: CNY
law: random
entities:
  claim: {file: claims.csv, key: claim_id, in: person}
  supporter: {file: supporters.csv, key: supporter_id, in: household}
inputs:
  household:
    region: {type: code, required: true}
    area: {type: code, values: [urban, rural, remote], required: true}
    granted: {type: number, unit: CNY, decimals: 2, min: 0, optional: true}
    moved: {type: month, optional: true}
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
    birth_date: {type: date, required: true}
    number: {type: text, optional: true}
  claim:
    settled_on: {type: date, required: true}
    cost: {type: number, unit: CNY/month, decimals: 2, min: 0, unknown: true}
    kind: {type: code, values: [illness, teeth], default: illness}
  supporter:
    means: {type: number, unit: CNY/year, decimals: 2, unknown: true}
    near: {type: bool, unknown: true}
parameters:
)";
        const auto figure = [&](const std::string& key) {
            return key + ": {value: " + literal() + ", published: unstated, reference: sample}";
        };
        const std::string first = figure("2020-01-01");
        text_ += "  line: {unit: CNY/month, values: {" + first + ", " + figure("2024-06-01") + "}}\n";
        const std::string of_towns = figure("2020-01-01");
        text_ += "  by_area: {unit: CNY/month, by: [area], values: {urban: {" + of_towns + "}, \"*\": {" + figure("2020-01-01") + "}}}\n";
        text_ += "  rate: {unit: \"%\", values: {2020-01-01: 37.5}}\n";
        text_ += "  ended: {unit: CNY/month, values: {2020-01-01: 50, 2024-03-01: null, 2024-09-01: 80}}\n";
        text_ += "  cpi: {unit: \"%\", decimals: 1, series: {2023-10: 2.5, 2023-11: 3, 2024-01: -0.4, 2024-02: 11, 2024-08: 7}}\n";
        text_ += "  slices: {unit: CNY/month, brackets: {of: CNY/month, closed: " + std::string(dice_.chance(50) ? "lower" : "upper") +
                 ", kind: flat, rows: [{value: {2020-01-01: 5}}, {from: 100, value: {2020-01-01: 60, 2024-05-01: 70}}, {from: 600, value: {2020-01-01: 90}}]}}\n";
        const std::string of_place = figure("2020-01-01");
        const std::string of_town = figure("2020-01-01");
        text_ += "  by_place: {unit: CNY/month, by: [region, area], values: {\"51\": {urban: {" + of_place + "}, \"*\": {" + figure("2021-01-01") + "}}, \"5101\": {\"*\": {" + of_town + "}}}}\n";
        household_.money = {"income", "line", "by_area", "by_place"};
        household_.numbers = {"rooms"};
        household_.truths = {"seen", "known(decided_on)", "(known(moved) and moved + 3 months > month)", "starts_with(region, \\\"5101\\\")",
                             "(known(decided_on) and decided_on + 2 months <= month.end)", "(months_since_previous > 1)"};
        household_.below = {{&person_, "persons"}, {&person_, "persons"}, {&supporter_, "supporters"}};
        person_.below = {{&claim_, "claims"}};
        claim_.money = {"cost", "wage", "line"};
        claim_.numbers = {"rooms"};
        claim_.truths = {"(kind = teeth)", "(month_of(settled_on) = month)", "(settled_on >= month.start - 60 days)", "old", "seen"};
        supporter_.money = {"(means as CNY/month)", "income", "line"};
        supporter_.numbers = {"rooms"};
        supporter_.truths = {"near", "seen", "(means > 12000)"};
        household_.benefit = "keep";
        person_.benefit = "care";
        person_.money = {"wage", "aid", "line", "by_area", "income", "(gift default 0)"};
        person_.numbers = {"rooms", "(grade default 1)", "age(birth_date)", "age(birth_date, month.end)"};
        person_.truths = {"old", "student", "seen", "known(grade)", "(known(gift) and gift > 100)", "(age(birth_date) >= 60)", "(age(birth_date, month.end) < 18)",
                          "(months_between(birth_date, month.start) < 720)", "(birth_date + 216 months > month.start)", "(month.start - birth_date <= 21915 days)",
                          "(known(number) and valid_resident_id(number))", "(month_of(birth_date).number = month.number)"};
    }

    /// `, in_force: {…}`, in so many of a hundred.
    std::string in_force(unsigned percent) {
        if (!dice_.chance(percent)) return {};
        static const Names terms = {"from: 2024-03-01", "to: 2024-07-31", "from: 2024-01-15, to: 2024-10-31"};
        return count("in_force", ", in_force: {" + dice_.pick(terms) + "}");
    }

    void variable(Scope& in, const std::string& name) {
        if (dice_.chance(30)) {
            text_ += "    " + name + ":\n      unit: CNY/month\n      choose:\n";
            for (std::size_t rows = 1 + dice_.below(2); rows > 0; --rows) {
                const std::string when = truth(in, 2);
                text_ += "        - {when: \"" + when + "\", then: \"" + money(in, 1) + "\"" + in_force(25) + "}\n";
            }
            text_ += "        - {otherwise: \"" + money(in, 1) + "\"}\n";
            ++constructs_["choose"];
        } else if (dice_.chance(25)) {
            text_ += cat({"    ", name, ": {unit: CNY/month, formula: {2020-01-01: \"", money(in, 2), "\", 2024-05-01: \"", money(in, 2), "\"}}\n"});
            ++constructs_["dated formulas"];
        } else {
            text_ += "    " + name + ": {unit: CNY/month, formula: \"" + money(in, 3) + "\"}\n";
        }
        in.money.push_back(name);
        in.own_money.push_back(name);
    }

    /// A yes or no, and a word for how it stands, each remembered in the next month.
    void flags(Scope& in, const std::string& prefix) {
        const std::string flag = prefix + "_flag";
        text_ += cat({"    ", flag, ": {formula: \"", truth(in, 2), "\"}\n"});
        text_ += cat({"    ", prefix, "_class:\n      type: code\n      values: [low, middle, high]\n      choose:\n        - {when: \"", truth(in, 2),
                      "\", then: low}\n        - {when: \"", truth(in, 1), "\", then: high", in_force(25), "}\n        - {otherwise: middle}\n"});
        ++constructs_["code variable"];
        in.truths.insert(in.truths.end(), {flag, "previous(" + flag + ", false)", "(" + prefix + "_class = high)", "(" + prefix + "_class in (low, middle))",
                                           "(previous(" + prefix + "_class, middle) != " + prefix + "_class)"});
    }

    void variables() {
        text_ += "variables:\n  claim:\n";
        variable(claim_, "c0");
        claim_.own_money.clear();   // rows of a record table remember nothing
        text_ += "  person:\n";
        flags(person_, "p");
        for (int i = 0; i < 2; ++i) variable(person_, "p" + std::to_string(i));
        text_ += "  household:\n";
        flags(household_, "h");
        for (int i = 0; i < 2; ++i) variable(household_, "h" + std::to_string(i));
    }

    std::string rounding() {
        return cat({"{to: ", step(), ", mode: ", mode(), "}"});
    }

    void conditions(const Scope& in) {
        text_ += "\n    eligible:\n      first: {when: \"" + truth(in, 2) + "\"" + in_force(15) + "}\n";
        static const Names groups = {"any", "all", "none"};
        if (!dice_.chance(60)) return;
        const std::string& group = dice_.pick(groups);
        text_ += cat({"      group: {", group, ": {one: {when: \"", truth(in, 2), "\"", in_force(20), "}, two: {when: \"", truth(in, 1), "\"}}}\n"});
        ++constructs_["group " + group];
    }

    void amounts(const Scope& in, bool of_person) {
        if (dice_.chance(50)) {
            text_ += cat({"    amount: {formula: \"", money(in, 3), "\", round: ", rounding(), "}\n"});
            ++constructs_["amount"];
            return;
        }
        const bool total = dice_.chance(30);
        const auto round = [&] { return total ? std::string{} : ", round: " + rounding(); };
        text_ += cat({"    parts:\n      base: {when: \"", truth(in, 1), "\", formula: \"", money(in, 2), "\"", round(), in_force(20), "}\n"});
        ++constructs_["parts"];
        if (!of_person) {
            text_ += cat({"      each: {of: person, formula: \"", money(person_, 2), "\"", round(), "}\n"});
            ++constructs_["part of person"];
        }
        if (total) text_ += count("total_round", "    total_round: " + rounding() + "\n");
    }

    void benefit(const Scope& in, const std::string& name, bool of_person) {
        const std::string decided = of_person ? "household.decided_on" : "decided_on";
        const bool awarded = dice_.chance(50);
        text_ += "  " + name + ":\n    to: " + (of_person ? "person" : "household") + "\n    award: " + (awarded ? decided : "none");
        if (awarded && dice_.chance(50)) text_ += count("starts", "\n    starts: month_of(" + decided + ") + " + small() + " months");
        if (awarded && dice_.chance(20)) text_ += count("ends", "\n    ends: month_of(" + decided + ") + 9 months");
        if (dice_.chance(20)) text_ += count("minimum", "\n    minimum: " + literal());
        if (dice_.chance(15)) text_ += count("benefit in_force", "\n    in_force: {from: 2024-02-01, to: 2024-11-30}");
        conditions(in);
        amounts(in, of_person);
    }

    void benefits() {
        text_ += "benefits:\n";
        benefit(household_, "keep", false);
        benefit(person_, "care", true);
        if (dice_.chance(50)) text_ += count("yields_to", "    yields_to: [keep]\n");
        if (dice_.chance(60)) {
            text_ += count("best_of", "    best_of: help\n");
            benefit(person_, "ease", true);
            text_ += "    best_of: help\n";
        }
        if (dice_.chance(40)) single(dice_.chance(50));
    }

    /// Paid once: some months' worth, or what an officer decided between two bounds.
    void single(bool decided) {
        text_ += cat({"  grant:\n    to: household\n    award: ", dice_.chance(50) ? "decided_on" : "none", "\n    period: once"});
        conditions(household_);
        if (decided) {
            text_ += count("range", "    range: {from: 1 month * line, to: 3 months * line, decided: granted}\n");
        } else {
            text_ += count("once", cat({"    amount: {formula: \"", money(household_, 2), " * 2 months\", round: ", rounding(), "}\n"}));
        }
    }

    void checks() {
        if (!dice_.chance(50)) return;
        static const Names severities = {"hold", "hold", "warn", "quarantine"};
        const std::string severity = dice_.pick(severities);
        const bool of_person = dice_.chance(50);
        text_ += cat({"checks:\n  sound: {of: ", of_person ? "person" : "household", ", when: \"", truth(of_person ? person_ : household_, 2), "\", severity: ", severity, in_force(30), "}\n"});
        ++constructs_["check " + severity];
    }

    Dice dice_;
    Scope household_;
    Scope person_;
    Scope claim_;
    Scope supporter_;
    std::string text_;
    std::map<std::string, std::size_t> constructs_;
};

}  // namespace

RandomPolicy random_policy(std::uint64_t seed) { return Writer(seed).write(); }

}  // namespace doudi::properties
