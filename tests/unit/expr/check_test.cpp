// Types, units, rows and guards of formulas: what is taken, with its type, and what is refused, with its reason.

#include "doudi/expr/check.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace doudi;
using expr::Type;

namespace {

Type of_unit(const char* unit) { return Type::number(expr::parse_unit(unit)->unit); }
Type code_of(std::vector<std::string> words) {
    return Type::code(std::make_shared<const std::vector<std::string>>(std::move(words)));
}

/// A household with some values, its persons with others, one parameter by area.
class Village : public expr::Scope {
public:
    Village() {
        const auto household = expr::household_table;
        const auto person = expr::person_table;
        add("income", of_unit("CNY/month"), household);
        add("deposits", of_unit("CNY"), household);
        add("yearly", of_unit("CNY/year"), household);
        add("size", Type::number(), household);
        add("area", code_of({"urban", "rural"}), household);
        add("region", Type::code(), household);
        add("poor", Type::boolean(), household);
        add("applied", Type::month(), household);
        add("decided_on", Type::date(), household, true);
        add("wage", of_unit("CNY/month"), person);
        add("birth_date", Type::date(), person);
        add("grade", Type::number(), person, true);
        add("note", Type::text(), person);
        add("previous_income", of_unit("CNY/month"), household, false, expr::MeaningKind::variable);
        add("standard", of_unit("CNY/month"), expr::no_table, false, expr::MeaningKind::parameter, {"area"});
        add("rate", Type::number(), expr::no_table, false, expr::MeaningKind::parameter);
    }
    [[nodiscard]] std::vector<expr::Found> find(const std::string& name, expr::TableId table) const override {
        std::vector<expr::Found> found = find_anywhere(name);
        if (!found.empty() && found.front().table == expr::person_table && table != expr::person_table) found.clear();
        return found;
    }
    [[nodiscard]] std::vector<expr::Found> find_anywhere(const std::string& name) const override {
        const auto known = ids_.find(name);
        if (known == ids_.end()) return {};
        return {things_[static_cast<std::size_t>(known->second)].first};
    }
    [[nodiscard]] std::optional<Type> type_of(const expr::Meaning& meaning, bool) override {
        return things_[static_cast<std::size_t>(meaning.id)].second;
    }
    [[nodiscard]] std::vector<std::string> names(expr::TableId) const override { return {"income", "size", "wage"}; }
    [[nodiscard]] std::optional<expr::TableId> table_of_plural(const std::string& word) const override {
        return word == "persons" ? std::optional(expr::person_table) : std::nullopt;
    }
    [[nodiscard]] std::vector<std::string> plurals() const override { return {"persons"}; }
    [[nodiscard]] expr::TableId parent(expr::TableId table) const override {
        return table == expr::person_table ? expr::household_table : expr::no_table;
    }
    [[nodiscard]] std::string table_name(expr::TableId table) const override {
        return table == expr::person_table ? "person" : "household";
    }
    [[nodiscard]] std::string plural(expr::TableId table) const override { return table_name(table) + "s"; }

private:
    void add(const std::string& name, Type type, expr::TableId table, bool optional = false,
             expr::MeaningKind kind = expr::MeaningKind::input, std::vector<std::string> by = {}) {
        type.optional = optional;
        const int id = static_cast<int>(things_.size());
        ids_[name] = id;
        things_.push_back({{{kind, id, {}, -1}, table, std::move(by)}, std::move(type)});
    }
    std::map<std::string, int> ids_;
    std::vector<std::pair<expr::Found, Type>> things_;
};

/// The type, or the code of the first mistake.
std::string outcome(const std::string& formula, expr::TableId table) {
    auto parsed = expr::parse(formula);
    if (!parsed) return parsed.diagnostics().items().front().code;
    Village village;
    base::Diagnostics told;
    if (!expr::check_expression(*parsed, village, table, nullptr, told)) return told.items().front().code;
    CHECK(told.empty());
    return parsed->type.to_string() + (parsed->type.optional ? "?" : "");
}

struct Row {
    std::string formula;
    std::string outcome;
};

void check_rows(const std::vector<Row>& rows, expr::TableId table) {
    for (const Row& row : rows) {
        CAPTURE(row.formula);
        CHECK(outcome(row.formula, table) == row.outcome);
    }
}

}  // namespace

