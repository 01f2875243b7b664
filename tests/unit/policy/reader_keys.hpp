#pragma once
// The keys that readers of YAML know, found in their source: the lists handed to yaml::Fields.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "cli/shell.hpp"

namespace policy_test {

using Keys = std::set<std::string>;

struct ReaderKeys {
    std::string place;  ///< "src/policy/read_benefits.cpp:19"
    Keys keys;
};

/// The words of each list {"a", "b"} in a piece of source.
inline std::vector<Keys> lists_in(const std::string& source) {
    static const std::regex list(R"(\{\s*"[^"]*"(\s*,\s*"[^"]*")*\s*\})");
    static const std::regex word("\"([^\"]*)\"");
    std::vector<Keys> lists;
    for (std::sregex_iterator one(source.begin(), source.end(), list), end; one != end; ++one) {
        const std::string text = one->str();
        Keys keys;
        for (std::sregex_iterator key(text.begin(), text.end(), word); key != end; ++key) keys.insert((*key)[1].str());
        lists.push_back(std::move(keys));
    }
    return lists;
}

/// From the bracket that opens at `begin` to the one that closes it.
inline std::string in_brackets(const std::string& source, std::size_t begin) {
    int depth = 0;
    for (std::size_t i = begin; i < source.size(); ++i) {
        depth += source[i] == '(' ? 1 : source[i] == ')' ? -1 : 0;
        if (depth == 0) return source.substr(begin, i - begin);
    }
    return {};
}

/// Every list of keys of a room. A reader that does not write its keys where it reads is a failure: nobody would hold
/// them against the schema.
inline std::vector<ReaderKeys> keys_of_readers(const std::filesystem::path& source, const std::string& room) {
    static const std::regex construction(R"(\bFields(\s+\w+)?\()");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(source / "src" / room))
        if (entry.path().extension() == ".cpp") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<ReaderKeys> found;
    for (const auto& file : files) {
        const std::string text = doudi::test::read_file(file);
        for (std::sregex_iterator one(text.begin(), text.end(), construction), end; one != end; ++one) {
            const auto begin = static_cast<std::size_t>(one->position() + one->length()) - 1;
            const auto line = 1 + std::count(text.begin(), text.begin() + one->position(), '\n');
            const std::string place = "src/" + room + "/" + file.filename().string() + ":" + std::to_string(line);
            const std::vector<Keys> lists = lists_in(in_brackets(text, begin));
            CHECK_MESSAGE(!lists.empty(), place << ": the keys of this reader do not stand in it");
            for (const Keys& keys : lists) found.push_back({place, keys});
        }
    }
    return found;
}

/// The list that follows `marker` in a piece of source.
inline Keys list_behind(const std::string& source, const std::string& marker) {
    const std::size_t at = source.find(marker);
    REQUIRE_MESSAGE(at != std::string::npos, marker);
    const std::vector<Keys> lists = lists_in(source.substr(at, source.find(';', at) - at));
    REQUIRE_MESSAGE(lists.size() == 1, marker);
    return lists.front();
}

}  // namespace policy_test
