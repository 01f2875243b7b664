#pragma once
// Policies written for a test, in a folder that is gone afterwards.

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "doudi/policy/load.hpp"

namespace policy_test {

class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "doudi-policy-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] doudi::base::Result<doudi::policy::Policy> load(const std::string& name) const {
        return doudi::policy::load(path_ / name);
    }

private:
    std::filesystem::path path_;
};

inline std::string codes_of(const doudi::base::Diagnostics& told) {
    std::string codes;
    for (const auto& one : told.items()) codes += (codes.empty() ? "" : " ") + one.code;
    return codes;
}

}  // namespace policy_test
