#pragma once
// The engine, asked in the oracle's words: households as cells, rows as texts. All that the comparison knows of it.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/policy/policy.hpp"
#include "oracle/oracle.hpp"

namespace doudi::properties {

/// The rows of a month in the oracle's order, or why the run is refused.
struct Answer {
    std::vector<oracle::Row> rows;
    std::optional<std::string> refused;
};

/// One thread at a time.
class EngineSide {
public:
    explicit EngineSide(const policy::Policy& policy);
    ~EngineSide();
    EngineSide(const EngineSide&) = delete;
    EngineSide& operator=(const EngineSide&) = delete;

    /// Forgets the months before.
    void begin();
    Answer compute(base::Month month, const std::vector<oracle::Household>& households);

private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace doudi::properties
