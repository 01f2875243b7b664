// Counts what each column of a population holds, and draws the table of it.
// What is suspicious about it is left to suspicions.cpp.

#include "profile.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/expr/unit.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

using table::ColumnKind;

const expr::Unit money_a_month = expr::parse_unit("CNY/month")->unit;

std::optional<expr::Unit> unit_of(const table::ColumnSpec& spec) {
    const auto declared = expr::parse_unit(spec.unit.empty() ? "1" : spec.unit);
    return declared ? std::optional(declared->unit) : std::nullopt;
}

/// Values of a column over all batches.
template <class Visit>
void each_known(const population::Population& population, std::size_t table, std::size_t column, ColumnProfile& profile, Visit visit) {
    for (const table::Batch& batch : population.batches) {
        const table::Column& values = batch.columns[table][column];
        const std::size_t rows = table == 0 ? batch.households() : batch.persons();
        for (std::size_t row = 0; row < rows; ++row) {
            if (values.standing_of(row) != table::known) {
                ++profile.blank;
                continue;
            }
            ++profile.filled;
            visit(values, row);
        }
    }
}

template <class Value>
std::uint64_t count_distinct(const std::vector<Value>& sorted) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) count += i == 0 || sorted[i] != sorted[i - 1] ? 1U : 0U;
    return count;
}

/// The lower middle.
template <class Value>
const Value& middle(const std::vector<Value>& sorted) {
    return sorted[(sorted.size() - 1) / 2];
}

void profile_numbers(std::vector<base::Rational> values, ColumnProfile& profile) {
    if (values.empty()) return;
    std::sort(values.begin(), values.end());
    profile.distinct = count_distinct(values);
    profile.least = values.front();
    profile.middle = middle(values);
    profile.most = values.back();
    values.erase(std::remove_if(values.begin(), values.end(), [](const base::Rational& one) { return one.is_zero(); }), values.end());
    profile.zeros = profile.filled - values.size();
    if (!values.empty()) profile.middle_but_zero = middle(values);
    for (const base::Rational& value : values) {
        const auto whole = (value / profile.factor).to_int64();
        if (!whole) continue;
        ++profile.whole;
        if (*whole >= 1990 && *whole < 2040 && *whole != 2000) ++profile.years;
    }
}

void profile_integers(std::vector<std::int64_t> values, ColumnProfile& profile) {
    if (values.empty()) return;
    std::sort(values.begin(), values.end());
    profile.distinct = count_distinct(values);
    if (profile.spec->kind != ColumnKind::date && profile.spec->kind != ColumnKind::month) return;
    profile.first = values.front();
    profile.midway = middle(values);
    profile.last = values.back();
}

/// "5.10185E+17"
bool is_power_of_ten(std::string_view text) {
    const std::size_t mark = text.find_first_of("Ee");
    const auto is_digits = [](std::string_view part, std::string_view allowed) {
        return !part.empty() && part.find_first_not_of(allowed) == std::string_view::npos;
    };
    return mark != std::string_view::npos && is_digits(text.substr(0, mark), "0123456789.") &&
           is_digits(text.substr(mark + 1), "0123456789+-") && text.substr(mark + 1).find_first_of("0123456789") != std::string_view::npos;
}

void look_at_id(std::string_view id, ColumnProfile& profile) {
    constexpr std::size_t beyond_double = 16;  // a spreadsheet keeps 15 digits of a number
    if (is_power_of_ten(id)) ++profile.powers_of_ten;
    if (id.size() < beyond_double || id.find_first_not_of("0123456789") != std::string_view::npos) return;
    ++profile.long_digits;
    if (id.ends_with("000")) ++profile.ending_in_zeros;
}

ColumnProfile profile_column(const population::Population& population, const table::TableSpec& table, std::size_t t, std::size_t c,
                             const table::Words& words) {
    ColumnProfile profile;
    profile.spec = &table.columns[c];
    profile.table = table.name;
    profile.unit = profile.spec->unit;
    profile.factor = profile.spec->scale;
    for (const population::Match& match : population.matches) {
        if (match.table != table.name || match.input != profile.spec->name) continue;
        profile.header = match.header;
        profile.file = match.file;
        profile.unit = match.unit;
        profile.factor = match.factor;
    }
    if (profile.spec->kind == ColumnKind::number) {
        std::vector<base::Rational> values;
        each_known(population, t, c, profile, [&](const table::Column& column, std::size_t row) { values.push_back(column.numbers[row]); });
        profile_numbers(std::move(values), profile);
        return profile;
    }
    std::vector<std::int64_t> values;
    each_known(population, t, c, profile, [&](const table::Column& column, std::size_t row) {
        values.push_back(column.integers[row]);
        if (profile.spec->kind == ColumnKind::text) look_at_id(words.word(column.integers[row]), profile);
    });
    profile_integers(std::move(values), profile);
    return profile;
}

/// Sums up what single households have: who they are, where they are, whether any amount a month is theirs.
class Households {
public:
    Households(const table::Schema& schema, const table::Words& words, Profile& profile) : schema_(schema), words_(words), profile_(profile) {
        const auto role = schema.roles.find("region");
        for (std::size_t i = 0; role != schema.roles.end() && i < schema.tables[0].columns.size(); ++i)
            if (schema.tables[0].columns[i].name == role->second) region_ = i;
    }

