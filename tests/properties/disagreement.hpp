#pragma once
// Engine and oracle on the same households: where they differ, and the smallest household that shows it.

#include <map>
#include <optional>
#include <string>

#include "properties/engine_side.hpp"
#include "properties/households.hpp"

namespace doudi::properties {

/// A policy as the oracle has it: formulas unchecked.
struct Subject {
    std::string folder;
    policy::Policy policy;
    oracle::Oracle oracle;
};
/// `folder` as seen from the project's root. Throws std::runtime_error with the first mistake's code.
Subject subject_of(const std::string& folder);
policy::Policy checked_policy(const std::string& folder);

/// How many rows of each "benefit status" were compared.
using Tally = std::map<std::string, std::size_t>;

struct Disagreement {
    base::Month month;
    std::string household_id;
    std::string oracle;  ///< what each side says of the rows that differ
    std::string engine;
};

std::optional<Disagreement> compare(const Subject& subject, EngineSide& engine, const History& history,
                                    Tally* tally = nullptr);

/// The household of `found` alone, with fewer months, persons and cells, as long as the two still disagree;
/// as a text with its cells and both sides' rows.
std::string smallest_example(const Subject& subject, EngineSide& engine, const History& history,
                             const Disagreement& found);

}  // namespace doudi::properties
