// Puts files in place by a staged folder. What they hold is left to the run.

#include "doudi/runs/place.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_output = std::size_t{1} << 40U;

bool already_there(const fs::path& place, const std::map<std::string, std::string>& files) {
    for (const auto& [name, bytes] : files) {
        const auto found = base::read_file(place / name, largest_output);
        if (!found || *found != bytes) return false;
    }
    return true;
}

}  // namespace

Outcome put_in_place(const std::map<std::string, std::string>& files, const fs::path& place, Published& published, std::optional<base::StagedFolder> staged) {
    if (fs::exists(fs::symlink_status(place))) {
        published = Published::already_there;
        if (already_there(place, files)) return {};
        base::Diagnostics diagnostics;
        diagnostics.error("other-result", base::place_of(place.string()));
        return Outcome::failed(Trouble::file, std::move(diagnostics));
    }
    if (!staged) {
        auto folder = base::StagedFolder::beside(place);
        if (!folder) return Outcome::failed(Trouble::file, std::move(folder.diagnostics()));
        staged.emplace(std::move(*folder));
    }
    for (const auto& [name, bytes] : files)
        if (auto trouble = staged->write(name, bytes); trouble.has_errors()) return Outcome::failed(Trouble::file, std::move(trouble));
    if (auto trouble = staged->publish(); trouble.has_errors()) return Outcome::failed(Trouble::file, std::move(trouble));
    published = Published::written;
    return {};
}

}  // namespace doudi::runs
