// Reads `#include` lines and holds them against the rooms and the third-party table.
// What the compiler sees by itself (a header that is missing, a circle within a room) is left to it.

#include "architecture/includes.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

namespace doudi::architecture {
namespace {

using std::string_view;

struct Room {
    string_view name;
    int level;  // a room includes only rooms of a lower level, and itself
};

constexpr std::array rooms{
    Room{"base", 0},       Room{"expr", 1}, Room{"table", 1},  Room{"yaml", 1},   Room{"policy", 2},
    Room{"population", 2}, Room{"plan", 3}, Room{"engine", 4}, Room{"report", 5}, Room{"runs", 6},
    Room{"cli", 7},
};

struct Place {
    string_view begins;
    string_view ends{};
};

struct Library {
    string_view prefix;  // of what stands between the brackets
    std::vector<Place> places;
};

// Heavy headers stay in few .cpp files; none reaches include/.
const std::vector<Library>& libraries() {
    static const std::vector<Library> table{
        {"boost/", {{"src/base/", ".cpp"}, {"tests/unit/base/"}, {"tests/properties/"}, {"tests/oracle/"}}},
        {"openssl/", {{"src/base/digest.cpp"}}},
        {"xlsxwriter.h", {{"src/report/xlsx.cpp"}}},
        {"xlsxwriter/", {}},
        {"yaml-cpp/", {{"src/yaml/reader.cpp"}, {"tests/unit/yaml/"}}},
        {"zlib.h", {{"src/report/unzip.cpp"}}},
        {"nlohmann/", {{"src/report/", ".cpp"}, {"tests/"}}},
        {"fmt/", {{"src/report/", ".cpp"}, {"src/runs/", ".cpp"}, {"src/cli/", ".cpp"}, {"tests/"}}},
        {"CLI/", {{"src/cli/"}}},
        {"doctest/", {{"tests/"}}},
        {"rapidcheck", {{"tests/properties/"}, {"tests/oracle/"}}},
    };
    return table;
}

const Room* room_named(string_view name) {
    const auto* found = std::ranges::find(rooms, name, &Room::name);
    return found == rooms.end() ? nullptr : &*found;
}

// "base" of "base/exact.hpp"; nothing when there is no folder.
string_view first_folder(string_view path) {
    const auto slash = path.find('/');
    return slash == string_view::npos ? string_view{} : path.substr(0, slash);
}

// "base/exact.hpp" of "src/base/exact.hpp", when `path` begins with `folder`.
std::optional<string_view> below(string_view path, string_view folder) {
    if (!path.starts_with(folder)) return std::nullopt;
    return path.substr(folder.size());
}

struct Include {
    string_view target;
    bool quoted = false;
};

std::optional<Include> include_of(string_view line) {
    const auto skip_blanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    skip_blanks();
    if (!line.starts_with('#')) return std::nullopt;
    line.remove_prefix(1);
    skip_blanks();
    if (!line.starts_with("include")) return std::nullopt;
    line.remove_prefix(string_view("include").size());
    skip_blanks();
    if (line.empty() || (line.front() != '<' && line.front() != '"')) return std::nullopt;
    const bool quoted = line.front() == '"';
    line.remove_prefix(1);
    return Include{line.substr(0, line.find(quoted ? '"' : '>')), quoted};
}

std::string room_breach(const Room& from, string_view target, string_view room_folder) {
    const Room* to = room_named(room_folder);
    if (to == nullptr) return "'" + std::string(target) + "' stands in no room";
    if (to->name == from.name || to->level < from.level) return {};
    return std::string(from.name) + (to->level == from.level ? " stands beside " : " stands below ") +
           std::string(to->name) + " and may not include it";
}

std::string library_breach(string_view path, string_view target) {
    for (const Library& library : libraries()) {
        if (!target.starts_with(library.prefix)) continue;
        const bool allowed = std::ranges::any_of(
            library.places, [&](const Place& p) { return path.starts_with(p.begins) && path.ends_with(p.ends); });
        return allowed ? std::string{} : "<" + std::string(target) + "> has no place here: see the third-party table";
    }
    const bool of_the_system =
        target.starts_with("sys/") || target.starts_with("linux/") || target.find('/') == string_view::npos;
    if (of_the_system && !target.ends_with(".hpp")) return {};
    return "<" + std::string(target) + "> is of a library that the third-party table does not know";
}

// Why a file of src/ or include/ in room `from` may not include `include`; empty when it may.
std::string breach_in_room(string_view path, const Room& from, const Include& include) {
    if (include.target == "doudi/version.hpp") return {};
    if (const auto rest = below(include.target, "doudi/")) {
        return room_breach(from, include.target, first_folder(*rest));
    }
    if (!include.quoted) return library_breach(path, include.target);
    const string_view folder = first_folder(include.target);
    if (path.starts_with("include/")) return "a public header includes \"doudi/...\" or the standard library only";
    if (folder.empty() || folder == from.name) return {};
    if (room_named(folder) != nullptr) return "the headers of src/" + std::string(folder) + " are its own";
    return library_breach(path, include.target);
}

// Tests may include every room, but the oracle shares no evaluation code with what it is held against.
std::string breach_in_tests(string_view path, const Include& include) {
    if (const auto rest = below(include.target, "doudi/")) {
        const Room* to = room_named(first_folder(*rest));
        if (path.starts_with("tests/oracle/") && to != nullptr && to->level >= room_named("plan")->level) {
            return "the oracle computes by itself: nothing of " + std::string(to->name);
        }
        return {};
    }
    return include.quoted && first_folder(include.target) != "yaml-cpp" ? std::string{}
                                                                        : library_breach(path, include.target);
}

std::optional<string_view> room_folder(string_view path) {
    for (const string_view root : {"include/doudi/", "src/"}) {
        if (const auto rest = below(path, root)) return first_folder(*rest);
    }
    return std::nullopt;
}

void read_file(const File& file, std::vector<Breach>& found) {
    const auto folder = room_folder(file.path);
    const Room* room = folder ? room_named(*folder) : nullptr;
    const bool in_tests = file.path.starts_with("tests/");
    if (room == nullptr && !in_tests) {
        found.push_back({file.path + ":1", "stands in no room"});
        return;
    }
    string_view rest = file.text;
    for (int line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto include = include_of(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!include) continue;
        std::string why = include->target.find("..") != string_view::npos ? "no '..' in an include"
                          : in_tests                                      ? breach_in_tests(file.path, *include)
                                                                          : breach_in_room(file.path, *room, *include);
        if (!why.empty()) found.push_back({file.path + ":" + std::to_string(line), std::move(why)});
    }
}

}  // namespace

std::vector<Breach> breaches(const std::vector<File>& files) {
    std::vector<Breach> found;
    for (const File& file : files) read_file(file, found);
    return found;
}

std::vector<File> read_sources(const std::filesystem::path& root) {
    std::vector<File> files;
    for (const char* folder : {"include", "src", "tests"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (!entry.is_regular_file() || (extension != ".cpp" && extension != ".hpp" && extension != ".h")) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            files.push_back({entry.path().lexically_relative(root).generic_string(),
                             std::string(std::istreambuf_iterator<char>(in), {})});
        }
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

}  // namespace doudi::architecture
