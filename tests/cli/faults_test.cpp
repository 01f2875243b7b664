// What happens when things break: killed runs, full disks, closed outputs. After each, the output is whole or absent.

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "temporary_folder.hpp"

using namespace doudi;
namespace fs = std::filesystem;

namespace {

class Desk {
public:
    Desk() { population(3000); }
    [[nodiscard]] std::string command(const std::string& rest) const {
        return std::string(DOUDI_PROGRAM) + " compute " DOUDI_SOURCE_DIR "/samples/first-law " + (folder / "data").string() + " --month 2026-03 --rows all " + rest;
    }
    [[nodiscard]] int run(const std::string& rest, const std::string& before = "") const {
        const int status = std::system((before + command(rest)).c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    /// Entries of the desk but the data: outputs and what was left behind.
    [[nodiscard]] std::string entries() const {
        std::ostringstream names;
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().filename() != "data") names << entry.path().filename().string() << " ";
        return names.str();
    }
    test::TemporaryFolder whole;
    const fs::path& folder = whole.path();

private:
    void population(int households) const {
        fs::create_directory(folder / "data");
        std::ofstream table(folder / "data" / "households.csv");
        std::ofstream persons(folder / "data" / "persons.csv");
        table << "household_id,decided_on\n";
        persons << "person_id,household_id,wage\n";
        for (int i = 0; i < households; ++i) {
            table << "H" << i << ",2026-01-01\n";
            persons << "P" << i << ",H" << i << "," << i % 900 << ".50\n";
        }
    }
};

}  // namespace

TEST_CASE("a run killed at any moment leaves its output whole or absent, and the next run works") {
    const Desk desk;
    REQUIRE(desk.run("-q -o " + (desk.folder / "whole").string()) == 0);
    std::mt19937 random(20261123);
    int killed = 0;
    for (int round = 0; round < 25; ++round) {
        const fs::path out = desk.folder / "out";
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            execl("/bin/sh", "sh", "-c", ("exec " + desk.command("-q -o " + out.string())).c_str(), nullptr);
            _exit(127);
        }
        usleep(static_cast<useconds_t>(random() % 60000));
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        if (fs::exists(out))
            for (const auto& entry : fs::directory_iterator(desk.folder / "whole")) CHECK(fs::file_size(out / entry.path().filename()) == fs::file_size(entry.path()));
        CHECK(desk.run("-q -o " + out.string()) == 0);
        CHECK(std::system(("diff -r " + out.string() + " " + (desk.folder / "whole").string()).c_str()) == 0);
        fs::remove_all(out);
    }
    CHECK(killed > 0);
    CHECK(desk.entries() == "whole ");
}

TEST_CASE("a file that cannot grow any further ends the run, and nothing is left") {
    const Desk desk;
    CHECK(desk.run("-q -o " + (desk.folder / "out").string() + " 2>/dev/null", "ulimit -f 16; ") == 5);
    CHECK(desk.entries().empty());
}

TEST_CASE("a result that nobody can receive is an error") {
    const Desk desk;
    CHECK(desk.run("-o - > /dev/full 2>/dev/null") == 5);
    CHECK(desk.run("-o - >&- 2>/dev/null") == 5);
    CHECK(desk.run("-o - 2>/dev/null | head -1 > /dev/null") == 0);  // the pipe's status is head's; nothing hangs
}

TEST_CASE("an output below something that is no folder is refused, and nothing is left") {
    const Desk desk;
    std::ofstream(desk.folder / "file") << "x";
    CHECK(desk.run("-q -o " + (desk.folder / "file" / "out").string() + " 2>/dev/null") == 5);
    CHECK(desk.entries() == "file ");
}

TEST_CASE("Ctrl-C leaves nothing behind") {
    const Desk desk;
    const fs::path out = desk.folder / "out";
    const int code = desk.run("-q -o " + out.string(), "timeout --signal=INT 0.01 ");
    CHECK((code == 124 || code == 0));  // timeout's own code where it had to interrupt
    const bool published = fs::exists(out);  // where the interrupt came after the last look for one
    CHECK(desk.entries() == (published ? "out " : ""));
    if (published) CHECK(fs::exists(out / "manifest.json"));
}

TEST_CASE("files are private whatever the umask") {
    const Desk desk;
    CHECK(desk.run("-q -o " + (desk.folder / "out").string(), "umask 000; ") == 0);
    for (const auto& entry : fs::recursive_directory_iterator(desk.folder / "out"))
        CHECK((entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("several batches give the same bytes for any number of threads, locale and time zone") {
    const Desk desk;
    REQUIRE(desk.run("-q --threads 1 -o " + (desk.folder / "one").string()) == 0);
    int count = 0;
    for (const char* setting : {"TZ=Pacific/Kiritimati ", "LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 ", "TZ=America/Los_Angeles LC_ALL=de_DE.UTF-8 "})
        for (const char* threads : {"2", "8", "64"}) {
            const std::string out = (desk.folder / ("run" + std::to_string(count++))).string();
            REQUIRE(desk.run("-q --threads " + std::string(threads) + " -o " + out, setting) == 0);
            CHECK(std::system(("diff -r " + out + " " + (desk.folder / "one").string()).c_str()) == 0);
        }
}
