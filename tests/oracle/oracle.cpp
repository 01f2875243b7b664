// Households in, rows out: asks every benefit of every row and writes the answers as entitlements.csv does.
// Decides nothing itself.
#include "oracle/oracle.hpp"

#include "oracle/reading.hpp"

namespace doudi::oracle {

namespace {

std::string joined(const std::vector<std::string>& texts) {
    std::string result;
    for (const std::string& text : texts) result += (result.empty() ? "" : ";") + text;
    return result;
}

std::string parts_text(const policy::Benefit& benefit, const Entitled& entitled) {
    if (!benefit.has_named_parts()) return {};
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < entitled.parts.size(); ++i)
        texts.push_back(benefit.parts[i].name + "=" + write_amount(entitled.parts[i]));
    return joined(texts);
}

Row row_of(const policy::Benefit& benefit, const Household& household, const std::string& person, Entitled entitled,
           const std::set<std::string>& holds) {
    if (entitled.status == Status::eligible && !holds.empty()) {
        entitled.status = Status::held;
        for (const std::string& check : holds) entitled.reasons.push_back("check." + check);
    }
    Row row;
    row.household_id = household.id;
    row.person_id = person;
    row.benefit = benefit.name;
    row.status = to_text(entitled.status);
    if (entitled.status != Status::undecided) row.amount = write_amount(entitled.amount);
    row.parts = parts_text(benefit, entitled);
    row.reasons = joined(entitled.reasons);
    return row;
}

void add_rows(const policy::Policy& policy, const Household& household, Reading& reading, std::vector<Row>& rows) {
    for (std::size_t i = 0; i < policy.benefits.size(); ++i)
        if (policy.benefits[i].to == household_row && reading.gives_rows(policy.benefits[i]))
            rows.push_back(row_of(policy.benefits[i], household, "", reading.entitled(i, 0), reading.holds_on(i)));
    for (std::size_t person = 0; person < household.persons.size(); ++person)
        for (std::size_t i = 0; i < policy.benefits.size(); ++i)
            if (policy.benefits[i].to == person_row && reading.gives_rows(policy.benefits[i]))
                rows.push_back(
                    row_of(policy.benefits[i], household, household.persons[person].id, reading.entitled(i, person), reading.holds_on(i)));
}

}  // namespace

Oracle::Oracle(const policy::Policy& policy) : law_(std::make_unique<const Law>(policy)) {}
Oracle::~Oracle() = default;
Oracle::Oracle(Oracle&&) noexcept = default;
Oracle& Oracle::operator=(Oracle&&) noexcept = default;

std::vector<Row> Oracle::compute(base::Month month, const std::vector<Household>& households, State& state) const {
    std::vector<Row> rows;
    State next = state;  // a household or person that is not there this month keeps its row
    for (const Household& household : households) {
        Reading reading(*law_, month.ordinal, household, state);
        add_rows(law_->policy, household, reading, rows);
        if (!reading.is_set_aside()) reading.remember(next);
    }
    state = std::move(next);
    return rows;
}

std::string Oracle::value(base::Month month, const Household& household, const State& state, const std::string& name,
                          const std::string& person_id) const {
    At at;
    for (std::size_t i = 0; i < household.persons.size(); ++i)
        if (household.persons[i].id == person_id) at = {person_row, i, nullptr};
    Reading reading(*law_, month.ordinal, household, state);
    return reading.value(law_->names.find_anywhere(name), at).to_text();
}

}  // namespace doudi::oracle
