#pragma once
// A law as a tree of single facts, each a text at a place: what `doudi diff` compares.

#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/source.hpp"
#include "doudi/policy/policy.hpp"

namespace doudi::runs {

struct Fact {
    std::string key;  ///< names it among its siblings, with the date
    std::optional<base::Date> date{};
    std::string text{};
    base::SourceSpan span{};
    bool speaks{};   ///< told even where all around it is new: figures, formulas, rows
    bool ordered{};  ///< the order of its members means something
    std::vector<Fact> members{};

    /// A member at the same place. An empty text says nothing, so it is no fact.
    void add(const std::string& name, const std::string& said) {
        if (!said.empty()) members.push_back({.key = name, .text = said, .span = span});
    }
    void add(Fact fact) { members.push_back(std::move(fact)); }
};

/// A thing of the law: everything it says stands in its fact.
struct ThingFacts {
    std::string law;
    std::string kind;
    std::string name;
    Fact fact;
};
std::vector<ThingFacts> facts_of(const policy::Policy& policy);

Fact facts_of(const policy::Benefit& benefit);
/// The label, description and reference of a thing, as members of its fact.
void add_named(const policy::Named& named, Fact& fact);
/// "2022-01-01..2023-12-31"; empty for what is always there.
std::string span_of(const expr::InForce& days);

}  // namespace doudi::runs
