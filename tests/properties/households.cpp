// Makes households at the edges of a policy's figures: on a standard and a fen beside it, on birthdays and a day
// beside them, around the months that windows reach to.
// What a household is entitled to is not known here.
#include "properties/households.hpp"

#include <algorithm>
#include <array>

#include "oracle/calendar.hpp"

namespace doudi::properties {

using oracle::Number;
using policy::Presence;

namespace {

void collect_births(const expr::Expr& e, std::vector<std::string>& births) {
    if (e.kind == expr::ExprKind::call && e.text == "age" && e.args[0].kind == expr::ExprKind::name)
        births.push_back(e.args[0].text);
    for (const expr::Expr& arg : e.args) collect_births(arg, births);
}

/// Digits after the point as the cell allows, sometimes with zeros that say nothing.
std::string written(Dice& dice, const policy::Input& input, Number value) {
    const auto bound = [](const base::Rational& limit) { return oracle::read_number(limit.to_string()); };
    if (input.min && value < bound(*input.min)) value = bound(*input.min);
    if (input.max && value > bound(*input.max)) value = bound(*input.max);
    Number step = 1;
    for (int i = 0; i < input.decimals; ++i) step /= 10;
    std::string text = oracle::write_number(oracle::round_to(value, step, "down"));
    if (input.decimals == 2 && dice.chance(30)) text = oracle::write_amount(oracle::read_number(text));
    return text;
}

}  // namespace

/// What one household has in common, so that its cells fit together.
struct HouseholdMaker::Mood {
    base::Month month;
    bool gaps = false;  // unknown cells are left empty now and then
    bool poor = false;  // nobody earns but the one who is aimed at
    std::size_t persons = 1;
    std::uint64_t leaning = 0;   // how often its cells are empty, yes, or the first code: each input its own way
    mutable bool aimed = false;  // one cell of money gets the sum that is aimed at
};

std::uint64_t Dice::next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

std::size_t Dice::below(std::size_t limit) { return next() % limit; }
long Dice::between(long low, long high) {
    return low + static_cast<long>(below(static_cast<std::size_t>(high - low + 1)));
}

HouseholdMaker::HouseholdMaker(const policy::Policy& policy, base::Month first, base::Month last)
    : policy_(policy), first_(first), last_(last), factors_{1}, ages_{0, 1} {
    for (const policy::Parameter& parameter : policy.parameters)
        for (const policy::ParameterLeaf& leaf : parameter.leaves) {
            for (const std::string& key : leaf.keys)
                if (key != "*" && key.find_first_not_of("0123456789") == std::string::npos) regions_.push_back(key);
            for (const policy::DatedFigure& figure : leaf.figures) {
                if (figure.ends || !figure.code.empty()) continue;
                const Number value = oracle::read_number(figure.number.to_string());
                (parameter.unit.unit.is_money() ? sums_ : factors_).push_back(value);
                if (oracle::is_whole(value) && value > 0 && value < 120) ages_.push_back(oracle::to_whole(value));
            }
        }
    if (sums_.empty()) sums_ = {100};
    if (regions_.empty()) regions_ = {"510185"};
    std::sort(regions_.begin(), regions_.end());
    regions_.erase(std::unique(regions_.begin(), regions_.end()), regions_.end());
    for (const policy::Variable& variable : policy.variables)
        for (const policy::DatedFormula& formula : variable.formulas) collect_births(formula.expression, births_);
    for (const policy::Benefit& benefit : policy.benefits)
        if (benefit.award) awards_.push_back(benefit.award->text.substr(benefit.award->text.rfind('.') + 1));
}

HouseholdMaker::Mood HouseholdMaker::mood(Dice& dice, base::Month month) const {
    static const std::vector<std::size_t> sizes = {1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8};
    Mood mood;
    mood.month = month;
    mood.gaps = dice.chance(15);
    mood.poor = dice.chance(60);
    mood.persons = dice.pick(sizes);
    mood.leaning = dice.next();
    mood.aimed = !dice.chance(60);
    return mood;
}

/// 0 … 4, the same for one input throughout a household.
unsigned HouseholdMaker::leaning(const policy::Input& input, const Mood& mood) const {
    const auto index = static_cast<std::uint64_t>(&input - policy_.inputs.data());
    return static_cast<unsigned>(Dice(mood.leaning + index).below(5));
}

std::string HouseholdMaker::cell(Dice& dice, const policy::Input& input, const Mood& mood) const {
    static constexpr std::array<unsigned, 5> often = {97, 90, 70, 50, 20};
    const auto empty = [&](unsigned percent) { return dice.chance(percent); };
    const bool award = std::find(awards_.begin(), awards_.end(), input.name) != awards_.end();
    switch (input.presence) {
        case Presence::required: break;
        case Presence::with_default:
            if (empty(40)) return {};
            break;
        case Presence::optional:
            if (empty(award ? 15 : often.at(leaning(input, mood)))) return {};
            break;
        case Presence::unknown:
            if (empty(mood.gaps ? 12 : 0)) return {};
            break;
        case Presence::ignored: return {};
    }
    return filled(dice, input, mood);
}

std::string HouseholdMaker::filled(Dice& dice, const policy::Input& input, const Mood& mood) const {
    static const std::vector<std::string> yes = {"true", "1", "是"};
    static const std::vector<std::string> no = {"false", "0", "否"};
    static const std::vector<std::string> texts = {"a", "张三", "x y", "510185195201010013", "11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105491231002", "110105194912310021", "110105194913310020"};
    static constexpr std::array<unsigned, 5> often = {5, 30, 60, 90, 97};
    switch (input.type.kind) {
        case expr::ValueKind::boolean: return dice.pick(dice.chance(often.at(leaning(input, mood))) ? yes : no);
        case expr::ValueKind::number:
            return input.unit.unit.is_money() ? money(dice, input, mood) : number(dice, input, mood);
        case expr::ValueKind::date: return date(dice, input, mood);
        case expr::ValueKind::month: return oracle::write_month(mood.month.ordinal + dice.between(-14, 3));
        case expr::ValueKind::code: return code(dice, input, mood);
        case expr::ValueKind::text: return dice.pick(texts);
    }
    return {};
}

std::string HouseholdMaker::number(Dice& dice, const policy::Input& input, const Mood&) const {
    const Number low = input.min ? oracle::read_number(input.min->to_string()) : Number(-2);
    Number value = dice.chance(65) ? Number(0) : low + dice.between(0, 3);
    if (dice.chance(15)) value = dice.pick(factors_);
    if (input.decimals > 0 && dice.chance(40)) value += Number(dice.between(-99, 99)) / 100;
    return written(dice, input, value);
}

/// A figure of money times a factor and a number of heads, or a fen beside it; else any sum; in a poor household mostly 0.
std::string HouseholdMaker::money(Dice& dice, const policy::Input& input, const Mood& mood) const {
    const bool aim = !mood.aimed && input.table == expr::person_table;
    if (!aim && dice.chance(mood.poor ? 88 : 50)) return written(dice, input, 0);
    if (!aim && dice.chance(35)) return written(dice, input, Number(dice.between(0, 300000)) / 100);
    if (aim && dice.chance(40)) mood.aimed = true;
    Number value = dice.pick(sums_);
    if (dice.chance(60)) value *= dice.between(1, static_cast<long>(mood.persons));
    if (dice.chance(40)) value *= dice.pick(factors_);
    if (dice.chance(30)) value += dice.pick(sums_);
    if (input.unit.unit.year != 0 && dice.chance(70)) value *= 12;
    static const std::vector<int> beside = {0, 0, 0, 1, -1, 2, -2, 50};
    value += Number(dice.pick(beside)) / 100;
    return written(dice, input, value);
}

std::string HouseholdMaker::date(Dice& dice, const policy::Input& input, const Mood& mood) const {
    static const std::vector<long> beside = {0, 0, 0, -1, 1, -2, 30};
    const bool birth = std::find(births_.begin(), births_.end(), input.name) != births_.end();
    const long start = oracle::first_day_of(mood.month.ordinal);
    if (birth) {
        if (dice.chance(4)) return dice.chance(50) ? "2008-02-29" : "1956-02-29";
        if (dice.chance(45)) return oracle::write_day(start - dice.between(0, 90 * 365));
        return oracle::write_day(oracle::plus_months(start + dice.pick(beside), -12 * dice.pick(ages_)));
    }
    if (dice.chance(35)) return oracle::write_day(start - dice.between(0, 900));
    if (dice.chance(8)) return oracle::write_day(start + dice.between(0, 70));
    if (dice.chance(30)) return oracle::write_day(start + dice.pick(beside));
    return oracle::write_day(oracle::plus_months(start, -dice.pick(ages_)) + dice.pick(beside));
}

std::string HouseholdMaker::code(Dice& dice, const policy::Input& input, const Mood& mood) const {
    if (input.type.codes == nullptr) {
        static const std::vector<std::string> tails = {"", "001", "001001"};
        return dice.pick(regions_) + dice.pick(tails);
    }
    const std::vector<std::string>& codes = *input.type.codes;
    static constexpr std::array<unsigned, 5> often = {10, 50, 80, 90, 97};
    const std::string code = dice.chance(often.at(leaning(input, mood))) ? codes.front() : dice.pick(codes);
    if (dice.chance(70)) return code;
    std::vector<std::string> spellings = {code};
    for (const auto& [text, meant] : input.spellings)
        if (meant == code) spellings.push_back(text);
    return dice.pick(spellings);
}

oracle::Cells HouseholdMaker::cells(Dice& dice, int table, const Mood& mood) const {
    oracle::Cells result;
    for (const policy::Input& input : policy_.inputs)
        if (input.table == table && input.presence != Presence::ignored) result[input.name] = cell(dice, input, mood);
    return result;
}

oracle::Household HouseholdMaker::household(Dice& dice, std::size_t number, base::Month month) const {
    const Mood mood = this->mood(dice, month);
    oracle::Household household;
    household.id = "h" + std::to_string(number);
    household.cells = cells(dice, 0, mood);
    for (std::size_t i = 0; i < mood.persons; ++i)
        household.persons.push_back({household.id + "-" + std::to_string(i), cells(dice, 1, mood)});
    add_records(dice, household, mood);
    return household;
}

/// None to three rows of each record table, the household's or of persons that the dice pick.
void HouseholdMaker::add_records(Dice& dice, oracle::Household& household, const Mood& mood) const {
    for (std::size_t table = 2; table < policy_.entities.size(); ++table)
        for (std::size_t count = dice.below(4); count > 0; --count) {
            const bool of_person = policy_.entities[table].parent == expr::person_table;
            if (of_person && household.persons.empty()) continue;
            const std::string person = of_person ? household.persons[dice.below(household.persons.size())].id : "";
            const std::string id = "r" + std::to_string(household.records.size());
            household.records.push_back({policy_.entities[table].name, id, person, cells(dice, static_cast<int>(table), mood)});
        }
}

/// Someone finds or loses work, falls ill, dies: most cells of one person at once, born the same day.
void HouseholdMaker::change_life(Dice& dice, oracle::Household& household, const Mood& mood) const {
    if (household.persons.empty()) return;
    oracle::Cells& of_one = household.persons[dice.below(household.persons.size())].cells;
    for (const policy::Input& input : policy_.inputs) {
        const bool birth = std::find(births_.begin(), births_.end(), input.name) != births_.end();
        if (input.table != 1 || birth || input.presence == Presence::ignored || dice.chance(30)) continue;
        of_one[input.name] = cell(dice, input, mood);
    }
}

/// From one month to the next: a cell or two, now and then someone comes or goes.
void HouseholdMaker::change(Dice& dice, oracle::Household& household, base::Month month) const {
    Mood mood = this->mood(dice, month);
    mood.persons = household.persons.size();
    if (dice.chance(5)) {
        const std::string id = household.id + "-" + oracle::write_month(month.ordinal);
        household.persons.push_back({id, cells(dice, 1, mood)});
    }
    if (dice.chance(4) && household.persons.size() > 1)
        household.persons.erase(household.persons.begin() +
                                static_cast<std::ptrdiff_t>(dice.below(household.persons.size())));
    std::erase_if(household.records, [&](const auto& record) {
        const auto is_it = [&](const auto& person) { return person.id == record.person_id; };
        return !record.person_id.empty() && std::none_of(household.persons.begin(), household.persons.end(), is_it);
    });
    if (policy_.entities.size() > 2 && dice.chance(30)) {
        household.records.clear();
        add_records(dice, household, mood);
    }
    if (dice.chance(20)) change_life(dice, household, mood);
    for (std::size_t changes = dice.below(3); changes > 0; --changes) {
        const policy::Input& input = dice.pick(policy_.inputs);
        if (input.presence == Presence::ignored || (input.table == 1 && household.persons.empty()) || input.table > 1) continue;
        oracle::Cells& cells =
            input.table == 0 ? household.cells : household.persons[dice.below(household.persons.size())].cells;
        cells[input.name] = cell(dice, input, mood);
    }
}

History HouseholdMaker::make(std::uint64_t seed, std::size_t households, std::size_t months) const {
    Dice dice(seed);
    History history;
    history.first = {static_cast<std::int32_t>(dice.between(first_.ordinal, last_.ordinal))};
    history.months.resize(months);
    for (std::size_t i = 0; i < households; ++i) {
        Dice own(dice.next());
        oracle::Household household = this->household(own, i, history.first);
        for (std::size_t month = 0; month < months; ++month) {
            if (month > 0) change(own, household, history.first + static_cast<int>(month));
            if (months == 1 || !own.chance(4)) history.months[month].push_back(household);
        }
    }
    return history;
}

}  // namespace doudi::properties
