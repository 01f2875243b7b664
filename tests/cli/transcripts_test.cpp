// Runs every command that the documents and tests/cli/*.md show, and compares what it prints, and its exit code.
// A fenced block marked `console` holds commands behind "$ " and their output; a line "…" stands for any lines;
// "[exit N]" behind an output states an exit code other than 0. DOUDI_UPDATE=1 rewrites the outputs without "…".

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/shell.hpp"
#include "temporary_folder.hpp"

using namespace doudi;
namespace fs = std::filesystem;

namespace {

const fs::path source = DOUDI_SOURCE_DIR;
const fs::path program = DOUDI_PROGRAM;

/// A fresh folder in which the documents' paths (rules/, samples/, tests/) are there and out/ may be written.
class Desk {
public:
    Desk() {
        for (const char* name : {"rules", "samples", "tests"}) fs::create_directory_symlink(source / name, folder_ / name);
        fs::create_directory(folder_ / "bin");
        fs::create_symlink(program, folder_ / "bin" / "doudi");
    }

    /// What the command prints on both outputs, with "[exit N]" behind it when it fails.
    [[nodiscard]] std::string run(const std::string& command) const {
        const test::Said said =
            test::shell("cd '" + folder_.path().string() + "' && PATH=\"$PWD/bin:$PATH\" LC_ALL=C.UTF-8 NO_COLOR=1 && export PATH LC_ALL NO_COLOR && { " + command + "\n}");
        std::string output = said.text;
        if (!output.empty() && output.back() != '\n') output += '\n';
        if (said.code != 0) output += "[exit " + std::to_string(said.code) + "]\n";
        return output;
    }

private:
    test::TemporaryFolder folder_;
};

/// "…" alone on a line stands for any number of lines.
bool fits(const std::vector<std::string>& expected, std::size_t e, const std::vector<std::string>& got, std::size_t g) {
    if (e == expected.size()) return g == got.size();
    if (expected[e] != "…") return g < got.size() && expected[e] == got[g] && fits(expected, e + 1, got, g + 1);
    for (std::size_t next = g; next <= got.size(); ++next)
        if (fits(expected, e + 1, got, next)) return true;
    return false;
}

/// Checks one document; returns how many commands it held.
int check_document(const fs::path& file) {
    const bool update = std::getenv("DOUDI_UPDATE") != nullptr;
    const std::vector<std::string> lines = test::lines_of(test::read_file(file));
    std::string rewritten;
    int commands = 0;
    const Desk desk;
    for (std::size_t i = 0; i < lines.size();) {
        rewritten += lines[i] + "\n";
        if (lines[i++] != "```console") continue;
        while (i < lines.size() && lines[i] != "```") {
            REQUIRE_MESSAGE(lines[i].starts_with("$ "), file.string() << ":" << i + 1 << ": a console block begins with a command");
            std::string command = lines[i].substr(2);
            rewritten += lines[i++] + "\n";
            while (command.ends_with("\\")) {
                command += "\n" + lines[i];
                rewritten += lines[i++] + "\n";
            }
            std::string expected;
            while (i < lines.size() && lines[i] != "```" && !lines[i].starts_with("$ ")) expected += lines[i++] + "\n";
            const std::string got = desk.run(command);
            ++commands;
            const bool same = fits(test::lines_of(expected), 0, test::lines_of(got), 0);
            if (!update) CHECK_MESSAGE(same, file.string() << "\n$ " << command << "\n--- the document says\n" << expected << "--- it prints\n" << got);
            rewritten += same ? expected : got;
        }
    }
    if (update && rewritten != test::read_file(file)) std::ofstream(file, std::ios::binary) << rewritten;
    return commands;
}

}  // namespace

TEST_CASE("the READMEs and documents show what the commands print") {
    int commands = 0;
    for (const char* name : {"README.md", "README.zh-CN.md", "docs/getting-started.md", "docs/cli.md"}) {
        CAPTURE(name);
        const int here = check_document(source / name);
        CHECK(here > 0);
        commands += here;
    }
    CHECK(commands >= 10);
}

TEST_CASE("every transcript of tests/cli prints what it says") {
    int documents = 0;
    for (const auto& entry : fs::directory_iterator(source / "tests" / "cli")) {
        if (entry.path().extension() != ".md") continue;
        CAPTURE(entry.path().string());
        CHECK(check_document(entry.path()) > 0);
        ++documents;
    }
    CHECK(documents > 0);
}
