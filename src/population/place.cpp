// Finds the folder that holds a month's tables.
// The tables are read by read.cpp.

#include "doudi/base/text.hpp"
#include "doudi/population/read.hpp"
#include "mistakes.hpp"
#include "when.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

bool holds_tables(const fs::path& folder) {
    return is_there(folder / "households.csv") || is_there(folder / "persons.csv") ||
           is_there(folder / "population.yaml");
}

}  // namespace

base::Result<Place> place_of(const fs::path& folder, base::Month month) {
    if (holds_tables(folder)) {
        return Place{folder, true};
    }
    const std::string name = month.to_string();
    std::error_code failed;
    if (fs::is_directory(folder / name, failed)) {
        return Place{folder / name, false};
    }
    const base::SourceSpan span = base::place_of(folder.string());
    base::Diagnostics errors;
    std::vector<std::string> months;
    for (const base::Month one : months_in(folder)) {
        months.push_back(one.to_string());
    }
    if (!fs::is_directory(folder, failed)) {
        errors.error("no-population-folder", span);
    } else if (months.empty()) {
        errors.error("no-population", span);
    } else {
        const std::string range = months.size() > 2 ? months.front() + " … " + months.back() : base::join(months, ", ");
        errors.error("no-population-month", span, {name, range});
    }
    return errors;
}

}  // namespace doudi::population
