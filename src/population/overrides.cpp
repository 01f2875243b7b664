// Reads overrides.csv and hands its rows to the batches they are about. That values change is the engine's doing; where
// the file lies is left to timeline.cpp.

#include "overrides.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "cell.hpp"
#include "doudi/base/text.hpp"
#include "header.hpp"
#include "ids.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

enum Field : std::size_t { household_id, person_id, name, value, from, to, authority, reason, fields };

class OverrideReader {
public:
    OverrideReader(Rows& rows, const SheetFile& file, const table::Schema& schema, table::Words& words, Mistakes& mistakes)
        : rows_(rows), file_(file), schema_(schema), words_(words), mistakes_(mistakes) {}

    bool find_columns() {
        auto found = match_columns(rows_, {{{"household_id"}}, {{"person_id"}}, {{"name"}}, {{"value"}}, {{"from"}}, {{"to"}}, {{"authority"}}, {{"reason"}}}, mistakes_);
        columns_ = found ? std::move(*found) : std::vector<std::size_t>{};
        return columns_.size() == fields;
    }

    std::vector<OverrideRow> read_rows() {
        while (const CsvRecord* row = rows_.next()) {
            read_row(*row);
        }
        check_once();
        return std::move(read_);
    }

private:
    [[nodiscard]] std::string_view text(const CsvRecord& row, Field field) const { return row.text(columns_[field]); }
    [[nodiscard]] base::SourceSpan place(Field field) const { return rows_.place(columns_[field]); }

    void read_row(const CsvRecord& row) {
        const std::size_t before = mistakes_.count();
        OverrideRow one;
        one.line = row.line();
        one.household_id = text(row, household_id);
        one.person_id = text(row, person_id);
        if (auto fault = find_id_fault(one.household_id, "household_id")) {
            mistakes_.error(std::move(fault->code), place(household_id), std::move(fault->args));
        }
        if (find_thing(row, one)) {
            check_person(one);
            read_value(row, one);
        }
        read_months(row, one);
        for (const auto& [field, told, kept] : {std::tuple{authority, "authority", &one.authority}, std::tuple{reason, "reason", &one.reason}}) {
            *kept = text(row, field);
            if (kept->empty()) {
                mistakes_.error("empty-cell", place(field), {told, ""});
            }
        }
        if (mistakes_.count() == before) {
            read_.push_back(std::move(one));
        }
    }

    // By its full name, else by a word that means one thing alone.
    bool find_thing(const CsvRecord& row, OverrideRow& one) {
        std::vector<std::size_t> found;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < schema_.overridables.size(); ++i) {
            const table::OverridableSpec& spec = schema_.overridables[i];
            names.push_back(spec.name);
            if (text(row, name) == spec.name) {
                one.thing = i;
                return true;
            }
            if (std::find(spec.spellings.begin(), spec.spellings.end(), text(row, name)) != spec.spellings.end()) {
                found.push_back(i);
            }
        }
        if (found.size() == 1) {
            one.thing = found.front();
            return true;
        }
        if (found.size() > 1) {
            mistakes_.error("override-ambiguous", place(name), {base::shown(text(row, name)), names[found[0]], names[found[1]]});
            return false;
        }
        base::Diagnostic& told = mistakes_.error(names.empty() ? "override-of-nothing" : "override-name", place(name), {base::shown(text(row, name)), base::join(names, ", ")});
        if (const auto near = base::nearest(text(row, name), names)) {
            told.with_help("help-did-you-mean", {base::shown(*near)});
        }
        return false;
    }

    void check_person(const OverrideRow& one) {
        const table::OverridableSpec& spec = schema_.overridables[one.thing];
        const bool of_person = spec.table == 1;
        if (one.person_id.empty() == of_person) {
            mistakes_.error("override-person", place(person_id), {spec.name, schema_.tables[spec.table].name});
        }
    }

    void read_value(const CsvRecord& row, OverrideRow& one) {
        auto wrong = CellReader(schema_.overridables[one.thing].cell, words_).read(text(row, value), one.value);
        if (!wrong) {
            return;
        }
        base::Diagnostic& told = mistakes_.error(std::move(wrong->code), place(value), std::move(wrong->args));
        if (!wrong->help.empty()) {
            told.with_help(std::move(wrong->help), std::move(wrong->help_args));
        }
    }

    void read_months(const CsvRecord& row, OverrideRow& one) {
        const auto first = base::Month::parse(text(row, from));
        const auto last = base::Month::parse(text(row, to));
        const bool is_open = text(row, to).empty();
        if (!first) {
            mistakes_.error("bad-month", place(from), {"from", base::shown(text(row, from))});
        }
        if (!last && !is_open) {
            mistakes_.error("bad-month", place(to), {"to", base::shown(text(row, to))});
        }
        if (first && last && *last < *first) {
            mistakes_.error("correction-span", place(to), {last->to_string(), first->to_string()});
        }
        one.from = first.value_or(base::Month{});
        one.to = last;
    }

    // Two for one thing of one row in one month: nobody could say which holds.
    void check_once() {
        std::map<std::tuple<std::size_t, std::string, std::string>, std::vector<const OverrideRow*>> seen;
        for (const OverrideRow& one : read_) {
            auto& others = seen[{one.thing, one.household_id, one.person_id}];
            const auto overlaps = [&](const OverrideRow* other) { return other->holds_in(one.from) || one.holds_in(other->from); };
            if (const auto other = std::find_if(others.begin(), others.end(), overlaps); other != others.end()) {
                mistakes_.error("override-twice", place_in_data(file_.source, one.line, 1), {schema_.overridables[one.thing].name, base::masked(one.household_id)})
                    .with_note("first-is-here", place_in_data(file_.source, (*other)->line, 1));
            }
            others.push_back(&one);
        }
    }

    Rows& rows_;
    const SheetFile& file_;
    const table::Schema& schema_;
    table::Words& words_;
    Mistakes& mistakes_;
    std::vector<std::size_t> columns_;
    std::vector<OverrideRow> read_;
};

}  // namespace

