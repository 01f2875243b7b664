#pragma once
// Who may include whom: the rooms of docs/architecture.md and the third-party table, as data.

#include <filesystem>
#include <string>
#include <vector>

namespace doudi::architecture {

struct File {
    std::string path;  ///< from the repository's root, with '/'
    std::string text;
};

struct Breach {
    std::string where;  ///< path:line
    std::string why;
    friend bool operator==(const Breach&, const Breach&) = default;
};

/// Every `#include` line of `files` that goes against the tables, in the order of the files.
std::vector<Breach> breaches(const std::vector<File>& files);

/// The C++ files under include/, src/ and tests/ of `root`, by path.
std::vector<File> read_sources(const std::filesystem::path& root);

}  // namespace doudi::architecture
