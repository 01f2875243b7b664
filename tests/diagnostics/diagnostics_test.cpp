// One folder a message: the smallest policy that is broken just so, and what is said of it, to the letter.
// DOUDI_UPDATE=1 rewrites expected.txt and expected.zh.txt; read the difference before committing it.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "doudi/plan/compile.hpp"
#include "doudi/policy/cases.hpp"
#include "doudi/policy/load.hpp"
#include "doudi/report/messages.hpp"

namespace {

namespace fs = std::filesystem;
using namespace doudi;

const fs::path home = "tests/diagnostics";

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// --- folders ---

std::set<std::string> folders() {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(home))
        if (entry.is_directory()) names.insert(entry.path().filename().string());
    return names;
}

/// The files in `reforms`, by name.
std::vector<fs::path> reforms_of(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::is_directory(folder / "reforms")) return files;
    for (const auto& entry : fs::directory_iterator(folder / "reforms")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

base::Diagnostics told_of(const fs::path& folder) {
    const std::vector<fs::path> reforms = reforms_of(folder);
    auto law = reforms.empty() ? policy::load(folder) : policy::load_reformed(folder, reforms);
    if (!law) return law.diagnostics();
    table::Words words;
    base::Diagnostics told = plan::compile(*law, *base::Month::parse("2026-01"), words).diagnostics();
    for (const fs::path& file : policy::case_files(folder)) told.append(policy::read_cases(*law, file).diagnostics());
    return told;
}

std::string drawn(const base::Diagnostics& told, report::Language language, const fs::path& folder) {
    std::string text = report::draw(told, {language, false});
    const std::string prefix = folder.string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at))
        text.erase(at, prefix.size());
    return text;
}

void compare(const fs::path& file, const std::string& text) {
    if (std::getenv("DOUDI_UPDATE") != nullptr) std::ofstream(file, std::ios::binary) << text;
    CHECK(text == bytes_of(file));
}

// --- sources, read as text ---

bool is_code(const std::string& word) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !word.empty() && word.front() >= 'a' && word.front() <= 'z' && word.back() != '-' &&
           std::all_of(word.begin(), word.end(), fits);
}

/// The texts in double quotes between `begin` and `end`.
std::vector<std::string> quoted(const std::string& source, std::size_t begin, std::size_t end) {
    std::vector<std::string> texts;
    for (std::size_t i = begin; i < end; ++i) {
        if (source[i] == '\'' && i + 2 < end && source[i + 2] == '\'') i += 2;  // '"' is no quote
        if (source[i] != '"') continue;
        std::string text;
        for (++i; i < end && source[i] != '"'; ++i) {
            if (source[i] == '\\') ++i;
            text += source[i];
        }
        texts.push_back(text);
    }
    return texts;
}

/// Where the first argument of a call ends whose bracket opens before `at`.
std::size_t end_of_argument(const std::string& source, std::size_t at) {
    int depth = 0;
    for (bool text = false; at < source.size(); ++at) {
        const char c = source[at];
        if (c == '"' && source[at - 1] != '\\') text = !text;
        if (text) continue;
        if (depth == 0 && (c == ',' || c == ')' || c == ';')) return at;
        if (c == '(' || c == '{') ++depth;
        if (c == ')' || c == '}') --depth;
    }
    return at;
}

std::vector<std::string> sources(const fs::path& folder) {
    std::vector<std::string> texts;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
            texts.push_back(bytes_of(entry.path()));
    return texts;
}

/// Codes that stand in the first argument of a call of one of `calls`.
std::set<std::string> codes_in(const fs::path& folder, const std::vector<std::string>& calls) {
    std::set<std::string> codes;
    for (const std::string& source : sources(folder))
        for (const std::string& call : calls)
            for (std::size_t at = source.find(call + "("); at != std::string::npos;
                 at = source.find(call + "(", at + 1)) {
                const std::size_t begin = at + call.size() + 1;
                for (const std::string& word : quoted(source, begin, end_of_argument(source, begin)))
                    if (is_code(word)) codes.insert(word);
            }
    return codes;
}