std::optional<Overrides> Overrides::read(const std::filesystem::path& path, const table::Schema& schema, table::Words& words, Mistakes& mistakes) {
    const std::optional<SheetFile> file = load_sheet(path, nullptr, mistakes);
    if (!file) {
        return std::nullopt;
    }
    Overrides overrides;
    overrides.source_ = file->source;
    overrides.file_ = file->input;
    Rows rows(*file, nullptr, mistakes);
    OverrideReader reader(rows, *file, schema, words, mistakes);
    if (!rows.read_header() || !reader.find_columns()) {
        return std::nullopt;
    }
    overrides.all_ = reader.read_rows();
    overrides.file_.rows = rows.count();
    return overrides;
}

std::optional<std::size_t> Overrides::row_of(const OverrideRow& one, const table::Batch& batch, std::size_t household) const {
    if (one.person_id.empty()) {
        return household;
    }
    for (std::size_t person = batch.first_person[household]; person < batch.first_person[household + 1]; ++person) {
        if (batch.person_ids[person] == one.person_id) {
            return person;
        }
    }
    return std::nullopt;
}

void Overrides::apply(base::Month month, Population& population) const {
    std::map<std::string_view, std::vector<const OverrideRow*>> of;
    for (const OverrideRow& one : all_) {
        if (one.holds_in(month)) {
            of[one.household_id].push_back(&one);
        }
    }
    for (table::Batch& batch : population.batches) {
        batch.overrides.clear();
        for (std::size_t household = 0; household < batch.households(); ++household) {
            const auto found = of.find(batch.household_ids[household]);
            for (std::size_t i = 0; found != of.end() && i < found->second.size(); ++i) {
                const OverrideRow& one = *found->second[i];
                if (const auto row = row_of(one, batch, household)) {
                    batch.overrides.push_back({one.thing, !one.person_id.empty(), *row, one.value.number, one.value.integer, file_.name + ":" + std::to_string(one.line), one.authority, one.reason});
                }
            }
        }
    }
}

std::vector<const OverrideRow*> Overrides::without_row(const Population& population) const {
    std::set<std::pair<std::string_view, std::string_view>> there;
    for (const table::Batch& batch : population.batches) {
        for (std::size_t household = 0; household < batch.households(); ++household) {
            there.emplace(batch.household_ids[household], "");
            for (std::size_t person = batch.first_person[household]; person < batch.first_person[household + 1]; ++person) {
                there.emplace(batch.household_ids[household], batch.person_ids[person]);
            }
        }
    }
    std::vector<const OverrideRow*> lost;
    for (const OverrideRow& one : all_) {
        if (!there.contains({one.household_id, one.person_id})) {
            lost.push_back(&one);
        }
    }
    return lost;
}

base::SourceSpan Overrides::place(const OverrideRow& one) const { return place_in_data(source_, one.line, 0); }

}  // namespace doudi::population
