// Puts the parts together: which folders count, in which order their files are read, and what a month takes from them.
// Lasting facts, registers and corrections themselves stand in files of their own.

#include "timeline.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
    std::error_code failed;
    return fs::exists(path, failed);
}

}  // namespace

Timeline::Timeline(const fs::path& place, const table::Schema& schema, const ReadOptions& options, table::Words& words)
    : place_(place), schema_(schema), options_(options), words_(words), lasting_(schema) {
    for (const table::RegisterSpec& spec : schema.registers) {
        registers_.emplace_back(spec);
    }
}

base::Diagnostics Timeline::list_folders() {
    base::Diagnostics mistakes;
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
    return mistakes;
}

base::Diagnostics Timeline::check(const fs::path& folder, base::Month month, bool& held_still) {
    const bool by_month = folder != place_;
    if (by_month && !is_listed_) {
        if (base::Diagnostics mistakes = list_folders(); mistakes.has_errors()) {
            return mistakes;
        }
        is_listed_ = true;
    }
    auto when = read_when(folder);
    if (!when) {
        return std::move(when.diagnostics());
    }
    held_still = !by_month && !(when->described && when->month == month);
    base::Diagnostics mistakes;
    if (!when->is_known_on(options_.known_on)) {
        mistakes.error("facts-known-later", place_of_folder(folder),
                       {month.to_string(), when->known()->to_string(), options_.known_on->to_string()});
    }
    if (by_month && is_there(folder / "corrections.csv")) {
        mistakes.error("corrections-in-month", place_of_folder(folder / "corrections.csv"), {place_.string()});
    }
    return mistakes;
}

std::size_t Timeline::number_of(const fs::path& folder) const {
    const auto found = std::find_if(folders_.begin(), folders_.end(), [&](const MonthFolder& one) { return one.path == folder; });
    return static_cast<std::size_t>(found - folders_.begin());
}

base::Diagnostics Timeline::take_up(const fs::path& folder, Population& population) {
    own_ = number_of(folder);
    Mistakes mistakes(options_.most_errors);
    if (!is_read_) {
        if (const fs::path path = place_ / "corrections.csv"; is_there(path)) {
            corrections_ = Corrections::read(path, schema_, words_, options_.known_on, mistakes);
        }
        read_registers(folder, mistakes);
        mistakes.append(read_others());
        is_read_ = true;
    }
    if (corrections_) {
        corrections_->find_rows(population);
        check_corrected_ids(population, mistakes);
    }
    if (mistakes.any()) {
        return mistakes.finish();
    }
    std::vector<bool> skipped;
    for (const table::TableSpec& spec : schema_.tables) {
        skipped.push_back(options_.table_files.contains(spec.name));
    }
    note_lasting(lasting_.apply(own_, skipped, population), population);
    remarks_ = population.remarks.size();
    input_files_ = population.files.size();
    holds_.clear();
    for (const table::Batch& batch : population.batches) {
        holds_.push_back(batch.holds);
    }
    return {};
}

/// Newest first. A single month has nothing to learn from itself.
base::Diagnostics Timeline::read_others() {
    base::Diagnostics mistakes;
    files_.resize(folders_.size());
    if (folders_.size() < 2 || !(lasting_.any() || corrections_)) {
        return mistakes;
    }
    for (std::size_t i = folders_.size(); i-- > 0;) {
        if (!folders_[i].hidden) {
            read_narrow(i, mistakes);
        }
    }
    return mistakes;
}

void Timeline::read_narrow(std::size_t folder, base::Diagnostics& mistakes) {
    ReadOptions options = options_;
    options.table_files.clear();  // they stand for the month asked
    auto narrow = population::read(folders_[folder].path, LastingFacts::narrowed(schema_), words_, options);
    if (!narrow) {
        mistakes.append(std::move(narrow.diagnostics()));
        return;
    }
    lasting_.add(*narrow, folder);
    for (InputFile file : narrow->files) {
        file.name = folders_[folder].path.filename().string() + "/" + file.name;
        files_[folder].push_back(std::move(file));
    }
}

/// In the months' folders and beside them; a file that the user names stands for all of these.
void Timeline::read_registers(const fs::path& folder, Mistakes& mistakes) {
    for (std::size_t i = 0; i < registers_.size(); ++i) {
        const table::TableSpec& sheet = schema_.registers[i].sheet;
        const auto read_in = [&](const fs::path& where, std::optional<std::size_t> number) {
            if (is_there(where / sheet.file)) {
                registers_[i].read(where / sheet.file, number, words_, mistakes);
            }
        };
        if (const auto named = options_.table_files.find(sheet.name); named != options_.table_files.end()) {
            registers_[i].read(named->second, std::nullopt, words_, mistakes);
            continue;
        }
        if (!folders_.empty()) {
            read_in(place_, std::nullopt);
            for (std::size_t month = 0; month < folders_.size(); ++month) {
                if (!folders_[month].hidden) {
                    read_in(folders_[month].path, month);
                }
            }
            continue;
        }
        read_in(folder, std::nullopt);
        if (!registers_[i].is_given() && base::Month::parse(folder.filename().string())) {
            read_in(folder.parent_path(), std::nullopt);  // a month's folder was asked for by its own name
        }
    }
}

/// Who stands in no folder that could be read is a slip of the pen. Hidden folders and households set aside might know more.
void Timeline::check_corrected_ids(const Population& population, Mistakes& mistakes) const {
    if (population.households_set_aside > 0 || std::any_of(folders_.begin(), folders_.end(), [](const MonthFolder& one) { return one.hidden; })) {
        return;
    }
    for (const Correction* one : corrections_->without_row()) {
        const table::TableSpec& table = schema_.tables[one->table];
        if (!lasting_.has_row(one->table, one->id)) {
            mistakes.error("correction-nobody", corrections_->place(*one), {table.key, base::masked(one->id)});
        }
    }
}

void Timeline::note_lasting(const std::map<std::size_t, std::size_t>& taken, Population& population) const {
    std::size_t count = 0;
    for (const auto& [folder, cells] : taken) {
        count += cells;
        population.files.insert(population.files.end(), files_[folder].begin(), files_[folder].end());
    }
    if (count > 0) {
        Remark remark;
        remark.told.code = "lasting_facts";
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
    for (const RegisterFiles& one : registers_) {
        one.join(own_, schema_, words_, population);
    }
}

}  // namespace doudi::population