/// Every text in double quotes; line by line, so that a quote in a comment spoils its line only.
std::set<std::string> quoted_words(const fs::path& folder) {
    std::set<std::string> words;
    for (const std::string& source : sources(folder))
        for (std::size_t begin = 0; begin < source.size();) {
            const std::size_t end = std::min(source.find('\n', begin), source.size());
            for (std::string& word : quoted(source, begin, end)) words.insert(std::move(word));
            begin = end + 1;
        }
    return words;
}

const std::vector<std::string> mistakes = {"error", "warning", "fail", "refuse", "failure", "unknown"};
const std::vector<std::string> all_calls = {"error",   "warning", "fail",      "refuse",
                                            "failure", "unknown", "with_help", "with_note"};

/// What no policy folder can be wrong about.
const std::set<std::string> unreachable = {
    "too-many-nodes",  // a file of 50,000 words: tests/unit/policy/limits_test.cpp
    "unrelated-rows",  // two tables of which neither holds the other: the language has none yet
};

/// What is said of words on the command line has its texts in tests/unit/policy/setting_test.cpp.
bool is_of_words(const std::string& code) { return code.starts_with("setting-"); }

std::vector<std::string> without(const std::set<std::string>& all, const std::set<std::string>& known) {
    std::vector<std::string> rest;
    std::set_difference(all.begin(), all.end(), known.begin(), known.end(), std::back_inserter(rest));
    return rest;
}

std::set<char> slots(std::string_view text) {
    std::set<char> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') found.insert(text[i + 1]);
    return found;
}

}  // namespace

TEST_CASE("every mistake is told as its folder says, in both languages") {
    for (const std::string& code : folders()) {
        CAPTURE(code);
        const base::Diagnostics told = told_of(home / code);
        CHECK(std::any_of(told.items().begin(), told.items().end(),
                          [&](const base::Diagnostic& one) { return one.code == code; }));
        compare(home / code / "expected.txt", drawn(told, report::Language::en, home / code));
        compare(home / code / "expected.zh.txt", drawn(told, report::Language::zh, home / code));
    }
}

TEST_CASE("every code of formulas, policies and plans has a folder, and every folder such a code") {
    std::set<std::string> used;
    for (const char* room : {"src/expr", "src/yaml", "src/policy", "src/plan"}) used.merge(codes_in(room, mistakes));
    const std::set<std::string> have = folders();
    for (const std::string& code : without(used, have)) {
        CAPTURE(code);
        CHECK((unreachable.contains(code) || is_of_words(code)));
    }
    used.merge(codes_in("src/base", mistakes));
    for (const std::string& code : without(have, used)) FAIL_CHECK("no source uses the code of the folder " << code);
    for (const std::string& code : unreachable) CHECK(!have.contains(code));
}

TEST_CASE("every code used has a text, and every text is used") {
    const std::set<std::string> used = codes_in("src", all_calls);
    for (const std::string& code : used) {
        CAPTURE(code);
        CHECK(report::has_text(code));
    }
    const std::set<std::string> words = quoted_words("src");
    for (const std::string_view key : report::all_keys()) {
        CAPTURE(key);
        const std::string stem(key.substr(0, key.rfind('-') + 1));  // "status-" + word
        CHECK((words.contains(std::string(key)) || words.contains(stem)));
    }
}

TEST_CASE("both languages have a text for every key, with the same values in it") {
    const std::vector<std::string> values = {"{0}", "{1}", "{2}", "{3}", "{4}", "{5}", "{6}", "{7}", "{8}", "{9}"};
    for (const std::string_view key : report::all_keys()) {
        CAPTURE(key);
        const std::string en = report::text(report::Language::en, key, values);
        const std::string zh = report::text(report::Language::zh, key, values);
        CHECK(!en.empty());
        CHECK(!zh.empty());
        CHECK(slots(en) == slots(zh));
    }
}
