// From a folder to batches: description, tables, each person into its household, what is set aside, batches.
// The tables themselves are read by table_reader.cpp, who is who by identity.cpp, batches are cut by batches.cpp.

#include "doudi/population/read.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "batch_cell.hpp"
#include "batches.hpp"
#include "doudi/base/text.hpp"
#include "identity.hpp"
#include "layout_file.hpp"
#include "mistakes.hpp"
#include "table_reader.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

void report_empty_households(const TableData& households, const TableData& persons, const Grouping& grouping,
                             Mistakes& mistakes) {
    for (std::size_t i = 0; i < households.ids.size(); ++i) {
        // A double's persons went to the first row of its id.
        if (grouping.first[i] == grouping.first[i + 1] && households.index.find(households.ids[i]) == i) {
            const Mistakes::About about(mistakes, households.ids[i]);
            mistakes.error("household-without-persons",
                           place_in_data(households.source, households.lines[i], households.has_key_first ? 1 : 0),
                           {base::masked(households.ids[i]), base::shown(persons.input.name)});
        }
    }
}

std::vector<std::string> csv_files_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() == ".csv") {
            names.push_back(at->path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

// The file of a table, when there is one.
std::optional<fs::path> find_table(const fs::path& folder, const table::TableSpec& spec, const Layout* layout,
                                   const ReadOptions& options, Mistakes& mistakes) {
    if (const auto named = options.table_files.find(spec.name); named != options.table_files.end()) {
        return named->second;
    }
    const TableLayout* described = layout == nullptr ? nullptr : layout->find(spec.name);
    const std::string name = described == nullptr ? spec.file : described->files.front();
    const fs::path path = folder / name;
    std::error_code failed;
    if (fs::exists(path, failed)) {
        return path;
    }
    const std::vector<std::string> found = csv_files_in(folder);
    base::Diagnostic& told = mistakes.error(
        "no-table-file", described == nullptr ? base::place_of(folder.string()) : described->span, {base::shown(name)});
    if (const auto near = base::nearest(name, found)) {
        told.with_help("help-did-you-mean", {base::shown(*near)});
    }
    return std::nullopt;
}

void check_table_files(const table::Schema& schema, const ReadOptions& options, Mistakes& mistakes) {
    std::size_t from_standard_input = 0;
    for (const auto& [name, path] : options.table_files) {
        std::vector<std::string> names;
        for (const table::TableSpec& spec : schema.tables) {
            if (!spec.matched) {
                names.push_back(spec.name);
            }
        }
        for (const table::RegisterSpec& spec : schema.registers) {
            names.push_back(spec.sheet.name);
        }
        if (path == "-") {
            ++from_standard_input;
        }
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            mistakes.error("unknown-table-file", {}, {base::shown(name), base::join(names, ", ")});
        }
    }
    if (from_standard_input > 1) {
        mistakes.error("standard-input-twice", {});
    }
}

class Reader {
public:
    Reader(const table::Schema& schema, table::Words& words, const ReadOptions& options)
        : schema_(schema), words_(words), options_(options), mistakes_(options.most_errors, options.quarantine) {}

    base::Result<Population> read(const fs::path& folder);

private:
    [[nodiscard]] bool read_tables(const fs::path& folder);
    [[nodiscard]] bool read_records(const fs::path& folder);
    void join();
    void set_aside();
    void cut();

    const table::Schema& schema_;
    table::Words& words_;
    const ReadOptions& options_;
    Mistakes mistakes_;
    std::optional<LayoutFile> layout_;
    TableData households_;
    TableData persons_;
    std::vector<RecordTable> records_;
    std::optional<Identity> identity_;
    Grouping grouping_;
    std::vector<std::uint32_t> kept_;  // rows of the households' table
    Population population_;
};

// False when a table cannot be read at all.
bool Reader::read_tables(const fs::path& folder) {
    const Layout* layout = layout_ ? &layout_->layout : nullptr;
    const auto household_file = find_table(folder, schema_.tables[0], layout, options_, mistakes_);
    const auto person_file = find_table(folder, schema_.tables[1], layout, options_, mistakes_);
    if (!household_file || !person_file) {
        return false;
    }
    TableForm households = form_of(schema_.tables[0], layout, {*household_file}, mistakes_);
    TableForm persons = form_of(schema_.tables[1], layout, {*person_file}, mistakes_);
    if (layout != nullptr && mistakes_.any()) {
        return false;  // a description in error would make every row one
    }
    if (!households.is_plain() && !persons.is_plain() && *household_file == *person_file) {
        persons.elsewhere = headers_of(households);
        households.elsewhere = headers_of(persons);
    }
    read_table(households, nullptr, words_, households_, mistakes_);
    identity_.emplace(schema_, words_, population_.exported, households_, persons_, mistakes_);
    read_table(persons, &households_, words_, persons_, mistakes_,
               [&](std::uint32_t row, const CellPlaces& places) { identity_->look(row, places); });
    base::ensure(persons_.ids.size() < std::numeric_limits<std::uint32_t>::max(),
                 "a population has fewer than 2^32 persons");
    return read_records(folder);
}

// What belongs to households and persons, each table from its own file.
bool Reader::read_records(const fs::path& folder) {
    const Layout* layout = layout_ ? &layout_->layout : nullptr;
    bool all_there = true;
    for (std::size_t i = 2; i < schema_.tables.size(); ++i) {
        const table::TableSpec& spec = schema_.tables[i];
        if (spec.matched) {  // filled by Facts
            records_.push_back({*spec.parent, std::make_unique<TableData>()});
            continue;
        }
        const auto file = find_table(folder, spec, layout, options_, mistakes_);
        all_there = all_there && file;
        if (!file) {
            continue;
        }
        const TableForm form = form_of(spec, layout, {*file}, mistakes_);
        RecordTable& records = records_.emplace_back(RecordTable{*spec.parent, std::make_unique<TableData>()});
        read_table(form, records.parent == 0 ? &households_ : &persons_, words_, *records.data, mistakes_);
    }
    return all_there;
}

void Reader::join() {
    if (households_.is_whole && persons_.is_whole && !persons_.ids.empty()) {
        grouping_ = group_by_parent(households_, persons_);
        report_empty_households(households_, persons_, grouping_, mistakes_);
    }
}

// Households with mistakes, and those that persons name and no row has, are counted and left out.
void Reader::set_aside() {
    const auto& aside = mistakes_.households();
    population_.households_set_aside = aside.size();
    population_.quarantined = mistakes_.set_aside();
    for (std::uint32_t row = 0; row < households_.ids.size(); ++row) {
        if (!aside.contains(households_.ids[row])) {
            kept_.push_back(row);
            population_.persons += grouping_.first[row + 1] - grouping_.first[row];
        }
    }
    population_.households = kept_.size();
    population_.remarks = identity_->take_remarks(aside);
}

void Reader::cut() {
    std::vector<const TableData*> tables = {&households_, &persons_};
    for (std::size_t i = 0; i < records_.size(); ++i) {
        if (!schema_.tables[i + 2].matched) {
            tables.push_back(records_[i].data.get());
        }
    }
    for (const TableData* data : tables) {
        const auto is_listed = [&](const InputFile& file) { return file.name == data->input.name; };
        if (std::none_of(population_.files.begin(), population_.files.end(), is_listed)) {
            population_.files.push_back(data->input);
        }
        population_.conversions.insert(population_.conversions.end(), data->conversions.begin(),
                                       data->conversions.end());
        population_.matches.insert(population_.matches.end(), data->matches.begin(), data->matches.end());
    }
    if (layout_) {
        population_.files.push_back(layout_->input);
    }
    population_.batches = cut_batches(options_.batch_households, kept_, households_, persons_, grouping_, records_);
    put_holds(population_.remarks, population_.batches);
}

base::Result<Population> Reader::read(const fs::path& folder) {
    check_table_files(schema_, options_, mistakes_);
    const std::size_t before = mistakes_.count();
    layout_ = load_layout(folder, known_tables(schema_), Described::population, mistakes_);
    if (layout_) {
        population_.month = layout_->layout.month;
        population_.exported = layout_->layout.exported;
    }
    if (mistakes_.count() != before || !read_tables(folder)) {
        return mistakes_.finish();
    }
    join();
    if (mistakes_.any() && !mistakes_.can_set_aside()) {
        return mistakes_.finish();
    }
    set_aside();
    if (kept_.empty()) {
        base::Diagnostics all = mistakes_.finish();
        all.error("quarantine-of-all", {}, {std::to_string(population_.households_set_aside)});
        return all;
    }
    cut();
    return std::move(population_);
}

}  // namespace

base::Result<Population> read(const fs::path& folder, const table::Schema& whole, table::Words& words,
                              const ReadOptions& options) {
    const table::Schema schema = without_joined(whole);
    base::ensure(schema.tables.size() >= 2 && options.batch_households > 0, "a population has households and persons");
    auto population = Reader(schema, words, options).read(folder);
    if (population) {
        add_joined_columns(whole, population->batches);
    }
    return population;
}

}  // namespace doudi::population
