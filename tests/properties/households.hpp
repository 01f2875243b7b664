#pragma once
// Random households for a policy, as the texts of their cells: made from what the policy declares, and drawn
// toward the edges of its figures. The same seed makes the same households everywhere.

#include <cstdint>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/policy/policy.hpp"
#include "oracle/number.hpp"
#include "oracle/oracle.hpp"

namespace doudi::properties {

/// Some households over some months in a row. A household may be away for a month.
struct History {
    base::Month first;
    std::vector<std::vector<oracle::Household>> months;
};

/// Numbers from one seed (SplitMix64), the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// 0 … below - 1
    std::size_t below(std::size_t limit);
    long between(long low, long high);
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class T>
    const T& pick(const std::vector<T>& of) {
        return of[below(of.size())];
    }

private:
    std::uint64_t state_;
};

class HouseholdMaker {
public:
    /// Histories begin in [first, last].
    HouseholdMaker(const policy::Policy& policy, base::Month first, base::Month last);
    History make(std::uint64_t seed, std::size_t households, std::size_t months) const;

private:
    struct Mood;
    std::string cell(Dice& dice, const policy::Input& input, const Mood& mood) const;
    std::string filled(Dice& dice, const policy::Input& input, const Mood& mood) const;
    std::string number(Dice& dice, const policy::Input& input, const Mood& mood) const;
    std::string money(Dice& dice, const policy::Input& input, const Mood& mood) const;
    std::string date(Dice& dice, const policy::Input& input, const Mood& mood) const;
    std::string code(Dice& dice, const policy::Input& input, const Mood& mood) const;
    oracle::Cells cells(Dice& dice, int table, const Mood& mood) const;
    oracle::Household household(Dice& dice, std::size_t number, base::Month month) const;
    void add_records(Dice& dice, oracle::Household& household, const Mood& mood) const;
    void change(Dice& dice, oracle::Household& household, base::Month month) const;
    void change_life(Dice& dice, oracle::Household& household, const Mood& mood) const;
    [[nodiscard]] unsigned leaning(const policy::Input& input, const Mood& mood) const;
    Mood mood(Dice& dice, base::Month month) const;

    const policy::Policy& policy_;
    base::Month first_;
    base::Month last_;
    std::vector<oracle::Number> sums_;     // figures of money
    std::vector<oracle::Number> factors_;  // other figures
    std::vector<long> ages_;               // whole ones that may be ages, or months of a window
    std::vector<std::string> births_;      // inputs that a formula asks the age of
    std::vector<std::string> awards_;      // inputs that award a benefit
    std::vector<std::string> regions_;     // keys of open indexes
};

}  // namespace doudi::properties
