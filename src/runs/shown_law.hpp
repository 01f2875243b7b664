#pragma once
// Pieces of the law as text, shared by the screens of `doudi show`.

#include <string>
#include <string_view>
#include <vector>

#include "doudi/runs/show.hpp"

namespace doudi::runs {

/// What every screen of the law says its words with.
struct Wording {
    report::Language language = report::Language::en;
    [[nodiscard]] std::string word(std::string_view key, const std::vector<std::string>& args = {}) const {
        return report::text(language, key, args);
    }
    [[nodiscard]] std::string label(const policy::Named& thing) const;
    /// "in force from 2016-01-01"; empty for what is always there.
    [[nodiscard]] std::string in_force(const expr::InForce& days) const;
    /// What an empty cell means. Of a register's column: of its own cell; without a match there is none.
    [[nodiscard]] std::string presence(const policy::Input& one) const;
};

/// "CNY/month", "%", "yes or no", "code (a, b)".
std::string shown_type(const expr::Type& type, const expr::DeclaredUnit& unit);
/// "person.resident_id": the input that a register's key is compared with.
std::string matched_by(const policy::Policy& policy, const policy::Register& one);
/// A figure as the law writes it: "1120.00", "30", "once", "–" where it ends.
std::string shown_figure(const policy::Parameter& parameter, const policy::DatedFigure& figure);
/// The figure of a leaf that is in force on a day, if one is.
const policy::DatedFigure* figure_on(const policy::ParameterLeaf& leaf, base::Date day);
/// Names of the variables and benefits that read `thing` this month, in the policy's order.
std::vector<std::string> readers_of(const policy::Policy& policy, const expr::Meaning& thing);
std::string title_of(const policy::Policy& policy, const expr::Meaning& thing, report::Language language);

}  // namespace doudi::runs
