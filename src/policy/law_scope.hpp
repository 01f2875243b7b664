#pragma once
// The names of a policy as the formulas of one law see them.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scope.hpp"

namespace doudi::policy {

/// The names as one law sees them.
class PolicyChecker::LawScope : public expr::Scope {
public:
    LawScope(PolicyChecker& checker, std::string law) : checker_(checker), law_(std::move(law)) {}

    [[nodiscard]] std::vector<expr::Found> find(const std::string& dotted, expr::TableId table) const override {
        std::vector<expr::Found> result;
        for (const auto& entry : checker_.names_.find(dotted))
            if ((entry.law.empty() || entry.law == law_) && reaches(table, entry.found.table)) result.push_back(entry.found);
        return result;
    }
    [[nodiscard]] std::vector<expr::Found> find_anywhere(const std::string& dotted) const override {
        std::vector<expr::Found> result;
        for (const auto& entry : checker_.names_.find(dotted))
            if (entry.law.empty() || entry.law == law_) result.push_back(entry.found);
        return result;
    }
    [[nodiscard]] std::optional<expr::Type> type_of(const expr::Meaning& meaning, bool infer) override { return checker_.type_of(meaning, infer); }
    [[nodiscard]] std::vector<std::string> names(expr::TableId table) const override {
        std::vector<std::string> result;
        for (const auto& [written, entry] : checker_.names_.all())
            if ((entry.law.empty() || entry.law == law_) && reaches(table, entry.found.table)) result.push_back(written);
        return result;
    }
    [[nodiscard]] std::optional<expr::TableId> table_of_plural(const std::string& plural_word) const override {
        for (std::size_t table = 1; table < entities().size(); ++table)
            if (entities()[table].plural == plural_word) return static_cast<expr::TableId>(table);
        return std::nullopt;
    }
    [[nodiscard]] std::vector<std::string> plurals() const override {
        std::vector<std::string> words;
        for (std::size_t table = 1; table < entities().size(); ++table) words.push_back(entities()[table].plural);
        return words;
    }
    [[nodiscard]] expr::TableId parent(expr::TableId table) const override { return checker_.policy_.parent_of(table); }
    [[nodiscard]] std::string table_name(expr::TableId table) const override { return checker_.policy_.table_name(table); }
    [[nodiscard]] std::string plural(expr::TableId table) const override { return checker_.policy_.plural_of(table); }

private:
    [[nodiscard]] const std::vector<Entity>& entities() const { return checker_.policy_.entities; }
    /// A row sees its own table's things, its parents', and those of no table.
    [[nodiscard]] bool reaches(expr::TableId from, expr::TableId to) const {
        for (expr::TableId up = from; up != expr::no_table; up = parent(up))
            if (up == to) return true;
        return to == expr::no_table;
    }
    PolicyChecker& checker_;
    std::string law_;
};

}  // namespace doudi::policy
