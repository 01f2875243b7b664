// Refuses folders with files that would change results and that this version does not read.
// A name goes from this list when its file is read.

#include "unread.hpp"

#include "when.hpp"

namespace doudi::population {

void report_unread_files(const std::filesystem::path& folder, Mistakes& mistakes) {
    for (const char* name : {"overrides.csv"}) {
        const std::filesystem::path path = folder / name;
        if (is_there(path)) {
            mistakes.error("file-not-read-yet", base::place_of(path.string()), {name});
        }
    }
}

}  // namespace doudi::population
