// What a population looks like: rows, and each column's known cells with the least and most of them.
// Nothing of a single person is printed.

#include <algorithm>

#include "doudi/plan/compile.hpp"
#include "doudi/population/read.hpp"
#include "doudi/report/values.hpp"
#include "doudi/runs/check.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

struct ColumnFacts {
    std::size_t known = 0;
    std::size_t empty = 0;
    std::optional<base::Rational> least, most;
    std::optional<std::int64_t> first, last;  // of days and months

    void add(const table::Column& column, std::size_t rows) {
        for (std::size_t row = 0; row < rows; ++row) {
            if (column.standing_of(row) != table::known) {
                ++empty;
                continue;
            }
            ++known;
            if (column.kind == table::ColumnKind::number) {
                const base::Rational& number = column.numbers[row];
                if (!least || number < *least) least = number;
                if (!most || number > *most) most = number;
            } else {
                const std::int64_t value = column.integers[row];
                first = std::min(first.value_or(value), value);
                last = std::max(last.value_or(value), value);
            }
        }
    }
};

std::string shown(const table::ColumnSpec& column, const std::optional<base::Rational>& number,
                  const std::optional<std::int64_t>& integer) {
    if (number) return (*number / column.scale).to_string();
    if (integer && column.kind == table::ColumnKind::date)
        return base::Date{static_cast<std::int32_t>(*integer)}.to_string();
    if (integer && column.kind == table::ColumnKind::month)
        return base::Month{static_cast<std::int32_t>(*integer)}.to_string();
    return {};
}

base::Result<std::string> describe_folder(const table::Schema& schema, const fs::path& folder,
                                          report::Language language) {
    table::Words words;
    const auto population = population::read(folder, schema, words, {});
    if (!population) return base::Diagnostics(population.diagnostics());
    const auto word = [&](std::string_view key, const std::vector<std::string>& args = {}) {
        return report::text(language, key, args);
    };
    std::string text = word("check-rows", {folder.string(), std::to_string(population->households),
                                           std::to_string(population->persons)}) +
                       "\n";
    std::vector<std::vector<std::string>> rows = {{"  " + word("check-column"), word("check-known"),
                                                   word("check-empty"), word("check-least"), word("check-most")}};
    for (std::size_t t = 0; t < schema.tables.size(); ++t) {
        for (std::size_t c = 0; c < schema.tables[t].columns.size(); ++c) {
            const table::ColumnSpec& spec = schema.tables[t].columns[c];
            if (spec.ignored || spec.joined) continue;
            ColumnFacts facts;
            for (const table::Batch& batch : population->batches)
                facts.add(batch.columns[t][c], t == 0 ? batch.households() : batch.persons());
            rows.push_back({"  " + schema.tables[t].name + "." + spec.name, std::to_string(facts.known),
                            std::to_string(facts.empty), shown(spec, facts.least, facts.first),
                            shown(spec, facts.most, facts.last)});
        }
    }
    text += report::aligned(rows, {false, true, true, true, true});
    for (const base::Diagnostic& one : population->conversions) text += "  " + report::in_one_line(one, language) + "\n";
    return {std::move(text), base::Diagnostics(population.diagnostics())};
}

/// Subfolders called like months, in their order.
std::vector<fs::path> months_in(const fs::path& folder) {
    std::vector<fs::path> months;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.is_directory(error) && base::Month::parse(entry.path().filename().string()))
            months.push_back(entry.path());
    std::sort(months.begin(), months.end());
    return months;
}

}  // namespace

base::Result<std::string> describe_population(const policy::Policy& policy, const fs::path& folder,
                                              const std::optional<base::Month>& month, report::Language language) {
    std::vector<fs::path> folders = months_in(folder);
    if (month) {
        const auto place = population::place_of(folder, *month);
        if (!place) return base::Diagnostics(place.diagnostics());
        folders = {place->folder};
    } else if (folders.empty()) {
        folders = {folder};
    }
    const table::Schema schema = plan::schema_of(policy);
    std::string text;
    base::Diagnostics diagnostics;
    for (const fs::path& one : folders) {
        const auto described = describe_folder(schema, one, language);
        diagnostics.append(described.diagnostics());
        if (described) text += *described;
    }
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(text), std::move(diagnostics)};
}

}  // namespace doudi::runs
