#pragma once
// Policies written for a test, in a folder that is gone afterwards.

#include <string>

#include "doudi/policy/load.hpp"
#include "temporary_folder.hpp"

namespace policy_test {

class Folder : public doudi::test::TemporaryFolder {
public:
    [[nodiscard]] doudi::base::Result<doudi::policy::Policy> load(const std::string& name) const {
        return doudi::policy::load(path() / name);
    }
};

inline std::string codes_of(const doudi::base::Diagnostics& told) {
    std::string codes;
    for (const auto& one : told.items()) codes += (codes.empty() ? "" : " ") + one.code;
    return codes;
}

}  // namespace policy_test
