// Refuses folders with files that would change results and that this version does not read.
// A name goes from this list when its file is read.

#include "unread.hpp"

#include <memory>

namespace doudi::population {

void report_unread_files(const std::filesystem::path& folder, Mistakes& mistakes) {
    for (const char* name : {"overrides.csv"}) {
        const std::filesystem::path path = folder / name;
        std::error_code failed;
        if (std::filesystem::exists(path, failed)) {
            const auto place = std::make_shared<const base::SourceFile>(base::SourceFile{path.string(), {}});
            mistakes.error("file-not-read-yet", place_in_data(place, 0, 0), {name});
        }
    }
}

}  // namespace doudi::population
