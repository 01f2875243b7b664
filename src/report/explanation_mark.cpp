// The mark in front of a condition. How lines are set is left to the pages.

#include "explanation_mark.hpp"

namespace doudi::report {

std::string mark(table::Outcome outcome) {
    switch (outcome) {
        case table::Outcome::holds: return "✓ ";
        case table::Outcome::fails: return "✗ ";
        case table::Outcome::unknown: return "? ";
        case table::Outcome::none: break;
    }
    return "";
}

}  // namespace doudi::report
