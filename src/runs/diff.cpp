// Two laws compared, fact by fact. What a fact is stands in law_facts.cpp; how differences are drawn, in the report room.

#include "doudi/runs/diff.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "doudi/base/text.hpp"
#include "law_facts.hpp"

namespace doudi::runs {

namespace {

/// Where in a thing: "eligible.income_below_standard", and from which day.
struct Place {
    std::string path{};
    std::optional<base::Date> date{};
    bool is_whole = true;  ///< the thing itself

    [[nodiscard]] Place below(const Fact& fact) const {
        const bool joins = !path.empty() && !fact.key.empty();
        return {path + (joins ? "." : "") + fact.key, fact.date ? fact.date : date, false};
    }
};

/// Facts, each with what names it among its siblings. Of two alike (rows asking the same) the second is another.
using Key = std::pair<std::string, std::optional<base::Date>>;
std::vector<std::pair<Key, const Fact*>> keyed(const std::vector<Fact>& members) {
    std::vector<std::pair<Key, const Fact*>> result;
    std::set<Key> taken;
    for (const Fact& one : members) {
        Key key{one.key, one.date};
        while (!taken.insert(key).second) key.first += " (again)";
        result.emplace_back(std::move(key), &one);
    }
    return result;
}
std::map<Key, const Fact*> by_key(const std::vector<Fact>& members) {
    const auto all = keyed(members);
    return {all.begin(), all.end()};
}

/// What both have, in the order of `of`.
std::string common_members(const Fact& of, const Fact& with) {
    const auto others = by_key(with.members);
    std::vector<std::string> names;
    for (const auto& [key, one] : keyed(of.members))
        if (one->speaks && others.contains(key)) names.push_back(key.first);
    return base::join(names, "; ");
}

/// Compares one thing of the law with itself in the other.
class ThingDiff {
public:
    ThingDiff(const ThingFacts& thing, std::vector<table::LawDifference>& told) : thing_(thing), told_(told) {}

    void compare(const Fact& before, const Fact& after, const Place& place = {}) {
        if (before.text != after.text && !place.is_whole) tell(place, &before, &after);
        const auto olds = by_key(before.members);
        const auto news = by_key(after.members);
        for (const auto& [key, one] : keyed(before.members)) {
            const auto found = news.find(key);
            found == news.end() ? removed(*one, place.below(*one)) : compare(*one, *found->second, place.below(*one));
        }
        for (const auto& [key, one] : keyed(after.members))
            if (!olds.contains(key)) added(*one, place.below(*one));
        if (before.ordered) compare_order(before, after, place);
    }

    /// What only one law has: itself, and what in it speaks for itself.
    void removed(const Fact& fact, const Place& place) { one_sided(fact, place, true); }
    void added(const Fact& fact, const Place& place) { one_sided(fact, place, false); }

private:
    void one_sided(const Fact& fact, const Place& place, bool was) {
        if (!fact.text.empty() || place.is_whole) tell(place, was ? &fact : nullptr, was ? nullptr : &fact);
        for (const Fact& member : fact.members)
            if (member.speaks) one_sided(member, place.below(member), was);
    }

    /// One more or one less is told already.
    void compare_order(const Fact& before, const Fact& after, const Place& place) {
        const Fact was{.key = "order", .text = common_members(before, after), .span = before.span};
        const Fact is{.key = "order", .text = common_members(after, before), .span = after.span};
        if (was.text != is.text) tell(place.below(was), &was, &is);
    }

    void tell(const Place& place, const Fact* before, const Fact* after) {
        table::LawDifference one;
        one.law = thing_.law;
        one.kind = thing_.kind;
        one.name = thing_.name;
        one.what = place.path;
        one.date = place.date;
        if (before != nullptr) one.before = before->text;
        if (before != nullptr) one.before_at = before->span;
        if (after != nullptr) one.after = after->text;
        if (after != nullptr) one.after_at = after->span;
        told_.push_back(std::move(one));
    }

    const ThingFacts& thing_;
    std::vector<table::LawDifference>& told_;
};

using ThingKey = std::tuple<std::string, std::string, std::string>;
std::map<ThingKey, const ThingFacts*> by_name(const std::vector<ThingFacts>& things) {
    std::map<ThingKey, const ThingFacts*> found;
    for (const ThingFacts& one : things) found.emplace(ThingKey{one.law, one.kind, one.name}, &one);
    return found;
}

/// Laws as they come, then what belongs to none.
std::vector<std::string> laws_of(const std::vector<ThingFacts>& before, const std::vector<ThingFacts>& after) {
    std::vector<std::string> laws;
    for (const auto* things : {&before, &after})
        for (const ThingFacts& one : *things)
            if (!one.law.empty() && std::find(laws.begin(), laws.end(), one.law) == laws.end()) laws.push_back(one.law);
    laws.emplace_back();
    return laws;
}

std::string called(const policy::Policy& policy) {
    return policy.id + (policy.layers.empty() ? "" : " (" + policy.layers.back().folder + ")");
}

}  // namespace

table::LawComparison diff(const policy::Policy& before, const policy::Policy& after) {
    table::LawComparison result{called(before), called(after), {}};
    const std::vector<ThingFacts> olds = facts_of(before);
    const std::vector<ThingFacts> news = facts_of(after);
    const auto old_by_name = by_name(olds);
    const auto new_by_name = by_name(news);
    std::vector<table::LawDifference>& told = result.differences;
    for (const ThingFacts& one : olds) {
        const auto found = new_by_name.find({one.law, one.kind, one.name});
        ThingDiff thing(one, told);
        found == new_by_name.end() ? thing.removed(one.fact, {}) : thing.compare(one.fact, found->second->fact);
    }
    for (const ThingFacts& one : news)
        if (!old_by_name.contains({one.law, one.kind, one.name})) ThingDiff(one, told).added(one.fact, {});
    const std::vector<std::string> laws = laws_of(olds, news);
    const auto place_of = [&](const table::LawDifference& one) {
        return std::pair(std::find(laws.begin(), laws.end(), one.law), one.date);
    };
    std::stable_sort(told.begin(), told.end(), [&](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    return result;
}

}  // namespace doudi::runs