TEST_CASE("units multiply, divide and have to agree") {
    check_rows({{"income", "CNY/month"},
                {"income * 2", "CNY/month"},
                {"2 * income", "CNY/month"},
                {"income * size", "CNY/month"},
                {"income / size", "CNY/month"},
                {"income / income", "number"},
                {"income * 12 months", "CNY"},
                {"deposits / 24 months", "CNY/month"},
                {"yearly * 1 year", "CNY"},
                {"yearly / 12 months", "CNY/month/year"},
                {"yearly as CNY/month", "CNY/month"},
                {"income as CNY/year", "CNY/year"},
                {"income + 5", "CNY/month"},
                {"max(0, income)", "CNY/month"},
                {"min(30% * income, 300)", "CNY/month"},
                {"if poor then income else 0", "CNY/month"},
                {"if poor then 0 else income", "CNY/month"},
                {"clamp(income, 0, 100)", "CNY/month"},
                {"income < 1120", "bool"},
                {"income in 0..100", "bool"},
                {"round(income, 0.01, half_up)", "CNY/month"},
                {"floor(income)", "CNY/month"},
                {"-income", "CNY/month"},
                {"income + deposits", "units-differ"},
                {"income + yearly", "units-differ"},
                {"income < deposits", "units-differ"},
                {"max(income, size)", "units-differ"},
                {"if poor then income else size", "units-differ"},
                {"income + rate", "units-differ"},
                {"income as CNY", "cannot-convert"},
                {"size as CNY", "cannot-convert"},
                {"income / 0", "division-by-zero"},
                {"income * income * income * income * income * income * income", "unit-power"}},
               expr::household_table);
}

TEST_CASE("types have to fit") {
    check_rows({{"poor and size > 2", "bool"},
                {"not poor", "bool"},
                {"area = urban", "bool"},
                {"urban = area", "bool"},
                {"area in (urban, rural)", "bool"},
                {"area != \"urban\"", "bool"},
                {"region = \"5101\"", "bool"},
                {"starts_with(region, \"51\")", "bool"},
                {"poor = true", "bool"},
                {"poor + 1", "no-arithmetic"},
                {"not size", "wrong-type"},
                {"poor and size", "wrong-type"},
                {"poor = 1", "types-differ"},
                {"poor < true", "no-order"},
                {"area < urban", "no-order"},
                {"area = ubran", "not-a-code"},
                {"area = \"ubran\"", "not-a-code"},
                {"if poor then 1 else area", "types-differ"},
                {"if size then 1 else 2", "wrong-type"},
                {"starts_with(region, area)", "wrong-type"},
                {"round(income, 0, half_up)", "bad-rounding-step"},
                {"round(income, 0.01, nearest)", "unknown-rounding-mode"},
                {"round(income, 0.01)", "wrong-arguments"},
                {"median(income)", "unknown-function"}},
               expr::household_table);
}

TEST_CASE("days and months move by what says its unit") {
    check_rows({{"applied + 1 month", "month"},
                {"applied + 1 year", "month"},
                {"month - applied", "month"},
                {"month.start", "date"},
                {"month.number", "number"},
                {"month_of(month.start)", "month"},
                {"month.start + 30 days", "date"},
                {"month.start - 3 months", "date"},
                {"month.end - month.start", "day"},
                {"months_between(applied, month)", "month"},
                {"applied < month", "bool"},
                {"month.start < 2026-01-01", "bool"},
                {"applied + 1", "span-wants-unit"},
                {"applied + 30 days", "span-wants-unit"},
                {"month.start + 3", "span-wants-unit"},
                {"applied + applied", "no-arithmetic"},
                {"1 month - applied", "no-arithmetic"},
                {"applied < month.start", "types-differ"},
                {"month.begin", "unknown-name"},
                {"size.start", "wrong-type"},
                {"age(applied)", "wrong-type"}},
               expr::household_table);
}

