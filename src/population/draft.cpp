// Drafts a population.yaml: surveys the sheets, finds what each is, writes what is known and asks for the rest.
// Nothing of the draft is believed before somebody has read it.

#include "doudi/population/draft.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "draft_match.hpp"
#include "draft_writer.hpp"
#include "mistakes.hpp"
#include "survey.hpp"

namespace doudi::population {

namespace fs = std::filesystem;

base::Result<std::string> draft_layout(const std::vector<fs::path>& sheets, const table::Schema& schema,
                                       const Say& say) {
    constexpr std::size_t most_errors = 100;
    Mistakes mistakes(most_errors);
    const std::vector<const table::TableSpec*> specs = tables_of(schema);
    const std::vector<std::string> known = known_headers(specs);
    std::vector<Survey> surveys;
    std::set<std::string> names;
    for (const fs::path& path : sheets) {
        if (!names.insert(path.filename().string()).second) {
            mistakes.error("draft-same-name", base::place_of(path.string()));
        } else if (auto one = survey(path, known, mistakes)) {
            surveys.push_back(std::move(*one));
        }
    }
    if (mistakes.any()) {
        return mistakes.finish();
    }
    std::vector<TablePlace> places = place_sheets(surveys, specs);
    for (std::size_t i = 0; i < surveys.size(); ++i) {
        const auto holds = [&](const TablePlace& place) { return place.sheet == &surveys[i]; };
        if (std::none_of(places.begin(), places.end(), holds)) {
            mistakes.error("draft-no-table", base::place_of(sheets[i].string()));
        }
    }
    if (mistakes.any()) {
        return mistakes.finish();
    }
    share_sheets(places, surveys);
    match_columns(places);
    return write_draft(say, places, surveys);
}

}  // namespace doudi::population
