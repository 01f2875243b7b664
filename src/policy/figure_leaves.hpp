#pragma once
// The figures of one parameter while a what-if changes them.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "doudi/policy/policy.hpp"

namespace doudi::policy {

class FigureLeaves {
public:
    explicit FigureLeaves(const Parameter& parameter);

    /// Those that the rows with the asked index values look up, and no other row. Where a leaf serves others too ("*", a
    /// shorter region), the asked rows get a copy of their own.
    struct Selection {
        std::vector<std::size_t> leaves;
        std::size_t level = 0;           ///< without leaves: the index whose value nothing fits
        std::vector<std::string> there;  ///< and the values that are there
    };
    /// `asked`: by index; nothing: every value. `exact`: by index, a code with declared values, of which no prefix is asked.
    /// `may_add`: of a slot, leaves are made as asked.
    Selection select(const std::vector<std::optional<std::string>>& asked, const std::vector<bool>& exact,
                     bool may_add);

    /// From its day on `figure`, and nothing of what the law has from then on.
    void set(std::size_t leaf, DatedFigure figure);
    /// From `day` on each figure times `factor`, rounded half up to the parameter's decimals.
    void multiply(std::size_t leaf, base::Date day, const base::Rational& factor, const std::string& reference);

    [[nodiscard]] const std::vector<ParameterLeaf>& all() const { return leaves_; }
    [[nodiscard]] int origin(std::size_t leaf) const {
        return origins_[leaf];
    }  ///< the parameter's leaf it came from; -1: none
    /// Of a figure that was multiplied and had to be rounded: the product, in the parameter's unit; else empty.
    [[nodiscard]] std::string unrounded(std::size_t leaf, base::Date from) const;

private:
    std::vector<std::size_t> choose(const std::vector<std::size_t>& group, std::size_t level);
    std::vector<std::size_t> choose_asked(std::map<std::string, std::vector<std::size_t>>& by_key, std::size_t level);
    std::size_t added(std::optional<std::size_t> beside, std::size_t level = 0);
    std::vector<std::size_t> copies(const std::vector<std::size_t>& group, std::size_t level, const std::string& key);
    void multiply(std::size_t leaf, DatedFigure& figure, const base::Rational& factor);

    const Parameter& parameter_;
    std::vector<ParameterLeaf> leaves_;
    std::vector<int> origins_;
    std::map<std::pair<std::size_t, base::Date>, base::Rational> unrounded_;
    // of the selection under way
    const std::vector<std::optional<std::string>>* asked_ = nullptr;
    const std::vector<bool>* exact_ = nullptr;
    bool may_add_ = false;
    Selection failed_;
};

/// As figures are written in the law: "1120", "30" of a %, "once", "true".
std::string written_value(const Parameter& parameter, const DatedFigure& figure);
/// "CNY/month", "%", "" for plain numbers and words.
std::string unit_of(const Parameter& parameter);

}  // namespace doudi::policy