TEST_CASE("rows are read upward, and downward only through an aggregate") {
    check_rows({{"wage < income", "bool"},
                {"income", "CNY/month"},
                {"age(birth_date)", "number"},
                {"standard", "CNY/month"},
                {"note", "text"}},
               expr::person_table);
    check_rows({{"sum(wage of persons)", "CNY/month"},
                {"sum(wage - income of persons where age(birth_date) > 18)", "CNY/month"},
                {"count(persons where wage > income)", "number"},
                {"any(persons where wage = 0)", "bool"},
                {"min(wage of persons)", "CNY/month?"},
                {"min(wage of persons) default 0", "CNY/month"},
                {"max(birth_date of persons) default 2026-01-01", "date"},
                {"wage", "wrong-table"},
                {"income + wage", "wrong-table"},
                {"sum(persons where wage > 0)", "aggregate-wants-value"},
                {"count(wage of persons)", "count-has-no-value"},
                {"sum(birth_date of persons)", "wrong-type"},
                {"any(wage of persons)", "wrong-type"},
                {"sum(wage of person)", "unknown-rows"}},
               expr::household_table);
}

TEST_CASE("what may be missing is read behind a guard only") {
    check_rows({{"known(decided_on)", "bool"},
                {"known(decided_on) and decided_on < month.start", "bool"},
                {"not known(decided_on) or decided_on < month.start", "bool"},
                {"if known(decided_on) then decided_on else 2026-01-01", "date"},
                {"if not known(decided_on) then true else decided_on < 2026-01-01", "bool"},
                {"decided_on default 2026-01-01", "date"},
                {"known(decided_on) and poor and decided_on < month.start", "bool"},
                {"decided_on", "date?"},
                {"decided_on < month.start", "unguarded-optional"},
                {"known(decided_on) or decided_on < month.start", "unguarded-optional"},
                {"not known(decided_on) and decided_on < month.start", "unguarded-optional"},
                {"(known(decided_on) or poor) and decided_on < month.start", "unguarded-optional"},
                {"decided_on < month.start and known(decided_on)", "unguarded-optional"},
                {"if known(decided_on) then true else decided_on < 2026-01-01", "unguarded-optional"},
                {"month_of(decided_on)", "unguarded-optional"},
                {"known(income + 1)", "known-wants-name"},
                {"any(persons where known(grade) and grade < 3)", "bool"},
                {"any(persons where grade < 3)", "unguarded-optional"},
                {"sum(grade of persons where known(grade))", "number"}},
               expr::household_table);
}

TEST_CASE("figures are looked up by index and at times") {
    check_rows({{"standard", "CNY/month"},
                {"standard(area = urban)", "CNY/month"},
                {"standard(area = ubran)", "not-a-code"},
                {"standard(area = \"urban\")", "CNY/month"},
                {"standard at month - 1 month", "units-differ"},
                {"standard at (month - 1 month)", "CNY/month"},
                {"rate at 2026-01-01", "number"},
                {"income at month", "at-wants-parameter"},
                {"standard(aera = \"urban\")", "unknown-index"},
                {"standard(area = income)", "index-not-a-code"},
                {"income(area = \"urban\")", "not-a-parameter"},
                {"previous(previous_income, 0)", "CNY/month"},
                {"previous(income, 0)", "previous-wants-name"},
                {"previous(previous_income, size)", "units-differ"},
                {"previous(previous_income)", "wrong-arguments"},
                {"incom", "unknown-name"}},
               expr::household_table);
}

TEST_CASE("a misspelt name comes with the nearest") {
    auto parsed = expr::parse("incom + 1");
    Village village;
    base::Diagnostics told;
    CHECK(!expr::check_expression(*parsed, village, expr::household_table, nullptr, told));
    REQUIRE(told.items().size() == 1);
    CHECK(told.items().front().help == "help-did-you-mean");
    CHECK(told.items().front().help_args == std::vector<std::string>{"income"});
}
