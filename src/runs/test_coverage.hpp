#pragma once
// Which pieces of the law the worked cases decide.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "doudi/engine/run.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/runs/test.hpp"

namespace doudi::runs {

/// The dated figures that the month's look-ups took; null where none is stated.
void each_figure_taken(const policy::Policy& policy, const engine::Frame& frame, const table::Words& words,
                       const std::function<void(const policy::DatedFigure*)>& visit);

class Coverage {
public:
    /// Marks what a month of a case decided.
    void see(const policy::Policy& policy, const engine::Frame& frame, const table::Words& words);
    /// Takes down the pieces of a policy whose cases have run, while it is still there. A piece that several policies
    /// share is decided by the cases of any of them.
    void close(const policy::Policy& policy);
    [[nodiscard]] CoverageResult result() const;

private:
    static constexpr unsigned holds = 1;  // seen so by some case
    static constexpr unsigned fails = 2;
    static constexpr unsigned both = holds | fails;
    struct Entry {
        UndecidedPiece piece;
        unsigned seen = 0;
    };

    [[nodiscard]] static unsigned seen_at(const engine::Frame& frame, plan::Slot slot, expr::TableId table, std::size_t row);
    [[nodiscard]] static unsigned seen_in_all(const engine::Frame& frame, plan::Slot slot);
    void see(const engine::Frame& frame, const plan::ConditionPlan& condition);
    void see_rows(const engine::Frame& frame, const expr::Expr& choose, plan::Slot slot);
    void see_bracket(const policy::Policy& policy, const engine::Frame& frame, const expr::Expr& asked);
    void add(PieceKind kind, const base::SourceSpan& span, std::string what, unsigned seen);
    void close_rows(const policy::Policy& policy);
    void close_figures(const policy::Parameter& parameter);

    // Of the policy whose cases run: by where its pieces lie in memory.
    std::map<const void*, unsigned> conditions_;                  ///< conditions, and parts by their `when`
    std::set<std::pair<const expr::Expr*, std::size_t>> rows_;    ///< of a choose, and which
    std::set<const void*> taken_;                                 ///< figures, rows of brackets
    // Of all policies so far.
    std::map<std::pair<PieceKind, std::string>, Entry> pieces_;   ///< by their place
};

}  // namespace doudi::runs
