#pragma once
// Running a command and reading what it leaves, for the tests of the program as a whole.

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace doudi::test {

struct Said {
    int code = 0;      ///< exit code; 128 and more: the number of a signal
    std::string text;  ///< of both outputs
};
inline Said shell(const std::string& command) {
    FILE* pipe = popen(("{ " + command + "\n} 2>&1 </dev/null").c_str(), "r");
    REQUIRE(pipe != nullptr);
    Said said;
    std::array<char, 4096> block{};
    for (std::size_t got = fread(block.data(), 1, block.size(), pipe); got > 0; got = fread(block.data(), 1, block.size(), pipe)) said.text.append(block.data(), got);
    const int status = pclose(pipe);
    said.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return said;
}

inline std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

}  // namespace doudi::test