    void add(const table::Batch& batch) {
        for (std::size_t household = 0; household < batch.households(); ++household) {
            profile_.household_ids.insert(batch.household_ids[household]);
            if (region_) add_region(batch.columns[0][*region_], household);
            add_amounts(batch, household);
        }
    }

private:
    void add_region(const table::Column& column, std::size_t row) {
        if (column.standing_of(row) == table::known) ++profile_.regions[words_.word(column.integers[row])];
    }

    void add_amounts(const table::Batch& batch, std::size_t household) {
        bool any = false;
        bool is_known = true;
        bool is_zero = true;
        const auto look = [&](std::size_t table, std::size_t begin, std::size_t end) {
            for (std::size_t i = 0; i < schema_.tables[table].columns.size(); ++i) {
                const table::ColumnSpec& spec = schema_.tables[table].columns[i];
                if (spec.ignored || spec.kind != ColumnKind::number || unit_of(spec) != money_a_month) continue;
                const table::Column& column = batch.columns[table][i];
                for (std::size_t row = begin; row < end; ++row) {
                    any = true;
                    is_known = is_known && column.standing_of(row) == table::known;
                    is_zero = is_zero && column.standing_of(row) == table::known && column.numbers[row].is_zero();
                }
            }
        };
        look(0, household, household + 1);
        look(1, batch.first_person[household], batch.first_person[household + 1]);
        if (!any || !is_known) return;
        ++profile_.with_amounts;
        profile_.without_income += is_zero ? 1U : 0U;
    }

    const table::Schema& schema_;
    const table::Words& words_;
    Profile& profile_;
    std::optional<std::size_t> region_;
};

std::string shown(const ColumnProfile& profile, const std::optional<base::Rational>& number, const std::optional<std::int64_t>& integer) {
    if (number) {
        if (profile.is_money()) return report::shown_money(base::round(*number, base::Rational(1, 100), base::RoundingMode::half_up));
        const base::Rational cell = *number / profile.spec->scale;
        return cell.to_string();
    }
    if (integer && profile.spec->kind == ColumnKind::date) return base::Date{static_cast<std::int32_t>(*integer)}.to_string();
    if (integer && profile.spec->kind == ColumnKind::month) return base::Month{static_cast<std::int32_t>(*integer)}.to_string();
    return {};
}

/// How the header was understood.
std::string_view way_of(const ColumnProfile& profile, const policy::Policy& policy) {
    if (profile.header.empty()) return "matched-absent";
    if (profile.header == profile.spec->name) return "matched-name";
    for (const policy::Input& input : policy.inputs) {
        if (policy.table_name(input.table) != profile.table || input.name != profile.spec->name) continue;
        if (profile.header == input.label.zh || profile.header == input.label.en) return "matched-label";
        if (std::find(input.aliases.begin(), input.aliases.end(), profile.header) != input.aliases.end()) return "matched-alias";
    }
    return "matched-mapping";
}

}  // namespace

bool ColumnProfile::is_money_a_month() const { return spec->kind == ColumnKind::number && unit_of(*spec) == money_a_month; }

bool ColumnProfile::is_money() const {
    const auto own = unit_of(*spec);
    return spec->kind == ColumnKind::number && own && own->is_money();
}

const ColumnProfile* Profile::find(const std::string& name) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const ColumnProfile& one) { return one.name() == name; });
    return found == columns.end() ? nullptr : &*found;
}

Profile profile_of(const table::Schema& schema, const population::Population& population, const table::Words& words, const std::string& folder) {
    Profile profile;
    profile.folder = folder;
    profile.month = population.month;
    profile.households = population.households;
    profile.persons = population.persons;
    for (std::size_t t = 0; t < schema.tables.size(); ++t)
        for (std::size_t c = 0; c < schema.tables[t].columns.size(); ++c)
            if (!schema.tables[t].columns[c].ignored && !schema.tables[t].columns[c].joined) profile.columns.push_back(profile_column(population, schema.tables[t], t, c, words));
    Households households(schema, words, profile);
    for (const table::Batch& batch : population.batches) households.add(batch);
    return profile;
}

std::string print(const Profile& profile, const policy::Policy& policy, report::Language language) {
    const auto word = [&](std::string_view key) { return report::text(language, key, {}); };
    std::vector<std::vector<std::string>> rows = {{"  " + word("check-column"), word("check-header"), word("check-matched"), word("check-filled"), word("check-blank"),
                                                   word("check-zero"), word("check-least"), word("check-middle"), word("check-most"), word("check-distinct")}};
    for (const ColumnProfile& one : profile.columns)
        rows.push_back({"  " + one.name(), base::shown(one.header), word(way_of(one, policy)), std::to_string(one.filled), std::to_string(one.blank),
                        one.spec->kind == ColumnKind::number ? std::to_string(one.zeros) : "", shown(one, one.least, one.first), shown(one, one.middle, one.midway),
                        shown(one, one.most, one.last), std::to_string(one.distinct)});
    return report::aligned(rows, {false, false, false, true, true, true, true, true, true, true});
}

}  // namespace doudi::runs
