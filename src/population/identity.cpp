// Compares persons by ID number, and their days with each other. A number is shown masked; a fault in it by its position.
// Registers and what a death means are left to others.

#include "identity.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/id_number.hpp"
#include "doudi/base/text.hpp"
#include "doudi/population/payments.hpp"
#include "ids.hpp"

namespace doudi::population {
namespace {

const base::Date least_birth = *base::Date::of(1900, 1, 1);

}  // namespace

Identity::Identity(const table::Schema& schema, const table::Words& words, std::optional<base::Date> exported,
                   const TableData& households, const TableData& persons, Mistakes& mistakes)
    : words_(words),
      exported_(exported),
      households_(households),
      persons_(persons),
      mistakes_(mistakes),
      number_(column_of(schema, "id_number")),
      born_(column_of(schema, "born")),
      died_(column_of(schema, "died")),
      number_name_(number_ ? schema.tables[1].columns[*number_].name : ""),
      index_(numbers_) {}

// Of the persons' table; of the right kind, which the policy checks, but a household's input may bear the name.
std::optional<std::size_t> Identity::column_of(const table::Schema& schema, const std::string& role) {
    const auto bound = schema.roles.find(role);
    const auto wanted = role == "id_number" ? table::ColumnKind::text : table::ColumnKind::date;
    const auto& columns = schema.tables[1].columns;
    for (std::size_t i = 0; bound != schema.roles.end() && i < columns.size(); ++i) {
        if (columns[i].name == bound->second && columns[i].kind == wanted && !columns[i].ignored) {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<base::Date> Identity::day(std::optional<std::size_t> column, std::uint32_t row) const {
    if (!column || persons_.columns[*column].standing_of(row) != table::known) {
        return std::nullopt;
    }
    return base::Date{static_cast<std::int32_t>(persons_.columns[*column].integers[row])};
}

void Identity::look(std::uint32_t row, const CellPlaces& places) {
    look_at_days(row, places);
    if (number_ && persons_.columns[*number_].standing_of(row) == table::known) {
        look_at_number(row, places);
    }
}

void Identity::look_at_days(std::uint32_t row, const CellPlaces& places) {
    const auto born = day(born_, row);
    const auto died = day(died_, row);
    if (born && *born < least_birth) {
        mistakes_.error("born-long-ago", places.of(*born_), {born->to_string(), least_birth.to_string()});
    }
    if (born && exported_ && *born > *exported_) {
        mistakes_.error("born-after-export", places.of(*born_), {born->to_string(), exported_->to_string()});
    }
    if (died && exported_ && *died > *exported_) {
        mistakes_.error("died-after-export", places.of(*died_), {died->to_string(), exported_->to_string()});
    }
    if (born && died && *died < *born) {
        mistakes_.error("died-before-birth", places.of(*died_), {died->to_string(), born->to_string()});
    }
}

void Identity::look_at_number(std::uint32_t row, const CellPlaces& places) {
    const std::string& text = words_.word(persons_.columns[*number_].integers[row]);
    if (auto damage = find_id_fault(text, "id"); damage && damage->code == "damaged-id") {
        damage->args.front() = base::shown(number_name_);
        mistakes_.error(std::move(damage->code), places.of(*number_), std::move(damage->args));
        return;
    }
    std::string number = base::normalised_id(text);
    const auto born = day(born_, row);
    if (auto fault = base::find_id_number_fault(number)) {
        fault->args.insert(fault->args.begin(), base::masked(number));
        remark(Remark::Weight::warn, row, std::move(fault->code), places.of(*number_), std::move(fault->args));
    } else if (born && base::birth_in(number) != born) {
        remark(Remark::Weight::warn, row, "id_birth_date", places.of(*number_), {base::masked(number)});
    }
    if (!number.empty()) {
        look_for_double(row, std::move(number), places);
    }
}

// Two rows of one household with one number are one person twice; in two households nobody can tell which is right.
void Identity::look_for_double(std::uint32_t row, std::string number, const CellPlaces& places) {
    numbers_.push_back(std::move(number));
    rows_.push_back(row);
    const auto earlier = index_.add(static_cast<std::uint32_t>(numbers_.size() - 1));
    if (!earlier) {
        return;
    }
    const std::uint32_t first = rows_[*earlier];
    const std::string masked = base::masked(numbers_.back());
    const base::SourceSpan there = place_in_data(persons_.source, persons_.lines[first], 0);
    const base::SourceSpan here = places.of(*number_);
    if (household_id(first) == household_id(row)) {
        mistakes_.error("person-twice", here, {masked}).with_note("first-is-here", there);
        return;
    }
    const auto at = [&](const base::SourceSpan& span) { return persons_.input.name + ":" + std::to_string(span.line); };
    remark(Remark::Weight::hold, first, "same_person", there, {masked, at(there), at(here)});
    remark(Remark::Weight::hold, row, "same_person", here, {masked, at(there), at(here)});
}

std::string Identity::household_id(std::uint32_t row) const {
    if (persons_.parents[row] != no_row) {
        return households_.ids[persons_.parents[row]];
    }
    const auto orphan = persons_.orphans.find(row);
    return orphan == persons_.orphans.end() ? "" : orphan->second;
}

void Identity::remark(Remark::Weight weight, std::uint32_t row, std::string code, base::SourceSpan place,
                      std::vector<std::string> args) {
    base::Diagnostic told{std::move(code), base::Severity::warning, std::move(place), std::move(args), {}, {}, {}};
    Remark remark;
    remark.weight = weight;
    remark.household_id = household_id(row);
    remark.person_id = persons_.ids[row];
    remark.told = std::move(told);
    seen_.push_back({row, std::move(remark)});
}

std::vector<Remark> Identity::take_remarks(const std::set<std::string>& set_aside) {
    std::stable_sort(seen_.begin(), seen_.end(), [](const Seen& a, const Seen& b) { return a.row < b.row; });
    std::vector<Remark> remarks;
    for (Seen& seen : seen_) {
        if (!set_aside.contains(seen.remark.household_id)) {
            remarks.push_back(std::move(seen.remark));
        }
    }
    seen_.clear();
    return remarks;
}

}  // namespace doudi::population
