// Puts the parts together: which folders count, in which order their files are read, and what a month takes from them.
// Lasting facts, registers and corrections themselves stand in files of their own.

#include "timeline.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"
#include "layout_file.hpp"
#include "table_form.hpp"
#include "unique.hpp"

namespace doudi::population {

namespace fs = std::filesystem;

Timeline::Timeline(const fs::path& place, const table::Schema& schema, const ReadOptions& options, table::Words& words)
    : place_(place), schema_(schema), options_(options), words_(words), lasting_(schema), lasting_records_(schema) {
    for (const table::RegisterSpec& spec : schema.registers) {
        registers_.emplace_back(spec);
    }
}

base::Diagnostics Timeline::check(const fs::path& folder, base::Month month, bool& held_still) const {
    const bool by_month = folder != place_;
    const auto read = read_when(folder);
    const When when = read ? *read : When{};
    held_still = !by_month && !(when.described && when.month == month);
    base::Diagnostics mistakes;
    if (const auto called = base::Month::parse(folder.filename().string()); called && when.month && *called != *when.month) {
        mistakes.error("folder-of-other-month", when.month_place, {called->to_string(), when.month->to_string()});
    } else if (!when.is_known_on(options_.known_on)) {
        mistakes.error("facts-known-later", base::place_of(folder.string()),
                       {month.to_string(), when.known()->to_string(), options_.known_on->to_string()});
    }
    if (by_month && is_there(folder / "corrections.csv")) {
        mistakes.error("corrections-in-month", base::place_of((folder / "corrections.csv").string()), {place_.string()});
    }
    if (by_month && is_there(folder / "overrides.csv")) {
        mistakes.error("overrides-in-month", base::place_of((folder / "overrides.csv").string()), {place_.string()});
    }
    return mistakes;
}

std::size_t Timeline::number_of(const fs::path& folder) const {
    const auto found = std::find_if(folders_.begin(), folders_.end(), [&](const MonthFolder& one) { return one.path == folder; });
    return static_cast<std::size_t>(found - folders_.begin());
}

base::Diagnostics Timeline::take_up(const fs::path& folder, Population& population) {
    if (!read_) {
        Mistakes mistakes(options_.most_errors);
        read_all(folder, mistakes);
        read_ = mistakes.finish();
    }
    if (read_->has_errors()) {
        return *read_;
    }
    own_ = number_of(folder);
    take_lasting(population);   // whole rows before corrections look for theirs
    if (corrections_) {
        Mistakes mistakes(options_.most_errors);
        corrections_->find_rows(population);
        check_corrected_ids(population, mistakes);
        if (mistakes.any()) {
            return mistakes.finish();
        }
    }
    if (overrides_) {
        Mistakes mistakes(options_.most_errors);
        check_overridden_ids(population, mistakes);
        if (mistakes.any()) {
            return mistakes.finish();
        }
    }
    remarks_ = population.remarks.size();
    input_files_ = population.files.size();
    holds_.clear();
    for (const table::Batch& batch : population.batches) {
        holds_.push_back(batch.holds);
    }
    return {};
}

void Timeline::read_all(const fs::path& folder, Mistakes& mistakes) {
    if (folder == place_) {
        if (auto when = read_when(folder); !when) {
            mistakes.append(std::move(when.diagnostics()));
        }
    } else {
        list_folders(mistakes);
    }
    if (const fs::path path = place_ / "corrections.csv"; is_there(path)) {
        corrections_ = Corrections::read(path, schema_, words_, options_.known_on, mistakes);
    }
    if (const fs::path path = place_ / "overrides.csv"; is_there(path)) {
        overrides_ = Overrides::read(path, schema_, words_, mistakes);
    }
    read_registers(folder, mistakes);
    if (!mistakes.any()) {  // a description in error would be told twice
        read_others(mistakes);
    }
}

void Timeline::list_folders(Mistakes& mistakes) {
    for (const base::Month month : months_in(place_)) {
        MonthFolder folder{place_ / month.to_string(), {}, false};
        auto when = read_when(folder.path);
        if (!when) {
            mistakes.append(std::move(when.diagnostics()));
            continue;
        }
        folder.when = *when;
        folder.hidden = !when->is_known_on(options_.known_on);
        folders_.push_back(std::move(folder));
    }
}

/// Newest first. A single month has nothing to learn from itself.
void Timeline::read_others(Mistakes& mistakes) {
    files_.resize(folders_.size());
    if (folders_.size() < 2 || !(lasting_.any() || lasting_records_.any() || corrections_ || overrides_)) {
        return;
    }
    for (std::size_t i = folders_.size(); i-- > 0;) {
        if (!folders_[i].hidden) {
            read_narrow(i, mistakes);
        }
    }
}

void Timeline::read_narrow(std::size_t folder, Mistakes& mistakes) {
    ReadOptions options = options_;
    options.table_files.clear();  // they stand for the month asked
    auto narrow = population::read(folders_[folder].path, LastingFacts::narrowed(schema_), words_, options);
    if (!narrow) {
        mistakes.append(std::move(narrow.diagnostics()));
        return;
    }
    lasting_.add(*narrow, folder);
    lasting_records_.add(*narrow, folder);
    for (InputFile file : narrow->files) {
        file.name = folders_[folder].path.filename().string() + "/" + file.name;
        files_[folder].push_back(std::move(file));
    }
}

/// In the months' folders and beside them; a file that the user names stands for all of these.
void Timeline::read_registers(const fs::path& folder, Mistakes& mistakes) {
    for (std::size_t i = 0; i < registers_.size(); ++i) {
        const table::TableSpec& sheet = schema_.registers[i].sheet;
        if (const auto named = options_.table_files.find(sheet.name); named != options_.table_files.end()) {
            registers_[i].read(form_of(sheet, nullptr, {named->second}, mistakes), std::nullopt, words_, mistakes);
        } else if (folders_.empty()) {
            read_register(i, folder, std::nullopt, mistakes);
            if (!registers_[i].is_given() && base::Month::parse(folder.filename().string())) {
                read_register(i, folder.parent_path(), std::nullopt, mistakes);  // a month's folder was asked for by its own name
            }
        } else {
            read_register(i, place_, std::nullopt, mistakes);
            for (std::size_t month = 0; month < folders_.size(); ++month) {
                if (!folders_[month].hidden) {
                    read_register(i, folders_[month].path, month, mistakes);
                }
            }
        }
    }
}

/// As the folder's population.yaml describes it (the file may lie beside the months' folders), else in the plain format.
void Timeline::read_register(std::size_t which, const fs::path& folder, std::optional<std::size_t> month, Mistakes& mistakes) {
    const table::TableSpec& sheet = schema_.registers[which].sheet;
    const auto described = load_layout(folder, known_tables(schema_), Described::population, mistakes);
    const TableLayout* layout = described ? described->layout.find(sheet.name) : nullptr;
    if (layout == nullptr) {
        if (is_there(folder / sheet.file)) {
            registers_[which].read(form_of(sheet, nullptr, {folder / sheet.file}, mistakes), month, words_, mistakes);
        }
        return;
    }
    std::vector<fs::path> files;
    for (const std::string& name : layout->files) {
        files.push_back(is_there(folder / name) ? folder / name : folder.parent_path() / name);
    }
    registers_[which].read(form_of(sheet, &described->layout, std::move(files), mistakes), month, words_, mistakes);
}

/// Who stands in no folder that could be read is a slip of the pen. Hidden folders and households set aside might know more.
void Timeline::check_corrected_ids(const Population& population, Mistakes& mistakes) const {
    if (population.households_set_aside > 0 || std::any_of(folders_.begin(), folders_.end(), [](const MonthFolder& one) { return one.hidden; })) {
        return;
    }
    for (const Correction* one : corrections_->without_row()) {
        const table::TableSpec& table = schema_.tables[one->table];
        if (!lasting_.has_row(one->table, one->id) && !lasting_records_.has_row(one->table, one->id)) {
            mistakes.error("correction-nobody", corrections_->place(*one), {table.key, base::masked(one->id)});
        }
    }
}

/// The same of overrides: who is not in this month's facts may be in another's.
void Timeline::check_overridden_ids(const Population& population, Mistakes& mistakes) const {
    if (population.households_set_aside > 0 || std::any_of(folders_.begin(), folders_.end(), [](const MonthFolder& one) { return one.hidden; })) {
        return;
    }
    for (const OverrideRow* one : overrides_->without_row(population)) {
        const bool is_elsewhere = one->person_id.empty() ? lasting_.has_row(0, one->household_id) : lasting_.has_row(1, one->person_id);
        if (!is_elsewhere) {
            mistakes.error("override-nobody", overrides_->place(*one), {base::masked(one->household_id), base::masked(one->person_id)});
        }
    }
}

/// Rows first: a lasting fact of one of them may come from elsewhere again.
void Timeline::take_lasting(Population& population) const {
    std::vector<bool> skipped;
    for (const table::TableSpec& spec : schema_.tables) {
        skipped.push_back(options_.table_files.contains(spec.name));
    }
    if (folders_.size() > 1) {
        note_lasting("lasting_rows", lasting_records_.apply(own_, skipped, population), population);
    }
    note_lasting("lasting_facts", lasting_.apply(own_, skipped, population), population);
}

void Timeline::note_lasting(const char* what, const std::map<std::size_t, std::size_t>& taken, Population& population) const {
    std::size_t count = 0;
    for (const auto& [folder, cells] : taken) {
        count += cells;
        for (const InputFile& file : files_[folder]) {
            const auto same = [&](const InputFile& other) { return other.name == file.name; };
            if (std::none_of(population.files.begin(), population.files.end(), same)) {
                population.files.push_back(file);
            }
        }
    }
    if (count > 0) {
        Remark remark;
        remark.told.code = what;
        remark.told.severity = base::Severity::note;
        remark.told.args = {std::to_string(count)};
        population.remarks.push_back(std::move(remark));
    }
}

void Timeline::apply(base::Month month, Population& population) {
    population.remarks.resize(remarks_);
    population.files.resize(input_files_);
    for (std::size_t i = 0; i < holds_.size(); ++i) {
        population.batches[i].holds = holds_[i];
    }
    if (corrections_) {
        corrections_->undo(population);
        corrections_->apply(month, schema_, words_, population);
        population.files.push_back(corrections_->file());
    }
    if (overrides_) {
        overrides_->apply(month, population);
        population.files.push_back(overrides_->file());
    }
    for (const RegisterFiles& one : registers_) {
        one.join(own_, schema_, words_, population);
    }
    look_for_shared(schema_, words_, population);
}

}  // namespace doudi::population
