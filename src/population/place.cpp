// Finds the folder that holds a month's tables.
// The tables are read by read.cpp.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/population/read.hpp"
#include "mistakes.hpp"
#include "unread.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
    std::error_code failed;
    return fs::exists(path, failed);
}

bool holds_tables(const fs::path& folder) {
    return is_there(folder / "households.csv") || is_there(folder / "persons.csv") ||
           is_there(folder / "population.yaml");
}

std::vector<std::string> months_in(const fs::path& folder) {
    std::vector<std::string> months;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (base::Month::parse(name) && at->is_directory(failed)) {
            months.push_back(name);
        }
    }
    std::sort(months.begin(), months.end());
    return months;
}

}  // namespace

base::Result<Place> place_of(const fs::path& folder, base::Month month) {
    if (holds_tables(folder)) {
        return Place{folder, true};
    }
    const std::string name = month.to_string();
    std::error_code failed;
    if (fs::is_directory(folder / name, failed)) {
        Mistakes mistakes(10);
        report_unread_files(folder, mistakes);  // those beside the months; the month's own are read()'s to refuse
        return mistakes.any() ? base::Result<Place>(mistakes.finish()) : Place{folder / name, false};
    }
    base::SourceSpan span;
    span.file = std::make_shared<const base::SourceFile>(base::SourceFile{folder.string(), {}});
    base::Diagnostics errors;
    const std::vector<std::string> months = months_in(folder);
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
