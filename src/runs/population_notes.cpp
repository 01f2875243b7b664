// Writes what was read otherwise than it stands in the sheets, and what was set aside, into the files of a run.
// What is shown on the screen is left to the command.

#include "population_notes.hpp"

#include <algorithm>
#include <filesystem>

#include "doudi/report/messages.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

std::string conversion_rows(const std::vector<base::Diagnostic>& conversions, base::Month month) {
    std::string csv;
    for (const base::Diagnostic& one : conversions) {
        std::string check = one.code;
        std::replace(check.begin(), check.end(), '-', '_');
        csv += report::csv_row(
            {month.to_string(), check, "note", "", "", report::in_one_line(one, report::Language::en)});
    }
    return csv;
}

std::string quarantine_csv(const std::vector<population::Quarantined>& quarantined) {
    std::string csv = "file,line,column,household_id,code,message\n";
    for (const population::Quarantined& one : quarantined) {
        const base::SourceSpan& place = one.told.span;
        const std::string file = place.file ? std::filesystem::path(place.file->name).filename().string() : "";
        csv += report::csv_row({file, place.line > 0 ? std::to_string(place.line) : "",
                                place.column > 0 ? std::to_string(place.column) : "", one.household_id, one.told.code,
                                report::text(report::Language::en, one.told.code, one.told.args)});
    }
    return csv;
}

}  // namespace doudi::runs
