// Files read whole, folders published whole or not at all.

#include "doudi/base/file.hpp"
#include "temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace doudi::base;

namespace {

namespace fs = std::filesystem;

class Scratch : public doudi::test::TemporaryFolder {
public:
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path()), fs::directory_iterator()));
    }
};

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

std::string code_of(const Diagnostics& told) { return told.items().empty() ? "" : told.items().front().code; }

unsigned mode_of(const fs::path& path) {
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    return about.st_mode & 0777U;
}

}  // namespace

TEST_CASE("a file is read whole, or it is said why not") {
    const Scratch scratch;
    write(scratch / "text", "abc");
    CHECK(*read_file(scratch / "text", 3) == "abc");
    CHECK(code_of(read_file(scratch / "text", 2).diagnostics()) == "file-too-large");
    CHECK(code_of(read_file(scratch / "none", 9).diagnostics()) == "cannot-read");
    CHECK(code_of(read_file(scratch / "", 9).diagnostics()) == "not-a-file");
    REQUIRE(::mkfifo((scratch / "fifo").c_str(), 0600) == 0);
    CHECK(code_of(read_file(scratch / "fifo", 9).diagnostics()) == "not-a-file");
    CHECK(code_of(read_file("/dev/zero", 9).diagnostics()) == "not-a-file");
}

TEST_CASE("a source is UTF-8 and loses its byte order mark") {
    const Scratch scratch;
    write(scratch / "bom", "\xEF\xBB\xBF低保");
    CHECK((*read_source(scratch / "bom", "name", 99))->text == "低保");
    write(scratch / "latin", "a\nb\xe9");
    const auto told = read_source(scratch / "latin", "name", 99);
    CHECK(code_of(told.diagnostics()) == "not-utf8");
    CHECK(told.diagnostics().items().front().span.to_string() == "name:2:2");
}

TEST_CASE("a folder appears whole, private, and only when published") {
    const Scratch scratch;
    const mode_t before = ::umask(0);
    const fs::path place = scratch / "out";
    {
        auto staged = StagedFolder::beside(place);
        REQUIRE(staged);
        CHECK(staged->write("a.csv", "1\n").empty());
        CHECK(staged->write("2026-10/state.csv", "2\n").empty());
        CHECK(!fs::exists(place));
        CHECK(staged->publish().empty());
    }
    ::umask(before);
    CHECK(*read_file(place / "a.csv", 9) == "1\n");
    CHECK(*read_file(place / "2026-10/state.csv", 9) == "2\n");
    CHECK(mode_of(place) == 0700U);
    CHECK(mode_of(place / "a.csv") == 0600U);
    CHECK(mode_of(place / "2026-10") == 0700U);
    CHECK(scratch.entries() == 1);
}

TEST_CASE("a folder that is not published leaves nothing") {
    const Scratch scratch;
    {
        auto staged = StagedFolder::beside(scratch / "out");
        REQUIRE(staged);
        CHECK(staged->write("a.csv", "1\n").empty());
        const StagedFolder moved = std::move(*staged);
        CHECK(fs::exists(moved.path()));
    }
    CHECK(scratch.entries() == 0);
}

TEST_CASE("what stands at a place is never replaced") {
    const Scratch scratch;
    const fs::path place = scratch / "out";
    SUBCASE("a folder with files") {
        fs::create_directory(place);
        write(place / "old", "old");
    }
    SUBCASE("an empty folder") { fs::create_directory(place); }
    SUBCASE("a file") { write(place, "old"); }
    SUBCASE("a link to nowhere") { fs::create_symlink(scratch / "nowhere", place); }
    {
        auto staged = StagedFolder::beside(place);
        REQUIRE(staged);
        CHECK(staged->write("a.csv", "1\n").empty());
        CHECK(code_of(staged->publish()) == "output-exists");
    }
    CHECK(scratch.entries() == 1);
    CHECK(!fs::exists(place / "a.csv"));
}

TEST_CASE("a file is written once, and where nothing can be written it is said") {
    const Scratch scratch;
    auto staged = StagedFolder::beside(scratch / "out");
    REQUIRE(staged);
    CHECK(staged->write("a.csv", "1\n").empty());
    CHECK(code_of(staged->write("a.csv", "2\n")) == "cannot-write");
    CHECK(code_of(staged->write("no/such/folder.csv", "2\n")) == "cannot-write");
    write(scratch / "file", "");
    CHECK(code_of(StagedFolder::beside(scratch / "file/out").diagnostics()) == "cannot-write");
}
